"""Public pages of appeals: the front page, an appeal, its tombstone, its pictures. Tips are the
upper app's business.
"""

import re
from typing import Any, Final

from django.core.files.storage import storages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from .models import Appeal, Update

PER_PAGE: Final = 20
# A withdrawn appeal must be gone from every cache within a minute: 25 s in a shared one, 15 s stale
# while it asks again, 10 s in the browser.
CACHE_CONTROL: Final = "public, max-age=10, s-maxage=25, stale-while-revalidate=15"
_PICTURE_KEY: Final = re.compile(r"[0-9a-f]{32}\.(?:avif|webp|jpg)")
_MEDIA_TYPES: Final = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg"}
_FILTER_LABELS: Final = {
    "kind": _("Kind of object"),
    "region": _("Where it may be from"),
    "status": _("Status"),
}
_FILTERS: Final = {"kind": Appeal.Kind, "region": Appeal.Region, "status": Appeal.Status}


def cacheable(response: HttpResponse) -> HttpResponse:
    """Let any cache keep a page that depends on published contents only, for less than a minute."""
    response["Cache-Control"] = CACHE_CONTROL
    return response


@require_safe
def front_page(request: HttpRequest) -> HttpResponse:
    """All listed appeals, open ones first, filtered by kind, region and status."""
    chosen = _chosen_filters(request)
    appeals = Appeal.objects.listed().filter(**chosen).open_first()
    paginator = Paginator(appeals.prefetch_related("crops__renditions", "crops__texts"), PER_PAGE)
    page = paginator.get_page(request.GET.get("page"))
    context = {
        "page": page,
        "filters": _filter_choices(chosen),
        "is_filtered": bool(chosen),
        "query": "&".join(f"{name}={value}" for name, value in chosen.items()),
    }
    return cacheable(render(request, "appeals/front_page.html", context))


def appeal_page(
    request: HttpRequest, code: str, *, template: str = "appeals/appeal.html", **more: Any
) -> HttpResponse:
    """One appeal with everything that is public of it; a tombstone (410) when it was withdrawn."""
    appeal = get_public_appeal(code)
    if appeal.status == Appeal.Status.WITHDRAWN:
        return tombstone(request, appeal)
    context = {**appeal_context(appeal), "lasting_address": lasting_address(request, appeal)}
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
        "crops": list(appeal.crops.prefetch_related("renditions", "texts")),
        "updates": list(Update.objects.filter(appeal=appeal, published_on__isnull=False)),
        "related": list(
            related.in_scene_order().prefetch_related("crops__renditions", "crops__texts")[:4]
        ),
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
    return cacheable(response)


def _chosen_filters(request: HttpRequest) -> dict[str, str]:
    chosen = {name: request.GET.get(name, "") for name in _FILTERS}
    allowed = {name: [value for value, _label in _options(name)] for name in _FILTERS}
    return {name: value for name, value in chosen.items() if value in allowed[name]}


def _filter_choices(chosen: dict[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "name": name,
            "label": label,
            "options": _options(name),
            "chosen": chosen.get(name, ""),
        }
        for name, label in _FILTER_LABELS.items()
    ]


def _options(name: str) -> list[tuple[str, Any]]:
    if name == "status":
        return [
            (status.value, status.label)
            for status in (Appeal.Status.PUBLISHED, Appeal.Status.CLOSED)
        ]
    return list(_FILTERS[name].choices)
