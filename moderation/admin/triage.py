"""The queue and the reading pane."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Any
from uuid import UUID

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from appeals.models import Appeal, User
from moderation import audit, decisions, leads, rank, reading
from moderation.exceptions import Refused
from moderation.forms import DecisionForm, LeadForm, SupportForm, written_in
from moderation.highlights import parts_of
from moderation.models import Disposition, Lead, Triage
from moderation.models.triage import TriageQuerySet
from moderation.queue import Cursor, Filters, matching, next_after, page_of

from .access import ReadOnly, require, user_of
from .carried import carried_filters, filters_of, query_of

_OTHERS_SHOWN = 12

# Does what a moderator asked for, and says in a sentence what was done.
_Act = Callable[[Triage, User], str]


@admin.register(Triage)
class TriageAdmin(ReadOnly):
    """Tips: the queue, and each of them with what can be done about it."""

    def get_queryset(self, request: HttpRequest) -> TriageQuerySet:
        """Only tips of the user's units."""
        return Triage.objects.visible_to(user_of(request))

    def get_urls(self) -> list[URLPattern]:
        """The acts' addresses before the admin's own catch-all."""
        wrap = self.admin_site.admin_view
        acts = {
            "claim": self.claim,
            "release": self.release,
            "decide": self.decide,
            "lead": self.lead,
            "support": self.support,
            "reopen": self.reopen,
        }
        mine = [
            path(f"<uuid:pk>/{name}/", wrap(require_POST(view)), name=f"tip-{name}")
            for name, view in acts.items()
        ]
        failed = [
            path("failed/", wrap(self.failed), name="tips-failed"),
            path("failed/retry/", wrap(require_POST(self.retry)), name="tips-retry"),
            path("<uuid:pk>/", wrap(self.read), name="tip-read"),
        ]
        return [*mine, *failed, *super().get_urls()]

    def changelist_view(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The queue, one page of it."""
        user = require(request, "moderation.view_triage")
        filters = filters_of(request.GET)
        page = page_of(matching(filters, by=user), Cursor.read(request.GET.get("after", "")))
        context = {
            **self._frame(request, _("Queue of tips")),
            "page": page,
            "rows": [(row, _place_names(row)) for row in page.rows],
            "filters": filters,
            "query": query_of(filters),
            "appeals": _appeals_of(user),
            "states": Triage.State.choices,
            "failed_count": reading.failed_tips(by=user)[:100].count(),
        }
        return render(request, "admin/moderation/queue.html", context)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The admin's own page would show a tip without recording who looked."""
        try:
            return _to("tip-read", UUID(object_id))
        except ValueError as error:
            raise Http404 from error

    def read(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """One tip with its reading, its cluster, its history and the forms; looking is an act that
        is recorded.
        """
        user = require(request, "moderation.view_triage")
        triage = self._triage(request, pk)
        audit.record("tip_viewed", triage, by=user)
        return self._reading_page(request, triage)

    def claim(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Reserve the tip."""

        def act(triage: Triage, user: User) -> str:
            decisions.claim_tip(triage, by=user)
            return _("This tip is yours for 20 minutes.")

        return self._act(request, pk, act)

    def release(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Give it back."""

        def act(triage: Triage, user: User) -> str:
            decisions.release_tip(triage, by=user)
            return _("You no longer hold this tip.")

        return self._act(request, pk, act)

    def reopen(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Put a decided tip back into the queue."""

        def act(triage: Triage, user: User) -> str:
            decisions.reopen_tip(triage, by=user)
            return _("This tip is back in the queue. It supports no lead any more.")

        return self._act(request, pk, act)

    def decide(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Judge the tip."""
        form = DecisionForm(request.POST)

        def act(triage: Triage, user: User) -> str:
            outcome = Disposition.Outcome(form.cleaned_data["outcome"])
            decisions.decide_tip(triage, outcome=outcome, note=form.cleaned_data["note"], by=user)
            return _("Decision recorded: %(decision)s.") % {"decision": outcome.label}

        return self._act_with(request, pk, "decision_form", form, act)

    def lead(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Make a lead of the tip."""
        require(request, "moderation.make_lead")
        form = LeadForm(request.POST)

        def act(triage: Triage, user: User) -> str:
            lead = leads.make_lead(
                triage,
                claim=form.cleaned_data["claim"],
                unit=form.cleaned_data["unit"],
                assessment=form.assessment(),
                note=form.cleaned_data["note"],
                by=user,
            )
            return _("Lead %(lead)s was made of this tip.") % {"lead": lead.code}

        # Who made a lead may want to open it; the page has the link, and one to the next tip.
        return self._act_with(request, pk, "lead_form", form, act, moves_on=False)

    def support(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Let the tip support a lead that is there."""
        user = require(request, "moderation.make_lead")
        form = SupportForm(request.POST, triage=self._triage(request, pk), by=user)

        def act(triage: Triage, user: User) -> str:
            lead, note = form.cleaned_data["lead"], form.cleaned_data["note"]
            leads.support_lead(lead, triage, note=note, by=user)
            return _("Decision recorded: the tip supports lead %(lead)s.") % {"lead": lead.code}

        return self._act_with(request, pk, "support_form", form, act)

    def failed(self, request: HttpRequest) -> HttpResponse:
        """Tips that the machine could not open; people decide what to do about them."""
        user = require(request, "moderation.view_triage")
        tips = reading.failed_tips(by=user).select_related("appeal").defer("sealed")[:100]
        context = {**self._frame(request, _("Tips that could not be opened")), "tips": tips}
        return render(request, "admin/moderation/failed.html", context)

    def retry(self, request: HttpRequest) -> HttpResponse:
        """Let the worker try every failed tip once more, from the first attempt on."""
        user = require(request, "moderation.decide_tip")
        reading.retry_failed_tips(by=user)
        messages.success(request, _("The worker will try again within moments."))
        return _to("tips-failed")

    def _act(self, request: HttpRequest, pk: UUID, act: _Act) -> HttpResponse:
        user = require(request, "moderation.decide_tip")
        triage = self._triage(request, pk)
        try:
            messages.success(request, act(triage, user))
        except Refused as refusal:
            messages.error(request, str(refusal))
        return _to("tip-read", pk, carrying=carried_filters(request))

    def _act_with(
        self,
        request: HttpRequest,
        pk: UUID,
        name: str,
        form: Form,
        act: _Act,
        *,
        moves_on: bool = True,
    ) -> HttpResponse:
        user = require(request, "moderation.decide_tip")
        triage = self._triage(request, pk)
        if not form.is_valid():
            return self._reading_page(request, triage, status=422, **{name: form})
        try:
            messages.success(request, act(triage, user))
        except Refused as refusal:
            # The page that refuses still holds what was typed.
            messages.error(request, str(refusal))
            triage = self._triage(request, pk)
            return self._reading_page(request, triage, status=409, unsaved=written_in(form))
        if moves_on:
            return _onwards(request, triage, user)
        return _to("tip-read", pk, carrying=carried_filters(request))

    def _triage(self, request: HttpRequest, pk: UUID) -> Triage:
        rows = self.get_queryset(request).select_related(
            "appeal", "unit", "cluster", "claimed_by", "tip"
        )
        return get_object_or_404(rows.defer("tip__sealed", "fingerprint"), pk=pk)

    def _reading_page(
        self, request: HttpRequest, triage: Triage, *, status: int = 200, **more: Any
    ) -> HttpResponse:
        user = user_of(request)
        others = self.get_queryset(request).filter(cluster=triage.cluster_id).exclude(pk=triage.pk)
        found = Lead.objects.supported_by(triage)
        filters, claimant = carried_filters(request), triage.claimant()
        is_with_other = claimant not in {None, user}
        is_free = triage.state == Triage.State.AWAITING and not is_with_other
        may_decide = user.has_perm("moderation.decide_tip")
        context = {
            **self._frame(request, str(triage.appeal)),
            "triage": triage,
            "parts": parts_of(triage.text, triage.places),
            "places": _place_names(triage),
            "others": others.in_queue_order().defer("fingerprint")[:_OTHERS_SHOWN],
            "dispositions": triage.dispositions.select_related("decided_by"),
            "leads": found.select_related("unit"),
            "readable_leads": set(found.visible_to(user).values_list("pk", flat=True)),
            "claimant": claimant,
            "is_with_other": is_with_other,
            "next_query": query_of(filters) if filters else "",
            "next_tip": next_after(triage, filters or Filters(), by=user),
            "rank_parts": rank.labelled(triage.rank_parts),
            "may_decide": may_decide,
            # Whoever holds the tip: a form that comes back with errors holds what was typed.
            "shows_forms": may_decide and (is_free or status == HTTPStatus.UNPROCESSABLE_ENTITY),
            "decision_form": DecisionForm(),
            "lead_form": LeadForm.for_tip(triage),
            "support_form": SupportForm(triage=triage, by=user),
            **more,
        }
        return render(request, "admin/moderation/read.html", context, status=status)

    def _frame(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}


def _place_names(triage: Triage) -> list[str]:
    # One place named twice is still one place.
    names = (f"{place['name']} ({place['country']})" for place in triage.places)
    return list(dict.fromkeys(names))


def _appeals_of(user: User) -> QuerySet[Appeal]:
    return Appeal.objects.visible_to(user).ever_seen().order_by("code")


def _onwards(request: HttpRequest, triage: Triage, user: User) -> HttpResponse:
    """To the next tip of the queue that the moderator came from, else to the queue."""
    filters = carried_filters(request)
    if filters is None:
        return _to("moderation_triage_changelist")
    following = next_after(triage, filters, by=user)
    if following:
        return _to("tip-read", following, carrying=filters)
    messages.info(request, _("The queue is empty: no tip that you asked for waits for you."))
    return _to("moderation_triage_changelist", carrying=filters)


def _to(name: str, *args: object, carrying: Filters | None = None) -> HttpResponse:
    query = f"?{query_of(carrying)}" if carrying else ""
    return HttpResponseRedirect(reverse(f"admin:{name}", args=args) + query)
