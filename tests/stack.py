"""A whole tipsite for tests: real processes, one a zone, on a database and a queue of their own."""

import http.client
import os
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import extensions
from redis import Redis

from submissions.keys import make_keys
from tipsite.launcher.binaries import find_valkey
from tipsite.launcher.children import beat_child, manage, web_child, worker_child, zone_environment
from tipsite.launcher.places import PROJECT, Places
from tipsite.launcher.processes import Child, stop_children
from tipsite.launcher.sockets import socket_folder
from tipsite.launcher.valkey import Valkey
from tipsite.launcher.waiting import StopWish

START_TIMEOUT_S = 90.0


@dataclass
class Stack:
    """The running parts, and ways to look into them and to kill them."""

    places: Places
    database_url: str
    public_port: int
    staff_port: int
    servers: dict[str, str]
    valkey: Valkey
    children: dict[str, Child] = field(default_factory=dict)
    contents: dict[str, str] = field(default_factory=dict)

    @property
    def public_url(self) -> str:
        return f"http://127.0.0.1:{self.public_port}"

    @property
    def staff_url(self) -> str:
        return f"http://127.0.0.1:{self.staff_port}"

    @property
    def open_code(self) -> str:
        return self.contents["open"]

    @property
    def closed_code(self) -> str:
        return self.contents["closed"]

    @property
    def withdrawn_code(self) -> str:
        return self.contents["withdrawn"]

    def rows(self, statement: str, *values: object) -> list[tuple[Any, ...]]:
        """What the database answers, on a connection of its own."""
        link = connect(self.database_url)
        try:
            with link.cursor() as cursor:
                cursor.execute(statement, values)
                return list(cursor.fetchall())
        finally:
            link.close()

    def count(self, statement: str) -> int:
        return int(self.rows(statement)[0][0])

    def redis(self) -> Redis:
        return Redis.from_url(self.valkey.url)

    def environment(self, zone: str) -> dict[str, str]:
        # All clients of a test come from one network; limits have tests of their own.
        limits = {"TIPSITE_TIPS_PER_NETWORK": "1000000/h"}
        own = {**limits, "TIPSITE_PUBLIC_URL": self.public_url}
        return {**zone_environment(zone, self.places, self.servers), **own}

    def start(self, name: str) -> None:
        """Start one part: public, staff, worker, beat or valkey."""
        if name == "valkey":
            self.children[name] = self.valkey.start(StopWish())
            return
        child = self._child(name)
        self.children[name] = child
        child.start()

    def _child(self, name: str) -> Child:
        if name == "worker":
            return worker_child(self.environment("worker"), self.places)
        if name == "beat":
            environment = {**self.environment("staff"), "TIPSITE_SWEEP_EVERY_S": "2"}
            return beat_child(environment, self.places)
        port = self.public_port if name == "public" else self.staff_port
        return web_child(name, name, port, self.environment(name), self.places)

    def kill(self, name: str) -> None:
        """Kill -9 a part with everything it started; it gets no chance to say goodbye."""
        process = self.children.pop(name).process
        assert process is not None
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def pids_of(self, name: str) -> list[int]:
        """The part's own process, then its children."""
        process = self.children[name].process
        assert process is not None
        found = subprocess.run(
            ["ps", "-o", "pid=", "--ppid", str(process.pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return [process.pid, *map(int, found.stdout.split())]

    def wait_until_web_answers(self, *names: str) -> None:
        for name in names:
            port = self.public_port if name == "public" else self.staff_port
            wait_for(lambda port=port: is_healthy(port), f"{name} does not answer")  # type: ignore[misc]

    def stop(self) -> None:
        """Processes first, then the queue."""
        queue = self.children.pop("valkey", None)
        stop_children(list(self.children.values()))
        if queue:
            stop_children([queue])


@contextmanager
def running_stack(folder: Path, *parts: str) -> Iterator[Stack]:
    """A stack with ``parts`` running (and the queue), stopped and dropped at the end."""
    with ExitStack() as cleanup:
        database_url = cleanup.enter_context(_own_database())
        places = Places(folder / "var")
        places.make()
        make_keys(places.keys)
        valkey = _valkey(places)
        servers = {"DATABASE_URL": database_url, "REDIS_URL": valkey.url}
        stack = Stack(places, database_url, free_port(), free_port(), servers, valkey)
        cleanup.callback(stack.stop)
        stack.start("valkey")
        _manage(stack, "migrate", "--verbosity", "0")
        _manage(stack, "collectstatic", "--no-input", "--verbosity", "0")
        stack.contents = _fill(stack)
        for part in parts:
            stack.start(part)
        stack.wait_until_web_answers(*(part for part in parts if part in {"public", "staff"}))
        yield stack


def wait_for(
    is_true: Callable[[], object], complaint: str, *, timeout_s: float = START_TIMEOUT_S
) -> None:
    """Look ten times a second until it is true, or fail with the complaint."""
    ends_at = time.monotonic() + timeout_s
    while not is_true():
        assert time.monotonic() < ends_at, complaint
        time.sleep(0.1)


def is_healthy(port: int) -> bool:
    link = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        link.request("GET", "/healthz")
        return link.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        link.close()


def connect(url: str) -> extensions.connection:
    link = psycopg2.connect(url)
    link.autocommit = True
    return link


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _own_database() -> Iterator[str]:
    server = os.environ["DATABASE_URL"]
    name = f"stack_{secrets.token_hex(6)}"
    url = f"{server.rsplit('/', 1)[0]}/{name}"
    _on_server(server, f"CREATE DATABASE {name}")
    try:
        yield url
    finally:
        _on_server(server, f"DROP DATABASE {name} WITH (FORCE)")


def _on_server(url: str, statement: str) -> None:
    link = connect(url)
    try:
        link.cursor().execute(statement)
    finally:
        link.close()


def _valkey(places: Places) -> Valkey:
    folder = places.folder("valkey")
    return Valkey(
        program=find_valkey(),
        folder=folder,
        sockets=socket_folder(folder, note=places.run / "valkey-sockets", account=None),
        log=places.log("valkey"),
        record=places.record("valkey"),
    )


def _manage(stack: Stack, *arguments: str) -> None:
    subprocess.run(manage(*arguments), env=stack.environment("all"), cwd=PROJECT, check=True)


def _fill(stack: Stack) -> dict[str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "tests.stack_contents"],
        env=stack.environment("all"),
        cwd=PROJECT,
        check=True,
        capture_output=True,
        text=True,
    )
    return dict(line.split(" ", 1) for line in done.stdout.splitlines())
