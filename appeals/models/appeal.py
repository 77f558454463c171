"""Appeals and their updates: one object we ask about, its status and outcome. Changes of status
are in services/.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Final, Self

from django.apps import apps
from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Max, Prefetch, Q
from django.db.models.functions import Greatest
from django.utils.translation import gettext_lazy as _

from appeals import languages, searching
from appeals.locales import country_name

from .unit import Scene, Unit, User

if TYPE_CHECKING:
    from .crop import Crop
    from .translation import Translation, UpdateText

_OPEN_FIRST: Final = (
    models.Case(models.When(status="published", then=0), default=1),
    "-published_on",
    "-pk",
)


class AppealQuerySet(models.QuerySet["Appeal"]):
    """Which appeals."""

    def public(self) -> Self:
        """Those that have a public page; withdrawn ones only as a tombstone."""
        return self.filter(status__in=Appeal.PUBLIC_STATUSES)

    def ever_seen(self) -> Self:
        """Those that somebody outside has seen, in public or as an audience, so that there may be
        tips about them.
        """
        seen = Q(status__in=Appeal.PUBLIC_STATUSES) | Q(showings__isnull=False)
        return self.filter(seen).distinct()

    def listed(self) -> Self:
        """Those that visitors find when browsing."""
        return self.filter(status__in=Appeal.LISTED_STATUSES)

    def matching(self, searched: str) -> Self:
        """Those with these words or this part of a code; ``searched`` comes from
        ``searching.readable``.
        """
        with_words = Q(pk__in=searching.keys_of_appeals_with(searched))
        part = searching.part_of_code(searched)
        return self.filter(with_words | Q(code__contains=part) if part else with_words)

    def withdrawn(self) -> Self:
        """Those that were taken down."""
        return self.filter(status=Appeal.Status.WITHDRAWN)

    def open_first(self) -> Self:
        """Open appeals before closed ones, the newest first."""
        return self.order_by(*_OPEN_FIRST)

    def in_scene_order(self) -> Self:
        """As somebody arranged them on the scene's page; what nobody arranged, as in lists."""
        return self.order_by("scene_position", *_OPEN_FIRST)

    def with_cards(self) -> Self:
        """With what lists show of each: the small pictures of its crops, and their words."""
        # Ten renditions of every crop, where a list shows three, were a tenth of the page's time.
        cards = Prefetch(
            "crops__renditions", apps.get_model("appeals", "Rendition").objects.filter(size="card")
        )
        return self.prefetch_related("crops", cards).with_words()

    def with_updated_on(self) -> Self:
        """Each with ``updated_on``: when the world last saw it change, by an update or its end."""
        # GREATEST passes over NULL in PostgreSQL, so what never happened does not count.
        last_update = Max("updates__published_on")
        return self.annotate(updated_on=Greatest("published_on", "ended_on", last_update))

    def last_changed_first(self) -> Self:
        """By ``updated_on``, from ``with_updated_on``."""
        return self.order_by(F("updated_on").desc(), "-pk")

    def first_changed_first(self) -> Self:
        """By ``updated_on``, from ``with_updated_on``."""
        return self.order_by(F("updated_on").asc(), "code")

    def visible_to(self, user: User) -> Self:
        """Those of the units that ``user`` works for, or all of them."""
        return self if user.sees_every_unit else self.filter(unit__in=user.units.all())

    def with_words(self) -> Self:
        """With what ``words`` of appeals, their crops and updates look up in the active language:
        in the one that appeals are written in, no query; in another one, three for all of them.
        """
        from .translation import Translation  # noqa: PLC0415  # it stands on this module

        language = languages.of_reader()
        if language == settings.LANGUAGE_CODE:
            return self
        told = Translation.objects.visible().filter(language=language).with_texts()
        return self.prefetch_related(
            Prefetch("translations", queryset=told, to_attr=f"told_{language}")
        )


class Appeal(models.Model):
    """One object we ask about. Its public page and code never disappear."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        AWAITING_APPROVAL = "awaiting_approval", _("Awaiting approval")
        PUBLISHED = "published", _("Open")
        CLOSED = "closed", _("Closed")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Outcome(models.TextChoices):
        IDENTIFIED = "identified", _("Identified")
        COUNTRY_FOUND = "country_found", _("Country found")
        TOO_COMMON = "too_common", _("Too common to trace")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Kind(models.TextChoices):
        BAG = "bag", _("Bag")
        CLOTHING = "clothing", _("Clothing")
        TEXTILE = "textile", _("Fabric or bedding")
        INTERIOR = "interior", _("Wall, floor or window")
        FURNITURE = "furniture", _("Furniture or lamp")
        PACKAGING = "packaging", _("Packaging or bottle")
        TOY = "toy", _("Toy")
        PRINT = "print", _("Printed matter")
        BUILDING = "building", _("Building part")
        VIEW = "view", _("View or landscape")
        OTHER = "other", _("Something else")

    class Region(models.TextChoices):
        EUROPE = "europe", _("Europe")
        AFRICA = "africa", _("Africa")
        ASIA = "asia", _("Asia")
        AMERICAS = "americas", _("Americas")
        OCEANIA = "oceania", _("Oceania")
        UNKNOWN = "unknown", _("Anywhere")

    PUBLIC_STATUSES = [Status.PUBLISHED, Status.CLOSED, Status.WITHDRAWN]
    LISTED_STATUSES = [Status.PUBLISHED, Status.CLOSED]

    # Only where ``with_updated_on`` was asked for it; no column.
    updated_on: datetime

    code = models.CharField(
        _("code"),
        max_length=24,
        unique=True,
        editable=False,
        validators=[RegexValidator(r"^[A-Z]{2,8}-\d{4}-\d{4,}$")],
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="appeals", verbose_name=_("unit"))
    scene = models.ForeignKey(
        Scene,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appeals",
        verbose_name=_("scene"),
    )
    scene_position = models.PositiveSmallIntegerField(
        _("position in its scene"), default=0, help_text=_("Small numbers come first.")
    )
    title = models.CharField(
        _("title"),
        max_length=80,
        help_text=_("The object in a few words: “Shopping bag with a red bird”."),
    )
    question = models.CharField(
        _("question"),
        max_length=200,
        help_text=_("One question a visitor can answer: “Which shop used this bag, and when?”"),
    )
    known = models.TextField(_("what is known"), blank=True, max_length=2000)
    ruled_out = models.TextField(_("what is ruled out"), blank=True, max_length=2000)
    kind = models.CharField(_("kind of object"), max_length=16, choices=Kind, default=Kind.OTHER)
    region = models.CharField(
        _("where it may be from"), max_length=16, choices=Region, default=Region.UNKNOWN
    )

    status = models.CharField(
        _("status"), max_length=20, choices=Status, default=Status.DRAFT, editable=False
    )
    outcome = models.CharField(
        _("outcome"), max_length=16, choices=Outcome, blank=True, editable=False
    )
    outcome_text = models.TextField(_("outcome in words"), blank=True, editable=False)
    country_found = models.CharField(_("country found"), max_length=2, blank=True, editable=False)

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("author"),
    )
    # Everybody who had a hand in the contents, the author too: none of them may approve.
    editors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", editable=False, verbose_name=_("editors")
    )
    # How often approval was asked for; the database counts (migration 0008), and a release belongs
    # to one round, so that returning the appeal voids it.
    round = models.PositiveSmallIntegerField(default=0, editable=False)
    return_reason = models.TextField(_("why it was returned"), blank=True, editable=False)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("approver"),
    )
    drafted_on = models.DateTimeField(_("drafted on"), auto_now_add=True)
    published_on = models.DateTimeField(_("published on"), null=True, editable=False)
    ended_on = models.DateTimeField(_("closed or withdrawn on"), null=True, editable=False)

    objects = AppealQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = _("appeal")
        verbose_name_plural = _("appeals")
        permissions = [
            ("submit_appeal", "Can ask for approval of an appeal"),
            ("approve_appeal", "Can approve and withdraw appeals"),
        ]
        indexes = [
            models.Index(fields=["status", "-published_on"], name="appeal_status_published"),
            # As lists are ordered, so that far pages are counted off in the index; the words of
            # searches have an index of their own (migration 0012_browsing_indexes).
            models.Index(
                models.Case(models.When(status="published", then=0), default=1),
                F("published_on").desc(),
                F("id").desc(),
                condition=Q(status__in=["published", "closed"]),
                name="appeal_open_first",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                name="appeal_approver_is_not_author",
                condition=Q(approver=None) | ~Q(approver=F("author")),
            ),
            models.CheckConstraint(
                name="appeal_public_is_approved",
                condition=Q(
                    status__in=["draft", "awaiting_approval"], published_on=None, approver=None
                )
                | Q(
                    status__in=["published", "closed", "withdrawn"],
                    published_on__isnull=False,
                    approver__isnull=False,
                ),
            ),
            models.CheckConstraint(
                name="appeal_outcome_fits_status",
                condition=Q(status="withdrawn", outcome="withdrawn", ended_on__isnull=False)
                | Q(
                    status="closed",
                    outcome__in=["identified", "country_found", "too_common"],
                    ended_on__isnull=False,
                )
                | Q(
                    status__in=["draft", "awaiting_approval", "published"],
                    outcome="",
                    ended_on=None,
                ),
            ),
            models.CheckConstraint(
                name="appeal_country_found_is_named",
                condition=~Q(outcome="country_found") | Q(country_found__regex=r"^[A-Z]{2}$"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def words(self) -> "Appeal | Translation":
        """Title, question and the rest in the reader's language where they have been told in it,
        else as written. Lists ask ``with_words`` first.
        """
        language = languages.of_reader()
        if language == settings.LANGUAGE_CODE:
            return self
        name = f"told_{language}"
        if name not in self.__dict__:
            told = self.translations.visible().filter(language=language)
            setattr(self, name, list(told.with_texts()))
        return next(iter(getattr(self, name)), self)

    @property
    def language(self) -> str:
        """The language of the appeal's own words."""
        return settings.LANGUAGE_CODE

    @property
    def outcome_language(self) -> str:
        """The language of ``outcome_text``; in a translation it may be another one."""
        return self.language

    def of_crop(self, crop: "Crop") -> "Crop":
        """What a crop shows, as written."""
        return crop

    def of_update(self, update: "Update") -> "Update":
        """An update as written."""
        return update

    @property
    def is_open(self) -> bool:
        """Whether visitors may send tips."""
        return self.status == self.Status.PUBLISHED

    @property
    def is_withdrawn(self) -> bool:
        """Whether only a tombstone is left of it."""
        return self.status == self.Status.WITHDRAWN

    @property
    def is_public(self) -> bool:
        """Whether the appeal has a public page, be it a tombstone."""
        return self.status in self.PUBLIC_STATUSES

    @property
    def is_editable(self) -> bool:
        """Whether its contents may still change."""
        return self.status == self.Status.DRAFT

    @property
    def is_awaiting_approval(self) -> bool:
        """Whether a second person is asked to look at it; its contents are fixed."""
        return self.status == self.Status.AWAITING_APPROVAL

    @property
    def country_name(self) -> str:
        """The country that was found, in the reader's language; its code where there is no name."""
        return country_name(self.country_found)

    @property
    def situation(self) -> str:
        """What a visitor reads as its status: the outcome once there is one."""
        return str(self.get_outcome_display() if self.outcome else self.get_status_display())


class UpdateQuerySet(models.QuerySet["Update"]):
    """Which updates."""

    def public(self) -> Self:
        """Those on the timeline."""
        return self.filter(published_on__isnull=False)

    def with_words(self) -> Self:
        """With their appeals, and what ``words`` looks up in the active language."""
        return self.prefetch_related(Prefetch("appeal", queryset=Appeal.objects.with_words()))


class Update(models.Model):
    """One entry of an appeal's public timeline; with an outcome it closes the appeal.

    Written by one person and released by another, as everything public.
    """

    appeal = models.ForeignKey(
        Appeal, models.PROTECT, related_name="updates", verbose_name=_("appeal")
    )
    text = models.TextField(_("text"), max_length=2000)
    outcome = models.CharField(
        _("outcome"),
        max_length=16,
        blank=True,
        choices=[
            choice for choice in Appeal.Outcome.choices if choice[0] != Appeal.Outcome.WITHDRAWN
        ],
        help_text=_("Choose one to close the appeal with this update."),
    )
    country_found = models.CharField(
        _("country found"), max_length=2, blank=True, help_text=_("ISO 3166-1 code, such as PL.")
    )
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("author"),
    )
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        editable=False,
        verbose_name=_("approver"),
    )
    written_on = models.DateTimeField(_("written on"), auto_now_add=True)
    published_on = models.DateTimeField(_("published on"), null=True, editable=False)

    objects = UpdateQuerySet.as_manager()

    class Meta:
        ordering = ["-published_on", "-pk"]
        verbose_name = _("update")
        verbose_name_plural = _("updates")
        constraints = [
            models.CheckConstraint(
                name="update_approver_is_not_author",
                condition=Q(approver=None) | ~Q(approver=F("author")),
            ),
            models.CheckConstraint(
                name="update_public_is_approved",
                condition=Q(published_on=None, approver=None)
                | Q(published_on__isnull=False, approver__isnull=False),
            ),
            models.CheckConstraint(
                name="update_country_goes_with_outcome",
                condition=(Q(outcome="country_found") & Q(country_found__regex=r"^[A-Z]{2}$"))
                | (~Q(outcome="country_found") & Q(country_found="")),
            ),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def words(self) -> "Update | UpdateText":
        """The text in the reader's language where it has been told in it, else as written; from
        what is prefetched for the appeal.
        """
        return self.appeal.words.of_update(self)

    @property
    def language(self) -> str:
        """The language of the update's own text."""
        return settings.LANGUAGE_CODE
