"""What visitors take away of an appeal: the poster to print, the press kit to download. How a kit
is made is in press_kits.py.
"""

from django.core.files.storage import storages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from .models import Appeal, PressKit
from .posters import poster_context
from .views import cacheable, get_public_appeal, lasting_address, tombstone


@require_safe
def poster(request: HttpRequest, code: str) -> HttpResponse:
    """One sheet to print while the appeal is open; the code on it leads to this host."""
    appeal = get_public_appeal(code)
    if appeal.status == Appeal.Status.WITHDRAWN:
        return tombstone(request, appeal)
    if not appeal.is_open:
        return cacheable(render(request, "appeals/poster_closed.html", {"appeal": appeal}))
    crop = appeal.crops.prefetch_related("renditions").first()
    # Without a language: whoever scans it is led to their own.
    context = poster_context(appeal, crop, address=lasting_address(request, appeal))
    picture_src = crop.full.url if crop and crop.full else ""
    return cacheable(
        render(request, "appeals/poster.html", {**context, "picture_src": picture_src})
    )


@require_safe
def press_kit(request: HttpRequest, code: str) -> HttpResponse:
    """The zip, the same for every language; 404 with a page until it is built."""
    appeal = get_public_appeal(code)
    if appeal.status == Appeal.Status.WITHDRAWN:
        return tombstone(request, appeal)
    kit = PressKit.objects.ready().filter(appeal=appeal).first()
    if kit is None:
        return _preparing(request, appeal)
    etag = f'"{kit.sha256}"'
    # Asked before the file is read, which may be megabytes from a store.
    unchanged = get_conditional_response(request, etag=etag)
    if isinstance(unchanged, HttpResponse):
        unchanged["ETag"] = etag
        return cacheable(unchanged)
    try:
        with storages["public"].open(kit.key) as file:
            content = file.read()
    except FileNotFoundError:
        # Replaced or withdrawn this moment; or lost, which the sweep finds.
        return _preparing(request, appeal)
    response = HttpResponse(content, content_type="application/zip")
    response["Content-Disposition"] = f'attachment; filename="{appeal.code}-press-kit.zip"'
    response["ETag"] = etag
    return cacheable(response)


@require_safe
def find_press_kit(request: HttpRequest, code: str) -> HttpResponse:
    """Lead from an address in a language to the one zip; what is said in words is said in it."""
    appeal = get_public_appeal(code)
    if appeal.status == Appeal.Status.WITHDRAWN:
        return tombstone(request, appeal)
    if not PressKit.objects.ready().filter(appeal=appeal).exists():
        return _preparing(request, appeal)
    return cacheable(HttpResponseRedirect(reverse("pictures:press-kit", args=[appeal.code])))


def _preparing(request: HttpRequest, appeal: Appeal) -> HttpResponse:
    page = render(request, "appeals/press_kit_preparing.html", {"appeal": appeal}, status=404)
    return cacheable(page)
