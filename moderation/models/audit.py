"""The audit chain: who did what, each entry holding the hash of the one before. Written by
audit.py alone.
"""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class AuditEntry(models.Model):
    """One act. The database refuses to change or delete it."""

    # Given by audit.py without gaps, so that a missing row is seen as well as a changed one.
    number = models.BigIntegerField(_("number"), primary_key=True)
    on = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("by")
    )
    act = models.CharField(_("act"), max_length=40)
    subject_type = models.CharField(_("kind of subject"), max_length=40)
    subject_id = models.CharField(_("subject"), max_length=64)
    detail = models.JSONField(_("detail"), default=dict)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(_("hash"), max_length=64, unique=True)

    class Meta:
        ordering = ["-number"]
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["subject_type", "subject_id"], name="audit_subject"),
            models.Index(fields=["act", "-number"], name="audit_act"),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.act}"
