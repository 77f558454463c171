"""What a public web process does beside its requests, so that visitors find pages in the cache
(page_cache.py): it listens for changes, and renders again what they made old.
"""

import logging
import os
import threading
import time
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.db import connections
from django.db.utils import DatabaseError
from django.urls import reverse
from django.utils.translation import override

from appeals.models import Appeal

from .addresses import Address
from .background import Gathering
from .freshness import Freshness
from .listening import Listener
from .page_cache import PageCache

logger = logging.getLogger(__name__)

# Several steps of one evening's work are rendered once.
GATHER_S: Final = 1.0
# Rendered ahead of visitors, under all host names together. A campaign has some hundred appeals;
# the oldest of ten thousand are rendered when somebody comes.
MOST_PAGES: Final = 1000
MOST_HOSTS: Final = 4
# For each second of rendering it leaves the process to its visitors for this many.
_REST_PER_WORK: Final = 2
_MOST_WITHDRAWN: Final = 100


class Keeper(Gathering):
    """Keeps the front page and the appeals' pages rendered, in English, for when the database is
    away: pages nobody opened yet, and the tombstone of what was withdrawn a moment ago.
    """

    def __init__(self, cache: PageCache) -> None:
        super().__init__(gather_s=GATHER_S)
        self._cache = cache
        self._withdrawn: deque[str] = deque(maxlen=_MOST_WITHDRAWN)

    def tell(self, withdrawn: Iterable[str] = ()) -> None:
        """Something changed; appeals with these codes were withdrawn."""
        self._withdrawn.extendleft(withdrawn)
        self.wake()

    def work_off(self) -> None:
        """Render what is not kept as it is now, and begin again if something changes meanwhile."""
        try:
            old = [each for each in self._addresses() if not self._cache.holds(each)]
            # However often it has to begin again: first what there is no copy of.
            for address in sorted(old, key=self._cache.can_do_without):
                if self._woken.is_set():
                    return
                began = time.monotonic()
                self._cache.fetch(address)
                time.sleep(_REST_PER_WORK * (time.monotonic() - began))
        except DatabaseError:
            # The listener says so, and wakes this thread when it is over.
            logger.debug("pages are not rendered ahead: the database is away")
        finally:
            connections.close_all()

    def _addresses(self) -> Iterator[Address]:
        hosts = [host for host in settings.ALLOWED_HOSTS if host[0] not in ".*"][:MOST_HOSTS]
        scheme = "https" if settings.SECURE_SSL_REDIRECT else "http"
        for path in self._paths(MOST_PAGES // max(1, len(hosts))):
            for host in hosts:
                yield Address(scheme, host, path, query="", language="")

    def _paths(self, most: int) -> list[str]:
        listed = Appeal.objects.public().open_first().values_list("code", flat=True)[:most]
        with override(settings.LANGUAGE_CODE):
            paths = [
                *(reverse("appeals:appeal", args=[code]) for code in self._withdrawn),
                reverse("appeals:front-page"),
                *(reverse("appeals:appeal", args=[code]) for code in listed),
            ]
        return list(dict.fromkeys(paths))


class _News:
    """What the listener hears, for the cache and the keeper."""

    def __init__(self, freshness: Freshness, keeper: Keeper) -> None:
        self._freshness = freshness
        self._keeper = keeper
        self._withdrawn: set[str] = set()

    def listening(self) -> None:
        withdrawn = set(Appeal.objects.withdrawn().values_list("code", flat=True))
        connections.close_all()
        # What was withdrawn while nobody listened, if anything; at first, all of them.
        self.changed(list(withdrawn - self._withdrawn))
        self._freshness.be_sure()

    def still_listening(self) -> None:
        self._freshness.be_sure()

    def changed(self, withdrawn: list[str]) -> None:
        self._withdrawn.update(withdrawn)
        if withdrawn:
            self._freshness.take_down()
        else:
            self._freshness.change()
        self._keeper.tell(withdrawn)

    def deaf(self) -> None:
        self._freshness.be_unsure()


class CachedPages:
    """``application`` behind a page cache; cache and threads are each process's own."""

    def __init__(self, application: WSGIApplication) -> None:
        self._application = application
        self._starting = threading.Lock()
        self._process = 0
        self.start()

    def start(self) -> None:
        """Begin in this process, unless it has begun."""
        with self._starting:
            if self._process == os.getpid():
                return
            freshness = Freshness()
            self._cache = PageCache(self._application, freshness)
            Listener(_News(freshness, Keeper(self._cache))).start()
            self._process = os.getpid()

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer; a process forked after the application was loaded has no threads yet."""
        if self._process != os.getpid():
            self.start()
        return self._cache(environ, start_response)
