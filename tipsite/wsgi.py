"""The WSGI entry point of the web zones, and the one thing that must happen before Django looks."""

import gc
import os
import re
from collections.abc import Iterable
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from django.conf import settings
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tipsite.settings")

_URLENCODED: Final = "application/x-www-form-urlencoded"
# Browsers send exactly this; RFC 2046 allows a boundary of 1 to 70 of these characters.
_MULTIPART: Final = re.compile(
    r"multipart/form-data;\s?boundary=([0-9A-Za-z'()+_,./:=?-]{1,70})", re.IGNORECASE
)


def plain_content_type(content_type: str) -> str:
    """The content type of a form as our own pages send it, or an empty string for anything else.

    Django decodes a form with whatever character set the header names, also with those that are
    none, and parses the header before any middleware could catch what goes wrong. Ours are UTF-8.
    """
    if content_type.partition(";")[0].strip().lower() == _URLENCODED:
        return _URLENCODED
    found = _MULTIPART.fullmatch(content_type.strip())
    return f"multipart/form-data; boundary={found[1]}" if found else ""


def with_plain_content_type(application: WSGIApplication) -> WSGIApplication:
    """``application``, which sees only content types of our own forms."""

    def wrapped(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        environ["CONTENT_TYPE"] = plain_content_type(str(environ.get("CONTENT_TYPE", "")))
        return application(environ, start_response)

    return wrapped


def web_application() -> WSGIApplication:
    """What the server calls; visitors' pages come from the page cache where they can."""
    application = with_plain_content_type(get_wsgi_application())
    if settings.ZONE != "public":
        return application
    # Its parts need Django to be set up.
    from .keeper import CachedPages  # noqa: PLC0415

    return CachedPages(application)


application = web_application()
# What is loaded by now stays: not looking through it again at each collection costs less and keeps
# memory shared where the server forks.
gc.collect()
gc.freeze()
