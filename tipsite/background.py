"""Work that a web process does beside its requests, gathered for a moment and done together."""

import threading
import time
from abc import ABC, abstractmethod


class Gathering(ABC):
    """A thread that rests until it is woken, waits a moment for more to come, and works it off.

    It starts when it is first woken, because servers fork before they serve. Safe to use from any
    thread.
    """

    def __init__(self, *, gather_s: float) -> None:
        self._gather_s = gather_s
        self._woken = threading.Event()
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    @abstractmethod
    def work_off(self) -> None:
        """Do what has come together. Handles its own errors: one that gets out ends the thread,
        and the next call of ``wake`` starts another.
        """

    def wake(self) -> None:
        """Have ``work_off`` called soon: after ``gather_s`` seconds, unless it is busy."""
        self._woken.set()
        if self._thread is None or not self._thread.is_alive():
            self._start()

    def _start(self) -> None:
        with self._starting:
            if self._thread is None or not self._thread.is_alive():
                name = type(self).__name__
                self._thread = threading.Thread(target=self._keep_working, name=name, daemon=True)
                self._thread.start()

    def _keep_working(self) -> None:
        while True:
            self._woken.wait()
            time.sleep(self._gather_s)
            # Cleared first: what comes during the work wakes it again.
            self._woken.clear()
            self.work_off()
