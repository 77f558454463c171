"""What is checked before a start, each refusal a sentence that names the way out."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from tipsite.launcher.exceptions import CannotStart
from tipsite.launcher.places import Places
from tipsite.launcher.preflight import only_launcher, port_from, require_free_port, require_room
from tipsite.launcher.sockets import LONGEST_NAME, LONGEST_SOCKET_BYTES, socket_folder

HOLD_THE_LOCK = """
import pathlib, sys
from tipsite.launcher.preflight import only_launcher
with only_launcher(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_launcher_is_told_which_process_runs(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    refusal = pytest.raises(CannotStart, match=str(os.getpid()))
    with only_launcher(lock), refusal, only_launcher(lock):
        pass


def test_the_lock_is_free_again_afterwards(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    with only_launcher(lock):
        pass
    with only_launcher(lock):
        assert lock.read_text().strip() == str(os.getpid())


def test_the_lock_of_a_killed_launcher_is_taken_over(tmp_path: Path) -> None:
    lock = tmp_path / "lock"
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD_THE_LOCK, str(lock)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    with holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(CannotStart, match=str(holder.pid)), only_launcher(lock):
            pass
        holder.kill()

    with only_launcher(lock):
        pass


def test_a_full_disk_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = shutil.disk_usage(tmp_path)._replace(free=120 * 2**20)
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: usage)

    with pytest.raises(CannotStart, match=r"120 MB free.*300 MB.*TIPSITE_VAR_DIR"):
        require_room(tmp_path)


def test_a_taken_port_is_named_with_its_variable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

        with pytest.raises(CannotStart, match=rf"Port {port} is taken.*TIPSITE_PUBLIC_PORT"):
            require_free_port(port, "TIPSITE_PUBLIC_PORT")


def test_a_free_port_is_no_obstacle() -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = other.getsockname()[1]

    require_free_port(port, "TIPSITE_PUBLIC_PORT")


@pytest.mark.parametrize("text", ["0", "65536", "http", "-1", "8000 ", "٨٠"])
def test_an_odd_port_is_refused(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIPSITE_PUBLIC_PORT", text)

    with pytest.raises(CannotStart, match="TIPSITE_PUBLIC_PORT"):
        port_from("TIPSITE_PUBLIC_PORT", 8000)


def test_the_folders_are_closed_to_others(tmp_path: Path) -> None:
    places = Places(tmp_path / "deep" / "var")
    places.make()

    for folder in ("run", "log", "valkey"):
        assert places.folder(folder).stat().st_mode & 0o777 == 0o700
    assert places.var.stat().st_mode & 0o066 == 0


def test_anothers_folder_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "var").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: 4321)

    with pytest.raises(CannotStart, match=r"belongs to the account .* TIPSITE_VAR_DIR"):
        Places(tmp_path / "var").make()


def test_a_file_in_the_place_of_var_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(CannotStart, match="cannot be made"):
        Places(tmp_path / "file" / "var").make()


def test_a_short_place_for_sockets_is_used_as_it_is(tmp_path: Path) -> None:
    preferred = Path(os.path.relpath(tmp_path / "s"))

    assert socket_folder(preferred, note=tmp_path / "note", account=None) == preferred
    assert preferred.stat().st_mode & 0o777 == 0o700


def test_a_deep_project_gets_a_short_private_folder_once(tmp_path: Path) -> None:
    deep = tmp_path / ("d" * LONGEST_SOCKET_BYTES)

    made = socket_folder(deep, note=tmp_path / "note", account=None)
    again = socket_folder(deep, note=tmp_path / "note", account=None)

    try:
        assert made == again
        assert len(os.fsencode(made / LONGEST_NAME)) <= LONGEST_SOCKET_BYTES
        assert made.stat().st_mode & 0o777 == 0o700
    finally:
        made.rmdir()


def test_a_remembered_folder_that_others_could_enter_is_not_trusted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    planted = tmp_path / "planted"
    planted.mkdir(mode=0o755)
    (tmp_path / "note").write_text(str(planted))
    monkeypatch.setattr(tempfile, "mkdtemp", lambda **_options: str(tmp_path / "fresh"))
    (tmp_path / "fresh").mkdir(mode=0o700)
    deep = tmp_path / ("d" * LONGEST_SOCKET_BYTES)

    assert socket_folder(deep, note=tmp_path / "note", account=None) == tmp_path / "fresh"
