"""What the worker does for appeals: clear away the pictures of showings that run no more, and build
press kits.
"""

from celery import shared_task

from . import services
from .models import Appeal


@shared_task(name="appeals.sweep_showings")
def sweep_showings() -> int:
    """Delete what is left of ended and expired showings; running twice is harmless."""
    return services.sweep_showings()


@shared_task(name="appeals.build_press_kit")
def build_press_kit(appeal_id: int) -> bool:
    """Build an appeal's press kit if what it holds has changed; running twice is harmless."""
    return services.build_press_kit(Appeal.objects.get(pk=appeal_id))


@shared_task(name="appeals.sweep_press_kits")
def sweep_press_kits() -> int:
    """Build the press kits that no task has built; running twice is harmless."""
    return services.sweep_press_kits()
