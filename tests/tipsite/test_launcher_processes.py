"""Recognising and stopping processes: ours, all of ours, and never a stranger's."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tipsite.launcher import processes
from tipsite.launcher.processes import (
    LOG_TURNOVER_BYTES,
    Child,
    Identity,
    identify,
    open_log,
    stop_children,
    stop_recorded,
    write_record,
)

SLEEP = "import time; time.sleep(600)"
STUBBORN = (
    f"import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); {SLEEP}"
)
WITH_A_CHILD = f"""
import subprocess, sys
print(subprocess.Popen([sys.executable, "-c", {SLEEP!r}]).pid, flush=True)
{SLEEP}
"""


@pytest.fixture
def make_child(tmp_path: Path) -> Iterator["MakeChild"]:
    maker = MakeChild(tmp_path)
    yield maker
    stop_children(maker.made, grace_s=0)


class MakeChild:
    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.made: list[Child] = []

    def __call__(self, code: str) -> Child:
        number = len(self.made)
        child = Child(
            name=f"child {number}",
            command=[sys.executable, "-c", code],
            environment={},
            log=self.folder / f"{number}.log",
            record=self.folder / f"{number}.pid",
        )
        child.start()
        self.made.append(child)
        return child


def pid_of(child: Child) -> int:
    assert child.process is not None
    return child.process.pid


def first_line(child: Child) -> str:
    deadline = time.monotonic() + 10
    while not (lines := child.log.read_text().splitlines()):
        assert time.monotonic() < deadline
        time.sleep(0.02)
    return lines[0]


def wait_until_gone(pid: int) -> None:
    deadline = time.monotonic() + 10
    while identify(pid) is not None:
        assert time.monotonic() < deadline, f"process {pid} still runs"
        time.sleep(0.02)


def test_a_child_is_told_apart_from_the_terminals_group(make_child: MakeChild) -> None:
    child = make_child(SLEEP)

    assert os.getpgid(pid_of(child)) == pid_of(child) != os.getpgrp()


def test_stopping_waits_until_the_process_is_gone(make_child: MakeChild) -> None:
    child = make_child(SLEEP)

    child.stop()

    assert identify(pid_of(child)) is None
    assert not child.record.exists()


def test_a_process_that_ignores_sigterm_is_killed_after_the_grace(make_child: MakeChild) -> None:
    child = make_child(STUBBORN)
    first_line(child)

    stop_children([child], grace_s=0.2)

    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_stopping_ends_what_the_process_started_itself(make_child: MakeChild) -> None:
    child = make_child(WITH_A_CHILD)
    grandchild = int(first_line(child))

    child.stop()

    wait_until_gone(grandchild)


def test_an_earlier_launchers_process_is_recognised_and_stopped(make_child: MakeChild) -> None:
    child = make_child(SLEEP)

    assert stop_recorded(child.record) is True

    assert not child.is_alive
    assert not child.record.exists()


def test_a_process_is_noted_only_once_its_command_line_is_there(
    make_child: MakeChild, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = [True, True]

    def identify_early(pid: int) -> Identity | None:
        identity = identify(pid)
        return replace(identity, command="") if identity and early and early.pop() else identity

    monkeypatch.setattr(processes, "identify", identify_early)
    child = make_child(SLEEP)

    assert not early
    assert stop_recorded(child.record) is True


@pytest.mark.parametrize("differs", ["born", "command"])
def test_a_stranger_with_our_old_number_is_left_alone(make_child: MakeChild, differs: str) -> None:
    child = make_child(SLEEP)
    identity = identify(pid_of(child))
    assert identity is not None
    ours = {"born": identity.born, "command": identity.command, differs: "something else"}
    write_record(child.record, Identity(identity.pid, **ours), signal.SIGKILL)

    assert stop_recorded(child.record) is False

    assert child.is_alive


@pytest.mark.parametrize("text", ["", "12345", "[]", '{"pid": 1}', "\0"])
def test_a_broken_record_is_removed_and_stops_nobody(tmp_path: Path, text: str) -> None:
    record = tmp_path / "broken.pid"
    record.write_text(text)

    assert stop_recorded(record) is False

    assert not record.exists()


def test_a_zombie_counts_as_gone() -> None:
    process = subprocess.Popen([sys.executable, "-c", ""])
    deadline = time.monotonic() + 10
    while identify(process.pid) is not None:
        assert time.monotonic() < deadline
        time.sleep(0.02)
    process.wait()


def test_a_log_is_private_and_continues(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    for word in (b"one ", b"two"):
        with open_log(path) as descriptor:
            os.write(descriptor, word)

    assert path.read_bytes() == b"one two"
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_log_that_grew_too_long_starts_anew(tmp_path: Path) -> None:
    path = tmp_path / "a.log"
    path.touch()
    os.truncate(path, LOG_TURNOVER_BYTES + 1)

    with open_log(path) as descriptor:
        os.write(descriptor, b"new")

    assert path.read_bytes() == b"new"
