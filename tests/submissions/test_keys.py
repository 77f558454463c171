"""Key files: made once, private, and never replaced."""

import stat
from pathlib import Path

import pyrage
import pytest

from submissions.keys import make_keys


def files_below(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): path.read_text()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_making_keys_twice_changes_none(tmp_path: Path) -> None:
    make_keys(tmp_path)
    before = files_below(tmp_path)

    make_keys(tmp_path)

    assert files_below(tmp_path) == before


def test_files_and_folders_are_their_owners_alone(tmp_path: Path) -> None:
    make_keys(tmp_path / "keys")

    for path in (tmp_path / "keys").rglob("*"):
        expected = 0o700 if path.is_dir() else 0o600
        assert stat.S_IMODE(path.stat().st_mode) == expected, path


def test_no_private_key_lies_with_the_public_or_the_staff_zone(tmp_path: Path) -> None:
    make_keys(tmp_path)

    for name, text in files_below(tmp_path).items():
        if name.startswith(("public", "staff")):
            assert "AGE-SECRET-KEY" not in text


@pytest.mark.parametrize("lost", ["public", "staff"])
def test_the_key_of_links_is_one_in_two_zones(tmp_path: Path, lost: str) -> None:
    make_keys(tmp_path)
    before = files_below(tmp_path)
    (tmp_path / lost / "showing_key").unlink()

    make_keys(tmp_path)

    assert files_below(tmp_path) == before
    assert before["public/showing_key"] == before["staff/showing_key"]
    assert not (tmp_path / "worker" / "showing_key").exists()


def test_the_offline_folder_can_be_taken_away(tmp_path: Path) -> None:
    make_keys(tmp_path)
    recovery = tmp_path / "offline" / "recovery_identity"
    public_half = str(pyrage.x25519.Identity.from_str(recovery.read_text().strip()).to_public())
    recovery.unlink()

    make_keys(tmp_path)

    assert not recovery.exists()
    assert public_half in (tmp_path / "public" / "recipients").read_text()
