"""Children that die are named and started again, a bounded number of times."""

import sys
import time
from pathlib import Path

from tipsite.launcher.processes import Child
from tipsite.launcher.watching import MOST_RESTARTS, SETTLED_S, Watched, look_after


def dying_child(folder: Path, code: str = "raise SystemExit(3)") -> Child:
    child = Child(
        name="the worker",
        command=[sys.executable, "-c", code],
        environment={},
        log=folder / "worker.log",
        record=folder / "worker.pid",
    )
    start_and_wait(child)
    return child


def start_and_wait(child: Child) -> None:
    child.start()
    wait(child)


def wait(child: Child) -> None:
    assert child.process is not None
    child.process.wait(timeout=20)


def test_a_death_is_named_with_its_log(tmp_path: Path) -> None:
    said: list[str] = []
    one = Watched(dying_child(tmp_path))

    look_after(one, now=time.monotonic(), say=said.append)

    (sentence,) = said
    assert sentence == (
        "The worker ended unexpectedly (status 3); it starts again in 1 s."
        f" Its log is {tmp_path / 'worker.log'}."
    )
    assert not one.child.record.exists()


def test_a_signal_is_named(tmp_path: Path) -> None:
    said: list[str] = []
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"

    look_after(Watched(dying_child(tmp_path, code)), now=time.monotonic(), say=said.append)

    assert "was killed (SIGKILL)" in said[0]


def test_pauses_double_until_it_is_left_alone(tmp_path: Path) -> None:
    said: list[str] = []
    one = Watched(dying_child(tmp_path), started_at=0.0)
    now, pauses = 0.0, []

    for _ in range(MOST_RESTARTS):
        look_after(one, now=now, say=said.append)
        assert one.start_at is not None
        pauses.append(one.start_at - now)
        now = one.start_at
        look_after(one, now=now, say=said.append)
        wait(one.child)
    look_after(one, now=now, say=said.append)

    assert pauses == [1, 2, 4, 8, 16]
    assert one.given_up
    assert "is left alone now" in said[-1]
    look_after(one, now=now + 1000, say=said.append)
    assert len(said) == MOST_RESTARTS + 1


def test_who_lived_long_starts_with_a_short_pause_again(tmp_path: Path) -> None:
    one = Watched(dying_child(tmp_path), deaths=MOST_RESTARTS, started_at=0.0)

    look_after(one, now=SETTLED_S + 1, say=lambda _line: None)

    assert one.deaths == 1
    assert not one.given_up
