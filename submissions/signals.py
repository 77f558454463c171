"""Signals that submissions send upward."""

from django.dispatch import Signal

# Sent after the commit. Argument: tip_id (UUID).
tip_received = Signal()
