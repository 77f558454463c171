"""Units, the people who work in them, and scenes; what they publish is in appeal.py."""

from django.contrib.auth.models import AbstractUser
from django.core.validators import RegexValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from appeals.scene_codes import PATTERN, new_scene_code


class Unit(models.Model):
    """The agency desk that owns appeals and receives leads, usually a country."""

    code = models.CharField(
        _("code"),
        max_length=8,
        unique=True,
        validators=[RegexValidator(r"^[A-Z]{2,8}$", _("Two to eight capital letters A to Z."))],
        help_text=_("Two to eight capital letters; every appeal of the unit starts with it."),
    )
    name = models.CharField(_("name"), max_length=120)
    country = models.CharField(
        _("country"),
        max_length=2,
        blank=True,
        help_text=_("ISO 3166-1 code, or empty for a unit of several countries."),
    )

    class Meta:
        ordering = ["code"]
        verbose_name = _("unit")
        verbose_name_plural = _("units")
        permissions = [("see_every_unit", "Can see what belongs to any unit")]
        constraints = [
            models.CheckConstraint(
                name="unit_code_is_capitals", condition=models.Q(code__regex=r"^[A-Z]{2,8}$")
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} – {self.name}"


class User(AbstractUser):
    """Somebody of the staff. Rights come from groups; what they may see comes from their units."""

    units = models.ManyToManyField(Unit, blank=True, related_name="people", verbose_name=_("units"))

    @property
    def sees_every_unit(self) -> bool:
        """Whether the user's rights reach beyond their own units."""
        return self.has_perm("appeals.see_every_unit")


class Scene(models.Model):
    """Appeals that come from the same place, so that visitors see them together."""

    code = models.CharField(
        _("code"), max_length=8, unique=True, editable=False, default=new_scene_code
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="scenes", verbose_name=_("unit"))
    title = models.CharField(
        _("title"), max_length=120, help_text=_("For staff only; visitors do not see it.")
    )

    class Meta:
        ordering = ["title"]
        verbose_name = _("scene")
        verbose_name_plural = _("scenes")
        constraints = [
            models.CheckConstraint(
                name="scene_code_is_s_and_six_symbols",
                condition=models.Q(code__regex=f"^{PATTERN}$"),
            )
        ]

    def __str__(self) -> str:
        return self.title
