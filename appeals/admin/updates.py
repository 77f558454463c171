"""Updates of an appeal's public timeline on its staff pages: writing, approving, refusing them."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appeals import services
from appeals.exceptions import Refused
from appeals.models import Appeal, Update

from .access import require, user_of
from .forms import UpdateForm

if TYPE_CHECKING:
    from .appeal import AppealAdmin


def addresses(pages: "AppealAdmin", wrap: Callable[..., Any]) -> list[URLPattern]:
    """The addresses of these pages, below the appeal's."""

    def write(request: HttpRequest, pk: int) -> HttpResponse:
        return _write(pages, request, pk)

    def approve(request: HttpRequest, pk: int, update_pk: int) -> HttpResponse:
        done = _("The update is public.")
        return _decide(pages, request, pk, update_pk, services.approve_update, done=done)

    def refuse(request: HttpRequest, pk: int, update_pk: int) -> HttpResponse:
        done = _("The update is deleted; nobody outside has seen it.")
        return _decide(pages, request, pk, update_pk, services.refuse_update, done=done)

    below = "<int:pk>/update/<int:update_pk>"
    return [
        path("<int:pk>/update/", wrap(write), name="appeal-update"),
        path(f"{below}/approve/", wrap(require_POST(approve)), name="appeal-update-approve"),
        path(f"{below}/refuse/", wrap(require_POST(refuse)), name="appeal-update-refuse"),
    ]


def proposed_for(appeal: Appeal) -> QuerySet[Update]:
    """What waits for a second person."""
    return Update.objects.filter(appeal=appeal, published_on=None).select_related("author")


def _write(pages: "AppealAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    require(request, "appeals.add_update")
    appeal = pages._appeal(request, pk)
    heading = _("Write an update of %(code)s") % {"code": appeal.code}
    return pages._ask(
        request,
        appeal,
        UpdateForm,
        lambda form: services.propose_update(appeal, **form.cleaned_data, by=user_of(request)),
        title=heading,
        button=_("Ask for approval"),
        done=_("The update waits for somebody else to approve it."),
    )


def _decide(
    pages: "AppealAdmin",
    request: HttpRequest,
    pk: int,
    update_pk: int,
    service: Callable[..., None],
    *,
    done: str,
) -> HttpResponse:
    require(request, "appeals.approve_appeal")
    update = get_object_or_404(Update, pk=update_pk, appeal=pages._appeal(request, pk))
    try:
        service(update, by=user_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("admin:appeal-review", args=[pk]))
