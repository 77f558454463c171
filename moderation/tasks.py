"""What the worker does: triage tips by their ids, sweep for tips that no task reached, and count
for the published statistics once a day.
"""

import gc
import logging
import time
from typing import Final
from uuid import UUID

from celery import shared_task
from celery.exceptions import SoftTimeLimitExceeded
from celery.signals import worker_init

from submissions.models import Tip

from . import languages, nearness, places, reading, statistics

logger = logging.getLogger(__name__)

# A sweep ends before the next one would overtake it by far; what is left, the next one finds.
_SWEEP_S: Final = 20.0
_SWEEP_BATCH: Final = 200


@shared_task(name="moderation.triage_tips")
def triage_tips(tip_ids: list[str]) -> None:
    """Triage a few tips; a second delivery finds nothing to do."""
    for tip_id in tip_ids:
        _read_or_go_on(UUID(tip_id))


@shared_task(name="moderation.sweep_tips")
def sweep_tips() -> int:
    """Triage what no task has reached, however long the queue was away; the number of tips read.

    The sweep does the work itself instead of queueing tasks again, so that a backlog can never
    multiply.
    """
    ends_at = time.monotonic() + _SWEEP_S
    read = 0
    after = UUID(int=0)
    while time.monotonic() < ends_at:
        batch = list(
            Tip.objects.awaiting_triage()
            .filter(pk__gt=after)
            .order_by("pk")
            .values_list("pk", flat=True)[:_SWEEP_BATCH]
        )
        if not batch:
            break
        read += sum(_read_or_go_on(tip_id) for tip_id in batch)
        after = batch[-1]
    return read


@shared_task(name="moderation.take_statistics")
def take_statistics() -> bool:
    """Write the day's figures for the public page; all but the first call of a day do nothing."""
    return statistics.take_snapshot()


def _read_or_go_on(tip_id: UUID) -> bool:
    try:
        return reading.triage_tip(tip_id)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        # One tip that cannot be read must not hold up those behind it; its attempts are counted.
        logger.exception("tip %s could not be read this time", tip_id)
        return False


@worker_init.connect
def load_readers(**_: object) -> None:
    """Load models and gazetteers before the pool forks, so that its children share their memory."""
    languages.preload()
    places.preload()
    # Its libraries take a second to import; any text of four words will do.
    nearness.signature("one two three four")
    # What is loaded now stays: not looking through it again keeps its memory shared.
    gc.freeze()
