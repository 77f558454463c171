"""Starting a process apart from the terminal, knowing it again, stopping it; not what it does."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Generator, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from tipsite.launcher.accounts import Account

LOG_TURNOVER_BYTES = 10 * 1024 * 1024
GRACE_S = 10.0
POLL_S = 0.05
START_POLL_S = 0.001


@dataclass(frozen=True)
class Identity:
    """What tells one process from a later one with the same number."""

    pid: int
    born: str
    command: str


def identify(pid: int) -> Identity | None:
    """Return who a process number belongs to now, None for nobody or a zombie."""
    return _identify_by_proc(pid) if sys.platform == "linux" else _identify_by_ps(pid)


@dataclass
class Child:
    """A process of ours: how to start it, where it writes, how it likes to be stopped."""

    name: str
    command: Sequence[str]
    environment: Mapping[str, str]
    log: Path
    record: Path
    folder: Path = Path("/")
    account: Account | None = None
    stop_signal: signal.Signals = signal.SIGTERM
    last_signal: signal.Signals = signal.SIGKILL
    process: subprocess.Popen[bytes] | None = field(default=None, init=False)

    def start(self) -> None:
        """Start in a session of its own, so that Ctrl-C in the terminal reaches only us."""
        with open_log(self.log) as log:
            self.process = subprocess.Popen(
                self.command,
                env=dict(self.environment),
                cwd=self.folder,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                **(self.account.as_popen_arguments() if self.account else {}),
            )
        identity = _identify_started(self.process.pid)
        if identity is not None:
            write_record(self.record, identity, self.stop_signal)

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def stop(self) -> None:
        """Stop and wait; see `stop_children`."""
        stop_children([self])

    def clear_away(self) -> None:
        """End what a dead process left in its group, and forget it."""
        if self.process is not None:
            _signal_group(self.process.pid, signal.SIGKILL)
        self.record.unlink(missing_ok=True)


def stop_children(children: Iterable[Child], *, grace_s: float = GRACE_S) -> None:
    """Ask all to stop at once, insist after `grace_s` seconds, return when all are gone."""
    asked = [child for child in children if child.process is not None]
    for child in asked:
        # Only the leader is told: it lets its own workers finish first.
        if child.is_alive and child.process is not None:
            child.process.send_signal(child.stop_signal)
    deadline = time.monotonic() + grace_s
    for child in asked:
        _wait_or_insist(child, deadline)
        child.clear_away()


def open_log(path: Path) -> contextlib.AbstractContextManager[int]:
    """Open a log for appending, private to us; one above LOG_TURNOVER_BYTES starts anew."""
    if path.exists() and path.stat().st_size > LOG_TURNOVER_BYTES:
        path.write_bytes(b"")
    return _closing_descriptor(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600))


def write_record(record: Path, identity: Identity, stop_signal: signal.Signals) -> None:
    """Note a process so that a later start can recognise it. Replaced in one step, never torn."""
    fresh = record.with_suffix(".new")
    fresh.write_text(json.dumps({**asdict(identity), "stop_signal": int(stop_signal)}))
    fresh.replace(record)


def stop_recorded(record: Path, *, grace_s: float = GRACE_S) -> bool:
    """Stop the process that an earlier launcher noted, if that very process still runs.

    Returns:
        True when it ran and is gone now; False when there was nothing of ours to stop.
    """
    try:
        noted = json.loads(record.read_text())
        stop_signal = signal.Signals(noted.pop("stop_signal"))
        identity = Identity(**noted)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        record.unlink(missing_ok=True)
        return False
    stopped = stop_identified(identity, stop_signal, grace_s=grace_s)
    record.unlink(missing_ok=True)
    return stopped


def stop_identified(identity: Identity, stop_signal: signal.Signals, *, grace_s: float) -> bool:
    """Stop a process that is not our child, unless its number belongs to another by now."""
    if identify(identity.pid) != identity:
        return False
    os.kill(identity.pid, stop_signal)
    deadline = time.monotonic() + grace_s
    while _is_still_there(identity):
        if time.monotonic() > deadline:
            os.kill(identity.pid, signal.SIGKILL)
            deadline += grace_s
        time.sleep(POLL_S)
    _signal_group(identity.pid, signal.SIGKILL)
    return True


def _identify_started(pid: int) -> Identity | None:
    """Return who a child is that has just started.

    Linux reports a program as started a moment before its command line can be read; noting the
    empty one would make the next launcher take our process for a stranger's.
    """
    while (identity := identify(pid)) is not None and not identity.command:
        time.sleep(START_POLL_S)
    return identity


def _is_still_there(identity: Identity) -> bool:
    """Tell whether a process has not ended yet.

    One that is ending loses its command line first, and its open files and ports after that.
    """
    now = identify(identity.pid)
    return now is not None and now.born == identity.born


def _wait_or_insist(child: Child, deadline: float) -> None:
    if child.process is None:
        return
    try:
        child.process.wait(timeout=max(0.0, deadline - time.monotonic()))
    except subprocess.TimeoutExpired:
        child.process.send_signal(child.last_signal)
        try:
            child.process.wait(timeout=GRACE_S)
        except subprocess.TimeoutExpired:
            child.process.kill()
            child.process.wait()


def _signal_group(leader: int, number: signal.Signals) -> None:
    """Signal what is left of a process group. The kernel keeps its number while it has members."""
    if leader == os.getpgrp():
        return
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, number)


@contextlib.contextmanager
def _closing_descriptor(descriptor: int) -> Generator[int, None, None]:
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def _identify_by_proc(pid: int) -> Identity | None:
    try:
        status = Path(f"/proc/{pid}/stat").read_text()
        command = Path(f"/proc/{pid}/cmdline").read_bytes()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text().strip()
    except OSError:
        return None
    # The name in brackets may itself hold spaces and brackets; fields count from the last one.
    fields = status.rpartition(")")[2].split()
    state, start_ticks = fields[0], fields[19]
    if state in "ZX":
        return None
    readable = command.rstrip(b"\0").replace(b"\0", b" ").decode(errors="replace")
    return Identity(pid, f"{boot}/{start_ticks}", readable)


def _identify_by_ps(pid: int) -> Identity | None:
    answer = subprocess.run(
        ["ps", "-ww", "-o", "stat=,lstart=,command=", "-p", str(pid)],
        capture_output=True,
        text=True,
        env={"PATH": os.defpath, "LC_ALL": "C"},
        check=False,
    )
    # `Ss   Sun Nov 22 02:24:00 2026 /usr/bin/postgres …`: one word, five words, the rest.
    words = answer.stdout.split(maxsplit=6)
    if len(words) < 7 or words[0].startswith("Z"):
        return None
    return Identity(pid, " ".join(words[1:6]), words[6].strip())
