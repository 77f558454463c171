"""A program for the cage that tries what no decoder should: started by test_running.py."""

import ctypes
import errno
import io
import mmap
import os
import platform
import signal
import socket
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

from appeals.cage.programs import Output, ProgramRefused

_LIBC = ctypes.CDLL(None, use_errno=True)
# Numbers that are the same on x86_64 and aarch64.
_NEW_CALLS = {"io_uring_setup": 425, "pidfd_open": 434, "openat2": 437, "memfd_secret": 447}
_OLD_CALLS_OF = {
    "x86_64": {"ptrace": 101, "process_vm_readv": 310, "memfd_create": 319, "prlimit64": 302},
    "aarch64": {"ptrace": 117, "process_vm_readv": 270, "memfd_create": 279, "prlimit64": 261},
}
_CALLS = {**_NEW_CALLS, **_OLD_CALLS_OF.get(platform.machine(), {})}


def prepare(*_words: str) -> None:
    """Nothing to load."""


def starts_threads(name: str, *_words: str) -> bool:
    """As the decoder of HEIC does; the others, like all other programs, may not."""
    return name.startswith("threads")


def run(content: io.BytesIO, output: Output, name: str, *words: str) -> str:
    """Try the thing called ``name`` and say how it went."""
    if name == "call":
        return _call(words[0])
    return str(_TRIALS[name](content, output))


def _call(name: str) -> str:
    _LIBC.syscall(_CALLS[name], 0, 0, 0, 0)
    return errno.errorcode.get(ctypes.get_errno(), "allowed")


def _refusal_of(act: Callable[[], Any]) -> str:
    try:
        act()
    except OSError as error:
        return errno.errorcode[error.errno or 0]
    return "allowed"


def _fork() -> None:
    if os.fork() == 0:
        os._exit(0)


def _sees(_content: io.BytesIO, _output: Output) -> str:
    words = sorted(os.environ)
    return f"{' '.join(words)} in {_WHERE}"


def _executable_memory() -> None:
    mmap.mmap(-1, 4096, prot=mmap.PROT_READ | mmap.PROT_EXEC)


def _threads(_content: io.BytesIO, _output: Output) -> str:
    """How many can be started, of a thousand that wait at the same time."""
    # Small stacks: it is not memory that shall end it.
    threading.stack_size(1 << 15)
    done = threading.Event()
    for count in range(1000):
        try:
            threading.Thread(target=done.wait, daemon=True).start()
        except RuntimeError:
            return str(count)
    return "1000"


def _sleep_deaf(_content: io.BytesIO, output: Output) -> None:
    signal.pthread_sigmask(signal.SIG_BLOCK, range(1, signal.NSIG))
    output.write(b"asleep")
    threading.Event().wait()


def _write_to_input(_content: io.BytesIO, _output: Output) -> None:
    os.write(0, b"other pixels")


def _hang(_content: io.BytesIO, _output: Output) -> None:
    threading.Event().wait()


def _spin(_content: io.BytesIO, _output: Output) -> None:
    while True:
        pass


def _hog(_content: io.BytesIO, _output: Output) -> int:
    return len([bytearray(1 << 24) for _ in range(10_000)])


def _flood_answer(_content: io.BytesIO, _output: Output) -> None:
    while True:
        os.write(1, b"done " * 1000)


def _flood_output(_content: io.BytesIO, output: Output) -> None:
    while True:
        output.write(bytes(1 << 20))


def _refuse(_content: io.BytesIO, _output: Output) -> None:
    raise ProgramRefused("odd")


def _raise(_content: io.BytesIO, _output: Output) -> None:
    raise ValueError("a secret that stands in the file")


def _lie(_content: io.BytesIO, _output: Output) -> None:
    os.write(1, b"done \x1b[31m and more\n")
    os._exit(0)


def _tell(_content: io.BytesIO, _output: Output) -> None:
    os.write(1, b"caged\nfailed a secret that stands in the file\n")
    os._exit(0)


def _echo(content: io.BytesIO, output: Output) -> int:
    output.write(content.read())
    return len(content.getvalue())


_WHERE = Path.cwd()
_TRIALS: dict[str, Callable[[io.BytesIO, Output], Any]] = {
    "echo": _echo,
    "environment": _sees,
    "open": lambda *_: _refusal_of(lambda: os.open("/etc/passwd", os.O_RDONLY)),
    "create": lambda *_: _refusal_of(lambda: os.open("/tmp/x", os.O_CREAT | os.O_WRONLY)),  # noqa: S108  # refused
    "list": lambda *_: _refusal_of(lambda: os.listdir("/")),  # noqa: PTH208  # the bare call
    "stat": lambda *_: _refusal_of(lambda: os.stat("/")),  # noqa: PTH116  # the bare call
    "socket": lambda *_: _refusal_of(socket.socket),
    "fork": lambda *_: _refusal_of(_fork),
    "exec": lambda *_: _refusal_of(lambda: os.execv(sys.executable, [sys.executable])),  # noqa: S606  # refused
    "kill": lambda *_: _refusal_of(lambda: os.kill(os.getppid(), signal.SIGTERM)),
    "kill itself": lambda *_: _refusal_of(lambda: os.kill(os.getpid(), 0)),
    "executable memory": lambda *_: _refusal_of(_executable_memory),
    "threads": _threads,
    "no threads": _threads,
    "sleep deaf": _sleep_deaf,
    "threads sleep deaf": _sleep_deaf,
    "write to the input": lambda *_: _refusal_of(lambda: _write_to_input(*_)),
    "tell": _tell,
    "hang": _hang,
    "spin": _spin,
    "hog": _hog,
    "flood the answer": _flood_answer,
    "flood the output": _flood_output,
    "refuse": _refuse,
    "raise": _raise,
    "crash": lambda *_: ctypes.string_at(8),
    "lie": _lie,
}
