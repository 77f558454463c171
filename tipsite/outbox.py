"""Telling the worker of new tips, and of appeals whose press kit is out of date. Only a hint: the
row is the record, and the sweep finds what no hint reached.
"""

import logging
from collections import deque
from functools import partial
from typing import Final
from uuid import UUID

from django.db import transaction
from kombu.exceptions import OperationalError

from appeals.models import Appeal

from .background import Gathering
from .celery import app

logger = logging.getLogger(__name__)

# A moderator notices no tenth of a second. At 500 tips a second and process, one message then
# carries 50 ids; building a message for each tip was a quarter of what accepting it cost.
GATHER_S: Final = 0.1
# One task reads them one after the other, so that few ids a task share the work among workers.
MOST_IDS: Final = 50
# While the queue is away ids wait here, then the oldest are left to the sweep.
MOST_WAITING: Final = 10_000


def announce_tip(sender: object, *, tip_id: UUID, **_more: object) -> None:
    """Have the triage of a committed tip queued soon, by a thread of this process.

    The visitor waits neither for the queue nor for its failure.
    """
    _announcer.add(tip_id)


def announce_change(sender: object, *, subject: object, **_more: object) -> None:
    """After the commit, have the press kit of a public appeal looked at that somebody changed."""
    appeal = subject if isinstance(subject, Appeal) else getattr(subject, "appeal", None)
    if isinstance(appeal, Appeal) and appeal.is_public:
        transaction.on_commit(partial(_send, "appeals.build_press_kit", appeal.pk))


class Announcer(Gathering):
    """Gathers the ids of new tips and queues them together."""

    def __init__(self) -> None:
        super().__init__(gather_s=GATHER_S)
        self._waiting: deque[UUID] = deque(maxlen=MOST_WAITING)

    def add(self, tip_id: UUID) -> None:
        """Take an id; it is queued within moments while the queue answers."""
        self._waiting.append(tip_id)
        self.wake()

    def work_off(self) -> None:
        """Queue what has been gathered, MOST_IDS in a message."""
        while self._waiting:
            count = min(MOST_IDS, len(self._waiting))
            _queue([str(self._waiting.popleft()) for _ in range(count)])


def _queue(tip_ids: list[str]) -> None:
    _send("moderation.triage_tips", tip_ids)


def _send(name: str, argument: object) -> None:
    """Queue by name, because the public zone has none of moderation's code.

    A queue that does not answer is logged and forgotten: the visitors have been promised kept tips,
    not fast ones.
    """
    try:
        app.send_task(name, args=[argument], ignore_result=True)
    except (OperationalError, OSError):
        logger.warning("the queue does not answer; the sweep will find what it was to be told")


_announcer: Final = Announcer()
