"""The queue and the reading pane."""

from collections.abc import Callable
from dataclasses import asdict
from typing import Any
from urllib.parse import urlencode
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
from moderation import audit, decisions, leads, rank
from moderation.exceptions import Refused
from moderation.forms import DecisionForm, LeadForm, SupportForm
from moderation.highlights import parts_of
from moderation.models import Disposition, Triage
from moderation.models.triage import TriageQuerySet
from moderation.queue import Cursor, Filters, matching, page_of
from submissions.models import Tip

from .access import ReadOnly, require, user_of

_OTHERS_SHOWN = 12
_LONGEST_FILTER = 40


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
        filters = _filters_of(request)
        page = page_of(matching(filters, by=user), Cursor.read(request.GET.get("after", "")))
        # An empty state means all of them, so it is kept where other empty filters go.
        chosen = {name: value for name, value in asdict(filters).items() if value}
        chosen["state"] = filters.state
        context = {
            **self._frame(request, _("Queue of tips")),
            "page": page,
            "rows": [(row, _place_names(row)) for row in page.rows],
            "filters": filters,
            "query": urlencode(chosen),
            "appeals": _appeals_of(user),
            "states": Triage.State.choices,
            "failed_count": _failed(user)[:100].count(),
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
        return self._act(request, pk, lambda triage, user: decisions.claim_tip(triage, by=user))

    def release(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Give it back."""
        return self._act(request, pk, lambda triage, user: decisions.release_tip(triage, by=user))

    def reopen(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Put a decided tip back into the queue."""
        return self._act(request, pk, lambda triage, user: decisions.reopen_tip(triage, by=user))

    def decide(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Judge the tip."""
        form = DecisionForm(request.POST)
        return self._act_with(
            request,
            pk,
            "decision_form",
            form,
            lambda triage, user: decisions.decide_tip(
                triage,
                outcome=Disposition.Outcome(form.cleaned_data["outcome"]),
                note=form.cleaned_data["note"],
                by=user,
            ),
        )

    def lead(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Make a lead of the tip."""
        require(request, "moderation.make_lead")
        form = LeadForm(request.POST)
        return self._act_with(
            request,
            pk,
            "lead_form",
            form,
            lambda triage, user: leads.make_lead(
                triage,
                claim=form.cleaned_data["claim"],
                unit=form.cleaned_data["unit"],
                assessment=form.assessment(),
                note=form.cleaned_data["note"],
                by=user,
            ),
        )

    def support(self, request: HttpRequest, pk: UUID) -> HttpResponse:
        """Let the tip support a lead that is there."""
        user = require(request, "moderation.make_lead")
        form = SupportForm(request.POST, triage=self._triage(request, pk), by=user)
        return self._act_with(
            request,
            pk,
            "support_form",
            form,
            lambda triage, user: leads.support_lead(
                form.cleaned_data["lead"], triage, note=form.cleaned_data["note"], by=user
            ),
        )

    def failed(self, request: HttpRequest) -> HttpResponse:
        """Tips that the machine could not open; people decide what to do about them."""
        user = require(request, "moderation.view_triage")
        tips = _failed(user).select_related("appeal").defer("sealed")[:100]
        context = {**self._frame(request, _("Tips that could not be opened")), "tips": tips}
        return render(request, "admin/moderation/failed.html", context)

    def retry(self, request: HttpRequest) -> HttpResponse:
        """Let the worker try every failed tip once more, from the first attempt on."""
        user = require(request, "moderation.decide_tip")
        failed = Tip.objects.filter(pk__in=_failed(user).values("pk"))
        count = failed.update(state=Tip.State.RECEIVED, attempts=0)
        audit.record("tips_retried", user, by=user, count=count)
        messages.success(request, _("The worker will try again within moments."))
        return _to("tips-failed")

    def _act(
        self, request: HttpRequest, pk: UUID, act: Callable[[Triage, User], object]
    ) -> HttpResponse:
        user = require(request, "moderation.decide_tip")
        triage = self._triage(request, pk)
        try:
            act(triage, user)
        except Refused as refusal:
            messages.error(request, str(refusal))
        return _to("tip-read", pk)

    def _act_with(
        self,
        request: HttpRequest,
        pk: UUID,
        name: str,
        form: Form,
        act: Callable[[Triage, User], object],
    ) -> HttpResponse:
        user = require(request, "moderation.decide_tip")
        triage = self._triage(request, pk)
        if not form.is_valid():
            return self._reading_page(request, triage, status=422, **{name: form})
        try:
            act(triage, user)
        except Refused as refusal:
            # The page that refuses still holds what was typed.
            messages.error(request, str(refusal))
            return self._reading_page(request, self._triage(request, pk), status=409, unsaved=form)
        messages.success(request, _("Decided. The next tip is waiting in the queue."))
        return _to("tip-read", pk)

    def _triage(self, request: HttpRequest, pk: UUID) -> Triage:
        rows = self.get_queryset(request).select_related(
            "appeal", "unit", "cluster", "claimed_by", "tip"
        )
        return get_object_or_404(rows.defer("tip__sealed", "fingerprint"), pk=pk)

    def _reading_page(
        self, request: HttpRequest, triage: Triage, *, status: int = 200, **forms: Form
    ) -> HttpResponse:
        user = user_of(request)
        others = self.get_queryset(request).filter(cluster=triage.cluster_id).exclude(pk=triage.pk)
        context = {
            **self._frame(request, str(triage.appeal)),
            "triage": triage,
            "parts": parts_of(triage.text, triage.places),
            "places": _place_names(triage),
            "others": others.in_queue_order().defer("fingerprint")[:_OTHERS_SHOWN],
            "dispositions": triage.dispositions.select_related("decided_by"),
            "leads": triage.leads.select_related("unit"),
            "readable_leads": set(triage.leads.visible_to(user).values_list("pk", flat=True)),
            "claimant": triage.claimant(),
            "rank_parts": rank.labelled(triage.rank_parts),
            "may_decide": user.has_perm("moderation.decide_tip"),
            "decision_form": DecisionForm(),
            "lead_form": LeadForm.for_tip(triage),
            "support_form": SupportForm(triage=triage, by=user),
            "unsaved": None,
            **forms,
        }
        return render(request, "admin/moderation/read.html", context, status=status)

    def _frame(self, request: HttpRequest, title: str) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "title": title, "opts": self.opts}


def _filters_of(request: HttpRequest) -> Filters:
    # PostgreSQL takes no NUL, and nothing that is worth asking for is longer.
    asked = {
        name: request.GET[name].replace("\0", "")[:_LONGEST_FILTER]
        for name in asdict(Filters())
        if name in request.GET
    }
    return Filters(**asked)


def _place_names(triage: Triage) -> list[str]:
    # One place named twice is still one place.
    names = (f"{place['name']} ({place['country']})" for place in triage.places)
    return list(dict.fromkeys(names))


def _appeals_of(user: User) -> QuerySet[Appeal]:
    return Appeal.objects.visible_to(user).public().order_by("code")


def _failed(user: User) -> QuerySet[Tip]:
    return Tip.objects.filter(
        state=Tip.State.FAILED, appeal__in=Appeal.objects.visible_to(user)
    ).order_by("pk")


def _to(name: str, *args: object) -> HttpResponse:
    return HttpResponseRedirect(reverse(f"admin:{name}", args=args))
