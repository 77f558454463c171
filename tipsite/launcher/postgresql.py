"""A private PostgreSQL on a unix socket, with our role and database; it opens no TCP port."""

import locale
import os
import signal
import subprocess
import sys
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psycopg2

from tipsite.launcher.accounts import Account, our_own_name
from tipsite.launcher.binaries import PostgresPrograms
from tipsite.launcher.exceptions import CannotStart
from tipsite.launcher.processes import Child, identify, open_log, stop_identified
from tipsite.launcher.waiting import StopWish, wait_until

SUPERUSER = "postgres"
NAME = "tipsite"  # of the role and of its database
# Crash recovery reads back up to max_wal_size (1 GB) on a slow disk.
START_TIMEOUT_S = 120.0
STOP_GRACE_S = 10.0

SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    # Accepted means kept (QUALITY.md A): an answered commit survives a power cut.
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    # A failed statement holds a visitor's words, and DETAIL lines hold column values.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "logging_collector": "off",
    "log_timezone": "UTC",
    "timezone": "UTC",
    "lc_messages": "C",
    # Compiling a query costs more than any of ours takes.
    "jit": "off",
}


@dataclass(frozen=True)
class Postgres:
    """Where one private server lives and which programs and account run it."""

    programs: PostgresPrograms
    data: Path
    sockets: Path
    account: Account | None
    log: Path
    record: Path

    @property
    def url(self) -> str:
        """`DATABASE_URL` of our role and database."""
        return f"postgresql://{NAME}@{quote(str(self.sockets), safe='')}/{NAME}"

    def start(self, stop: StopWish) -> Child:
        """Make the server if it is new, start it, and return once role and database are there.

        Raises:
            CannotStart: the server could not be made or does not come up.
            StopRequested: the wish to stop came meanwhile; the server is stopped again.
        """
        if not self.is_made:
            self._make()
        self._say_who_may_come_in()
        self._forget_a_strangers_number()
        child = self._child()
        child.start()
        try:
            wait_until(
                self._answers,
                is_alive=lambda: child.is_alive,
                timeout_s=START_TIMEOUT_S,
                stop=stop,
                complaint=lambda: f"PostgreSQL does not start; the reason is in {self.log}.",
            )
            self._make_role_and_database()
        except BaseException:
            child.stop()
            raise
        return child

    @property
    def is_made(self) -> bool:
        return (self.data / "PG_VERSION").exists()

    def stop_leftover(self) -> bool:
        """Stop a server that still runs on our data after an earlier launcher was killed."""
        pid = self._noted_pid()
        identity = identify(pid) if pid else None
        if identity is None or not self._is_ours(identity.pid, identity.command):
            return False
        return stop_identified(identity, signal.SIGINT, grace_s=STOP_GRACE_S)

    def _child(self) -> Child:
        options = [f"--{name}={value}" for name, value in SETTINGS.items()]
        return Child(
            name="PostgreSQL",
            command=[
                str(self.programs.program("postgres")),
                *("-D", str(self.data)),
                *("-k", str(self.sockets)),
                *options,
            ],
            environment=_bare_environment(),
            log=self.log,
            record=self.record,
            account=self.account,
            # "Fast": ends connections, writes everything down. SIGTERM would wait for clients.
            stop_signal=signal.SIGINT,
            last_signal=signal.SIGQUIT,
        )

    def _make(self) -> None:
        """Run initdb beside the final place and move it there, so that no half one can stay."""
        half = self.data.with_name(self.data.name + ".half")
        self._run(["rm", "-rf", str(half)])
        with open_log(self.log) as log:
            done = self._run(
                [
                    str(self.programs.program("initdb")),
                    *("-D", str(half), "-U", SUPERUSER, "-E", "UTF8"),
                    *_locale_options(self.programs.major),
                    *("--auth-local=peer", "--auth-host=reject"),
                ],
                log=log,
            )
        if done != 0:
            raise CannotStart(f"PostgreSQL cannot make its database; the reason is in {self.log}.")
        self._run(["mv", str(half), str(self.data)])

    def _say_who_may_come_in(self) -> None:
        """Let in, by the kernel's word on who is calling, only the account that started us.

        The socket's folder is closed to others already; this holds even if it should be opened.
        """
        caller = our_own_name()
        names = "".join(f'callers "{caller}" {role}\n' for role in (SUPERUSER, NAME))
        self._write(self.data / "pg_ident.conf", names)
        self._write(self.data / "pg_hba.conf", "local all all peer map=callers\n")

    def _write(self, path: Path, text: str) -> None:
        # Written by the server's own account: as root we would follow a link it planted.
        self._run(["/bin/sh", "-c", 'cat >"$0"', str(path)], text=text)

    def _run(self, command: list[str], *, text: str = "", log: int = subprocess.DEVNULL) -> int:
        return subprocess.run(
            command,
            cwd="/",
            env=_bare_environment(),
            input=text.encode(),
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            check=False,
            **(self.account.as_popen_arguments() if self.account else {"umask": 0o077}),
        ).returncode

    def _answers(self) -> bool:
        try:
            with closing(self._connect()):
                return True
        except psycopg2.OperationalError:
            return False

    def _connect(self) -> psycopg2.extensions.connection:
        return psycopg2.connect(host=str(self.sockets), user=SUPERUSER, dbname="postgres")

    def _make_role_and_database(self) -> None:
        with closing(self._connect()) as connection:
            connection.autocommit = True
            with connection.cursor() as cursor:
                cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [NAME])
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE ROLE {NAME} LOGIN CREATEDB")
                cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME])
                if cursor.fetchone() is None:
                    cursor.execute(f"CREATE DATABASE {NAME} OWNER {NAME}")

    def _noted_pid(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().splitlines()[0])
        except (OSError, ValueError, IndexError):
            return None

    def _is_ours(self, pid: int, command: str) -> bool:
        if "postgres" not in command and "postmaster" not in command:
            return False
        if sys.platform != "linux":
            return str(self.data) in command
        try:
            return Path(f"/proc/{pid}/cwd").resolve() == self.data.resolve()
        except OSError:
            return False

    def _forget_a_strangers_number(self) -> None:
        """Remove a stale postmaster.pid whose number another program has by now.

        After a hard stop the server refuses to start while any process has that number. Backends
        that outlived their server are still noticed by it, through their shared memory.
        """
        pid = self._noted_pid()
        identity = identify(pid) if pid else None
        if identity is not None and not self._is_ours(identity.pid, identity.command):
            self._run(["rm", "-f", str(self.data / "postmaster.pid")])


def _bare_environment() -> dict[str, str]:
    """Nothing of ours reaches the server: no key, no secret, no language of this machine."""
    return {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C", "TZ": "UTC"}


def _locale_options(major: int) -> tuple[str, ...]:
    """UTF-8 without any language's rules, the same on every machine and after every upgrade."""
    if major >= 17:
        return ("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8")
    return (f"--locale={'C.UTF-8' if _machine_knows('C.UTF-8') else 'C'}",)


def _machine_knows(name: str) -> bool:
    before = locale.setlocale(locale.LC_CTYPE)
    try:
        locale.setlocale(locale.LC_CTYPE, name)
    except locale.Error:
        return False
    else:
        return True
    finally:
        locale.setlocale(locale.LC_CTYPE, before)
