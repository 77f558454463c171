"""The page cache in front of Django: answers that are the same for everybody, kept in the memory of
each public web process, with their tags, packed and ready. See docs/decisions/0012.
"""

import io
import sys
import threading
from collections.abc import Callable, Iterable
from typing import Any, Final
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.signals import got_request_exception
from django.db.utils import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse

from .addresses import Address, address_of, as_everybody
from .answering import Headers, by_name, may_be_kept, names, takes_gzip, without_contents
from .freshness import Freshness
from .kept import Kept, Shelf
from .languages import language_of, without_language

# A page takes about 40 KB with its packed form, so this is some 1,500 of them.
MOST_BYTES: Final = 64 * 1024 * 1024
# Anybody can make up query strings, so pages with one push out only each other.
MOST_QUERY_BYTES: Final = 16 * 1024 * 1024
# A request waits this long for another one that renders the same page already.
_PATIENCE_S: Final = 5.0
# Having met the database away, a process does not ask again for this long if it can do without.
_REST_S: Final = 1.0
_UNCHANGED: Final = "304 Not Modified"
_AWAY: Final = "tipsite.database_away"
# Which headers of a page do not belong on a redirect in its stead.
_OF_A_PAGE: Final = {"content-language", "cache-control", "vary", "etag", "last-modified"}


class PageCache:
    """``application``, which is asked only for what is not kept, or not fresh any more."""

    def __init__(self, application: WSGIApplication, freshness: Freshness) -> None:
        self._application = application
        self._freshness = freshness
        self._pages = Shelf(most_bytes=MOST_BYTES)
        self._queries = Shelf(most_bytes=MOST_QUERY_BYTES)
        self._rendering: dict[Address, threading.Event] = {}
        self._rests_until = float("-inf")
        got_request_exception.connect(_note_database_away, dispatch_uid="note-database-away")

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer from memory if that is what Django would answer."""
        address = address_of(environ)
        if address is None:
            return self._application(environ, start_response)
        kept = self._find(address)
        if kept and self._freshness.is_fresh(kept):
            return _send(kept, environ, start_response)
        if kept is None and environ["REQUEST_METHOD"] == "HEAD":
            # Only of what was kept before do we know that a GET in its stead changes nothing.
            return self._application(environ, start_response)
        if self._freshness.now() < self._rests_until and (stand_in := self._stand_in(address)):
            return _send(stand_in, environ, start_response)
        if kept and (made := self._from_another(address)):
            return _send(made, environ, start_response)
        try:
            return self._render(address, environ, start_response)
        finally:
            if kept:
                self._rendering.pop(address, threading.Event()).set()

    def holds(self, address: Address) -> bool:
        """Whether an answer is kept that shows the present state of published data."""
        kept = self._find(address)
        return kept is not None and kept.edition == self._freshness.edition

    def can_do_without(self, address: Address) -> bool:
        """Whether there is something to give out while the database is away."""
        return self._stand_in(address) is not None

    def fetch(self, address: Address) -> None:
        """Render an answer and keep it, as if somebody had asked for it."""
        answer = self._render(address, _request_for(address), lambda *_: lambda _: None)
        _close(answer)

    def _render(
        self, address: Address, environ: WSGIEnvironment, start_response: StartResponse
    ) -> Iterable[bytes]:
        # Before the first query: a change during the rendering makes the answer an old one.
        edition, now = self._freshness.edition, self._freshness.now()
        asked, begun = as_everybody(environ, address), _Begun()
        answer = self._application(asked, begun)
        if _AWAY in asked and begun.status.startswith("5"):
            self._rests_until = self._freshness.now() + _REST_S
            if stand_in := self._stand_in(address):
                _close(answer)
                return _send(stand_in, environ, start_response)
        # A file or a stream is none of ours, whatever it says.
        is_whole = isinstance(answer, HttpResponse)
        if not is_whole or not may_be_kept(begun.status, begun.headers):
            if not begun.status.startswith("5"):
                self._forget(address)
            return _pass_on(answer, begun, environ, start_response)
        body = b"".join(answer)
        _close(answer)
        self._freshness.reach()
        kept = Kept.of(begun.status, begun.headers, body, edition=edition, rendered_at=now)
        self._keep(address, kept)
        return _send(kept, environ, start_response)

    def _find(self, address: Address) -> Kept | None:
        shelf = self._shelf_of(address)
        kept = shelf.find(address._replace(language=""))
        return kept or (shelf.find(address) if address.language else None)

    def _keep(self, address: Address, kept: Kept) -> None:
        shelf, for_all = self._shelf_of(address), address._replace(language="")
        if kept.varies_by_language:
            shelf.drop(for_all)
            shelf.put(address, kept)
        else:
            shelf.put(for_all, kept)

    def _forget(self, address: Address) -> None:
        self._shelf_of(address).drop(address)
        self._shelf_of(address).drop(address._replace(language=""))

    def _shelf_of(self, address: Address) -> Shelf:
        return self._queries if address.query else self._pages

    def _from_another(self, address: Address) -> Kept | None:
        """What another thread has rendered meanwhile; None if it is for this one to do."""
        mine = threading.Event()
        other = self._rendering.setdefault(address, mine)
        if other is mine:
            return None
        other.wait(_PATIENCE_S)
        kept = self._find(address)
        return kept if kept and self._freshness.is_fresh(kept) else None

    def _stand_in(self, address: Address) -> Kept | None:
        """What can be given out while the database is away: the page as it was, else the way to
        it in English.
        """
        kept = self._find(address)
        if kept and self._freshness.may_stand_in(kept):
            return kept
        english = settings.LANGUAGE_CODE
        there = address._replace(path=f"/{english}{without_language(address.path)}", language="")
        kept = self._find(there)
        if not kept or not self._freshness.may_stand_in(kept):
            return None
        wanted = language_of(address.path) or address.language
        return kept if wanted == english else _lead_to(there, kept)


class _Begun:
    """How an answer begins, as an application says it; a ``StartResponse``."""

    def __init__(self) -> None:
        self.status = ""
        self.headers: Headers = []

    def __call__(
        self, status: str, headers: Headers, _exc_info: Any = None, /
    ) -> Callable[[bytes], object]:
        self.status, self.headers = status, headers
        return _refuse_writing


def _refuse_writing(_piece: bytes) -> None:
    raise NotImplementedError("Django returns its answers.")


def _send(kept: Kept, environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
    takes_packed = kept.packed and takes_gzip(environ.get("HTTP_ACCEPT_ENCODING", ""))
    form = kept.packed if kept.packed and takes_packed else kept.plain
    if kept.status.startswith("200") and _has(environ, form.etag, kept.last_modified):
        start_response(_UNCHANGED, list(form.unchanged_headers))
        return []
    start_response(kept.status, list(form.headers))
    return [] if environ["REQUEST_METHOD"] == "HEAD" else [form.body]


def _pass_on(
    answer: Iterable[bytes],
    begun: _Begun,
    environ: WSGIEnvironment,
    start_response: StartResponse,
) -> Iterable[bytes]:
    """Send what is not kept; Django was not asked whether the visitor has it already."""
    named = by_name(begun.headers)
    etag, last_modified = named.get("etag", ""), named.get("last-modified", "")
    if begun.status.startswith("200") and _has(environ, etag, last_modified):
        _close(answer)
        start_response(_UNCHANGED, without_contents(begun.headers))
        return []
    start_response(begun.status, begun.headers)
    return answer


def _has(environ: WSGIEnvironment, etag: str, last_modified: str) -> bool:
    """Whether the visitor says that they have these contents."""
    if condition := environ.get("HTTP_IF_NONE_MATCH"):
        return bool(etag) and names(condition, etag)
    # Whoever asks so gives back the very date that we gave.
    return bool(last_modified) and environ.get("HTTP_IF_MODIFIED_SINCE") == last_modified


def _lead_to(address: Address, kept: Kept) -> Kept:
    """A way that is not kept anywhere, with the protection of the page that it leads to."""
    query = f"?{address.query}" if address.query else ""
    headers = [each for each in kept.plain.unchanged_headers if each[0].lower() not in _OF_A_PAGE]
    headers += [
        ("Cache-Control", "no-store"),
        ("Location", quote(address.path.encode("latin-1")) + query),
    ]
    return Kept.of("302 Found", headers, b"", edition=kept.edition, rendered_at=kept.rendered_at)


def _request_for(address: Address) -> WSGIEnvironment:
    return {
        "REQUEST_METHOD": "GET",
        "SCRIPT_NAME": "",
        "PATH_INFO": address.path,
        "QUERY_STRING": address.query,
        "HTTP_HOST": address.host,
        "SERVER_NAME": "localhost",
        "SERVER_PORT": "0",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": address.scheme,
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }


def _note_database_away(sender: object, *, request: HttpRequest, **_more: object) -> None:
    """Leave a note in the request, which Django shares with the application's caller."""
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        request.META[_AWAY] = True


def _close(answer: Iterable[bytes]) -> None:
    if close := getattr(answer, "close", None):
        close()
