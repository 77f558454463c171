"""Telling the worker of a new tip. Only a hint: the row is the record, and the sweep finds what no
hint reached.
"""

import logging
from uuid import UUID

from kombu.exceptions import OperationalError

from .celery import app

logger = logging.getLogger(__name__)


def announce_tip(sender: object, *, tip_id: UUID, **_more: object) -> None:
    """Queue the triage of a committed tip, by name, because the public zone has none of
    moderation's code.

    A queue that does not answer is logged and forgotten: the visitor has been promised a kept tip,
    not a fast one.
    """
    try:
        app.send_task("moderation.triage_tip", args=[str(tip_id)], ignore_result=True)
    except (OperationalError, OSError):
        logger.warning("the queue does not answer; the sweep will find the tip")
