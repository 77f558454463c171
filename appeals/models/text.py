"""What a crop shows, told in other languages than the one its appeal is written in."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appeals import languages

from .crop import Crop


class CropText(models.Model):
    """A crop's description and caption in one more language."""

    crop = models.ForeignKey(Crop, models.CASCADE, related_name="texts", verbose_name=_("crop"))
    language = models.CharField(_("language"), max_length=8)
    alt_text = models.CharField(_("description for those who cannot see it"), max_length=300)
    caption = models.CharField(_("caption"), max_length=200, blank=True)

    class Meta:
        ordering = ["crop", "language"]
        verbose_name = _("text in another language")
        verbose_name_plural = _("texts in other languages")
        constraints = [
            models.UniqueConstraint(name="croptext_once_a_language", fields=["crop", "language"]),
            models.CheckConstraint(
                name="croptext_language_is_known", condition=Q(language__in=languages.CODES)
            ),
            models.CheckConstraint(
                name="croptext_has_alt_text", condition=~Q(alt_text__regex=r"^\s*$")
            ),
        ]

    def __str__(self) -> str:
        return self.alt_text

    @property
    def language_name(self) -> str:
        """Its language, named in the reader's."""
        return languages.name_of(self.language)
