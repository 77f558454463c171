"""What the worker does for appeals: clear away the pictures of showings that run no more."""

from celery import shared_task

from . import services


@shared_task(name="appeals.sweep_showings")
def sweep_showings() -> int:
    """Delete what is left of ended and expired showings; running twice is harmless."""
    return services.sweep_showings()
