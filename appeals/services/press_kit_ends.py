"""The end of press kits: what replaced, withdrawn or half-built ones leave behind."""

from collections.abc import Iterable
from datetime import timedelta
from functools import partial
from typing import Final

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from appeals.models import Appeal, PressKit

# No task lives longer than a minute (CELERY_TASK_TIME_LIMIT): whoever began before this is dead.
ABANDONED_AFTER: Final = timedelta(minutes=10)


def end_press_kits(current: Appeal) -> None:
    """Let nobody download an appeal's kit any more, and delete it with the commit; ``current`` is
    locked.

    The row goes last, so that the sweep finds a file whose deletion was cut off.
    """
    ended = list(PressKit.objects.ready().filter(appeal=current))
    PressKit.objects.filter(pk__in=[kit.pk for kit in ended]).update(state=PressKit.State.SPENT)
    transaction.on_commit(partial(clear_away, ended))


def clear_away(kits: Iterable[PressKit]) -> None:
    """Delete files, then their rows."""
    for kit in kits:
        storages["public"].delete(kit.key)
        PressKit.objects.filter(pk=kit.pk).delete()


def clear_away_leftovers() -> int:
    """Delete what ended kits and killed builders left; how many kits that was."""
    abandoned = Q(state=PressKit.State.BUILDING, begun_on__lt=timezone.now() - ABANDONED_AFTER)
    leftovers = list(PressKit.objects.filter(Q(state=PressKit.State.SPENT) | abandoned))
    clear_away(leftovers)
    return len(leftovers)
