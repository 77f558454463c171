"""Leads and their exports."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404, render
from django.urls import URLPattern, path, reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from moderation import audit, exports
from moderation import leads as lead_services
from moderation.exceptions import NothingToExport
from moderation.forms import AssessmentForm, ExportForm
from moderation.models import Export, Lead

from .access import ReadOnly, require, user_of

_CLAIM_SHOWN = 160
_TIPS_SHOWN = 200


@admin.register(Lead)
class LeadAdmin(ReadOnly):
    """Leads of one's units that a tip still supports, newest first."""

    list_display = [
        "code",
        "appeal_code",
        "unit_code",
        "short_claim",
        "newest_grade",
        "tip_count",
        "made_on",
    ]
    list_filter = ["unit", "made_on"]
    search_fields = ["code", "appeal__code", "claim"]
    list_select_related = ["appeal", "unit"]
    list_per_page = 50
    show_full_result_count = False
    change_list_template = "admin/moderation/lead_list.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Lead]:
        """Only leads that are routed to the user's units, and not withdrawn."""
        leads = Lead.objects.visible_to(user_of(request)).supported()
        return leads.with_newest_grade().with_tip_count()

    @admin.display(description=gettext_lazy("appeal"), ordering="appeal__code")
    def appeal_code(self, lead: Lead) -> str:
        """The appeal in few letters."""
        return lead.appeal.code

    @admin.display(description=gettext_lazy("for unit"), ordering="unit__code")
    def unit_code(self, lead: Lead) -> str:
        """The unit in few letters."""
        return lead.unit.code

    @admin.display(description=gettext_lazy("claim"))
    def short_claim(self, lead: Lead) -> str:
        """The beginning of the claim; all of it is on the lead's page."""
        return Truncator(lead.claim).chars(_CLAIM_SHOWN)

    @admin.display(description=gettext_lazy("tips"), ordering="tip_count")
    def tip_count(self, lead: Any) -> int:
        """How many tips support the lead."""
        return int(lead.tip_count)

    @admin.display(description=gettext_lazy("grade"), ordering="newest_grade")
    def newest_grade(self, lead: Any) -> str:
        """Source and information of the grade that counts."""
        return str(lead.newest_grade or "")

    def get_urls(self) -> list[URLPattern]:
        """Our own addresses before the admin's catch-all."""
        wrap = self.admin_site.admin_view
        mine = [
            path("export/", wrap(self.export), name="leads-export"),
            path("<int:pk>/", wrap(self.read), name="lead-read"),
            path("<int:pk>/grade/", wrap(require_POST(self.grade)), name="lead-grade"),
        ]
        return [*mine, *super().get_urls()]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: Any = None
    ) -> HttpResponse:
        """The list's links lead to the reading page."""
        if not object_id.isdecimal():
            raise Http404
        return HttpResponseRedirect(reverse("admin:lead-read", args=[int(object_id[:18])]))

    def read(self, request: HttpRequest, pk: int) -> HttpResponse:
        """One lead with its grades, handling codes and tips; looking is recorded."""
        user = require(request, "moderation.view_lead")
        lead = self._lead(request, pk)
        audit.record("lead_viewed", lead, by=user)
        return self._page(request, lead)

    def grade(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Append a grade and handling codes."""
        user = require(request, "moderation.make_lead")
        lead = self._lead(request, pk)
        form = AssessmentForm(request.POST)
        if not form.is_valid():
            return self._page(request, lead, form=form, status=422)
        lead_services.grade_lead(lead, assessment=form.assessment(), by=user)
        messages.success(request, _("Graded. Earlier grades stay in the history."))
        return HttpResponseRedirect(reverse("admin:lead-read", args=[pk]))

    def export(self, request: HttpRequest) -> HttpResponseBase:
        """Ask whom the file is for, then stream it."""
        user = require(request, "moderation.export_leads")
        form, status = ExportForm(request.POST if request.method == "POST" else None), 200
        if form.is_valid():
            try:
                export = exports.start_export(recipient=form.cleaned_data["recipient"], by=user)
            except NothingToExport as refusal:
                messages.error(request, str(refusal))
                status = 409
            else:
                return _download(export)
        elif form.is_bound:
            status = 422
        context = {
            **self.admin_site.each_context(request),
            "title": _("Export leads"),
            "form": form,
            "opts": self.opts,
        }
        return render(request, "admin/moderation/export.html", context, status=status)

    def _lead(self, request: HttpRequest, pk: int) -> Lead:
        # A withdrawn lead left the list; its page stays, and says so.
        leads = Lead.objects.visible_to(user_of(request)).select_related("appeal", "unit")
        return get_object_or_404(leads, pk=pk)

    def _page(
        self,
        request: HttpRequest,
        lead: Lead,
        *,
        form: AssessmentForm | None = None,
        status: int = 200,
    ) -> HttpResponse:
        context = {
            **self.admin_site.each_context(request),
            "title": lead.code,
            "lead": lead,
            "grades": lead.grades.select_related("graded_by"),
            "handlings": lead.handlings.select_related("set_by"),
            "is_withdrawn": lead.is_withdrawn,
            "supports": lead.supports.live()
            .select_related("triage")
            .defer("triage__fingerprint")
            .order_by("pk")[:_TIPS_SHOWN],
            "ended": lead.supports.exclude(ended_on=None)
            .select_related("triage", "ended_by")
            .only("triage__tip", "ended_by__username", "ended_on", "lead")
            .order_by("-pk")[:_TIPS_SHOWN],
            "form": form or AssessmentForm(initial=_newest(lead)),
            "may_grade": user_of(request).has_perm("moderation.make_lead"),
            "opts": self.opts,
        }
        return render(request, "admin/moderation/lead.html", context, status=status)


def _newest(lead: Lead) -> dict[str, object]:
    grade, handling = lead.grades.first(), lead.handlings.first()
    return {
        "source": grade.source if grade else None,
        "information": grade.information if grade else None,
        "codes": handling.codes if handling else ["H0"],
        "restriction": handling.restriction if handling else "",
    }


def _download(export: Export) -> StreamingHttpResponse:
    response = StreamingHttpResponse(
        exports.stream_export(export), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="leads-{export.pk}.csv"'
    return response
