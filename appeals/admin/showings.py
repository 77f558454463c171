"""The restricted stage on an appeal's staff pages: showing it to an audience, the list of its
showings with their links, revoking one.
"""

from collections.abc import Callable
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appeals import services
from appeals.exceptions import Refused
from appeals.links import link_to
from appeals.models import Appeal, Showing

from .access import require, user_of
from .forms import ShowingForm

if TYPE_CHECKING:
    from .appeal import AppealAdmin

_USUAL_DAYS = 14


def addresses(pages: "AppealAdmin", wrap: Callable[..., Any]) -> list[URLPattern]:
    """The addresses of these pages, below the appeal's."""

    def make(request: HttpRequest, pk: int) -> HttpResponse:
        return _make(pages, request, pk)

    def revoke(request: HttpRequest, pk: int, showing_pk: int) -> HttpResponse:
        return _revoke(pages, request, pk, showing_pk)

    return [
        path("<int:pk>/show/", wrap(make), name="appeal-show"),
        path(
            "<int:pk>/showing/<int:showing_pk>/revoke/",
            wrap(require_POST(revoke)),
            name="appeal-showing-revoke",
        ),
    ]


def showings_of(request: HttpRequest, appeal: Appeal) -> list[dict[str, object]]:
    """The appeal's showings as its review lists them, working links first. A link opens the
    pictures to whoever has it, so only those see it who may make one.
    """
    may_have_links = user_of(request).has_perm("appeals.approve_appeal")
    showings = appeal.showings.select_related("appeal", "made_by", "ended_by")
    return [
        {"showing": each, "link": link_to(each) if may_have_links and each.is_running else ""}
        for each in sorted(showings, key=lambda each: not each.is_running)
    ]


def has_been_shown(appeal: Appeal) -> bool:
    """Whether an audience has seen the appeal as it is now: since it was last asked to be approved,
    because returning it may have changed it.
    """
    return (
        appeal.status == Appeal.Status.AWAITING_APPROVAL
        and appeal.approvals.filter(round=appeal.round).exists()
    )


def _make(pages: "AppealAdmin", request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the audience and the last day, then make the link."""
    require(request, "appeals.approve_appeal")
    appeal = pages._appeal(request, pk)
    heading = _("Show %(code)s to an audience") % {"code": appeal.code}
    seen = request.POST.get("seen") or request.GET.get("seen")
    if not seen:
        # The review says which contents it showed; who comes straight here has not looked at any.
        return HttpResponseRedirect(reverse("admin:appeal-review", args=[appeal.pk]))
    usual = timezone.now().date() + timedelta(days=_USUAL_DAYS)
    return pages._ask(
        request,
        appeal,
        lambda typed: ShowingForm(typed, initial={"last_day": usual, "seen": seen}),
        lambda form: services.make_showing(
            appeal,
            audience=form.cleaned_data["audience"],
            last_day=form.cleaned_data["last_day"],
            seen=form.cleaned_data["seen"],
            checks=form.cleaned_data["checks"],
            by=user_of(request),
        ),
        title=heading,
        button=_("Make the link"),
        done=_("The link is made. It stands under “Shown to an audience first”."),
    )


def _revoke(pages: "AppealAdmin", request: HttpRequest, pk: int, showing_pk: int) -> HttpResponse:
    require(request, "appeals.approve_appeal")
    appeal = pages._appeal(request, pk)
    showing = get_object_or_404(Showing, pk=showing_pk, appeal=appeal)
    try:
        services.revoke_showing(showing, by=user_of(request))
    except Refused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(
            request,
            _("The link for “%(audience)s” opens nothing any more.")
            % {"audience": showing.audience},
        )
    return HttpResponseRedirect(reverse("admin:appeal-review", args=[appeal.pk]))
