"""A private Valkey (or Redis) on a unix socket, for queue, cache and rate limits; keeps nothing."""

import os
import socket
from dataclasses import dataclass
from pathlib import Path

from tipsite.launcher.processes import Child
from tipsite.launcher.waiting import StopWish, wait_until

START_TIMEOUT_S = 20.0
ANSWER_TIMEOUT_S = 1.0

SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "daemonize": "no",
    # The queue is not the record: a sweep finds every tip again in PostgreSQL.
    "appendonly": "no",
    "save": "",
    # A full queue must refuse loudly; evicting would drop tasks in silence.
    "maxmemory-policy": "noeviction",
    "loglevel": "warning",
    # Our pid files compare command lines, so it has to keep the one it was started with.
    "set-proc-title": "no",
}


@dataclass(frozen=True)
class Valkey:
    """Where one private server lives and which program runs it."""

    program: Path
    folder: Path
    sockets: Path
    log: Path
    record: Path

    @property
    def socket(self) -> Path:
        return self.sockets / "valkey.sock"

    @property
    def url(self) -> str:
        """`REDIS_URL` of this server."""
        return f"unix://{self.socket}"

    def start(self, stop: StopWish) -> Child:
        """Start the server and return once it answers.

        Raises:
            CannotStart: it does not come up.
            StopRequested: the wish to stop came meanwhile; the server is stopped again.
        """
        child = self._child()
        child.start()
        try:
            wait_until(
                self._answers,
                is_alive=lambda: child.is_alive,
                timeout_s=START_TIMEOUT_S,
                stop=stop,
                complaint=lambda: f"Valkey does not start; the reason is in {self.log}.",
            )
        except BaseException:
            child.stop()
            raise
        return child

    def _child(self) -> Child:
        options = [word for name, value in SETTINGS.items() for word in (f"--{name}", value)]
        return Child(
            name="Valkey",
            command=[
                str(self.program),
                *("--unixsocket", str(self.socket)),
                *("--dir", str(self.folder)),
                *options,
            ],
            environment={"PATH": os.environ.get("PATH", os.defpath)},
            log=self.log,
            record=self.record,
        )

    def _answers(self) -> bool:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(ANSWER_TIMEOUT_S)
            try:
                connection.connect(str(self.socket))
                connection.sendall(b"PING\r\n")
                return connection.recv(16).startswith(b"+PONG")
            except OSError:
                return False
