"""The ground everything is measured on: a private database, queue and keys in a throw-away folder.

Made of the launcher's own parts, so that what is measured is what `bin/run` starts. It measures
nothing.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import psycopg2
from redis import Redis

from submissions.keys import make_keys
from tipsite.launcher.accounts import we_are_root
from tipsite.launcher.binaries import find_valkey
from tipsite.launcher.children import manage, web_child, zone_environment
from tipsite.launcher.homes import private_postgres
from tipsite.launcher.places import PROJECT, Places
from tipsite.launcher.postgresql import NAME, SUPERUSER, Postgres
from tipsite.launcher.processes import Child
from tipsite.launcher.sockets import socket_folder
from tipsite.launcher.valkey import Valkey
from tipsite.launcher.waiting import StopWish, wait_until

PREFIX = "tipsite-benchmarks-"
IN_MEMORY = {"tmpfs", "ramfs"}
START_TIMEOUT_S = 60.0
# All clients come from one network. Counting is part of the price; refusing is not.
NO_LIMIT = {"TIPSITE_TIPS_PER_NETWORK": "1000000/h"}


@dataclass(frozen=True)
class Ground:
    """The running servers and where they keep their files."""

    places: Places
    postgres: Postgres
    valkey: Valkey

    def environment(self, zone: str) -> dict[str, str]:
        """Environment of a process of ours."""
        servers = {"DATABASE_URL": self.postgres.url, "REDIS_URL": self.valkey.url}
        return {**zone_environment(zone, self.places, servers), **NO_LIMIT}

    def run(self, *command: str) -> None:
        """Run a management command to its end."""
        subprocess.run(manage(*command), env=self.environment("all"), cwd=PROJECT, check=True)

    def ask(self, module: str, function: str, *arguments: object) -> Any:
        """What a function that needs Django answers, from a process of its own (in_django.py)."""
        words = ["benchmarks.in_django", module, function, *map(str, arguments)]
        done = subprocess.run(
            [sys.executable, "-m", *words],
            env=self.environment("all"),
            cwd=PROJECT,
            check=True,
            stdout=subprocess.PIPE,
        )
        return json.loads(done.stdout)

    def sql(
        self, statement: str, values: Mapping[str, object] | None = None
    ) -> list[tuple[Any, ...]]:
        """Execute as the database's superuser and return the rows, if it gives any."""
        link = psycopg2.connect(host=str(self.postgres.sockets), user=SUPERUSER, dbname=NAME)
        link.autocommit = True
        try:
            with link.cursor() as cursor:
                cursor.execute(statement, values)
                return list(cursor.fetchall()) if cursor.description else []
        finally:
            link.close()

    def number(self, statement: str) -> int:
        """The one number that a query gives."""
        return int(self.sql(statement)[0][0])

    def empty_queue(self) -> None:
        """Forget tasks that no worker is there to take."""
        with Redis.from_url(self.valkey.url) as queue:
            queue.flushdb()

    def forget_tips(self) -> None:
        """Start anew with the tips: none sealed, none opened."""
        # As a replica, the database does not ask its triggers, which refuse this.
        self.sql("SET session_replication_role = replica; TRUNCATE submissions_tip CASCADE")

    @contextmanager
    def web(self, zone: str, *, application: str = "tipsite.wsgi:application") -> Iterator[int]:
        """A web process as the launcher starts it, on the port this gives; stopped at the end."""
        port = free_port()
        child = web_child("web", zone, port, self.environment(zone), self.places)
        command = [application if "wsgi:application" in word else word for word in child.command]
        with running(replace(child, command=command)) as web:
            wait_for(web, lambda: listens(port))
            yield port

    @property
    def versions(self) -> list[str]:
        """What the servers are, and what the database's files lie on."""
        database = self.sql("SHOW server_version")[0][0]
        fsync, commit = self.sql("SHOW fsync")[0][0], self.sql("SHOW synchronous_commit")[0][0]
        device, kind = file_system_of(self.places.var)
        server = f"PostgreSQL {database}, fsync {fsync}, synchronous_commit {commit}"
        return [f"{server}, files on {device} ({kind}); {self.valkey.program.name}"]


@contextmanager
def prepared_ground(parent: Path | None) -> Iterator[Ground]:
    """Servers with a migrated, empty database in a new folder, gone at the end.

    Args:
        parent: where the folder is made; None chooses one that is not kept in memory.
    """
    with ExitStack() as cleanup:
        folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=parent or _on_a_disk()))
        cleanup.callback(shutil.rmtree, folder, ignore_errors=True)
        # As root, PostgreSQL's own account has to get through to its files.
        folder.chmod(0o711 if we_are_root() else 0o700)
        ground = _made(Places(folder / "var"))
        cleanup.callback(ground.postgres.start(StopWish()).stop)
        cleanup.callback(ground.valkey.start(StopWish()).stop)
        ground.run("migrate", "--verbosity", "0")
        ground.run("collectstatic", "--no-input", "--verbosity", "0")
        yield ground


@contextmanager
def running(child: Child) -> Iterator[Child]:
    """Start a process, and stop it whatever happens."""
    child.start()
    try:
        yield child
    finally:
        child.stop()


def wait_for(child: Child, is_ready: Callable[[], bool]) -> None:
    """Wait until a process is ready.

    Raises:
        CannotStart: it died, or START_TIMEOUT_S seconds are over.
    """
    wait_until(
        is_ready,
        is_alive=lambda: child.is_alive,
        timeout_s=START_TIMEOUT_S,
        stop=StopWish(),
        complaint=lambda: f"{child.name} does not start: {child.log.read_text()[-2000:]}",
    )


def free_port() -> int:
    """A loopback port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def file_system_of(folder: Path) -> tuple[str, str]:
    """Device and kind of the file system a folder lies on; "?" where the system does not say."""
    try:
        mounts = [line.split() for line in Path("/proc/mounts").read_text().splitlines()]
    except OSError:
        return "?", "?"
    around = [mount for mount in mounts if folder.resolve().is_relative_to(mount[1])]
    device, _where, kind = max(around, key=lambda mount: len(mount[1]))[:3]
    return device, kind


def _on_a_disk() -> Path:
    """A temporary folder where `fsync` costs what it costs."""
    candidates: Sequence[Path] = [Path(tempfile.gettempdir()), Path("/var/tmp"), PROJECT]  # noqa: S108 (mkdtemp makes a private folder in it)
    on_disk = [each for each in candidates if file_system_of(each)[1] not in IN_MEMORY]
    return next((each for each in on_disk if os.access(each, os.W_OK)), PROJECT)


def _made(places: Places) -> Ground:
    places.make()
    make_keys(places.keys)
    sockets = socket_folder(
        places.folder("valkey"), note=places.run / "valkey-sockets", account=None
    )
    valkey = Valkey(
        program=find_valkey(),
        folder=places.folder("valkey"),
        sockets=sockets,
        log=places.log("valkey"),
        record=places.record("valkey"),
    )
    return Ground(places, private_postgres(places, say=print), valkey)


def listens(port: int) -> bool:
    """Whether somebody takes connections on a loopback port."""
    with socket.socket() as probe:
        return probe.connect_ex(("127.0.0.1", port)) == 0
