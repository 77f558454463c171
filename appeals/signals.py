"""Signals that appeals send upward; whoever listens runs in the same transaction."""

from django.dispatch import Signal

# Arguments: act (str), subject (a model instance), by (User), detail (dict of JSON values).
acted = Signal()
