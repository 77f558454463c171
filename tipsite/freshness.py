"""How long a kept answer may be given out: until published data changes, as far as this process is
told (listening.py), and never for long without being told.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final, Protocol

# Some pages depend on the day, such as "new since".
MOST_AGE_S: Final = 300.0
# While nobody tells us of changes. A withdrawn appeal has to leave nginx and browsers within a
# minute, and they may keep what we send for 50 s (appeals/views.py).
MOST_AGE_UNTOLD_S: Final = 3.0
# How long the database's last sign of life is believed: longer than between two (listening.py).
SURE_FOR_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Edition:
    """A state of published data: how often it changed since this process began, and how often
    something was, or may have been, taken down.
    """

    changes: int = 0
    takedowns: int = 0


class Dated(Protocol):
    """What was made at some moment from some edition."""

    @property
    def edition(self) -> Edition: ...

    @property
    def rendered_at(self) -> float: ...


class Freshness:
    """What one process knows of published data; safe to use from any thread."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self.now = clock
        self._lock = threading.Lock()
        # Read without the lock: it is exchanged as a whole.
        self.edition = Edition()
        self._sure_until = float("-inf")
        # When the database last answered while it told us of no changes.
        self._untold_at = float("-inf")

    def be_sure(self) -> None:
        """The database has shown that it would tell us of changes."""
        self._sure_until = self.now() + SURE_FOR_S

    def be_unsure(self) -> None:
        """Nobody tells us of changes any more."""
        self._sure_until = float("-inf")
        self.change()

    def reach(self) -> None:
        """The database has answered a request."""
        if self.now() >= self._sure_until:
            self._untold_at = self.now()

    def change(self) -> None:
        """Something that visitors see has changed: nothing made before is fresh."""
        with self._lock:
            self.edition = replace(self.edition, changes=self.edition.changes + 1)

    def take_down(self) -> None:
        """Something was withdrawn, or may have been: nothing made before may ever come back."""
        with self._lock:
            self.edition = Edition(self.edition.changes + 1, self.edition.takedowns + 1)

    def is_fresh(self, dated: Dated) -> bool:
        """Whether it may be given out as what is published now."""
        if dated.edition != self.edition:
            return False
        now = self.now()
        most_s = MOST_AGE_S if now < self._sure_until else MOST_AGE_UNTOLD_S
        return now - dated.rendered_at < most_s

    def may_stand_in(self, dated: Dated) -> bool:
        """Whether it may be given out while the database is away: nothing was withdrawn since.

        What may have been withdrawn without our being told, because the database answered long
        after and told us nothing, may not.
        """
        if self._untold_at - dated.rendered_at >= MOST_AGE_UNTOLD_S:
            return False
        return dated.edition.takedowns == self.edition.takedowns
