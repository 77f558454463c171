"""Crops and their renditions: where the files lie and how large they are. Pixels are made in
crops.py.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .appeal import Appeal

if TYPE_CHECKING:
    from .translation import CropText


@dataclass(frozen=True)
class Source:
    """A ``<source>`` of a ``<picture>``: one format in one or more widths."""

    media_type: str
    srcset: str


@cache
def _folder_of_pictures() -> str:
    """Where published pictures are. Asked of the addresses once, since a list has 60 of them."""
    return reverse("pictures:picture", args=["-"]).removesuffix("-")


class Crop(models.Model):
    """A picture of the object: pixels only, nothing of its source."""

    appeal = models.ForeignKey(
        Appeal, models.PROTECT, related_name="crops", verbose_name=_("appeal")
    )
    position = models.PositiveSmallIntegerField(_("position"), default=0)
    alt_text = models.CharField(
        _("description for those who cannot see it"),
        max_length=300,
        help_text=_("What the picture shows, in one or two sentences."),
    )
    caption = models.CharField(_("caption"), max_length=200, blank=True)
    master_key = models.CharField(max_length=80, unique=True, editable=False)
    width_px = models.PositiveIntegerField(_("width in pixels"), editable=False)
    height_px = models.PositiveIntegerField(_("height in pixels"), editable=False)
    # Empty in crops that are older than these three.
    master_sha256 = models.CharField(max_length=64, blank=True, editable=False)
    colour = models.CharField(max_length=7, blank=True, editable=False)
    perceptual_hash = models.CharField(max_length=16, blank=True, editable=False)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        editable=False,
        verbose_name=_("added by"),
    )
    added_on = models.DateTimeField(_("added on"), auto_now_add=True)

    class Meta:
        ordering = ["position", "pk"]
        verbose_name = _("crop")
        verbose_name_plural = _("crops")
        constraints = [
            models.CheckConstraint(
                name="crop_has_alt_text", condition=~Q(alt_text__regex=r"^\s*$")
            ),
            models.CheckConstraint(
                name="crop_master_sha256_is_hex",
                condition=Q(master_sha256__regex=r"^([0-9a-f]{64})?$"),
            ),
            models.CheckConstraint(
                name="crop_colour_is_rrggbb", condition=Q(colour__regex=r"^(#[0-9a-f]{6})?$")
            ),
            models.CheckConstraint(
                name="crop_perceptual_hash_is_hex",
                condition=Q(perceptual_hash__regex=r"^([0-9a-f]{16})?$"),
            ),
        ]

    def __str__(self) -> str:
        return self.alt_text

    def rendition(self, *sizes: str) -> "Rendition | None":
        """The largest of these sizes in the format that every browser shows, from what is
        prefetched.
        """
        found = [each for each in self.renditions.all() if each.size in sizes]
        everywhere = [each for each in found if each.media_type == Rendition.EVERYWHERE]
        return max(everywhere or found, key=lambda each: each.width_px, default=None)

    @property
    def words(self) -> "Crop | CropText":
        """Description and caption in the reader's language where its appeal is told in it, else as
        written; from what is prefetched for the appeal.
        """
        return self.appeal.words.of_crop(self)

    @property
    def language(self) -> str:
        """The language of the crop's own words."""
        return settings.LANGUAGE_CODE

    @property
    def card(self) -> "Rendition | None":
        """The small picture of lists."""
        return self.rendition(Rendition.Size.CARD)

    @property
    def full(self) -> "Rendition | None":
        """The large picture of the appeal's own page; a small crop's card is its largest."""
        return self.rendition(*Rendition.PAGE_SIZES)

    @property
    def share(self) -> "Rendition | None":
        """The picture of links in social networks."""
        return self.rendition(Rendition.Size.SHARE)

    @property
    def card_sources(self) -> list[Source]:
        """The card in the formats that some browsers show, best first."""
        return list(self._sources(Rendition.Size.CARD))

    @property
    def page_sources(self) -> list[Source]:
        """All widths for the appeal's own page in the formats that some browsers show."""
        return list(self._sources(*Rendition.PAGE_SIZES))

    @property
    def page_srcset(self) -> str:
        """All widths for the appeal's own page in the format that every browser shows."""
        return self._srcset(Rendition.EVERYWHERE, *Rendition.PAGE_SIZES)

    def _sources(self, *sizes: str) -> Iterable[Source]:
        for media_type in Rendition.BETTER:
            srcset = self._srcset(media_type, *sizes)
            if srcset:
                yield Source(media_type, srcset)

    def _srcset(self, media_type: str, *sizes: str) -> str:
        found = [
            (url, each.width_px)
            for each in self.renditions.all()
            if each.media_type == media_type and each.size in sizes and (url := each.url)
        ]
        # Widths only where there is a choice; otherwise they would need a "sizes" too.
        if len(sizes) == 1:
            return "".join(url for url, _width_px in found)
        return ", ".join(f"{url} {width_px}w" for url, width_px in found)


class Rendition(models.Model):
    """One size and format of a crop, as browsers get it."""

    class Size(models.TextChoices):
        CARD = "card", _("Small, for lists")
        PAGE = "page", _("Medium, for the appeal’s page")
        FULL = "full", _("Large, for the appeal’s page")
        SHARE = "share", _("For links in social networks")

    PAGE_SIZES = (Size.CARD, Size.PAGE, Size.FULL)
    # Formats in the order in which a browser is offered them, and the last resort.
    BETTER = ("image/avif", "image/webp")
    EVERYWHERE = "image/jpeg"

    crop = models.ForeignKey(Crop, models.CASCADE, related_name="renditions")
    size = models.CharField(max_length=8, choices=Size)
    private_key = models.CharField(max_length=80, unique=True)
    # Another random name than the private one, so that neither leads to the other.
    public_key = models.CharField(max_length=80, unique=True, null=True)  # noqa: DJ001  # unique, so NULL
    sha256 = models.CharField(max_length=64)
    media_type = models.CharField(max_length=32)
    width_px = models.PositiveIntegerField()
    height_px = models.PositiveIntegerField()
    size_bytes = models.PositiveIntegerField()
    # The release of exactly these bytes; another file in its place has none.
    approval = models.ForeignKey("appeals.Approval", models.PROTECT, null=True, related_name="+")
    approved_sha256 = models.CharField(max_length=64, blank=True)

    # Its address on a page of the restricted stage, whose view sets it; no column.
    shown_url = ""

    class Meta:
        # As they were made: sizes from small to large.
        ordering = ["crop", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="rendition_once_per_size_and_format", fields=["crop", "size", "media_type"]
            ),
            models.CheckConstraint(
                name="rendition_public_bytes_are_approved",
                condition=Q(public_key=None)
                | Q(approval__isnull=False, approved_sha256=F("sha256")),
            ),
            models.CheckConstraint(
                name="rendition_sha256_is_hex", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size} {self.width_px}×{self.height_px}"

    @property
    def format_name(self) -> str:
        """What people call its format."""
        return {"image/avif": "AVIF", "image/webp": "WebP", "image/jpeg": "JPEG"}[self.media_type]

    @property
    def url(self) -> str:
        """The address for visitors, on our own host; empty while unpublished."""
        if self.shown_url:
            return self.shown_url
        return f"{_folder_of_pictures()}{self.public_key}" if self.public_key else ""

    def read_private(self) -> bytes:
        """The bytes as stored in the private bucket."""
        with storages["private"].open(self.private_key) as file:
            return bytes(file.read())
