"""Folders for unix sockets: private, and short enough for the kernel."""

import os
import stat
import tempfile
from pathlib import Path

from tipsite.launcher.accounts import Account, make_private_folder

# sun_path holds 108 bytes on Linux and 104 on macOS, the closing NUL included; unix(7).
LONGEST_SOCKET_BYTES = 103
# The longest name that is put into such a folder.
LONGEST_NAME = ".s.PGSQL.5432.lock"


def socket_folder(preferred: Path, *, note: Path, account: Account | None) -> Path:
    """Return a folder for sockets, made if need be (0700, owned by `account` or by us).

    Args:
        preferred: taken when a socket in it has a path that the kernel accepts.
        note: file that remembers the folder made under the system's temporary one otherwise.
    """
    if _is_short_enough(preferred):
        make_private_folder(preferred, account)
        return preferred
    owner = account.uid if account else os.geteuid()
    remembered = _remembered(note, owner)
    if remembered is not None:
        return remembered
    made = Path(tempfile.mkdtemp(prefix="tipsite-"))
    if account is not None:
        os.chown(made, account.uid, account.gid)
    note.write_text(str(made))
    return made


def _is_short_enough(folder: Path) -> bool:
    return len(os.fsencode(folder / LONGEST_NAME)) <= LONGEST_SOCKET_BYTES


def _remembered(note: Path, owner: int) -> Path | None:
    """Return the noted folder if it is still there and nobody else's.

    Temporary folders are cleared at boot, and whoever is first may take the name then.
    """
    try:
        folder = Path(note.read_text())
        status = folder.lstat()
    except (OSError, ValueError):
        return None
    is_private = stat.S_ISDIR(status.st_mode) and stat.S_IMODE(status.st_mode) == 0o700
    return folder if is_private and status.st_uid == owner else None
