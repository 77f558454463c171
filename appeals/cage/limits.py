"""What a caged process may use of the machine, and how it takes the rest from itself."""

import ctypes
import os
import resource
import signal
import sys
import threading
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import Final

# Linux: <sys/prctl.h>.
_PR_SET_PDEATHSIG, _PR_SET_DUMPABLE = 1, 4
_OOM_FIRST: Final = "1000"
# More tasks than Linux numbers.
_MOST_TASKS: Final = 2**22
# Other processes of the same user may start some meanwhile.
_SPARE_THREADS: Final = 64
_NOBODY: Final = 65534
# Users from here on belong to nobody: above those that distributions give away.
_NOBODYS: Final = 2**30


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


def die_with(parent: int) -> None:
    """Let the kernel end this process with the thread of ``parent`` that started it, whatever it
    makes of signals. Only Linux can; elsewhere the alarm is all there is.
    """
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, int(signal.SIGKILL), 0, 0, 0)
        if os.getppid() != parent:
            # It ended before we asked.
            os._exit(1)


def bound_threads() -> None:
    """Let this process start a few dozen threads at a time at most.

    The kernel counts the threads of a user in all containers, which nothing in here can see, so
    the present number is found by trying. It does not count those of root: root steps down first.
    """
    if sys.platform != "linux":
        return
    if os.getuid() == 0:
        _step_down()
    _soft, hard = resource.getrlimit(resource.RLIMIT_NPROC)
    too_few, enough = 0, _MOST_TASKS if hard == resource.RLIM_INFINITY else hard
    while enough - too_few > 1:
        middle = (too_few + enough) // 2
        resource.setrlimit(resource.RLIMIT_NPROC, (middle, hard))
        too_few, enough = (too_few, middle) if _starts_a_thread() else (middle, enough)
    _limit(resource.RLIMIT_NPROC, enough + _SPARE_THREADS)


def _step_down() -> None:
    """Become a user without rights or files, of whom there is no other process."""
    # Namespaces may know few numbers of users, or allow none.
    for user in (_NOBODYS + os.getpid(), _NOBODY):
        with suppress(OSError):
            os.setgroups([])
            os.setresgid(_NOBODY, _NOBODY, _NOBODY)
            os.setresuid(user, user, user)
            return


def _starts_a_thread() -> bool:
    thread = threading.Thread(target=int)
    try:
        thread.start()
    except RuntimeError:
        return False
    thread.join()
    return True


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
