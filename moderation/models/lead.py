"""Leads, their grades and handling codes, and the ledger of exports. How they are made is in
leads.py and exports.py.
"""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce, Concat
from django.utils.translation import gettext_lazy as _

from appeals.models import Appeal, Unit, User

from .triage import Triage


class LeadQuerySet(models.QuerySet["Lead"]):
    """Which leads."""

    def visible_to(self, user: User) -> Self:
        """Those that are routed to the user's units."""
        if user.sees_every_unit:
            return self
        return self.filter(unit__in=user.units.all())

    def supported(self) -> Self:
        """Those that a tip still supports; the others are withdrawn."""
        return self.filter(Exists(LeadSupport.objects.live().filter(lead=OuterRef("pk"))))

    def supported_by(self, triage: Triage) -> Self:
        """Those that this tip still supports."""
        return self.filter(pk__in=LeadSupport.objects.live().filter(triage=triage).values("lead"))

    def with_tip_count(self) -> Self:
        """With ``tip_count``, how many tips still support each lead."""
        # A subquery counts for the rows of one page; a join would group every lead there is.
        live = LeadSupport.objects.live().filter(lead=OuterRef("pk")).order_by()
        counted = live.values("lead").annotate(count=Count("pk")).values("count")
        return self.annotate(tip_count=Coalesce(Subquery(counted), 0))

    def with_newest_grade(self) -> Self:
        """With ``newest_grade``, source and information of the grade that counts, as ``X2``."""
        newest = Grade.objects.filter(lead=OuterRef("pk")).order_by("-pk")
        short = newest.annotate(short=Concat("source", "information")).values("short")
        return self.annotate(newest_grade=Subquery(short[:1]))


class Lead(models.Model):
    """One claim worth an investigator's time, supported by one or more tips."""

    code = models.CharField(_("code"), max_length=24, unique=True, editable=False)
    appeal = models.ForeignKey(
        Appeal, models.PROTECT, related_name="leads", editable=False, verbose_name=_("appeal")
    )
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="leads",
        verbose_name=_("for unit"),
        help_text=_("The desk that should follow it up."),
    )
    claim = models.TextField(
        _("claim"), max_length=2000, help_text=_("What the tips say, in one or two sentences.")
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("made by"),
    )
    made_on = models.DateTimeField(_("made on"), auto_now_add=True)
    tips = models.ManyToManyField(Triage, through="LeadSupport", related_name="leads")

    objects = LeadQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("lead")
        verbose_name_plural = _("leads")
        default_permissions = ("view",)
        permissions = [
            ("make_lead", "Can make leads, grade them and set handling codes"),
            ("export_leads", "Can export leads"),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_withdrawn(self) -> bool:
        """Whether every tip that supported the lead was put back into the queue."""
        return not self.supports.live().exists()


class LeadSupportQuerySet(models.QuerySet["LeadSupport"]):
    """Which supports."""

    def live(self) -> Self:
        """Those that nobody ended."""
        return self.filter(ended_on=None)


class LeadSupport(models.Model):
    """That a tip supports a lead, and who said so; ended, never deleted, when the tip's decision is
    taken back.
    """

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="supports")
    triage = models.ForeignKey(Triage, models.PROTECT, related_name="supports")
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    added_on = models.DateTimeField(auto_now_add=True)
    ended_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+"
    )
    ended_on = models.DateTimeField(null=True)

    objects = LeadSupportQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                name="lead_support_lives_once_per_tip",
                fields=["lead", "triage"],
                condition=Q(ended_on=None),
            ),
            models.CheckConstraint(
                name="lead_support_end_is_whole",
                condition=Q(ended_by=None, ended_on=None)
                | Q(ended_by__isnull=False, ended_on__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.lead_id} ← {self.triage_id}"


class Grade(models.Model):
    """One evaluation of a lead's source and information, in a named scheme. Appended; the newest
    one counts.
    """

    class Scheme(models.TextChoices):
        EUROPOL_4X4 = "europol-4x4", _("Europol 4x4")

    # Regulation (EU) 2016/794, Article 29. "C" is mostly unreliable here, unlike in other schemes.
    class Source(models.TextChoices):
        A = "A", _("A: no doubt of authenticity, trustworthiness and competence")
        B = "B", _("B: in most instances reliable")
        C = "C", _("C: in most instances unreliable")
        X = "X", _("X: reliability cannot be assessed")

    class Information(models.TextChoices):
        ONE = "1", _("1: accuracy not in doubt")
        TWO = "2", _("2: known personally to the source, not to the official passing it on")
        THREE = "3", _("3: not known personally to the source, corroborated by other information")
        FOUR = "4", _("4: not known personally to the source, cannot be corroborated")

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="grades", verbose_name=_("lead"))
    scheme = models.CharField(
        _("scheme"), max_length=16, choices=Scheme, default=Scheme.EUROPOL_4X4
    )
    source = models.CharField(_("source"), max_length=1, choices=Source)
    information = models.CharField(_("information"), max_length=1, choices=Information)
    graded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("graded by")
    )
    graded_on = models.DateTimeField(_("graded on"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="grade_codes_are_of_the_scheme",
                condition=Q(
                    scheme="europol-4x4",
                    source__in=["A", "B", "C", "X"],
                    information__in=["1", "2", "3", "4"],
                ),
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}{self.information}"


class Handling(models.Model):
    """The set of handling codes of a lead. Appended; the newest set counts."""

    class Code(models.TextChoices):
        H0 = "H0", _("H0: only for preventing and combating crime")
        H1 = (
            "H1",
            _("H1: not to be disclosed in judicial proceedings without the provider's permission"),
        )
        H2 = "H2", _("H2: not to be disseminated without the provider's permission")
        H3 = "H3", _("H3: other restrictions, as described")

    lead = models.ForeignKey(Lead, models.PROTECT, related_name="handlings", verbose_name=_("lead"))
    codes = ArrayField(
        models.CharField(max_length=2, choices=Code), verbose_name=_("handling codes")
    )
    restriction = models.CharField(_("other restrictions"), max_length=300, blank=True)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("set by")
    )
    set_on = models.DateTimeField(_("set on"), auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                name="handling_codes_are_known",
                condition=Q(codes__contained_by=["H0", "H1", "H2", "H3"], codes__len__gte=1),
            ),
            models.CheckConstraint(
                name="handling_h3_is_described",
                condition=~Q(codes__contains=["H3"]) | ~Q(restriction__regex=r"^\s*$"),
            ),
        ]

    def __str__(self) -> str:
        return " ".join(self.codes)


class Export(models.Model):
    """A package of leads that left the system: to whom, when, which bytes."""

    class State(models.TextChoices):
        STARTED = "started", _("Started")
        COMPLETE = "complete", _("Complete")
        BROKEN_OFF = "broken_off", _("Broken off")

    exported_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("exported by")
    )
    exported_on = models.DateTimeField(_("exported on"), auto_now_add=True)
    recipient = models.CharField(
        _("recipient"), max_length=200, help_text=_("The person or desk that the file is for.")
    )
    format = models.CharField(_("format"), max_length=8, default="csv")
    state = models.CharField(_("state"), max_length=12, choices=State, default=State.STARTED)
    lead_count = models.PositiveIntegerField(_("leads"), default=0)
    size_bytes = models.PositiveBigIntegerField(_("bytes"), default=0)
    sha256 = models.CharField(_("SHA-256"), max_length=64, blank=True)
    leads = models.ManyToManyField(Lead, through="ExportedLead", related_name="exports")

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("export")
        verbose_name_plural = _("exports")
        default_permissions = ("view",)
        constraints = [
            models.CheckConstraint(
                name="export_complete_has_hash", condition=~Q(state="complete") | ~Q(sha256="")
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk} → {self.recipient}"


class ExportedLead(models.Model):
    """That a lead went out with an export, so that its recipients can be told of a correction."""

    export = models.ForeignKey(Export, models.PROTECT, related_name="+", db_index=False)
    lead = models.ForeignKey(Lead, models.PROTECT, related_name="+")

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(name="exported_lead_once_per_export", fields=["export", "lead"])
        ]

    def __str__(self) -> str:
        return f"{self.export_id}: {self.lead_id}"
