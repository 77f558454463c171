"""What is checked before anything starts: room on the disk, the ports, nobody else at work."""

import contextlib
import errno
import fcntl
import os
import shutil
import socket
from collections.abc import Generator
from pathlib import Path

from tipsite.launcher.exceptions import CannotStart

# A new database takes 60 MB with its write-ahead log, the demonstration as much again.
ROOM_NEEDED_BYTES = 300 * 1024 * 1024
HOST = "127.0.0.1"


@contextlib.contextmanager
def only_launcher(lock: Path) -> Generator[None, None, None]:
    """Hold the lock of one `var`; the kernel drops it with us, so a stale one is no obstacle.

    Raises:
        CannotStart: another launcher is at work here.
    """
    descriptor = os.open(lock, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.read(descriptor, 20).decode(errors="replace").strip()
            raise CannotStart(
                f"tipsite is already running here as process {holder or 'unknown'}; stop it with"
                " Ctrl-C in its window first."
            ) from None
        os.ftruncate(descriptor, 0)
        os.write(descriptor, f"{os.getpid()}\n".encode())
        try:
            yield
        finally:
            os.ftruncate(descriptor, 0)
    finally:
        os.close(descriptor)


def require_room(folder: Path) -> None:
    """Raise CannotStart when the disk of `folder` has less than ROOM_NEEDED_BYTES free."""
    free = shutil.disk_usage(folder).free
    if free < ROOM_NEEDED_BYTES:
        raise CannotStart(
            f"The disk of {folder} has {free // 2**20} MB free, and tipsite needs"
            f" {ROOM_NEEDED_BYTES // 2**20} MB; make room, or set TIPSITE_VAR_DIR to a folder"
            " on another disk."
        )


def port_from(variable: str, default: int) -> int:
    """Read a port from the environment.

    Raises:
        CannotStart: the variable holds no number from 1 to 65535.
    """
    text = os.environ.get(variable) or str(default)
    if not (text.isascii() and text.isdigit() and 1 <= int(text) <= 65535):
        raise CannotStart(f"{variable} is {text!r}; it must be a number from 1 to 65535.")
    return int(text)


def require_free_port(port: int, variable: str) -> None:
    """Raise CannotStart when nothing of ours could listen on `port` of this machine."""
    with socket.socket() as probe:
        # Connections of an earlier run that are still closing are no obstacle.
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
            probe.listen(1)
        except OSError as error:
            reason = (
                f"is taken by another program; set {variable} to a free one"
                if error.errno == errno.EADDRINUSE
                else f"cannot be used ({error.strerror}); set {variable} to another one"
            )
            raise CannotStart(f"Port {port} {reason}.") from error
