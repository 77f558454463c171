"""Public pages of the restricted stage: an appeal behind a signed link, its pictures, and the
answer to links that open nothing. Tips are the upper app's business.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from . import services
from .close_ups import close_up_context
from .exceptions import CropSpoilt
from .links import find_showing
from .models import Showing
from .views import appeal_context

_P = ParamSpec("_P")
_View = Callable[Concatenate[HttpRequest, _P], HttpResponse]
_HEADERS = {
    "Cache-Control": "no-store",
    # The address is the key: no other page may learn it from this one.
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}


def in_confidence(view: _View[_P]) -> _View[_P]:
    """Keep a view's answers, whatever they are, out of caches, search engines and other pages'
    sight. The outermost decorator of its view.
    """

    @wraps(view)
    def answer(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
        response = view(request, *args, **kwargs)
        for name, value in _HEADERS.items():
            response[name] = value
        return response

    # Read by whoever answers in the view's stead (tipsite/languages.py).
    answer.is_in_confidence = True  # type: ignore[attr-defined]
    return answer


def shown_page(request: HttpRequest, token: str, *, template: str, **more: Any) -> HttpResponse:
    """The appeal as its public page would show it; each GET is counted."""
    showing = find_showing(token)
    if showing is None or not showing.is_running:
        return link_refused(request, showing)
    if request.method == "GET":
        services.count_opening(showing)
    return render(request, template, {**shown_context(showing, token), **more})


@in_confidence
@require_safe
def shown_close_up(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One picture of the showing on a page of its own; only opening the appeal's page counts."""
    showing = find_showing(token)
    if showing is None or not showing.is_running:
        return link_refused(request, showing)
    context = shown_context(showing, token)
    try:
        context |= close_up_context(context["crops"], number)
    except Http404:
        # Raised further it would be answered without this decorator's headers.
        return link_refused(request, None)
    return render(request, "appeals/shown_close_up.html", context)


@in_confidence
@require_safe
def shown_picture(request: HttpRequest, token: str, number: int) -> HttpResponse:
    """One picture of a showing from the restricted bucket; the link is asked about every time."""
    showing = find_showing(token)
    if showing is None or not showing.is_running:
        return link_refused(request, showing)
    shown = showing.renditions.select_related("rendition").filter(number=number).first()
    if shown is None or shown.rendition is None:
        return link_refused(request, None)
    try:
        content = shown.read()
        services.require_intact(content, shown.rendition)
    except (FileNotFoundError, CropSpoilt):
        return link_refused(request, None)
    return HttpResponse(content, content_type=shown.rendition.media_type)


def shown_context(showing: Showing, token: str) -> dict[str, Any]:
    """What pages behind the link show; their pictures are the showing's own copies."""
    context = appeal_context(showing.appeal)
    numbers = dict(showing.renditions.values_list("rendition", "number"))
    for crop in context["crops"]:
        # The templates find these very objects, because they are prefetched.
        for rendition in crop.renditions.all():
            if rendition.pk in numbers:
                address = reverse("pictures:shown-picture", args=[token, numbers[rendition.pk]])
                rendition.shown_url = address
    return {**context, "showing": showing, "token": token}


def link_refused(
    request: HttpRequest,
    showing: Showing | None,
    *,
    template: str = "appeals/link_ended.html",
    **more: Any,
) -> HttpResponse:
    """One page for every link that opens nothing: 404 if we never made it, 410 if it has ended. It
    tells nothing of the appeal. Once that is public, the link leads there.
    """
    if showing and showing.leads_on:
        return HttpResponseRedirect(reverse("appeals:appeal", args=[showing.appeal.code]))
    return render(request, template, more, status=410 if showing else 404)
