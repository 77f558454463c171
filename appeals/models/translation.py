"""Translations: an appeal told in one more language, whole, version after version. What belongs to
one is in appeals/telling.py, the steps are in services/translating.py.
"""

from typing import Self

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from appeals import languages

from .appeal import Appeal, Update
from .crop import Crop


class TranslationQuerySet(models.QuerySet["Translation"]):
    """Which translations."""

    def public(self) -> Self:
        """The versions that visitors read."""
        return self.filter(state=Translation.State.PUBLIC)

    def visible(self) -> Self:
        """What whoever may see the appeal reads: for an appeal that awaits approval, what would
        become public with it.
        """
        with_appeal = Q(
            state=Translation.State.AWAITING_RELEASE,
            appeal__status=Appeal.Status.AWAITING_APPROVAL,
        )
        return self.filter(Q(state=Translation.State.PUBLIC) | with_appeal)

    def unreleased(self) -> Self:
        """What is being written or waits for a second person."""
        return self.filter(state__in=[Translation.State.DRAFT, Translation.State.AWAITING_RELEASE])

    def with_texts(self) -> Self:
        """With the texts of crops and updates, in two queries for all."""
        updates = UpdateText.objects.select_related("update")
        return self.prefetch_related("crop_texts", Prefetch("update_texts", queryset=updates))


class Translation(models.Model):
    """One version of an appeal in one more language: its words, its crops' and its updates'.

    Written by one person and released by another, as everything public; what is not a draft does
    not change (migration 0013).
    """

    class State(models.TextChoices):
        DRAFT = "draft", _("Draft")
        AWAITING_RELEASE = "awaiting_release", _("Awaiting release")
        PUBLIC = "public", _("Public")
        ENDED = "ended", _("No longer public")

    class Check(models.TextChoices):
        """What whoever releases one has found to be so."""

        SAYS_THE_SAME = (
            "says_the_same",
            _("It says what the original says: nothing is added, nothing is left out."),
        )
        READS_WELL = (
            "reads_well",
            _("Native speakers would write it so: I am one, or one has told me."),
        )

    appeal = models.ForeignKey(
        Appeal, models.PROTECT, related_name="translations", verbose_name=_("appeal")
    )
    language = models.CharField(_("language"), max_length=8)
    title = models.CharField(_("title"), max_length=80, blank=True)
    question = models.CharField(_("question"), max_length=200, blank=True)
    known = models.TextField(_("what is known"), blank=True, max_length=2000)
    ruled_out = models.TextField(_("what is ruled out"), blank=True, max_length=2000)

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.DRAFT)
    # Of what it was written from, so that a later change of that is seen.
    original_sha256 = models.CharField(max_length=64)
    # Everybody who had a hand in it, by their keys; the list only grows, and none of them may
    # release it. An array, because a constraint on one row can hold that.
    writers = ArrayField(models.BigIntegerField(), verbose_name=_("writers"))
    written_on = models.DateTimeField(_("written on"), default=timezone.now)
    return_reason = models.TextField(_("why it was returned"), blank=True)
    approver = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        null=True,
        related_name="+",
        verbose_name=_("approver"),
    )
    released_on = models.DateTimeField(_("released on"), null=True)
    contents_sha256 = models.CharField(_("hash of the contents"), max_length=64, blank=True)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        ordering = ["appeal", "language", "-pk"]
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        constraints = [
            models.CheckConstraint(
                name="translation_language_is_known", condition=Q(language__in=languages.CODES)
            ),
            models.UniqueConstraint(
                name="translation_public_once",
                fields=["appeal", "language"],
                condition=Q(state="public"),
            ),
            models.UniqueConstraint(
                name="translation_unreleased_once",
                fields=["appeal", "language"],
                condition=Q(state__in=["draft", "awaiting_release"]),
            ),
            models.CheckConstraint(
                name="translation_has_title_and_question",
                condition=Q(state="draft")
                | (~Q(title__regex=r"^\s*$") & ~Q(question__regex=r"^\s*$")),
            ),
            models.CheckConstraint(
                name="translation_public_is_released",
                condition=Q(
                    state__in=["draft", "awaiting_release"],
                    approver=None,
                    released_on=None,
                    contents_sha256="",
                )
                | Q(
                    state__in=["public", "ended"],
                    approver__isnull=False,
                    released_on__isnull=False,
                    contents_sha256__regex=r"^[0-9a-f]{64}$",
                ),
            ),
            models.CheckConstraint(
                name="translation_has_a_writer", condition=Q(writers__len__gt=0)
            ),
            models.CheckConstraint(
                name="translation_approver_is_no_writer",
                condition=Q(approver=None) | ~Q(writers__contains=[F("approver")]),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appeal.code} – {self.language}"

    @property
    def language_name(self) -> str:
        """Its language, named in the reader's."""
        return languages.name_of(self.language)

    @property
    def direction(self) -> str:
        """Which way its script runs, as HTML says it."""
        return languages.direction_of(self.language)

    @property
    def is_draft(self) -> bool:
        """Whether its words may still change."""
        return self.state == self.State.DRAFT

    @property
    def is_awaiting_release(self) -> bool:
        """Whether a second person is asked to look at it; its words are fixed."""
        return self.state == self.State.AWAITING_RELEASE

    @property
    def is_public(self) -> bool:
        """Whether visitors read it."""
        return self.state == self.State.PUBLIC

    @property
    def outcome_text(self) -> str:
        """How the appeal ended: told, if the update that closed it is, else as written."""
        closing = self._closing_text
        return closing.text if closing else self.appeal.outcome_text

    @property
    def outcome_language(self) -> str:
        """The language of ``outcome_text``: an appeal may have been closed after it was told."""
        return self.language if self._closing_text else self.appeal.language

    def of_crop(self, crop: Crop) -> "Crop | CropText":
        """What a crop shows, told; as written if it is not."""
        return next((each for each in self.crop_texts.all() if each.crop_id == crop.pk), crop)

    def of_update(self, update: Update) -> "Update | UpdateText":
        """An update told; as written if it came later than this."""
        found = (each for each in self.update_texts.all() if each.update_id == update.pk)
        return next(found, update)

    @property
    def _closing_text(self) -> "UpdateText | None":
        # The text of a withdrawn appeal's outcome is a note for the record.
        if self.appeal.status != Appeal.Status.CLOSED:
            return None
        return next((each for each in self.update_texts.all() if each.update.outcome), None)


class CropText(models.Model):
    """A crop's description and caption in a translation."""

    translation = models.ForeignKey(Translation, models.CASCADE, related_name="crop_texts")
    # No way back from the crop: it would lead to texts that nobody released.
    crop = models.ForeignKey(Crop, models.CASCADE, related_name="+", verbose_name=_("crop"))
    alt_text = models.CharField(
        _("description for those who cannot see it"), max_length=300, blank=True
    )
    caption = models.CharField(_("caption"), max_length=200, blank=True)

    class Meta:
        ordering = ["translation", "crop"]
        verbose_name = _("crop’s text in another language")
        verbose_name_plural = _("crops’ texts in other languages")
        constraints = [
            models.UniqueConstraint(
                name="croptext_once_a_translation", fields=["translation", "crop"]
            )
        ]

    def __str__(self) -> str:
        return self.alt_text

    @property
    def language(self) -> str:
        """The language of these words."""
        return self.translation.language


class UpdateText(models.Model):
    """An entry of the timeline in a translation."""

    translation = models.ForeignKey(Translation, models.CASCADE, related_name="update_texts")
    update = models.ForeignKey(Update, models.PROTECT, related_name="+", verbose_name=_("update"))
    text = models.TextField(_("text"), max_length=2000)

    class Meta:
        ordering = ["translation", "update"]
        verbose_name = _("update’s text in another language")
        verbose_name_plural = _("updates’ texts in other languages")
        constraints = [
            models.UniqueConstraint(
                name="updatetext_once_a_translation", fields=["translation", "update"]
            ),
            models.CheckConstraint(name="updatetext_is_told", condition=~Q(text__regex=r"^\s*$")),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def language(self) -> str:
        """The language of these words."""
        return self.translation.language
