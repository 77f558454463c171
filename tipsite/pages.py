"""Pages about the site itself: help, trust, and files at addresses that standards name. What they
say is in templates/site/, which an operator can replace.
"""

from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from appeals.views import cacheable

from . import colours
from .help_lines import help_lines

# Longer than any pause between visits of whoever reads it; shorter than the year RFC 9116 advises.
_SECURITY_TXT_DAYS: Final = 180
_AN_HOUR: Final = "public, max-age=3600"


@require_safe
def page(request: HttpRequest, template: str) -> HttpResponse:
    """One page about the site, the same for everybody."""
    return cacheable(render(request, template, _operator()))


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Whom to call and where to report, country by country."""
    lines = help_lines(get_language() or settings.LANGUAGE_CODE)
    return cacheable(render(request, "site/help.html", {"lines": lines}))


@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Where to report a weakness (RFC 9116). Without a contact there is no such file."""
    if not settings.SECURITY_CONTACT:
        raise Http404
    # Of the month, not of the moment, so that caches see the same file for a while.
    month = datetime.now(UTC).replace(day=1, hour=0, minute=0, second=0, microsecond=0)
    expires = month + timedelta(days=_SECURITY_TXT_DAYS)
    fields = {
        "Contact": settings.SECURITY_CONTACT,
        "Expires": f"{expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages": ", ".join(settings.SECURITY_LANGUAGES),
        "Canonical": f"{request.scheme}://{request.get_host()}{request.path}",
    }
    return _text("".join(f"{name}: {value}\n" for name, value in fields.items()), "text/plain")


@require_safe
def colours_css(request: HttpRequest, version: str) -> HttpResponse:
    """The operator's colours, at an address that changes with them."""
    text = colours.stylesheet(settings.COLOUR_MASTHEAD, settings.COLOUR_ACCENT)
    if not text or version != colours.version(text):
        raise Http404
    response = _text(text, "text/css")
    response["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def _text(text: str, media_type: str) -> HttpResponse:
    response = HttpResponse(text, content_type=f"{media_type}; charset=utf-8")
    response["Cache-Control"] = _AN_HOUR
    return response


def _operator() -> dict[str, Any]:
    return {
        "operator_name": settings.OPERATOR_NAME,
        "operator_address": settings.OPERATOR_ADDRESS,
        "contact_email": settings.CONTACT_EMAIL,
        "onion_url": settings.ONION_URL,
        "privacy_email": settings.PRIVACY_EMAIL,
        "law": settings.LAW,
        "supervisor": settings.SUPERVISOR,
        "accessibility_body": settings.ACCESSIBILITY_BODY,
    }
