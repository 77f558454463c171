"""Fills the queue while the worker holds still, and takes the time until it is empty.

Runs in Django (in_django.py).
"""

import os
import signal
import time
import uuid
from collections.abc import Callable

from django.conf import settings
from redis import Redis

from submissions.models import Tip

from .contents import send_tips
from .empty_task import do_nothing

QUEUE = "celery"
# Where Celery's Redis transport keeps what a worker took but has not acknowledged.
TAKEN = "unacked"
POLL_S = 0.005
PATIENCE_S = 120.0


def drain_in_turn(worker: str, pairs: str, tips: str, empty_tasks: str) -> dict[str, list[float]]:
    """Tasks a second, by turns: sealed tips to triage, and tasks that do nothing.

    Raises:
        RuntimeError: the worker did not finish, or left a tip unread.
    """
    rates: dict[str, list[float]] = {"triage": [], "empty": []}
    # The first tasks of a worker load the language models.
    pid = int(worker)
    _rate(pid, lambda: send_tips("5", "0"))
    for number in range(int(pairs)):
        rates["triage"].append(_rate(pid, lambda seed=number: send_tips(tips, str(seed + 1))))  # type: ignore[misc]  # a default binds the loop's variable
        if Tip.objects.awaiting_triage().exists():
            raise RuntimeError("the worker left a tip unread")
        rates["empty"].append(_rate(pid, lambda: _send_empty_tasks(int(empty_tasks))))
    return rates


def _send_empty_tasks(count: int) -> int:
    for _ in range(count):
        do_nothing.delay(str(uuid.uuid4()))
    return count


def _rate(worker: int, send: Callable[[], int]) -> float:
    """Tasks a second of the worker with this process number, which stands still meanwhile."""
    with Redis.from_url(settings.REDIS_URL) as queue:
        # The worker takes no orders through the queue, so the kernel has to hold it.
        os.kill(worker, signal.SIGSTOP)
        try:
            count = send()
        finally:
            os.kill(worker, signal.SIGCONT)
        begin = time.monotonic()
        while queue.llen(QUEUE) or queue.hlen(TAKEN):
            if time.monotonic() - begin > PATIENCE_S:
                raise RuntimeError("the worker does not come to an end")
            time.sleep(POLL_S)
        return count / (time.monotonic() - begin)
