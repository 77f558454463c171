"""Forms of the appeal's staff pages."""

import re
from typing import Final

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.models import Appeal, Crop, Update

_COUNTRY: Final = re.compile(r"[A-Z]{2}")


class CropForm(forms.ModelForm[Crop]):
    """A crop: the file when it is new, its words at any time while the appeal is a draft."""

    file = forms.FileField(
        label=_("Picture file"),
        required=False,
        help_text=_(
            "JPEG, PNG or WebP, at most 20 MB. Cut it before you upload it: only the object."
        ),
    )

    class Meta:
        model = Crop
        fields = ["alt_text", "caption", "position"]

    def clean(self) -> dict[str, object]:
        """A new crop needs its file."""
        cleaned = super().clean() or {}
        if not self.instance.pk and not cleaned.get("file"):
            self.add_error("file", _("Choose the picture file."))
        return cleaned


class UpdateForm(forms.ModelForm[Update]):
    """An entry for the public timeline."""

    class Meta:
        model = Update
        fields = ["text", "outcome", "country_found"]

    def clean(self) -> dict[str, object]:
        """A country goes with the outcome that names it, and only with that."""
        cleaned = super().clean() or {}
        country = str(cleaned.get("country_found") or "").upper()
        cleaned["country_found"] = country
        names_country = cleaned.get("outcome") == Appeal.Outcome.COUNTRY_FOUND
        if names_country and not _COUNTRY.fullmatch(country):
            self.add_error(
                "country_found", _("Name the country that was found by its two letters.")
            )
        if country and not names_country:
            self.add_error(
                "country_found", _("Leave this empty unless the outcome is “Country found”.")
            )
        return cleaned


class WithdrawForm(forms.Form):
    """Why an appeal is taken down; kept for the record, not shown to the public."""

    reason = forms.CharField(
        label=_("Reason, for the record"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
