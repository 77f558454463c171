"""Public pages of appeals: the front page, an appeal, its tombstone, its pictures. Tips are the
upper app's business.
"""

import re
from typing import Any, Final, cast

from django.core.files.storage import storages
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from . import heads
from .browsing import Browsing
from .models import Appeal
from .models.appeal import AppealQuerySet

PER_PAGE: Final = 20
# A withdrawn appeal must be gone from every cache within a minute: 25 s in a shared one, 15 s stale
# while it asks again, 10 s in the browser.
CACHE_CONTROL: Final = "public, max-age=10, s-maxage=25, stale-while-revalidate=15"
_PICTURE_KEY: Final = re.compile(r"[0-9a-f]{32}\.(?:avif|webp|jpg)")
_MEDIA_TYPES: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}


def cacheable(response: HttpResponse) -> HttpResponse:
    """Let any cache keep a page that depends on published contents only, for less than a minute."""
    response["Cache-Control"] = CACHE_CONTROL
    return response


def for_everybody(response: HttpResponse) -> HttpResponse:
    """Let any cache keep the answer for less than a minute, and pages of any site read it. It holds
    what is public, and no cookie could make it hold more.
    """
    response["Access-Control-Allow-Origin"] = "*"
    response["Access-Control-Expose-Headers"] = "ETag, Link"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return cacheable(response)


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """All listed appeals, open ones first, or those that a visitor chose: browsing.py."""
    browsing = Browsing.read(request.GET)
    if browsing.has_empty and not browsing.refused:
        # What a form sends becomes the address that people share; the page number begins anew.
        return cacheable(HttpResponseRedirect(f"{request.path}{browsing.query()}"))
    page = Paginator(browsing.appeals(), PER_PAGE).get_page(request.GET.get("page"))
    # On a far page PostgreSQL sorts everything before it: keys in memory, whole rows on the disk.
    keys = cast("AppealQuerySet", page.object_list).values("pk")
    context = {
        "appeals": Appeal.objects.filter(pk__in=keys).open_first().with_cards(),
        "choices": browsing.choices(),
        "fields": browsing.fields(),
        "chosen": browsing.chosen,
        "refused": browsing.refused,
        "page": page,
        "pages": _addressed_pages(browsing, page),
        "previous_query": browsing.query(page=page.number - 1),
        "next_query": browsing.query(page=page.number + 1),
        "is_start": not browsing.chosen and page.number == 1,
        "head": heads.of_site(request),
        "query": browsing.query().removeprefix("?"),
        "page_query": browsing.query(page=page.number),
    }
    return cacheable(render(request, "appeals/front_page.html", context))


@require_safe
def scene_page(request: HttpRequest, code: str) -> HttpResponse:
    """What comes from the same place, in the order that somebody gave it. A scene of which nothing
    is listed looks like none.
    """
    appeals = Appeal.objects.listed().filter(scene__code=code).in_scene_order().with_cards()
    if not appeals:
        raise Http404
    context = {"code": code, "appeals": appeals}
    return cacheable(render(request, "appeals/scene.html", context))


def appeal_page(
    request: HttpRequest, code: str, *, template: str = "appeals/appeal.html", **more: Any
) -> HttpResponse:
    """One appeal with everything that is public of it; a tombstone (410) when it was withdrawn."""
    appeal = get_public_appeal(code)
    if appeal.status == Appeal.Status.WITHDRAWN:
        return tombstone(request, appeal)
    context = {**appeal_context(appeal), "lasting_address": lasting_address(request, appeal)}
    context["head"] = heads.of_appeal(request, appeal, context["crops"])
    return cacheable(render(request, template, {**context, **more}))


def tombstone(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    """What is left of a withdrawn appeal, for good: its code and when it ended (410)."""
    return cacheable(render(request, "appeals/withdrawn.html", {"appeal": appeal}, status=410))


def lasting_address(request: HttpRequest, appeal: Appeal) -> str:
    """The address to pass on, which holds in every language.

    It is on the host that the visitor came to, so that from an onion address nobody is led out of
    it.
    """
    return request.build_absolute_uri(f"/appeals/{appeal.code}/")


def appeal_context(appeal: Appeal) -> dict[str, Any]:
    """What the appeal's page shows, public or as the approver's preview."""
    related = Appeal.objects.none()
    if appeal.scene_id:
        related = Appeal.objects.listed().filter(scene=appeal.scene_id).exclude(pk=appeal.pk)
    return {
        "appeal": appeal,
        "crops": list(appeal.crops.prefetch_related("renditions")),
        "updates": list(appeal.updates.public()),
        "related": list(related.in_scene_order().with_cards()[:4]),
    }


def get_public_appeal(code: str) -> Appeal:
    """The appeal with a public page under ``code``.

    Raises:
        Http404: there is none; one that is not public yet looks the same.
    """
    return get_object_or_404(Appeal.objects.public().select_related("unit", "scene"), code=code)


@require_safe
def picture(request: HttpRequest, key: str) -> HttpResponse:
    """A published rendition from the public bucket; whatever is not there answers 404."""
    if not _PICTURE_KEY.fullmatch(key):
        raise Http404
    try:
        with storages["public"].open(key) as file:
            content = file.read()
    except FileNotFoundError as error:
        raise Http404 from error
    response = HttpResponse(content, content_type=_MEDIA_TYPES[key.rsplit(".", 1)[-1]])
    response["Content-Disposition"] = "inline"
    return for_everybody(response)


def _addressed_pages(browsing: Browsing, page: Page[Appeal]) -> list[tuple[int | str, str]]:
    """The first page, the last one and those around this one, as (number, query); what lies between
    is one mark without a query.
    """
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return [
        (number, browsing.query(page=number) if isinstance(number, int) else "")
        for number in numbers
    ]
