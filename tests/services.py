"""The real servers of a test run: started once, by the process that hands out the tests."""

import contextlib
import os
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path

import pytest

from submissions.keys import make_keys
from tipsite.launcher.accounts import make_private_folder, unprivileged_account, we_are_root
from tipsite.launcher.binaries import choose_postgres, find_valkey, postgres_folders
from tipsite.launcher.children import manage
from tipsite.launcher.places import PROJECT
from tipsite.launcher.postgresql import Postgres
from tipsite.launcher.processes import Child, stop_children, stop_recorded
from tipsite.launcher.sockets import socket_folder
from tipsite.launcher.valkey import Valkey
from tipsite.launcher.waiting import StopWish, wait_until
from tipsite.translations.compiling import compile_stale

PREFIX = "tipsite-test-"
OWNER_FILE = "owner.pid"
MEMORY_FOLDER = Path("/dev/shm")  # noqa: S108 (a tmpfs is the point)
MEMORY_NEEDED_BYTES = 1024**3
REGION = "eu-test-1"
PUBLIC_BUCKET = "tipsite-public"
PRIVATE_BUCKET = "tipsite-private"
RESTRICTED_BUCKET = "tipsite-restricted"
S3_START_TIMEOUT_S = 20.0
# What Valkey and Redis have unless they are told otherwise.
QUEUE_DATABASES = 16
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

missing: list[str] = []


@pytest.hookimpl(wrapper=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Start before pytest-django reads the settings, which need the addresses."""
    options = early_config.known_args_namespace
    is_worker = "PYTEST_XDIST_WORKER" in os.environ
    if is_worker:
        _use_own_queue(os.environ["PYTEST_XDIST_WORKER"])
    elif not (options.help or options.version):
        early_config.add_cleanup(_started_services().close)
    return (yield)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for part in missing:
        terminalreporter.write_line(f"Missing: {part}", yellow=True)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """In CI a missing part fails the run: a skip there would hide it for ever."""
    if missing and os.environ.get("CI") and exitstatus == pytest.ExitCode.OK:
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _use_own_queue(worker: str) -> None:
    """Give each pytest process a database of its own in the one server: every test empties it."""
    number = 1 + int(worker.removeprefix("gw")) % (QUEUE_DATABASES - 1)
    os.environ["REDIS_URL"] += f"?db={number}"


def _started_services() -> contextlib.ExitStack:
    """Start what the environment does not name already; closing the stack stops it all."""
    _leave_on_sigterm()
    _clear_leftovers()
    with contextlib.ExitStack() as starting:
        folder = starting.enter_context(_fresh_folder())
        _use_own_var(folder / "var")
        children: list[Child] = []
        starting.callback(lambda: stop_children(reversed(children)))
        if "DATABASE_URL" not in os.environ:
            database = _postgres_in(folder)
            children.append(database.start(StopWish()))
            os.environ["DATABASE_URL"] = database.url
        if "REDIS_URL" not in os.environ:
            queue = _valkey_in(folder)
            children.append(queue.start(StopWish()))
            os.environ["REDIS_URL"] = queue.url
        if "TIPSITE_TEST_S3_ENDPOINT_URL" not in os.environ:
            _start_s3(folder, children)
        _find_browser()
        _collect_static()
        compile_stale()
        return starting.pop_all()


def _use_own_var(var: Path) -> None:
    """Give the tests keys and files of their own, whatever the developer's shell names."""
    make_keys(var / "keys")
    os.environ["TIPSITE_VAR_DIR"] = str(var)
    for name in ("TIPSITE_KEYS_DIR", "TIPSITE_ZONE", "TIPSITE_PRODUCTION"):
        os.environ.pop(name, None)


def _postgres_in(folder: Path) -> Postgres:
    account = unprivileged_account() if we_are_root() else None
    home = folder / "postgresql"
    make_private_folder(home, account)
    sockets = socket_folder(home / "sockets", note=folder / "postgresql-sockets", account=account)
    return Postgres(
        programs=choose_postgres(postgres_folders(), required_major=None),
        data=home / "data",
        sockets=sockets,
        account=account,
        log=folder / "postgresql.log",
        record=folder / "postgresql.pid",
    )


def _valkey_in(folder: Path) -> Valkey:
    home = folder / "valkey"
    make_private_folder(home, None)
    return Valkey(
        program=find_valkey(),
        folder=home,
        sockets=socket_folder(home, note=folder / "valkey-sockets", account=None),
        log=folder / "valkey.log",
        record=folder / "valkey.pid",
    )


def _start_s3(folder: Path, children: list[Child]) -> None:
    """Start an S3 server that checks signatures, with its three buckets."""
    rclone = shutil.which("rclone", path=f"{Path(sys.executable).parent}{os.pathsep}{os.defpath}")
    if rclone is None:
        missing.append("an S3 server (rclone); tests of the buckets cannot run.")
        return
    for bucket in (PUBLIC_BUCKET, PRIVATE_BUCKET, RESTRICTED_BUCKET):
        (folder / "s3" / bucket).mkdir(parents=True)
    access_key, secret_key = secrets.token_hex(10), secrets.token_hex(20)
    port = _free_port()
    s3 = Child(
        name="S3",
        command=[
            *(rclone, "serve", "s3", "--addr", f"127.0.0.1:{port}"),
            # With a cache time of 0 rclone 1.75 keeps a core busy from its first request on.
            *("--vfs-cache-mode", "off", "--dir-cache-time", "1s", "--config", os.devnull),
            str(folder / "s3"),
        ],
        # In the environment, because any account of the machine may read a command line.
        environment={"PATH": os.defpath, "RCLONE_AUTH_KEY": f'"{access_key},{secret_key}"'},
        log=folder / "s3.log",
        record=folder / "s3.pid",
    )
    s3.start()
    children.append(s3)
    wait_until(
        lambda: _listens(port),
        is_alive=lambda: s3.is_alive,
        timeout_s=S3_START_TIMEOUT_S,
        stop=StopWish(),
        complaint=lambda: f"The S3 server does not start; the reason is in {s3.log}.",
    )
    os.environ.update(
        TIPSITE_TEST_S3_ENDPOINT_URL=f"http://127.0.0.1:{port}",
        TIPSITE_TEST_S3_REGION=REGION,
        TIPSITE_TEST_S3_ACCESS_KEY=access_key,
        TIPSITE_TEST_S3_SECRET_KEY=secret_key,
        TIPSITE_TEST_S3_PUBLIC_BUCKET=PUBLIC_BUCKET,
        TIPSITE_TEST_S3_PRIVATE_BUCKET=PRIVATE_BUCKET,
        TIPSITE_TEST_S3_RESTRICTED_BUCKET=RESTRICTED_BUCKET,
    )


def _collect_static() -> None:
    """Pages name their static files by hash, so the files have to be collected first."""
    command = manage("collectstatic", "--no-input", "--verbosity", "0")
    subprocess.run(command, cwd=PROJECT, check=True)


def _find_browser() -> None:
    found = os.environ.get("TIPSITE_CHROMIUM") or next(filter(None, _browsers()), None)
    if found:
        os.environ["TIPSITE_CHROMIUM"] = found
    else:
        missing.append("a browser (Chromium); journeys in a browser cannot run.")


def _browsers() -> Iterator[str | None]:
    yield from map(shutil.which, BROWSERS)
    for cache in (
        Path.home() / ".cache/ms-playwright",
        Path.home() / "Library/Caches/ms-playwright",
    ):
        for pattern in ("chromium-*/chrome-linux*/chrome", "chromium-*/chrome-mac*/*/*/*/Chromium"):
            yield from map(str, sorted(cache.glob(pattern), reverse=True))


@contextlib.contextmanager
def _fresh_folder() -> Iterator[Path]:
    """A folder only we and the database's account get into, in memory where there is room."""
    folder = Path(tempfile.mkdtemp(prefix=PREFIX, dir=_roomy_parent()))
    if we_are_root():
        folder.chmod(0o711)
    (folder / OWNER_FILE).write_text(str(os.getpid()))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _roomy_parent() -> Path:
    with contextlib.suppress(OSError):
        if shutil.disk_usage(MEMORY_FOLDER).free >= MEMORY_NEEDED_BYTES and os.access(
            MEMORY_FOLDER, os.W_OK
        ):
            return MEMORY_FOLDER
    return Path(tempfile.gettempdir())


def _clear_leftovers() -> None:
    """Stop the servers of test runs that were killed, and remove their folders."""
    for parent in {MEMORY_FOLDER, Path(tempfile.gettempdir())}:
        for folder in parent.glob(f"{PREFIX}*"):
            with contextlib.suppress(OSError, ValueError):
                if _is_abandoned(folder):
                    for record in folder.glob("*.pid"):
                        stop_recorded(record)
                    shutil.rmtree(folder, ignore_errors=True)


def _is_abandoned(folder: Path) -> bool:
    if folder.lstat().st_uid != os.geteuid() or folder.is_symlink():
        return False
    owner = int((folder / OWNER_FILE).read_text())
    try:
        os.kill(owner, 0)
    except ProcessLookupError:
        return True
    return False


def _leave_on_sigterm() -> None:
    """Let SIGTERM end the run as Ctrl-C does, so that the servers are stopped."""
    signal.signal(signal.SIGTERM, lambda _number, _frame: signal.raise_signal(signal.SIGINT))


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _listens(port: int) -> bool:
    with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
        return True
    return False
