"""Starting caged processes: what goes in, what may come out, and when it is ended. What runs
inside is in child.py.
"""

import logging
import os
import re
import selectors
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import IO, Final

from appeals.exceptions import CageFailed

from .limits import Limits

# Ample for one line of numbers.
MAX_ANSWER_BYTES: Final = 4096
_CHILD: Final = Path(__file__).with_name("child.py")
# Nothing of ours: no keys, no addresses. One arena, since each reserves 64 MiB of address space.
_ENVIRONMENT: Final = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
# What goes into our log or picks a sentence is one word, so that nothing can write prose there.
_ANSWER: Final = re.compile(
    r"(half )?caged\n(?:done ([ -~]{1,4000})|(refused|failed) ([A-Za-z]{1,64}))\n"
)
_END_GRACE_S: Final = 0.5

logger = logging.getLogger(__name__)


class Reason(StrEnum):
    """Why a caged program gave no result, besides the words of its own."""

    TIME = "time"
    MEMORY = "memory"
    BROKEN = "broken"


def run(
    program: str, *arguments: str, content: IO[bytes], output: IO[bytes], limits: Limits
) -> str:
    """Run the module ``program`` over ``content`` in a process of its own that can read it, write
    to ``output`` and do nothing else; return its line of answer, printable ASCII.

    The answer and the output come from a process that a file may have taken over: callers check
    every word. Both files must be real ones; ``content`` is read from its beginning.

    Raises:
        CageFailed: it took too long or too much, broke, or refused its input.
    """
    started = time.monotonic()
    try:
        return _run(program, arguments, content=content, output=output, limits=limits)
    except CageFailed as failure:
        # Ids and counts only: neither the file's name nor a word of its contents.
        took_s = time.monotonic() - started
        logger.info("%s in the cage: %s after %.1f s", program, failure.reason, took_s)
        raise


def memory_file() -> IO[bytes]:
    """An empty unbuffered file without a name, in memory where the system can."""
    if hasattr(os, "memfd_create"):
        return os.fdopen(os.memfd_create("caged"), "w+b", buffering=0)
    return tempfile.TemporaryFile(buffering=0)


def _run(
    program: str,
    arguments: tuple[str, ...],
    *,
    content: IO[bytes],
    output: IO[bytes],
    limits: Limits,
) -> str:
    deadline = time.monotonic() + limits.seconds
    number = output.fileno()
    words = [str(limits), str(os.getpid()), _package_folders(), program, str(number), *arguments]
    with _readable(content) as source:
        started = subprocess.Popen(  # noqa: S603  # our own script and words, without a shell
            [sys.executable, "-I", "-S", "-B", str(_CHILD), *words],
            stdin=source,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            pass_fds=[number],
            env=_ENVIRONMENT,
            cwd="/",
            process_group=0,
        )
    with started as process, _ended(process):
        answer = _read_answer(process, deadline)
        _wait_for_end(process)
    if process.returncode:
        raise CageFailed(_reason_of_death(process.returncode))
    return _understood(answer)


@contextmanager
def _readable(content: IO[bytes]) -> Iterator[int]:
    """A descriptor of the same file, at its beginning, that cannot write where the system can."""
    own = content.fileno()
    try:
        # Opened anew: a duplicate would keep the rights of the first.
        descriptor = os.open(f"/proc/self/fd/{own}", os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        # A buffered file's own position may be elsewhere than it says.
        os.lseek(own, 0, os.SEEK_SET)
        yield own
        return
    try:
        yield descriptor
    finally:
        os.close(descriptor)


@contextmanager
def _ended(process: subprocess.Popen[bytes]) -> Iterator[None]:
    """Whatever happens, the process and all it may have started are gone afterwards."""
    try:
        yield
    finally:
        # Not waited for yet, so the number cannot belong to anybody else.
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)


def _read_answer(process: subprocess.Popen[bytes], deadline: float) -> bytes:
    pipe = process.stdout
    if pipe is None:
        raise CageFailed(Reason.BROKEN)
    answer = b""
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while len(answer) <= MAX_ANSWER_BYTES:
            left_s = deadline - time.monotonic()
            if left_s <= 0 or not selector.select(left_s):
                raise CageFailed(Reason.TIME)
            piece = os.read(pipe.fileno(), MAX_ANSWER_BYTES)
            if not piece:
                return answer
            answer += piece
    raise CageFailed(Reason.BROKEN)


def _wait_for_end(process: subprocess.Popen[bytes]) -> None:
    """Wait until it has ended by itself, without taking its number from it.

    Raises:
        CageFailed: it closed its answer and goes on.
    """
    deadline = time.monotonic() + _END_GRACE_S
    while time.monotonic() < deadline:
        if os.waitid(os.P_PID, process.pid, os.WEXITED | os.WNOWAIT | os.WNOHANG):
            return
        time.sleep(0.001)
    raise CageFailed(Reason.TIME)


def _reason_of_death(code: int) -> Reason:
    if code in {-signal.SIGXCPU, -signal.SIGALRM}:
        return Reason.TIME
    # Nobody else kills it but the kernel, when the machine or the container is full.
    return Reason.MEMORY if code == -signal.SIGKILL else Reason.BROKEN


def _understood(answer: bytes) -> str:
    match = _ANSWER.fullmatch(answer.decode("ascii", "replace"))
    if not match:
        raise CageFailed(Reason.BROKEN)
    half, done, outcome, word = match.groups()
    if half:
        _warn_once()
    if outcome == "refused":
        raise CageFailed(word)
    if outcome == "failed":
        # The class of an exception helps whoever maintains this; publishers get a sentence.
        logger.info("the caged program raised %s", word)
        raise CageFailed(Reason.MEMORY if word == "memory" else Reason.BROKEN)
    return str(done)


@cache
def _warn_once() -> None:
    logger.warning(
        "This system does not filter system calls (seccomp): pictures are decoded in a process"
        " with limits, but it could open files and connections."
    )


@cache
def _package_folders() -> str:
    """Where the caged process finds its libraries; only looked up here, not imported."""
    folders = []
    for name in ("PIL", "pillow_heif"):
        spec = find_spec(name)
        if spec and spec.origin:
            folders.append(str(Path(spec.origin).parents[1]))
    return os.pathsep.join(dict.fromkeys(folders))
