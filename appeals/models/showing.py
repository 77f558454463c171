"""Showings: an appeal shown to a named audience before the public, and the copies of its pictures
that this needs. What starts and ends one is in services/showing.py, its link in links.py.
"""

import secrets
from datetime import date, timedelta
from typing import Final, Self

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .appeal import Appeal
from .crop import Rendition

# An audience that has not looked after a month does not look; a link that lives on gets lost.
MAX_DAYS: Final = 30
_LINK_ID_BYTES: Final = 16


def new_link_id() -> str:
    """128 random bits as 22 characters that are safe in an address."""
    return secrets.token_urlsafe(_LINK_ID_BYTES)


class ShowingQuerySet(models.QuerySet["Showing"]):
    """Which showings."""

    def running(self) -> Self:
        """Those whose link works now."""
        return self.filter(
            ended_on=None,
            expires_on__gt=timezone.now(),
            appeal__status=Appeal.Status.AWAITING_APPROVAL,
        )


class Showing(models.Model):
    """An appeal that awaits approval, shown to an audience outside. Kept for ever: who was shown
    what is part of the record.
    """

    class Ending(models.TextChoices):
        REVOKED = "revoked", _("Revoked")
        RETURNED = "returned", _("Ended: the appeal was returned to its author")
        PUBLISHED = "published", _("Ended: the appeal is public")

    # Part of the link. Without the key that signs links it opens nothing.
    link_id = models.CharField(max_length=22, unique=True, default=new_link_id, editable=False)
    appeal = models.ForeignKey(
        Appeal, models.PROTECT, related_name="showings", verbose_name=_("appeal")
    )
    audience = models.CharField(_("audience"), max_length=120)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("made by")
    )
    made_on = models.DateTimeField(_("made on"), default=timezone.now)
    # The midnight (UTC) that ends the last day.
    expires_on = models.DateTimeField(_("expires on"))
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("ended by"),
    )
    ended_on = models.DateTimeField(_("ended on"), null=True)
    ending = models.CharField(_("how it ended"), max_length=10, choices=Ending, blank=True)
    openings = models.PositiveIntegerField(_("openings"), default=0)
    # A day and no time: an audience may be three people.
    last_opened_on = models.DateField(_("last opened on"), null=True)

    objects = ShowingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("showing")
        verbose_name_plural = _("showings")
        constraints = [
            models.CheckConstraint(
                name="showing_has_an_audience", condition=~Q(audience__regex=r"^\s*$")
            ),
            models.CheckConstraint(
                name="showing_expires_after_it_is_made", condition=Q(expires_on__gt=F("made_on"))
            ),
            models.CheckConstraint(
                name="showing_expires_within_a_month",
                condition=Q(expires_on__lte=F("made_on") + timedelta(days=MAX_DAYS + 1)),
            ),
            models.CheckConstraint(
                name="showing_ending_is_complete",
                condition=Q(ended_by=None, ended_on=None, ending="")
                | Q(
                    ended_by__isnull=False,
                    ended_on__isnull=False,
                    ending__in=["revoked", "returned", "published"],
                ),
            ),
            models.CheckConstraint(
                name="showing_opened_has_a_day",
                condition=Q(openings=0, last_opened_on=None)
                | Q(openings__gt=0, last_opened_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal.code} → {self.audience}"

    @property
    def is_running(self) -> bool:
        """Whether the link works now: not ended, not expired, and its appeal awaits approval."""
        return (
            self.ended_on is None
            and self.expires_on > timezone.now()
            and self.appeal.status == Appeal.Status.AWAITING_APPROVAL
        )

    @property
    def leads_on(self) -> bool:
        """Whether its visitors find the appeal's public page instead."""
        return self.ending == self.Ending.PUBLISHED and self.appeal.is_public

    @property
    def last_day(self) -> date:
        """The last day on which the link works, by UTC."""
        return (self.expires_on - timedelta(microseconds=1)).date()

    @property
    def situation(self) -> str:
        """What the staff read as its state."""
        if self.is_running:
            return str(_("The link works"))
        has_expired = self.ended_on is None or self.ended_on >= self.expires_on
        return str(_("Expired") if has_expired else self.get_ending_display())


class ShownRendition(models.Model):
    """A copy of a rendition in the restricted bucket, for one showing only."""

    showing = models.ForeignKey(Showing, models.CASCADE, related_name="renditions")
    # The row outlives the rendition, because it knows which file is still to be deleted.
    rendition = models.ForeignKey(Rendition, models.SET_NULL, null=True, related_name="+")
    # What the address names: counted within the showing, so that it leads to no other one's.
    number = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=80, unique=True)

    class Meta:
        ordering = ["showing", "number"]
        constraints = [
            models.UniqueConstraint(name="shown_rendition_number", fields=["showing", "number"]),
            models.UniqueConstraint(name="shown_rendition_once", fields=["showing", "rendition"]),
        ]

    def __str__(self) -> str:
        return f"{self.showing_id}/{self.number}"

    def read(self) -> bytes:
        """The bytes as stored in the restricted bucket.

        Raises:
            FileNotFoundError: they were deleted.
        """
        with storages["restricted"].open(self.key) as file:
            return bytes(file.read())
