"""The whole start and stop, with real servers and signals; tipsite's processes are stand-ins."""

import contextlib
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from tipsite.launcher.processes import identify

PROJECT = Path(__file__).resolve().parents[2]
NAMES = ("postgresql", "valkey", "public", "staff", "worker", "beat")
PATIENCE_S = 60.0

pytestmark = pytest.mark.durability


class Launcher:
    """One launcher in a process of its own, as in a terminal."""

    def __init__(self, var: Path, ports: tuple[int, int]) -> None:
        self.var = var
        self.ports = ports
        self.process: subprocess.Popen[str] | None = None
        self.told = ""

    def start(self, *arguments: str, **variables: str) -> "Launcher":
        environment = {
            **os.environ,
            "TIPSITE_VAR_DIR": str(self.var),
            "TIPSITE_PUBLIC_PORT": str(self.ports[0]),
            "TIPSITE_STAFF_PORT": str(self.ports[1]),
            **variables,
        }
        # The test run's own servers must not be taken for the ones the launcher is to start.
        for name in ("DATABASE_URL", "REDIS_URL"):
            if name not in variables:
                environment.pop(name, None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.tipsite.launcher_stand_ins", *arguments],
            cwd=PROJECT,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        return self

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def read_until(self, words: str) -> str:
        assert self.process
        assert self.process.stdout
        with self.watchdog():
            for line in self.process.stdout:
                self.told += line
                if words in line:
                    return self.told
        raise AssertionError(f"{words!r} was not said in: {self.told}")

    @contextlib.contextmanager
    def watchdog(self) -> Iterator[None]:
        """Kill a launcher that hangs, so that the test fails instead of waiting for ever."""
        assert self.process
        timer = threading.Timer(PATIENCE_S, self.process.kill)
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def wait(self) -> int:
        assert self.process
        with self.process, self.watchdog():
            assert self.process.stdout
            self.told += self.process.stdout.read()
            return self.process.wait(timeout=PATIENCE_S)

    def stop(self, number: signal.Signals = signal.SIGINT) -> int:
        os.kill(self.pid, number)
        return self.wait()

    def records(self) -> dict[str, int]:
        return {
            path.stem: json.loads(path.read_text())["pid"]
            for path in (self.var / "run").glob("*.pid")
        }

    def environment_of(self, zone: str) -> dict[str, str]:
        found: dict[str, str] = json.loads((self.var / f"{zone}-environment.json").read_text())
        return found


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def is_healthy(port: int) -> bool:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    with contextlib.closing(connection):
        try:
            connection.request("GET", "/healthz")
            return connection.getresponse().status == 200
        except OSError:
            return False


def all_gone(pids: dict[str, int]) -> bool:
    deadline = time.monotonic() + 10
    while any(identify(pid) for pid in pids.values()):
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


@pytest.fixture
def launcher() -> Iterator[Launcher]:
    above = Path(tempfile.mkdtemp(prefix="tipsite-run-"))
    above.chmod(0o711)
    made = Launcher(above / "var", (free_port(), free_port()))
    yield made
    if made.process and made.process.poll() is None:
        made.stop(signal.SIGTERM)
    shutil.rmtree(above)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_everything_starts_answers_and_stops(launcher: Launcher, number: signal.Signals) -> None:
    launcher.var.mkdir(mode=0o711)
    (launcher.var / "demo-sign-ins.txt").write_text("publisher: an invented password\n")
    launcher.start().read_until("Ctrl-C stops everything")

    running = launcher.records()
    assert sorted(running) == sorted(NAMES)
    assert all(identify(pid) for pid in running.values())
    assert all(is_healthy(port) for port in launcher.ports)
    assert f"http://127.0.0.1:{launcher.ports[0]}/" in launcher.told
    assert f"http://127.0.0.1:{launcher.ports[1]}/admin/" in launcher.told
    assert "publisher: an invented password" in launcher.told

    assert launcher.stop(number) == 0
    assert all_gone(running)
    assert launcher.records() == {}
    assert "unexpected" not in launcher.told


def test_a_project_too_deep_for_sockets_runs_too(launcher: Launcher) -> None:
    launcher.var = launcher.var.with_name("d" * 100) / "var"
    launcher.start().read_until("tipsite is running")
    launcher.stop()

    notes = (launcher.var / "run/postgresql-sockets", launcher.var / "run/valkey-sockets")
    folders = [Path(note.read_text()) for note in notes]
    assert launcher.environment_of("worker")["REDIS_URL"] == f"unix://{folders[1]}/valkey.sock"
    for folder in folders:
        shutil.rmtree(folder)


def test_a_second_start_takes_seconds(launcher: Launcher) -> None:
    launcher.start().read_until("tipsite is running")
    launcher.stop()

    before = time.monotonic()
    launcher.start().read_until("tipsite is running")
    assert time.monotonic() - before < 10
    launcher.stop()


def test_ctrl_c_twice_is_harmless(launcher: Launcher) -> None:
    launcher.start().read_until("tipsite is running")
    running = launcher.records()
    os.kill(launcher.pid, signal.SIGINT)
    launcher.read_until("Stopping")
    os.kill(launcher.pid, signal.SIGINT)

    assert launcher.wait() == 0
    assert "Traceback" not in launcher.told
    assert all_gone(running)


@pytest.mark.parametrize(
    "words", ["Starting PostgreSQL", "Preparing", "Loading the demonstration", "public pages"]
)
def test_ctrl_c_in_the_middle_of_the_start(launcher: Launcher, words: str) -> None:
    launcher.start().read_until(words)

    assert launcher.stop() == 0

    assert "Traceback" not in launcher.told
    assert launcher.records() == {}
    assert not (launcher.var / "postgresql/data/postmaster.pid").exists()


def test_what_a_killed_launcher_left_is_stopped_by_the_next(launcher: Launcher) -> None:
    launcher.start().read_until("tipsite is running")
    left = launcher.records()
    assert launcher.stop(signal.SIGKILL) == -signal.SIGKILL
    assert all(identify(pid) for pid in left.values())

    told = launcher.start().read_until("tipsite is running")

    assert "have been stopped" in told
    assert all_gone(left)
    assert all(is_healthy(port) for port in launcher.ports)
    launcher.stop()


def test_a_killed_process_is_named_and_starts_again(launcher: Launcher) -> None:
    launcher.start().read_until("tipsite is running")
    first = launcher.records()["worker"]
    os.kill(first, signal.SIGKILL)

    launcher.read_until("The worker was killed (SIGKILL)")
    assert str(launcher.var / "log/worker.log") in launcher.told
    deadline = time.monotonic() + 10
    while (second := launcher.records().get("worker", first)) == first:
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert identify(second)
    launcher.stop()


def test_each_zone_gets_its_own_keys_and_only_the_worker_the_private_one(
    launcher: Launcher,
) -> None:
    secret = "AGE-SECRET-KEY-INVENTED"
    launcher.start(TIPSITE_IDENTITY=secret).read_until("tipsite is running")
    launcher.stop()

    for zone in ("public", "staff", "worker"):
        environment = launcher.environment_of(zone)
        assert environment["TIPSITE_KEYS_DIR"] == str(launcher.var / "keys" / zone)
        assert environment["TIPSITE_ZONE"] == zone
        assert environment["DATABASE_URL"].startswith("postgresql://tipsite@%2F")
        assert environment["REDIS_URL"] == f"unix://{launcher.var}/run/valkey.sock"
        values = " ".join(environment.values())
        assert (secret in values) == (zone == "worker")
        assert ("keys/worker" in values) == (zone == "worker")


def test_servers_of_ones_own_are_used(launcher: Launcher) -> None:
    own = {name: os.environ[name] for name in ("DATABASE_URL", "REDIS_URL")}
    launcher.start(**own).read_until("tipsite is running")

    assert sorted(launcher.records()) == ["beat", "public", "staff", "worker"]
    launcher.stop()
    environment = launcher.environment_of("public")
    assert {name: environment[name] for name in own} == own


def test_a_second_launcher_leaves_the_first_alone(launcher: Launcher) -> None:
    launcher.start().read_until("tipsite is running")
    running = launcher.records()
    second = Launcher(launcher.var, (free_port(), free_port())).start()

    assert second.wait() == 1

    assert f"already running here as process {launcher.pid}" in second.told
    assert all(identify(pid) for pid in running.values())
    launcher.stop()


def test_a_taken_port_is_one_sentence_and_nothing_starts(launcher: Launcher) -> None:
    with socket.create_server(("127.0.0.1", launcher.ports[1])):
        assert launcher.start().wait() == 1

    assert launcher.told.count("\n") == 1
    assert f"Port {launcher.ports[1]} is taken" in launcher.told
    assert "TIPSITE_STAFF_PORT" in launcher.told
    assert launcher.records() == {}


def test_a_failing_command_names_its_log_and_stops_the_servers(launcher: Launcher) -> None:
    assert launcher.start("migrate").wait() == 1

    assert "`manage.py migrate` failed" in launcher.told
    assert "no such table" in launcher.told
    assert "Traceback" not in launcher.told
    assert launcher.records() == {}


def test_help_needs_nothing_installed() -> None:
    answer = subprocess.run(
        ["bin/run", "--help"], cwd=PROJECT, capture_output=True, text=True, check=True
    )

    assert "--no-demo" in answer.stdout
    assert "TIPSITE_PUBLIC_PORT" in answer.stdout
