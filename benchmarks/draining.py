"""Fills the queue while the worker holds still, and takes the time until it is empty.

Runs in Django (in_django.py).
"""

import time
import uuid
from collections.abc import Callable

from django.conf import settings
from redis import Redis

from submissions.models import Tip

from .contents import send_tips
from .empty_task import app, do_nothing

QUEUE = "celery"
# Where Celery's Redis transport keeps what a worker took but has not acknowledged.
TAKEN = "unacked"
POLL_S = 0.005
ANSWER_TIMEOUT_S = 5.0
PATIENCE_S = 120.0


def drain_in_turn(pairs: str, tips: str, empty_tasks: str) -> dict[str, list[float]]:
    """Tasks a second, by turns: sealed tips to triage, and tasks that do nothing.

    Raises:
        RuntimeError: the worker did not finish, or left a tip unread.
    """
    rates: dict[str, list[float]] = {"triage": [], "empty": []}
    _wait_for_worker()
    # The first tasks of a worker load the language models.
    _rate(lambda: send_tips("5", "0"))
    for number in range(int(pairs)):
        rates["triage"].append(_rate(lambda seed=number: send_tips(tips, str(seed + 1))))  # type: ignore[misc]  # a default binds the loop's variable
        if Tip.objects.awaiting_triage().exists():
            raise RuntimeError("the worker left a tip unread")
        rates["empty"].append(_rate(lambda: _send_empty_tasks(int(empty_tasks))))
    return rates


def _send_empty_tasks(count: int) -> int:
    for _ in range(count):
        do_nothing.delay(str(uuid.uuid4()))
    return count


def _wait_for_worker() -> None:
    ends_at = time.monotonic() + PATIENCE_S
    while not app.control.ping(timeout=ANSWER_TIMEOUT_S, limit=1):
        if time.monotonic() > ends_at:
            raise RuntimeError("the worker does not answer")


def _rate(send: Callable[[], int]) -> float:
    with Redis.from_url(settings.REDIS_URL) as queue:
        if not app.control.cancel_consumer(QUEUE, reply=True, limit=1, timeout=ANSWER_TIMEOUT_S):
            raise RuntimeError("the worker does not hold still")
        count = send()
        begin = time.monotonic()
        app.control.add_consumer(QUEUE)
        while queue.llen(QUEUE) or queue.hlen(TAKEN):
            if time.monotonic() - begin > PATIENCE_S:
                raise RuntimeError("the worker does not come to an end")
            time.sleep(POLL_S)
        return count / (time.monotonic() - begin)
