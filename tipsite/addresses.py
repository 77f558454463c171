"""What of a request may shape an answer that everybody gets: its address, nothing of who asks."""

from typing import Final, NamedTuple
from wsgiref.types import WSGIEnvironment

from django.conf import settings

from .languages import language_of, preferred_language

_MOST_CHARACTERS: Final = 600
# Whoever sends one of these wants something that only Django can say.
_SPECIAL: Final = (
    "HTTP_RANGE",
    "HTTP_IF_MATCH",
    "HTTP_IF_UNMODIFIED_SINCE",
    "HTTP_TRANSFER_ENCODING",
)
# All that Django sees of the headers of a GET, besides the language. Limits count by network.
_PASSED_ON: Final = {"HTTP_HOST", "HTTP_X_FORWARDED_FOR"}


class Address(NamedTuple):
    """What an answer is kept under, and all of a request that it may depend on."""

    scheme: str
    host: str
    path: str
    query: str
    # Which of ours a visitor prefers who asks without a language in the path; empty with one.
    language: str


def address_of(environ: WSGIEnvironment) -> Address | None:
    """The address that is asked for, or None if the answer may be another than everybody's.

    The host is the visitor's word; an answer can only be kept under one that Django accepted.
    """
    if environ["REQUEST_METHOD"] not in {"GET", "HEAD"} or _is_special(environ):
        return None
    path, query = environ.get("PATH_INFO", ""), environ.get("QUERY_STRING", "")
    host = environ.get("HTTP_HOST", "")
    too_long = len(path) + len(query) + len(host) > _MOST_CHARACTERS
    if too_long or not host or path.startswith(settings.STATIC_URL):
        return None
    accepted = "" if language_of(path) else environ.get("HTTP_ACCEPT_LANGUAGE", "")
    language = "" if language_of(path) else preferred_language(accepted)
    return Address(_scheme_of(environ), host, path, query, language)


def as_everybody(environ: WSGIEnvironment, address: Address) -> WSGIEnvironment:
    """The request without what tells visitors apart, so that the answer cannot depend on it."""
    shared = {
        name: value
        for name, value in environ.items()
        if not name.startswith("HTTP_") or name in _PASSED_ON
    }
    shared["REQUEST_METHOD"] = "GET"
    shared["wsgi.url_scheme"] = address.scheme
    if address.language:
        shared["HTTP_ACCEPT_LANGUAGE"] = address.language
    return shared


def _is_special(environ: WSGIEnvironment) -> bool:
    has_body = environ.get("CONTENT_LENGTH", "") not in {"", "0"}
    return has_body or any(name in environ for name in _SPECIAL)


def _scheme_of(environ: WSGIEnvironment) -> str:
    """As Django tells it, see its ``HttpRequest.scheme``."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, secure = settings.SECURE_PROXY_SSL_HEADER
        if name in environ:
            told = str(environ[name]).partition(",")[0].strip()
            return "https" if told == secure else "http"
    return str(environ["wsgi.url_scheme"])
