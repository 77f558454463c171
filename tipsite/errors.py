"""Error pages: calm, without detail, and with a way on."""

import sys
from typing import Any

from django.core.exceptions import BadRequest, SuspiciousOperation
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.http.multipartparser import MultiPartParserError
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from .languages import language_of


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the request could not be understood."""
    return _page(
        request, 400, _("This request could not be understood"), _("Go back, and try once more.")
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: not for you."""
    return _page(
        request, 403, _("You may not open this page"), _("Ask for the right to, or sign in again.")
    )


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403: a staff form without its token."""
    return _page(
        request,
        403,
        _("This form has expired"),
        _("Go back, reload the page and send the form again."),
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing here."""
    return _page(
        request,
        404,
        _("There is no such page"),
        _("Check the address. Appeals keep their codes for ever, so the number may be mistyped."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413: more than any form of ours holds."""
    return _page(
        request,
        413,
        _("This is too long to be sent at once"),
        _("Go back, shorten your text to 10,000 characters, and send it again."),
    )


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault; 503: the database is away. A text that was being sent is shown back."""
    if isinstance(sys.exception(), (OperationalError, InterfaceError)):
        return _unavailable(request)
    return _page(
        request,
        500,
        _("Something went wrong on our side"),
        _("Please try again in a few minutes."),
        kept=_sent_text(request),
    )


def _unavailable(request: HttpRequest) -> HttpResponse:
    response = _page(
        request,
        503,
        _("This page is not available at the moment"),
        _("Please try again in a few minutes. What you sent just now has not arrived."),
        kept=_sent_text(request),
    )
    response["Retry-After"] = "60"
    return response


def _sent_text(request: HttpRequest) -> str:
    try:
        return str(request.POST.get("text", ""))
    except (BadRequest, SuspiciousOperation, MultiPartParserError, OSError, RawPostDataException):
        # Whatever is wrong with the body, the page must come.
        return ""


def _page(
    request: HttpRequest, status: int, heading: Any, advice: Any, *, kept: str = ""
) -> HttpResponse:
    context = {"heading": heading, "advice": advice, "kept": kept}
    # Some errors come before the middleware that reads the language of the address.
    with override(language_of(request.path_info) or get_language()):
        return render(request, "error.html", context, status=status)
