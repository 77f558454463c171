"""What auditors read: the export ledger and the audit chain."""

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from moderation.models import AuditEntry, Export

from .access import ReadOnly, user_of


@admin.register(Export)
class ExportAdmin(ReadOnly):
    """Every package of leads that left the system; one's own, or all for those who see every
    unit.
    """

    list_display = [
        "id",
        "exported_on",
        "exported_by",
        "recipient",
        "format",
        "state",
        "lead_count",
        "sha256",
    ]
    list_filter = ["state", "format"]
    search_fields = ["recipient", "sha256"]
    list_select_related = ["exported_by"]
    show_full_result_count = False

    def get_queryset(self, request: HttpRequest) -> QuerySet[Export]:
        """An investigator's own exports; every export for an auditor."""
        user = user_of(request)
        return (
            Export.objects.all()
            if user.sees_every_unit
            else Export.objects.filter(exported_by=user)
        )


@admin.register(AuditEntry)
class AuditEntryAdmin(ReadOnly):
    """The audit chain, searched by number, act or subject."""

    list_display = ["number", "on", "by", "act", "subject_type", "subject_id", "detail"]
    list_filter = ["act"]
    search_fields = ["=subject_id", "=act", "=by__username"]
    list_select_related = ["by"]
    show_full_result_count = False
    list_per_page = 100
