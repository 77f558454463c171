"""What each zone may hold: keys from the environment or from its key folder, and the refusal to
start with more.
"""

import os
from dataclasses import dataclass
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

from . import environment

# How age spells a private key, in files and in the environment alike.
_PRIVATE_MARK = "AGE-SECRET-KEY-"
_LARGEST_KEY_FILE_BYTES = 64 * 1024
_ZONE_FOLDERS = {"all": ("public", "staff", "worker")}


@dataclass(frozen=True)
class KeyFolders:
    """The folders in which a zone looks for its keys, first one first."""

    folders: tuple[Path, ...]

    @classmethod
    def of_zone(cls, zone: str, *, var_dir: Path) -> "KeyFolders":
        """The folder named by TIPSITE_KEYS_DIR, else the zone's own below ``var_dir``."""
        chosen = environment.text("TIPSITE_KEYS_DIR", meaning="folder with this zone's key files")
        if chosen:
            return cls((Path(chosen),))
        return cls(tuple(var_dir / "keys" / name for name in _ZONE_FOLDERS.get(zone, (zone,))))

    def read(self, variable: str, file_name: str, *, meaning: str) -> str:
        """The variable's text, else the first key file of that name, else an empty string."""
        value = environment.text(variable, meaning=meaning)
        if value:
            return value
        for folder in self.folders:
            path = folder / file_name
            if path.is_file():
                return path.read_text().strip()
        return ""

    def require(self, variable: str, file_name: str, *, meaning: str) -> str:
        """Like ``read``, but a missing key stops the process with a sentence."""
        value = self.read(variable, file_name, meaning=meaning)
        if not value:
            places = " or ".join(str(folder / file_name) for folder in self.folders)
            raise ImproperlyConfigured(
                f"{variable} is not set and there is no {places}. "
                "Start bin/run once, or make keys with: python -m submissions.keys FOLDER"
            )
        return value


def refuse_private_keys(zone: str, keys: KeyFolders) -> None:
    """Stop a process that may not open tips as soon as it can find a key that does.

    Looks at every environment variable and at every file below the zone's key folders.

    Raises:
        ImproperlyConfigured: a private key was found; the message says where, never what.
    """
    for name, value in os.environ.items():
        if _PRIVATE_MARK in value.upper():
            raise ImproperlyConfigured(_found(zone, f"the variable {name}"))
    if environment.text("TIPSITE_IDENTITY", meaning="the worker's private key (age identity)"):
        raise ImproperlyConfigured(_found(zone, "the variable TIPSITE_IDENTITY"))
    for folder in keys.folders:
        for path in sorted(folder.rglob("*")):
            if path.is_file() and _holds_private_key(path):
                raise ImproperlyConfigured(_found(zone, str(path)))


def _holds_private_key(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return _PRIVATE_MARK.encode() in file.read(_LARGEST_KEY_FILE_BYTES).upper()
    except PermissionError:
        # A file this process cannot read is not a key it can use.
        return False


def _found(zone: str, place: str) -> str:
    return (
        f"The {zone} zone must not hold a private key, but there is one in {place}. "
        "Take it away from this process; only the worker opens tips."
    )
