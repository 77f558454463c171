"""Where the launcher keeps what it needs below `var/`; makes the folders, writes no file."""

import os
from dataclasses import dataclass
from pathlib import Path

from tipsite.launcher.accounts import owner_of, we_are_root
from tipsite.launcher.exceptions import CannotStart

PROJECT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Places:
    """Folders below one `var`; all of them closed to other accounts."""

    var: Path

    @classmethod
    def chosen(cls) -> "Places":
        """`TIPSITE_VAR_DIR`, else `var` in the project."""
        return cls(Path(os.environ.get("TIPSITE_VAR_DIR") or PROJECT / "var").absolute())

    @property
    def run(self) -> Path:
        return self.var / "run"

    @property
    def keys(self) -> Path:
        return self.var / "keys"

    @property
    def sign_ins(self) -> Path:
        return self.var / "demo-sign-ins.txt"

    def log(self, name: str) -> Path:
        return self.var / "log" / f"{name}.log"

    def record(self, name: str) -> Path:
        return self.run / f"{name}.pid"

    def folder(self, name: str) -> Path:
        return self.var / name

    def make(self) -> None:
        """Make the folders; those that exist keep their rights.

        Raises:
            CannotStart: `var` belongs to another account, or cannot be made.
        """
        try:
            self._make()
        except OSError as error:
            raise CannotStart(f"{error.filename} cannot be made: {error.strerror}.") from error

    def _make(self) -> None:
        if self.var.is_dir():
            self._refuse_anothers()
        for folder in (*reversed(self.var.parents), self.var):
            if not folder.is_dir():
                folder.mkdir()
                # As root, PostgreSQL's own account has to get through to its folder.
                folder.chmod(0o711 if we_are_root() else 0o700)
        for name in ("run", "log", "valkey", "beat"):
            self.folder(name).mkdir(mode=0o700, exist_ok=True)

    def _refuse_anothers(self) -> None:
        owner = owner_of(self.var)
        if owner.uid != os.geteuid():
            raise CannotStart(
                f"{self.var} belongs to the account {owner.name}; start as {owner.name}, or set"
                " TIPSITE_VAR_DIR to a folder of your own."
            )
