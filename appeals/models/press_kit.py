"""Press kits: where the zip of an appeal lies. What is in one is in press_kits.py, when one is made
and deleted in services/.
"""

from typing import Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .appeal import Appeal


class PressKitQuerySet(models.QuerySet["PressKit"]):
    """Which kits."""

    def ready(self) -> Self:
        """Those that may be downloaded."""
        return self.filter(state=PressKit.State.READY)

    def passing(self) -> Self:
        """Those whose file may be there or not: it is being written, or deleted."""
        return self.exclude(state=PressKit.State.READY)


class PressKit(models.Model):
    """One zip of an appeal in the public bucket.

    The row comes before its file and goes after it, so that a file whose maker was killed is found
    through its row.
    """

    class State(models.TextChoices):
        BUILDING = "building", _("Being built")
        READY = "ready", _("Ready")
        SPENT = "spent", _("Spent")

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="press_kits")
    state = models.CharField(max_length=8, choices=State, default=State.BUILDING)
    key = models.CharField(max_length=80, unique=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    # Of what it was built from: a kit whose appeal has another one by now is out of date.
    contents_sha256 = models.CharField(max_length=64)
    begun_on = models.DateTimeField(auto_now_add=True)
    checked_on = models.DateTimeField(auto_now_add=True)

    objects = PressKitQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["checked_on"], condition=Q(state="ready"), name="press_kit_to_check"
            )
        ]
        constraints = [
            models.UniqueConstraint(
                name="press_kit_one_ready_per_appeal",
                fields=["appeal"],
                condition=Q(state="ready"),
            ),
            models.CheckConstraint(
                name="press_kit_ready_is_hashed",
                condition=~Q(state="ready") | Q(sha256__regex=r"^[0-9a-f]{64}$", size_bytes__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.key
