"""Triage tasks a second of one worker process, against a task that does nothing."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from redis import Redis

from tipsite.launcher.children import worker_child
from tipsite.launcher.processes import Child

from .ground import Ground, running
from .load import LoadGenerator
from .sizes import Sizes
from .table import Figure, Ratio, Results, pair_ratios

QUEUE = "celery"
# Celery's Redis transport keeps what a worker holds but has not acknowledged in this hash.
UNACKNOWLEDGED = "unacked"
POLL_S = 0.01
PATIENCE_S = 300.0


def measure(ground: Ground, _load: LoadGenerator, sizes: Sizes, _appeals: list[str]) -> Results:
    """Pairs of drained queues on one live worker: sealed tips, then empty tasks."""
    results = Results("Triage (tasks a second of one worker process)")
    triaged: list[float] = []
    empty: list[float] = []
    with _worker(ground) as child, Redis.from_url(ground.valkey.url) as queue:
        _drain(ground, queue, child, lambda: ground.ask("empty_task", "send", 20))
        for number in range(sizes.pairs):
            triaged.append(
                sizes.triaged_tips
                / _drain(
                    ground,
                    queue,
                    child,
                    lambda number=number: ground.ask(
                        "contents", "send_tips", sizes.triaged_tips, number
                    ),
                )
            )
