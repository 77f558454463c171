"""`bin/run`: everything in order, from keys to a site that answers, and back to nothing."""

import http.client
import os
import re
import signal
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from submissions.keys import make_keys
from tipsite.launcher.binaries import find_valkey
from tipsite.launcher.children import beat_child, manage, web_child, worker_child, zone_environment
from tipsite.launcher.exceptions import CannotStart, StopRequested
from tipsite.launcher.homes import private_postgres
from tipsite.launcher.places import PROJECT, Places
from tipsite.launcher.preflight import (
    HOST,
    only_launcher,
    port_from,
    require_free_port,
    require_room,
)
from tipsite.launcher.processes import Child, stop_children, stop_recorded
from tipsite.launcher.sockets import socket_folder
from tipsite.launcher.valkey import Valkey
from tipsite.launcher.waiting import StopWish, wait_until
from tipsite.launcher.watching import watch
from tipsite.translations.compiling import compile_stale

PUBLIC_PORT = ("TIPSITE_PUBLIC_PORT", 8000)
STAFF_PORT = ("TIPSITE_STAFF_PORT", 8001)
# A laptop with a slow disk imports Django and the language models for a while.
ANSWER_TIMEOUT_S = 90.0
HEALTH_TIMEOUT_S = 2.0
# As Python ends a traceback; the database's own hints come after that line.
EXCEPTION = re.compile(r"[\w.]+(Error|Exception|Configured)\b.*:")


def run(*, with_demo: bool) -> None:
    """Start everything, stay until Ctrl-C or SIGTERM, stop everything.

    Raises:
        CannotStart: with the reason; whatever had started is stopped again.
    """
    # Pictures that are not published, logs and keys are nobody else's on this machine.
    os.umask(0o077)
    stop = StopWish()
    _stop_on_signals(stop)
    places = Places.chosen()
    places.make()
    with only_launcher(places.run / "launcher.lock"):
        launch = Launch(places, stop)
        try:
            launch.start(with_demo=with_demo)
            launch.announce()
            watch([*launch.servers, *launch.processes], stop=stop, say=say)
        except StopRequested:
            pass
        finally:
            launch.stop_all()


def say(line: str) -> None:
    """Print for the person at the terminal, who may have closed it meanwhile."""
    try:
        print(line, flush=True)
    except OSError:
        # Whatever is being started or stopped matters more than the line.
        return


def _compile_translations() -> None:
    try:
        compile_stale()
    except OSError as error:
        say(f"The translations cannot be written, so pages may come in English: {error}")


@dataclass
class Launch:
    """One start: what runs so far, in two groups that stop one after the other."""

    places: Places
    stop: StopWish
    servers: list[Child] = field(default_factory=list)
    processes: list[Child] = field(default_factory=list)
    addresses: dict[str, str] = field(default_factory=dict)
    public_port: int = 0
    staff_port: int = 0

    def start(self, *, with_demo: bool) -> None:
        """Check, then start one thing after the other.

        Raises:
            CannotStart, StopRequested
        """
        self._stop_leftovers()
        self._check()
        make_keys(self.places.keys)
        self._start_servers()
        self._prepare(with_demo=with_demo)
        self._start_processes()

    def announce(self) -> None:
        """Tell where to go and how to sign in."""
        say("")
        say("tipsite is running.")
        say(f"  Public pages  http://{HOST}:{self.public_port}/")
        say(f"  Staff pages   http://{HOST}:{self.staff_port}/admin/")
        say("")
        if self.places.sign_ins.exists():
            say(self.places.sign_ins.read_text().rstrip())
        else:
            say("Make a first account with: .venv/bin/python manage.py createsuperuser")
        say("")
        say(f"Logs are in {self.places.folder('log')}. Ctrl-C stops everything.")

    def stop_all(self) -> None:
        """Stop the processes, then the servers they need."""
        running = [child for child in [*self.processes, *self.servers] if child.process]
        if running:
            say("Stopping …")
        stop_children(self.processes)
        stop_children(self.servers)
        if running:
            say("Everything has stopped.")

    def _stop_leftovers(self) -> None:
        """Stop what an earlier launcher could not, because it was killed; the database last."""
        records = sorted(self.places.run.glob("*.pid"), key=lambda path: "postgresql" in path.name)
        stopped = [record for record in records if stop_recorded(record)]
        if stopped:
            say("Processes of an earlier run that was cut off have been stopped.")

    def _check(self) -> None:
        require_room(self.places.var)
        self.public_port, self.staff_port = port_from(*PUBLIC_PORT), port_from(*STAFF_PORT)
        if self.public_port == self.staff_port:
            raise CannotStart(
                f"{PUBLIC_PORT[0]} and {STAFF_PORT[0]} are both {self.public_port}; the public and"
                " the staff pages need two ports."
            )
        require_free_port(self.public_port, PUBLIC_PORT[0])
        require_free_port(self.staff_port, STAFF_PORT[0])

    def _start_servers(self) -> None:
        if url := os.environ.get("DATABASE_URL"):
            self.addresses["DATABASE_URL"] = url
            say("Using the database of DATABASE_URL.")
        else:
            self._start_postgres()
        if url := os.environ.get("REDIS_URL"):
            self.addresses["REDIS_URL"] = url
            say("Using the queue of REDIS_URL.")
        else:
            self._start_valkey()

    def _start_postgres(self) -> None:
        postgres = private_postgres(self.places, say=say)
        require_room(postgres.data.parent)
        postgres.stop_leftover()
        say(f"Starting PostgreSQL {postgres.programs.major} …")
        self.servers.append(postgres.start(self.stop))
        self.addresses["DATABASE_URL"] = postgres.url

    def _start_valkey(self) -> None:
        valkey = Valkey(
            program=find_valkey(),
            folder=self.places.folder("valkey"),
            sockets=socket_folder(
                self.places.run, note=self.places.run / "valkey-sockets", account=None
            ),
            log=self.places.log("valkey"),
            record=self.places.record("valkey"),
        )
        say("Starting the queue …")
        self.servers.append(valkey.start(self.stop))
        self.addresses["REDIS_URL"] = valkey.url

    def _prepare(self, *, with_demo: bool) -> None:
        _compile_translations()
        say("Preparing the database …")
        # Needs no database, so it goes on beside the others.
        collecting = self._begin("collectstatic", "--no-input", "--verbosity", "0")
        try:
            self._finish(self._begin("migrate", "--no-input", "--verbosity", "1"))
            if with_demo:
                say("Loading the demonstration campaign …")
                self._finish(self._begin("demo"))
            self._finish(collecting)
        finally:
            collecting.stop()

    def _begin(self, *arguments: str) -> Child:
        """Start a management command."""
        command = Child(
            name=arguments[0],
            command=manage(*arguments),
            environment=zone_environment("all", self.places, self.addresses),
            log=self.places.log("prepare"),
            record=self.places.record(arguments[0]),
            folder=PROJECT,
        )
        command.start()
        return command

    def _finish(self, command: Child) -> None:
        """Wait for a management command's end, or for Ctrl-C."""
        try:
            while command.is_alive:
                if self.stop.wait(0.05):
                    raise StopRequested
        finally:
            command.stop()
        if command.process and command.process.returncode:
            raise CannotStart(
                f"`manage.py {command.name}` failed; the reason is in {command.log}:"
                f" {_last_words(command.log)}"
            )

    def _start_processes(self) -> None:
        say("Starting the public pages, the staff pages and the worker …")
        at = self.places
        environments = {
            zone: zone_environment(zone, at, self.addresses)
            for zone in ("public", "staff", "worker")
        }
        worker = worker_child(environments["worker"], at)
        told_so_far = worker.log.stat().st_size if worker.log.exists() else 0
        public = web_child(
            "the public web process", "public", self.public_port, environments["public"], at
        )
        staff = web_child(
            "the staff web process", "staff", self.staff_port, environments["staff"], at
        )
        for child in (public, staff, worker, beat_child(environments["staff"], at)):
            self.processes.append(child)
            child.start()
        self._wait_for(public, lambda: _is_healthy(self.public_port))
        self._wait_for(staff, lambda: _is_healthy(self.staff_port))
        self._wait_for(worker, lambda: _says_ready(worker.log, told_so_far))

    def _wait_for(self, child: Child, is_ready: Callable[[], bool]) -> None:
        wait_until(
            is_ready,
            is_alive=lambda: child.is_alive,
            timeout_s=ANSWER_TIMEOUT_S,
            stop=self.stop,
            complaint=lambda: (
                f"{child.name[0].upper()}{child.name[1:]} does not come up; the reason is in"
                f" {child.log}: {_last_words(child.log)}"
            ),
        )


def _stop_on_signals(stop: StopWish) -> None:
    """Remember the wish; a second one changes nothing, so nothing is left behind half stopped."""

    def wish(_number: int, _frame: object) -> None:
        stop.is_set = True

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # Under nohup, SIGHUP is ignored on purpose.
        if signal.getsignal(number) is not signal.SIG_IGN or number == signal.SIGINT:
            signal.signal(number, wish)


def _is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection(HOST, port, timeout=HEALTH_TIMEOUT_S)
    try:
        connection.request("GET", "/healthz")
        return connection.getresponse().status == http.HTTPStatus.OK
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def _says_ready(log: Path, told_so_far: int) -> bool:
    """Tell whether Celery's line `celery@host ready.` is in what the log gained since."""
    with log.open("rb") as file:
        file.seek(told_so_far)
        return b" ready." in file.read()


def _last_words(log: Path) -> str:
    """The line of a log that says most: the last exception's, else the last one."""
    lines = [line.strip() for line in log.read_text(errors="replace").splitlines() if line.strip()]
    exceptions = [line for line in lines if EXCEPTION.match(line)]
    return next(reversed(exceptions or lines), "")
