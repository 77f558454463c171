"""What a caged process may use of the machine, and how it takes the rest from itself."""

import ctypes
import resource
import signal
import sys
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

# Linux: <sys/prctl.h>.
_PR_SET_DUMPABLE: Final = 4
_OOM_FIRST: Final = "1000"


@dataclass(frozen=True)
class Limits:
    """Bounds of one run, each enforced by the kernel and the time also by the parent."""

    # Address space, so memory in use is always less.
    memory_bytes: int
    # Wall-clock time from start to end, starting Python included.
    seconds: float
    # Of each file it writes.
    file_bytes: int

    def __str__(self) -> str:
        return ",".join(map(str, astuple(self)))

    @classmethod
    def parse(cls, words: str) -> "Limits":
        """The limits that ``str`` wrote."""
        memory_bytes, seconds, file_bytes = words.split(",")
        return cls(int(memory_bytes), float(seconds), int(file_bytes))


def obey(limits: Limits) -> None:
    """Bind this process to ``limits`` for good."""
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, limits.file_bytes)
    # Whole seconds, rounded up; the clock on the wall is finer.
    _limit(resource.RLIMIT_CPU, int(limits.seconds) + 1)
    _limit(resource.RLIMIT_NOFILE, 32)
    if sys.platform == "linux":
        # Elsewhere address space cannot be limited, or is reserved by the gigabyte.
        _limit(resource.RLIMIT_AS, limits.memory_bytes)
        _die_first()
    # Should the parent be killed meanwhile, nobody else ends a process that hangs.
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_REAL, limits.seconds + 1)


def _limit(which: int, most: int) -> None:
    _soft, hard = resource.getrlimit(which)
    if hard != resource.RLIM_INFINITY:
        most = min(most, hard)
    resource.setrlimit(which, (most, most))


def _die_first() -> None:
    # No debugger, no core; and where the container runs out of memory, this process goes, not the
    # one that serves pages.
    ctypes.CDLL(None).prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    # A hardened /proc refuses; the limit on address space holds all the same.
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text(_OOM_FIRST)
