"""Figures about tips as the world may know them: already rounded when they are written. The worker
zone counts (moderation); public pages only read these rows.
"""

from typing import Final

from django.db import models
from django.db.models import F, Q
from django.db.models.lookups import Exact

# Smaller counts are not told, and larger ones only in steps of this size; docs/decisions/0015.
STEP: Final = 10


class StatisticsSnapshot(models.Model):
    """One publication of figures about tips, at most one a day.

    Counts are rounded down to whole steps, so 0 means "fewer than ``STEP``". Exact ones are nowhere
    in a table that the public zone reads.
    """

    taken_on = models.DateField(unique=True)
    # Both days are the first ones that are not counted.
    received_until = models.DateField()
    tips_received = models.PositiveIntegerField()
    # [["2026-03", 120], …]: complete months only, oldest first.
    months = models.JSONField(default=list)
    reviewed_until = models.DateField()
    tips_reviewed = models.PositiveIntegerField()
    tips_useful = models.PositiveIntegerField()
    median_review_h = models.PositiveIntegerField(null=True)

    class Meta:
        ordering = ["-taken_on"]
        get_latest_by = "taken_on"
        default_permissions = ()
        constraints = [
            *(
                models.CheckConstraint(
                    name=f"statistics_{name}_is_rounded", condition=Exact(F(name) % STEP, 0)
                )
                for name in ("tips_received", "tips_reviewed", "tips_useful")
            ),
            models.CheckConstraint(
                name="statistics_are_of_days_gone_by",
                condition=Q(received_until__lte=F("taken_on"), reviewed_until__lte=F("taken_on")),
            ),
            models.CheckConstraint(
                name="statistics_median_is_of_enough_tips",
                condition=Q(median_review_h=None) | Q(tips_reviewed__gte=STEP),
            ),
        ]

    def __str__(self) -> str:
        return self.taken_on.isoformat()
