"""Waiting for something to be ready, while staying open to Ctrl-C; decides nothing."""

import time
from collections.abc import Callable

from tipsite.launcher.exceptions import CannotStart, StopRequested

POLL_S = 0.1


class StopWish:
    """Somebody's wish to stop, set by a signal handler.

    No `threading.Event`: a handler runs in the thread that it interrupts, and setting an event
    there waits for ever for the lock that the same thread holds while it waits for the event.
    """

    def __init__(self) -> None:
        self.is_set = False

    def wait(self, seconds: float) -> bool:
        """Sleep until the wish comes, for `seconds` at most; return whether it is there."""
        deadline = time.monotonic() + seconds
        while not self.is_set and (left := deadline - time.monotonic()) > 0:
            time.sleep(min(left, POLL_S))
        return self.is_set


def wait_until(
    is_ready: Callable[[], bool],
    *,
    is_alive: Callable[[], bool],
    timeout_s: float,
    stop: StopWish,
    complaint: Callable[[], str],
) -> None:
    """Poll until `is_ready` answers True.

    Raises:
        CannotStart: with what `complaint` says, when the time is over or the thing has died.
        StopRequested: the wish to stop came meanwhile.
    """
    deadline = time.monotonic() + timeout_s
    while not is_ready():
        if stop.is_set:
            raise StopRequested
        if not is_alive() or time.monotonic() > deadline:
            raise CannotStart(complaint())
        stop.wait(POLL_S)
