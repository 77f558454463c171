"""The key files of each zone: how they are made and where they lie. Sealing itself is in
sealing.py.

Free of Django, because keys must exist before a process may start.
"""

import os
import secrets
from pathlib import Path

from pyrage import x25519

# Every zone's own folder can be handed to its process alone.
PUBLIC, STAFF, WORKER, OFFLINE = "public", "staff", "worker", "offline"

_SECRET_BYTES = 48
_OFFLINE_NOTE = """\
recovery_identity opens every sealed tip. Nothing that runs needs it.
Move this folder to a place without a network and delete it here.
To open a sealed tip with the standard tool: age -d -i recovery_identity sealed.age
"""


def make_keys(keys_dir: Path) -> None:
    """Create every key that is missing under ``keys_dir``; existing keys are never touched.

    Folders are made with mode 0700 and files with 0600. A file appears complete or not at all.

    Raises:
        OSError: the folder cannot be written.
    """
    _make_private_folder(keys_dir)
    for zone in (PUBLIC, STAFF, WORKER):
        _write_once(keys_dir / zone / "secret_key", secrets.token_urlsafe(_SECRET_BYTES))
    _write_once(keys_dir / PUBLIC / "receipt_key", secrets.token_urlsafe(_SECRET_BYTES))
    _make_showing_key(keys_dir)
    _make_sealing_keys(keys_dir)


def _make_showing_key(keys_dir: Path) -> None:
    """One key in two folders: the staff zone makes links with it, the public zone reads them."""
    public_file, staff_file = (keys_dir / zone / "showing_key" for zone in (PUBLIC, STAFF))
    if staff_file.exists():
        _write_once(public_file, staff_file.read_text())
    _write_once(public_file, secrets.token_urlsafe(_SECRET_BYTES))
    _write_once(staff_file, public_file.read_text())


def _make_sealing_keys(keys_dir: Path) -> None:
    worker_file = keys_dir / WORKER / "identity"
    recovery_file = keys_dir / OFFLINE / "recovery_identity"
    recipients_file = keys_dir / PUBLIC / "recipients"
    if recipients_file.exists():
        # The offline half is meant to be gone from here by now; making another would seal to
        # nobody.
        return
    worker = _identity_in(worker_file)
    recovery = _identity_in(recovery_file)
    _write_once(recovery_file.with_name("READ-ME"), _OFFLINE_NOTE)
    _write_once(recipients_file, f"{worker.to_public()}\n{recovery.to_public()}\n")


def _identity_in(path: Path) -> x25519.Identity:
    _write_once(path, f"{x25519.Identity.generate()}\n")
    return x25519.Identity.from_str(path.read_text().strip())


def _write_once(path: Path, text: str) -> None:
    if path.exists():
        return
    _make_private_folder(path.parent)
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    try:
        # link() refuses to replace, so of two processes making keys at once the first one wins.
        os.link(draft, path)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def _make_private_folder(path: Path) -> None:
    path.mkdir(mode=0o700, parents=True, exist_ok=True)


if __name__ == "__main__":
    import sys

    if len(sys.argv) != 2:
        sys.exit("Name the folder to make the keys in: python -m submissions.keys FOLDER")
    make_keys(Path(sys.argv[1]))
