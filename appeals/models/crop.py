"""Crops and their renditions: where the files lie and how large they are. Pixels are made in
crops.py.
"""

from django.conf import settings
from django.core.files.storage import storages
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .appeal import Appeal


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
            models.CheckConstraint(name="crop_has_alt_text", condition=~Q(alt_text__regex=r"^\s*$"))
        ]

    def __str__(self) -> str:
        return self.alt_text

    def rendition(self, size: str) -> "Rendition | None":
        """The rendition of that size, from what is prefetched."""
        return next((each for each in self.renditions.all() if each.size == size), None)

    @property
    def card(self) -> "Rendition | None":
        """The small picture of lists."""
        return self.rendition(Rendition.Size.CARD)

    @property
    def full(self) -> "Rendition | None":
        """The large picture of the appeal's own page."""
        return self.rendition(Rendition.Size.FULL)


class Rendition(models.Model):
    """One size and format of a crop, as browsers get it."""

    class Size(models.TextChoices):
        CARD = "card", _("Small, for lists")
        FULL = "full", _("Large, for the appeal's page")

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

    # Its address on a page of the restricted stage, whose view sets it; no column.
    shown_url = ""

    class Meta:
        ordering = ["crop", "size"]
        constraints = [
            models.UniqueConstraint(name="rendition_once_per_size", fields=["crop", "size"]),
            models.CheckConstraint(
                name="rendition_sha256_is_hex", condition=Q(sha256__regex=r"^[0-9a-f]{64}$")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.size} {self.width_px}×{self.height_px}"

    @property
    def url(self) -> str:
        """The address for visitors, on our own host; empty while unpublished."""
        if self.shown_url:
            return self.shown_url
        return reverse("appeals:picture", args=[self.public_key]) if self.public_key else ""

    def read_private(self) -> bytes:
        """The bytes as stored in the private bucket."""
        with storages["private"].open(self.private_key) as file:
            return bytes(file.read())
