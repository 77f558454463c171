"""Opened tips, what the machine reads in them, their clusters and what moderators decide. Rules
are in decisions.py and clusters.py.
"""

from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appeals.models import Appeal, Unit, User
from submissions.forms import BASIS
from submissions.models import Tip


class Cluster(models.Model):
    """Tips of one appeal that say the same thing."""

    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="+", verbose_name=_("appeal"))
    size = models.PositiveIntegerField(_("tips in it"), default=1)

    class Meta:
        verbose_name = _("cluster")
        verbose_name_plural = _("clusters")

    def __str__(self) -> str:
        return f"#{self.pk}"


class TriageQuerySet(models.QuerySet["Triage"]):
    """Which opened tips."""

    def visible_to(self, user: User) -> Self:
        """Those of the user's units; everything for those who may see every unit."""
        if user.sees_every_unit:
            return self
        return self.filter(unit__in=user.units.all())

    def awaiting_decision(self) -> Self:
        """Those that no moderator has judged."""
        return self.filter(state=Triage.State.AWAITING)

    def claimable_by(self, user: User) -> Self:
        """Those that nobody else is working on at this moment."""
        return self.filter(
            Q(claimed_until=None) | Q(claimed_until__lt=timezone.now()) | Q(claimed_by=user)
        )

    def in_queue_order(self) -> Self:
        """What may matter most first; the id makes the order total, so that paging can go on from
        a row.
        """
        return self.order_by("-rank", "tip")


class Triage(models.Model):
    """An opened tip with the machine's reading of it, and where the moderators are with it.

    The machine sorts; only a Disposition judges. Times are kept by the hour until a person acts,
    because a worker opens a tip within moments of its arrival.
    """

    class State(models.TextChoices):
        AWAITING = "awaiting", _("Awaiting decision")
        DECIDED = "decided", _("Decided")

    class Match(models.TextChoices):
        NEW = "new", _("says something new")
        EXACT = "exact", _("same words as an earlier tip")
        NEAR = "near", _("nearly the same words as an earlier tip")

    tip = models.OneToOneField(Tip, models.PROTECT, primary_key=True, related_name="triage")
    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="+", verbose_name=_("appeal"))
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("unit"))
    received_on = models.DateTimeField(_("received in the hour of"))

    text = models.TextField(_("text"))
    place = models.TextField(_("where"), blank=True)
    period = models.TextField(_("when"), blank=True)
    basis = models.CharField(_("how the sender knows"), max_length=16, blank=True)
    # The database's own default lets a worker of the version before go on while this one starts.
    maker = models.TextField(_("make or model"), blank=True, db_default="")
    sources = models.TextField(_("what the sender has checked"), blank=True, db_default="")
    limits = models.TextField(_("what the sender is not sure about"), blank=True, db_default="")
    page_language = models.CharField(_("language of the page"), max_length=12, blank=True)

    language = models.CharField(_("language"), max_length=8, blank=True)
    language_confidence = models.FloatField(_("confidence"), default=0)
    places = models.JSONField(_("places"), default=list)
    fingerprint = models.BinaryField(max_length=32)
    cluster = models.ForeignKey(
        Cluster, models.PROTECT, related_name="triages", verbose_name=_("cluster")
    )
    match = models.CharField(_("likeness"), max_length=8, choices=Match, default=Match.NEW)
    resemblance = models.FloatField(_("resemblance"), default=0)
    rank = models.SmallIntegerField(_("rank"), default=0)
    rank_parts = models.JSONField(_("parts of the rank"), default=dict)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.AWAITING)
    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("claimed by"),
    )
    claimed_until = models.DateTimeField(_("claimed until"), null=True)

    objects = TriageQuerySet.as_manager()

    class Meta:
        verbose_name = _("tip")
        verbose_name_plural = _("tips")
        default_permissions = ("view",)
        permissions = [
            ("decide_tip", "Can claim tips and decide on them"),
        ]
        indexes = [
            # One index a way in to the queue, each ending in the queue's order.
            models.Index("state", F("rank").desc(), "tip", name="triage_queue"),
            models.Index("unit", "state", F("rank").desc(), "tip", name="triage_queue_unit"),
            models.Index("appeal", "state", F("rank").desc(), "tip", name="triage_queue_appeal"),
            models.Index(
                "language", "state", F("rank").desc(), "tip", name="triage_queue_language"
            ),
            models.Index("cluster", F("rank").desc(), "tip", name="triage_cluster"),
            models.Index("claimed_by", condition=Q(state="awaiting"), name="triage_claimed"),
            models.Index("appeal", "fingerprint", name="triage_fingerprint"),
        ]
        constraints = [
            models.CheckConstraint(
                name="triage_claim_is_whole",
                condition=Q(claimed_by=None, claimed_until=None)
                | Q(claimed_by__isnull=False, claimed_until__isnull=False),
            ),
            models.CheckConstraint(
                name="triage_received_on_is_a_full_hour",
                condition=Q(received_on__minute=0, received_on__second=0),
            ),
        ]

    def __str__(self) -> str:
        return str(self.tip_id)[:8]

    def claimant(self, at: datetime | None = None) -> User | None:
        """Who is working on the tip at this moment, if anybody."""
        now = at or timezone.now()
        return self.claimed_by if self.claimed_until and self.claimed_until > now else None

    def get_basis_display(self) -> str:
        """How the sender knows, in words."""
        return str(dict(BASIS).get(self.basis, "")) if self.basis else ""


class Band(models.Model):
    """One locality-sensitive hash of a tip's words; tips that share one are compared
    (nearness.py).
    """

    triage = models.ForeignKey(Triage, models.CASCADE, related_name="bands")
    appeal = models.ForeignKey(Appeal, models.PROTECT, related_name="+", db_index=False)
    value = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["appeal", "value"], name="band_appeal_value")]

    def __str__(self) -> str:
        return f"{self.value:x}"


class Disposition(models.Model):
    """A moderator's recorded judgement of a tip. Appended, never changed; the newest one counts."""

    class Outcome(models.TextChoices):
        LEAD = "lead", _("Lead")
        DUPLICATE = "duplicate", _("Duplicate")
        MORE_NEEDED = "more_needed", _("More needed")
        NOT_USEFUL = "not_useful", _("Not useful")
        SPAM = "spam", _("Spam")
        REOPENED = "reopened", _("Opened again")

    triage = models.ForeignKey(
        Triage, models.PROTECT, related_name="dispositions", verbose_name=_("tip")
    )
    outcome = models.CharField(_("outcome"), max_length=16, choices=Outcome)
    note = models.TextField(_("note for colleagues"), blank=True, max_length=2000)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("decided by")
    )
    decided_on = models.DateTimeField(_("decided on"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("disposition")
        verbose_name_plural = _("dispositions")
        default_permissions = ("view",)

    def __str__(self) -> str:
        return str(self.get_outcome_display())
