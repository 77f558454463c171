"""Appeals on other sites' pages: the card in an iframe, and oEmbed (oembed.com, 1.0), by which
programs find it.
"""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import SplitResult, urlsplit

from csp.constants import HEADER as POLICY
from csp.utils import build_policy
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import override
from django.views.decorators.http import require_safe

from . import sharing
from .feeds import xml_answer
from .models import Appeal, Rendition
from .views import for_everybody, get_public_appeal

# A card beside its picture, and one below it.
WIDE_PX: Final = (550, 260)
NARROW_PX: Final = (320, 440)
_FROM_PX: Final = 480
_CACHE_AGE_S: Final = 60
_LONGEST_ADDRESS: Final = 2000


class NoSuchFormat(Exception):
    """oEmbed answers in JSON and in XML only."""


@dataclass(frozen=True)
class Room:
    """How large the other page lets the card be, in px."""

    width_px: int
    height_px: int


@require_safe
def card(request: HttpRequest, code: str) -> HttpResponse:
    """The card of one appeal, the only page of ours that others may show in a frame."""
    appeal = get_public_appeal(code)
    crop = None
    if not appeal.is_withdrawn:
        crop = appeal.crops.prefetch_related("renditions").first()
    context = {"appeal": appeal, "crop": crop}
    status = 410 if appeal.is_withdrawn else 200
    return _framed(render(request, "appeals/embed.html", context, status=status))


@require_safe
def oembed(request: HttpRequest) -> HttpResponse:
    """How to show the appeal at ``url``; 404 for what is none of ours, 501 for other formats."""
    try:
        write = _writer(request.GET.get("format", "json"))
        room = _room(request)
    except NoSuchFormat:
        return _plain(501, "Formats are json and xml.")
    except ValueError:
        return _plain(400, "maxwidth and maxheight are whole numbers of pixels, 1 or more.")
    try:
        appeal, language = _embeddable(request)
    except Http404:
        return _plain(404, "The address is not that of an appeal on this site.")
    with override(language):
        return write(_told(request, appeal, room))


def _framed(response: HttpResponse) -> HttpResponse:
    """Let any site show the page in a frame, and nothing else: it has no form and no script.

    Pages that isolate themselves (``Cross-Origin-Embedder-Policy``) take only frames that do so
    too and that allow it.
    """
    nothing = {"script-src": None, "form-action": ["'none'"]}
    response[POLICY] = build_policy(replace={**nothing, "frame-ancestors": ["*"]})
    response["Cross-Origin-Embedder-Policy"] = "require-corp"
    return for_everybody(response)


def _embeddable(request: HttpRequest) -> tuple[Appeal, str]:
    """The appeal whose page has the address ``url``, and the language that it is in.

    Raises:
        Http404: it is none of ours, not public, or withdrawn.
    """
    address = _split(request.GET.get("url", ""))
    if address.scheme not in {"http", "https"} or address.netloc != request.get_host():
        raise Http404
    first = address.path[1:].partition("/")[0]
    language = first if first in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
    try:
        with override(language):
            match = resolve(address.path)
    except Resolver404 as error:
        raise Http404 from error
    if match.view_name not in {"appeals:appeal", "appeals:embed"}:
        raise Http404
    appeal = get_public_appeal(match.kwargs["code"])
    if appeal.is_withdrawn:
        raise Http404
    return appeal, language


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address[:_LONGEST_ADDRESS])
    except ValueError as error:
        # Brackets that hold no address of IPv6.
        raise Http404 from error


def _room(request: HttpRequest) -> Room:
    """The card's size: as we like it, cut down to what the other page allows.

    Raises:
        ValueError: a limit is no number of pixels.
    """
    limits = {}
    for name in ("maxwidth", "maxheight"):
        text = request.GET.get(name)
        limits[name] = sharing.number_in(text) if text is not None else 10_000
        if not limits[name]:
            raise ValueError(name)
    width = min(limits["maxwidth"] or 0, WIDE_PX[0])
    height = WIDE_PX[1] if width >= _FROM_PX else NARROW_PX[1]
    return Room(width, min(limits["maxheight"] or 0, height))


def _told(request: HttpRequest, appeal: Appeal, room: Room) -> dict[str, Any]:
    origin = sharing.origin_of(request)
    words = appeal.words
    context = {
        "origin": origin,
        "code": appeal.code,
        "title": words.title,
        "width": room.width_px,
        "height": room.height_px,
    }
    told: dict[str, Any] = {
        "type": "rich",
        "version": "1.0",
        "title": f"{words.title} ({appeal.code})",
        "author_name": appeal.unit.name,
        "provider_name": settings.SITE_NAME,
        "provider_url": origin + reverse("appeals:front-page"),
        "cache_age": _CACHE_AGE_S,
        "html": render_to_string("appeals/_embed_frame.html", context).strip(),
        "width": room.width_px,
        "height": room.height_px,
    }
    picture = _thumbnail(appeal, room)
    if picture:
        told |= {
            "thumbnail_url": origin + picture.url,
            "thumbnail_width": picture.width_px,
            "thumbnail_height": picture.height_px,
        }
    return told


def _thumbnail(appeal: Appeal, room: Room) -> Rendition | None:
    """The small picture, if it is no larger than what is asked for."""
    crop = appeal.crops.prefetch_related("renditions").first()
    picture = crop.card if crop else None
    if not picture or not picture.url:
        return None
    fits = picture.width_px <= room.width_px and picture.height_px <= room.height_px
    return picture if fits else None


def _writer(name: str) -> Callable[[dict[str, Any]], HttpResponse]:
    if name not in {"json", "xml"}:
        raise NoSuchFormat(name)
    return _as_json if name == "json" else _as_xml


def _as_json(told: dict[str, Any]) -> HttpResponse:
    return for_everybody(HttpResponse(json.dumps(told), content_type="application/json"))


def _as_xml(told: dict[str, Any]) -> HttpResponse:
    return xml_answer(render_to_string("appeals/oembed.xml", {"told": told}), "text/xml")


def _plain(status: int, sentence: str) -> HttpResponse:
    answer = HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
    return for_everybody(answer)
