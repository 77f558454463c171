"""Refusals of the API, all in the form of RFC 9457, and the headers that every answer carries."""

import json
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Final

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from appeals.views import for_everybody

MEDIA_TYPE: Final = "application/problem+json"
_METHODS: Final = "GET, HEAD, OPTIONS"


class Refused(Exception):
    """The request cannot be answered, and why, in one sentence."""

    def __init__(self, status: int, detail: str, **more: Any) -> None:
        self.status = status
        self.detail = detail
        self.more = more
        super().__init__(detail)


def problem(status: int, detail: str, **more: Any) -> HttpResponse:
    """The answer that says what is wrong; ``more`` are members of its own."""
    told = {
        "type": "about:blank",
        "title": HTTPStatus(status).phrase,
        "status": status,
        "detail": detail,
        **more,
    }
    return HttpResponse(json.dumps(told), status=status, content_type=MEDIA_TYPE)


def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """``view`` for reading methods only, open to pages of any site whatever it answers."""

    # Nobody is signed in here, so there is nothing to forge; every zone refuses writing alike.
    @csrf_exempt
    @wraps(view, updated=())
    def answer(request: HttpRequest, *arguments: Any, **named: Any) -> HttpResponse:
        if request.method == "OPTIONS":
            return _preflight()
        if request.method not in {"GET", "HEAD"}:
            response = for_everybody(problem(405, "This API is read-only."))
            response["Allow"] = _METHODS
            return response
        # The framework knows GET only; the server leaves the body out.
        request.method, asked = "GET", request.method
        try:
            return for_everybody(view(request, *arguments, **named))
        except Http404:
            response = for_everybody(problem(404, "There is nothing at this address."))
            # There is no end of such addresses.
            response["Cache-Control"] = "no-store"
            return response
        finally:
            request.method = asked

    return answer


def nothing_here(request: HttpRequest, **_rest: str) -> HttpResponse:
    """Every address below the API's that leads nowhere."""
    raise Http404


def _preflight() -> HttpResponse:
    """What a browser asks before it sends a header of a page's own."""
    response = for_everybody(HttpResponse(status=204))
    response["Allow"] = response["Access-Control-Allow-Methods"] = _METHODS
    response["Access-Control-Allow-Headers"] = "If-None-Match, If-Modified-Since"
    response["Access-Control-Max-Age"] = "86400"
    return response
