"""The page for those who build on the site: feeds, API, cards, and on which terms."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from . import sharing
from .models import Appeal
from .views import cacheable


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """With an appeal of the site itself in its examples, so that they can be tried at once."""
    newest = Appeal.objects.listed().open_first().values_list("code", flat=True).first()
    context = {"origin": sharing.origin_of(request), "code": newest or "EU-2026-0001"}
    return cacheable(render(request, "appeals/developers.html", context))
