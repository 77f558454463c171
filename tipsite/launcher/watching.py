"""Watching running children: names one that dies and starts it again, a bounded number of times."""

import signal
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from tipsite.launcher.processes import Child
from tipsite.launcher.waiting import StopWish

LOOK_EVERY_S = 0.5
MOST_RESTARTS = 5
FIRST_PAUSE_S = 1.0
# Who lived this long did not die of its start.
SETTLED_S = 60.0


@dataclass
class Watched:
    """One child's recent deaths."""

    child: Child
    deaths: int = 0
    started_at: float = field(default_factory=time.monotonic)
    start_at: float | None = None
    given_up: bool = False


def watch(children: Sequence[Child], *, stop: StopWish, say: Callable[[str], None]) -> None:
    """Look after the children until somebody wants to stop."""
    watched = [Watched(child) for child in children]
    while not stop.wait(LOOK_EVERY_S):
        for one in watched:
            look_after(one, now=time.monotonic(), say=say)


def look_after(one: Watched, *, now: float, say: Callable[[str], None]) -> None:
    """Notice a death, or start again what died a while ago. `now` is in monotonic seconds."""
    if one.given_up:
        return
    if one.start_at is not None:
        if now >= one.start_at:
            one.start_at = None
            one.started_at = now
            one.child.start()
    elif not one.child.is_alive:
        _note_death(one, now=now, say=say)


def _note_death(one: Watched, *, now: float, say: Callable[[str], None]) -> None:
    how = _how_it_ended(one.child)
    one.child.clear_away()
    if now - one.started_at > SETTLED_S:
        one.deaths = 0
    one.deaths += 1
    name = one.child.name[0].upper() + one.child.name[1:]
    if one.deaths > MOST_RESTARTS:
        one.given_up = True
        say(f"{name} {how} again and is left alone now; the reason is in {one.child.log}.")
        return
    pause_s = FIRST_PAUSE_S * 2 ** (one.deaths - 1)
    one.start_at = now + pause_s
    say(f"{name} {how}; it starts again in {pause_s:.0f} s. Its log is {one.child.log}.")


def _how_it_ended(child: Child) -> str:
    code = child.process.returncode if child.process else 0
    if code < 0:
        return f"was killed ({signal.Signals(-code).name})"
    return f"ended unexpectedly (status {code})"
