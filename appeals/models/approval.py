"""Approvals: who released exactly which contents of an appeal. The step itself is in
services/publishing.py.
"""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .appeal import Appeal


class Approval(models.Model):
    """A second person's release of an appeal's words and pictures, as they were that moment.

    Append-only, which the database enforces (migration 0008).
    """

    class Check(models.TextChoices):
        """What the approver looks at, picture by picture."""

        NO_PERSON = "no_person", _("No person is seen, nor any part of one.")
        NO_CHILD = "no_child", _("Nothing points to a certain child: no name, no face, no body.")
        ONLY_OBJECT = "only_object", _("Nothing of the scene is seen but the object.")
        NOT_REVERSIBLE = (
            "not_reversible",
            _("What must not be seen is cut away or painted over, not blurred or pixelated."),
        )
        DESCRIBED = "described", _("The description says what the picture shows, and no more.")

    appeal = models.ForeignKey(
        Appeal, models.PROTECT, related_name="approvals", verbose_name=_("appeal")
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("approver")
    )
    # The appeal's round at that moment, set by the database.
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    approved_on = models.DateTimeField(_("approved on"), auto_now_add=True)
    # Of words and pictures together, see appeals/contents.py.
    contents_sha256 = models.CharField(_("hash of the contents"), max_length=64)
    checks = ArrayField(models.CharField(max_length=16, choices=Check), verbose_name=_("checked"))

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("approval")
        verbose_name_plural = _("approvals")
        constraints = [
            models.CheckConstraint(
                name="approval_contents_sha256_is_hex",
                condition=Q(contents_sha256__regex=r"^[0-9a-f]{64}$"),
            ),
            models.CheckConstraint(
                name="approval_answers_every_check",
                condition=Q(
                    checks__contains=[
                        "no_person",
                        "no_child",
                        "only_object",
                        "not_reversible",
                        "described",
                    ]
                ),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal} – {self.approver}"
