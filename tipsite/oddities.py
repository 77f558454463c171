"""Requests that no browser of ours makes and that would end in an error of the database."""

import re
from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .errors import bad_request

_SESSION_KEY = re.compile(r"[0-9a-z]{32}")


class StaffOddities:
    """Drop session cookies that are none, and refuse NUL in a query: PostgreSQL holds neither."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Look at cookie and query only."""
        name = settings.SESSION_COOKIE_NAME
        if not _SESSION_KEY.fullmatch(request.COOKIES.get(name, "")):
            request.COOKIES.pop(name, None)
        if any("\0" in part for item in request.GET.lists() for part in (item[0], *item[1])):
            return bad_request(request)
        return self.get_response(request)
