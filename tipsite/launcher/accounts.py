"""The unprivileged account that PostgreSQL runs as when root starts us; nothing is ever created."""

import os
import pwd
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tipsite.launcher.exceptions import CannotStart

# Distributions' own account for the server first; `nobody` exists everywhere.
CANDIDATES = ("postgres", "nobody")
CHECK_TIMEOUT_S = 10


@dataclass(frozen=True)
class Account:
    """An account of this machine that a child process gives its rights up for."""

    name: str
    uid: int
    gid: int

    def as_popen_arguments(self) -> dict[str, Any]:
        """Arguments for `subprocess`, dropping to this account and to no other group of it."""
        return {"user": self.uid, "group": self.gid, "extra_groups": [], "umask": 0o077}

    def can_enter(self, folder: Path) -> bool:
        """Tell whether this account gets into an existing folder.

        The kernel is asked rather than the mode bits: access lists and mounts count too.
        """
        question = ["/bin/sh", "-c", 'cd "$0"', str(folder)]
        return self._succeeds(question)

    def can_run(self, program: Path) -> bool:
        """Tell whether this account can start a program that knows `--version`."""
        return self._succeeds([str(program), "--version"])

    def _succeeds(self, command: list[str]) -> bool:
        try:
            done = subprocess.run(
                command,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                timeout=CHECK_TIMEOUT_S,
                check=False,
                **self.as_popen_arguments(),
            )
        except OSError:
            return False
        return done.returncode == 0


def we_are_root() -> bool:
    return os.geteuid() == 0


def our_own_name() -> str:
    """Name of the account we run as.

    Raises:
        CannotStart: the account has no name, as in a container with an invented user number.
    """
    try:
        return pwd.getpwuid(os.geteuid()).pw_name
    except KeyError:
        raise CannotStart(
            f"PostgreSQL needs an account with a name, and user number {os.geteuid()} has none;"
            " start as another user or set DATABASE_URL."
        ) from None


def unprivileged_account() -> Account:
    """Return the first existing account of CANDIDATES.

    Raises:
        CannotStart: there is none.
    """
    for name in CANDIDATES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise CannotStart(
        "PostgreSQL refuses to run as root and there is no account `postgres` or `nobody` to run"
        " it as; start as an ordinary user or set DATABASE_URL."
    )


def owner_of(folder: Path) -> Account:
    """Return the account that owns an existing folder."""
    status = folder.stat()
    try:
        name = pwd.getpwuid(status.st_uid).pw_name
    except KeyError:
        name = str(status.st_uid)
    return Account(name, status.st_uid, status.st_gid)


def make_private_folder(folder: Path, account: Account | None) -> None:
    """Make a folder (0700) for an account, or for ourselves; an existing one stays as it is."""
    if folder.is_dir():
        return
    folder.mkdir(mode=0o700)
    if account is not None:
        # The account may own the parent, and swap the new folder for a link meanwhile.
        os.chown(folder, account.uid, account.gid, follow_symlinks=False)
