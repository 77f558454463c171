"""Fills the queue while the worker holds still, and takes the time until it is empty.

Runs in Django (in_django.py).
"""

import os
import signal
import time
import uuid
from collections.abc import Callable
from functools import partial

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
ANNOUNCED_S = 0.3


def drain_in_turn(worker: str, pairs: str, tips: str, empty_tasks: str) -> dict[str, list[float]]:
    """Tasks a second, by turns: sealed tips to triage, and tasks that do nothing.

    Raises:
        RuntimeError: the worker did not finish.
    """
    send: Callable[[], int]
    rates: dict[str, list[float]] = {"triage": [], "empty": []}
    # The first tasks of a worker load the language models.
    pid = int(worker)
    _rate(pid, lambda: send_tips("5", "0"), _all_are_read)
    for number in range(int(pairs)):
        send = partial(send_tips, tips, str(number + 1))
        rates["triage"].append(_rate(pid, send, _all_are_read))
        send = partial(_send_empty_tasks, int(empty_tasks))
        rates["empty"].append(_rate(pid, send, _queue_is_empty))
    return rates


def _send_empty_tasks(count: int) -> int:
    for _ in range(count):
        do_nothing.delay(str(uuid.uuid4()))
    return count


def _all_are_read() -> bool:
    return not Tip.objects.awaiting_triage().exists()


def _queue_is_empty() -> bool:
    with Redis.from_url(settings.REDIS_URL) as queue:
        return not (queue.llen(QUEUE) or queue.hlen(TAKEN))


def _rate(worker: int, send: Callable[[], int], is_done: Callable[[], bool]) -> float:
    """How many a second the worker with this process number does of what is sent while it stands
    still.

    Raises:
        RuntimeError: it does not come to an end.
    """
    # The worker takes no orders through the queue, so the kernel has to hold it.
    os.kill(worker, signal.SIGSTOP)
    try:
        count = send()
        # What is announced goes into the queue a moment later.
        time.sleep(ANNOUNCED_S)
    finally:
        os.kill(worker, signal.SIGCONT)
    begin = time.monotonic()
    while not is_done():
        if time.monotonic() - begin > PATIENCE_S:
            raise RuntimeError("the worker does not come to an end")
        time.sleep(POLL_S)
    return count / (time.monotonic() - begin)
