"""One picture of an appeal on a page of its own, as large as it is: zooming without a script. The
same behind a signed link is in shown.py.
"""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .models import Appeal, Crop
from .views import cacheable, get_public_appeal, tombstone


@require_safe
def close_up(request: HttpRequest, code: str, number: int) -> HttpResponse:
    """The ``number``-th picture, counted from 1; of a withdrawn appeal only the tombstone."""
    appeal = get_public_appeal(code)
    if appeal.status == Appeal.Status.WITHDRAWN:
        return tombstone(request, appeal)
    crops = list(appeal.crops.prefetch_related("renditions"))
    context = {"appeal": appeal, **close_up_context(crops, number)}
    return cacheable(render(request, "appeals/close_up.html", context))


def close_up_context(crops: Sequence[Crop], number: int) -> dict[str, Any]:
    """The picture and its neighbours' numbers.

    Raises:
        Http404: there are fewer pictures than that.
    """
    if not 1 <= number <= len(crops):
        raise Http404
    return {
        "crop": crops[number - 1],
        "number": number,
        "total": len(crops),
        "previous_number": number - 1,
        "next_number": number + 1 if number < len(crops) else 0,
    }
