"""Hearing from PostgreSQL that published data has changed: one connection and one thread for each
web process. The triggers that tell are in appeals/announcing.py.
"""

import logging
import select
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from typing import Any, Final, Protocol

from django.db import connection
from django.db.utils import DatabaseError
from psycopg2 import Error, extensions

from appeals.announcing import CHANNEL

logger = logging.getLogger(__name__)

# The database is asked for a sign of life this often; freshness.py believes it for a little longer.
SIGN_OF_LIFE_S: Final = 2.0
_FIRST_PAUSE_S: Final = 0.2
_LONGEST_PAUSE_S: Final = 2.0


class Hearer(Protocol):
    """Who wants to know."""

    def listening(self) -> None:
        """From now on every change is told; what happened before is unknown."""

    def still_listening(self) -> None:
        """No change was missed until now."""

    def changed(self, withdrawn: list[str]) -> None:
        """Something changed; the codes are those of appeals that were taken down."""

    def deaf(self) -> None:
        """Changes are not told any more."""


class Listener:
    """The thread that listens, and connects again for as long as the process lives."""

    def __init__(
        self, hearer: Hearer, connect: Callable[[], extensions.connection] | None = None
    ) -> None:
        self._hearer = hearer
        self._connect = connect or _connect
        # Said once an outage, not at each attempt.
        self._has_complained = False

    def start(self) -> None:
        """Begin; called once in each process, after it was forked."""
        threading.Thread(target=self._keep_listening, name="Listener", daemon=True).start()

    def _keep_listening(self) -> None:
        pause_s = _FIRST_PAUSE_S
        while True:
            began = time.monotonic()
            try:
                with closing(self._connect()) as link:
                    self._listen(link)
            except (Error, DatabaseError, OSError) as error:
                self._complain(error)
            self._hearer.deaf()
            # One that had listened for a while tries again at once.
            was_well = time.monotonic() - began > _LONGEST_PAUSE_S
            pause_s = _FIRST_PAUSE_S if was_well else min(2 * pause_s, _LONGEST_PAUSE_S)
            time.sleep(pause_s)

    def _listen(self, link: extensions.connection) -> None:
        link.autocommit = True
        with link.cursor() as cursor:
            cursor.execute(f"LISTEN {CHANNEL}")
            if not _is_direct(link, cursor):
                raise PoolerBetween
            self._hearer.listening()
            self._has_complained = False
            while True:
                if any(select.select([link], [], [], SIGN_OF_LIFE_S)):
                    link.poll()
                else:
                    cursor.execute("SELECT 1")
                told = list(_told(link))
                if told:
                    self._hearer.changed([code for code in told if code])
                self._hearer.still_listening()

    def _complain(self, error: Exception) -> None:
        if not self._has_complained:
            name = type(error).__name__
            logger.warning("changes of published data are not heard of for now: %s", name)
        self._has_complained = True


class PoolerBetween(DatabaseError):
    """Between us and the database is a pooler, which may forget that somebody listens."""


def _connect() -> extensions.connection:
    return connection.get_new_connection(connection.get_connection_params())


def _is_direct(link: extensions.connection, cursor: Any) -> bool:
    """Whether the server we talk to is the one that greeted us: poolers greet in its name.

    PgBouncer in transaction mode takes LISTEN, gives the server connection to somebody else, and
    drops what it is told; nothing else would show that.
    """
    cursor.execute("SELECT pg_backend_pid()")
    return bool(cursor.fetchone()[0] == link.info.backend_pid)


def _told(link: extensions.connection) -> Iterator[str]:
    while link.notifies:
        yield link.notifies.pop(0).payload
