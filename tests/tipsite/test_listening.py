"""Hearing of changes from the real database, and knowing when one does not hear."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from queue import Queue
from typing import Any

import pytest
from django.db import connection
from psycopg2 import OperationalError, extensions

from appeals.announcing import CHANNEL
from tipsite import listening
from tipsite.listening import Listener

PATIENCE_S = 10
pytestmark = pytest.mark.django_db(transaction=True)


class Heard:
    """Writes down what it is told."""

    def __init__(self) -> None:
        self.told: Queue[object] = Queue()
        self.alive = threading.Event()

    def listening(self) -> None:
        self.told.put("listening")

    def still_listening(self) -> None:
        self.alive.set()

    def changed(self, withdrawn: list[str]) -> None:
        self.told.put(withdrawn)

    def deaf(self) -> None:
        self.told.put("deaf")

    def next(self) -> object:
        return self.told.get(timeout=PATIENCE_S)


class Server:
    """Gives connections to the test database, knows them, and can refuse."""

    def __init__(self) -> None:
        self.parameters = connection.get_connection_params()
        self.links: list[extensions.connection] = []
        self.is_away = False

    def connect(self) -> extensions.connection:
        if self.is_away:
            raise OperationalError("away")
        self.links.append(connection.get_new_connection(self.parameters))
        return self.links[-1]


@contextmanager
def listening_to(server: Any, heard: Heard) -> Iterator[None]:
    is_over = threading.Event()

    def connect() -> extensions.connection:
        if is_over.is_set():
            # A daemon: it rests here until the tests are over.
            threading.Event().wait()
        return server.connect()

    Listener(heard, connect).start()
    try:
        yield
    finally:
        is_over.set()
        end(server)


def end(server: Server) -> None:
    with connection.cursor() as cursor:
        for link in server.links:
            if not link.closed:
                cursor.execute("SELECT pg_terminate_backend(%s)", [link.info.backend_pid])


def notify(payload: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_notify(%s, %s)", [CHANNEL, payload])


def test_changes_and_withdrawals_are_heard() -> None:
    heard = Heard()
    with listening_to(Server(), heard):
        assert heard.next() == "listening"
        notify("")
        assert heard.next() == []
        notify("EU-2026-0001")
        assert heard.next() == ["EU-2026-0001"]
    assert heard.next() == "deaf"


def test_silence_is_told_from_death(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listening, "SIGN_OF_LIFE_S", 0.05)
    heard = Heard()
    with listening_to(Server(), heard):
        assert heard.alive.wait(PATIENCE_S)
        heard.alive.clear()
        assert heard.alive.wait(PATIENCE_S)


def test_a_lost_connection_is_noticed_at_once_and_made_again() -> None:
    heard, server = Heard(), Server()
    with listening_to(server, heard):
        assert heard.next() == "listening"
        server.is_away = True
        end(server)
        assert heard.next() == "deaf"
        server.is_away = False
        while (word := heard.next()) == "deaf":
            pass
        assert word == "listening"
        notify("")
        assert heard.next() == []


def test_an_outage_is_said_once(caplog: pytest.LogCaptureFixture) -> None:
    heard, server = Heard(), Server()
    server.is_away = True
    with listening_to(server, heard):
        assert [heard.next(), heard.next(), heard.next()] == 3 * ["deaf"]

    assert [each.message for each in caplog.records] == [
        "changes of published data are not heard of for now: OperationalError"
    ]


def test_a_pooler_in_between_is_not_trusted(monkeypatch: pytest.MonkeyPatch) -> None:
    """PgBouncer greets with a number of its own, and may forget that somebody listens."""
    monkeypatch.setattr(listening, "_is_direct", lambda *_: False)
    heard = Heard()
    with listening_to(Server(), heard):
        assert [heard.next(), heard.next()] == 2 * ["deaf"]
        assert not heard.alive.is_set()


def test_the_servers_own_number_is_known() -> None:
    link = Server().connect()
    with link.cursor() as cursor:
        assert listening._is_direct(link, cursor)
    link.close()
