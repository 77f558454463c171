"""A wire between browser and server that keeps every byte the browser sends."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field


@dataclass
class Wire:
    """The address to open instead of the server's, and what left the browser so far."""

    url: str
    sent: bytearray = field(default_factory=bytearray)


@contextmanager
def tapped(port: int) -> Iterator[Wire]:
    """Listen on a port of our own and pass everything on to ``port`` on this machine.

    A browser's own record of its requests leaves out files, so the test looks at the wire.
    """
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire = Wire(f"http://127.0.0.1:{listener.getsockname()[1]}")
        threading.Thread(target=_accept, args=(listener, port, wire), daemon=True).start()
        yield wire
        # Ends the thread's wait, which closing alone does not.
        listener.shutdown(socket.SHUT_RDWR)


def _accept(listener: socket.socket, port: int, wire: Wire) -> None:
    with suppress(OSError):
        while True:
            browser, _address = listener.accept()
            server = socket.create_connection(("127.0.0.1", port))
            for source, target, kept in ((browser, server, wire.sent), (server, browser, None)):
                threading.Thread(target=_pass_on, args=(source, target, kept), daemon=True).start()


def _pass_on(source: socket.socket, target: socket.socket, kept: bytearray | None) -> None:
    with suppress(OSError):
        while part := source.recv(65536):
            if kept is not None:
                kept += part
            target.sendall(part)
    with suppress(OSError):
        target.shutdown(socket.SHUT_WR)
    # Whoever reads last closes: the other direction may still carry an answer.
    if kept is None:
        source.close()
        target.close()
