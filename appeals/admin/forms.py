"""Forms of the appeal's staff pages."""

import time
from collections.abc import Mapping
from concurrent.futures import Future
from datetime import date, timedelta
from typing import Any, Final

from django import forms
from django.utils import formats, timezone
from django.utils.translation import gettext_lazy as _

from appeals import countries, crops
from appeals.exceptions import CropRefused
from appeals.languages import direction_of
from appeals.models import Appeal, Approval, Crop, Translation, Update
from appeals.models.showing import MAX_DAYS
from appeals.telling import Part, missing

# A field is about as high as the text beside it.
_CHARACTERS_A_ROW: Final = 50
_MOST_ROWS: Final = 16


class CropForm(forms.ModelForm[Crop]):
    """A crop: its words, and its file, which a new one needs and an old one may exchange.

    The file becomes a picture here, before anything is written, so that a refusal is an error of
    this form, and the slow work is done before the save takes any lock.
    """

    file = forms.FileField(
        label=_("Picture file"),
        required=False,
        help_text=_(
            "JPEG, PNG, WebP, AVIF, HEIC, TIFF, BMP or GIF, at most 20 MB. Cut it before you"
            " upload it: only the object. For a crop that is here already, a new file takes the"
            " place of the old one."
        ),
    )
    position = forms.IntegerField(
        label=_("Position"),
        required=False,
        min_value=0,
        max_value=32_767,
        help_text=_("Small numbers come first. An empty one puts a new crop last."),
    )

    class Meta:
        model = Crop
        fields = ["alt_text", "caption", "position"]

    # What the formset has begun to read of the file; without one it is read when its turn comes.
    reading: "Future[crops.Picture | None] | None" = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A new crop starts without a position: zero would put it before the others."""
        super().__init__(*args, **kwargs)
        if not self.instance.pk:
            self.initial.pop("position", None)

    @property
    def lost_a_file(self) -> bool:
        """Whether a file came with this form: browsers do not keep it when the form comes back."""
        return self.is_bound and self.add_prefix("file") in self.files

    def clean_position(self) -> int | None:
        """Where the crop stands; left empty, it stays where it is."""
        position: int | None = self.cleaned_data["position"]
        if position is None and self.instance.pk:
            return int(self.instance.position)
        return position

    def clean_file(self) -> crops.Picture | None:
        """The picture of the uploaded file; a new crop needs one."""
        upload = self.cleaned_data.get("file")
        if not upload:
            if not self.instance.pk:
                raise forms.ValidationError(_("Choose the picture file."))
            return None
        try:
            return self.reading.result() if self.reading else self.read_file()
        except CropRefused as refusal:
            raise forms.ValidationError(str(refusal)) from refusal

    def read_file(self, *, end: float | None = None) -> crops.Picture | None:
        """The picture of the uploaded file, if there is one that is not empty.

        Args:
            end: when time is up, by the monotonic clock in seconds.

        Raises:
            CropRefused: as ``crops.read_picture``.
        """
        upload = self.files.get(self.add_prefix("file"))
        if not upload or upload.file is None:
            return None
        seconds = crops.SECONDS if end is None else end - time.monotonic()
        name, media_type = upload.name or "", upload.content_type or ""
        return crops.read_picture(upload.file, name=name, media_type=media_type, seconds=seconds)


class ScenePlaceForm(forms.ModelForm[Appeal]):
    """An appeal's place in its scene; in a table, so the field itself says whose it is."""

    class Meta:
        model = Appeal
        fields = ["scene_position"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Name the appeal for those who hear the field without its row."""
        super().__init__(*args, **kwargs)
        if "scene_position" in self.fields:
            label = _("Position of %(code)s") % {"code": self.instance.code}
            self.fields["scene_position"].widget.attrs["aria-label"] = label


class UpdateForm(forms.ModelForm[Update]):
    """An entry for the public timeline."""

    class Meta:
        model = Update
        fields = ["text", "outcome", "country_found"]

    def clean_country_found(self) -> str:
        """Capitals; only what ISO 3166-1 calls a country."""
        country = str(self.cleaned_data["country_found"]).upper()
        if country and country not in countries.CODES:
            raise forms.ValidationError(
                _("“%(code)s” is no country’s code. Write its two letters, such as PL."),
                params={"code": country},
            )
        return country

    def clean(self) -> dict[str, object]:
        """A country goes with the outcome that names it, and only with that."""
        cleaned = super().clean() or {}
        if "country_found" not in cleaned:
            return cleaned
        country = cleaned["country_found"]
        names_country = cleaned.get("outcome") == Appeal.Outcome.COUNTRY_FOUND
        if names_country and not country:
            self.add_error(
                "country_found", _("Name the country that was found by its two letters.")
            )
        if country and not names_country:
            self.add_error(
                "country_found", _("Leave this empty unless the outcome is “Country found”.")
            )
        return cleaned


class ApproveForm(forms.Form):
    """That the approver has looked at every picture in every respect, and at which contents."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    checks = forms.MultipleChoiceField(
        label=_("Look at every picture at full size. Tick what you found to be so:"),
        choices=Approval.Check.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick every line, or return the appeal to its author.")},
    )

    def clean_checks(self) -> list[str]:
        """Every line: one that is not so is a reason to return the appeal."""
        checks = list(self.cleaned_data["checks"])
        if set(checks) != set(Approval.Check.values):
            raise forms.ValidationError(self.fields["checks"].error_messages["required"])
        return checks


class TranslationForm(forms.Form):
    """An appeal in one more language: a field for each part of the original. A draft may have gaps;
    who asks for its release is told which.
    """

    def __init__(
        self,
        typed: Mapping[str, Any] | None,
        *,
        parts: list[Part],
        language: str,
        texts: Mapping[str, str],
    ) -> None:
        """``texts`` is what has been told before."""
        super().__init__(typed, initial=dict(texts))
        self.parts = parts
        for part in parts:
            self.fields[part.key] = _field_of(part, language)

    def mark_missing(self) -> None:
        """Say at each empty field that it is needed."""
        for part in missing(self.parts, self.cleaned_data):
            self.add_error(part.key, _("This part is missing."))


def _field_of(part: Part, language: str) -> forms.CharField:
    attributes: dict[str, Any] = {
        "lang": language,
        "dir": direction_of(language),
        # The original stands beside the field, and is read out with it.
        "aria-describedby": f"original-{part.key} id_{part.key}_helptext",
    }
    rows = min(_MOST_ROWS, 2 + len(part.original) // _CHARACTERS_A_ROW)
    widget = forms.Textarea(attrs={**attributes, "rows": rows}) if part.is_long else None
    return forms.CharField(
        label=part.label,
        required=False,
        max_length=part.max_length,
        widget=widget or forms.TextInput(attrs=attributes),
        help_text=_("At most %(count)s characters.") % {"count": part.max_length},
    )


class ReleaseForm(forms.Form):
    """That whoever releases a translation has looked at it, and at which words."""

    seen = forms.CharField(max_length=64, widget=forms.HiddenInput)
    checks = forms.MultipleChoiceField(
        label=_("Compare it with the original, line by line. Tick what you found to be so:"),
        choices=Translation.Check.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Tick every line, or return the translation.")},
    )

    def clean_checks(self) -> list[str]:
        """Every line: one that is not so is a reason to return the translation."""
        checks = list(self.cleaned_data["checks"])
        if set(checks) != set(Translation.Check.values):
            raise forms.ValidationError(self.fields["checks"].error_messages["required"])
        return checks


class ReturnTranslationForm(forms.Form):
    """Why a translation is given back to whoever wrote it."""

    reason = forms.CharField(
        label=_("What should be changed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Whoever goes on writing reads this above the fields."),
    )


class EndTranslationForm(forms.Form):
    """Why a public translation is taken down."""

    reason = forms.CharField(
        label=_("Reason, for the record"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_(
            "Visitors read the original again at once, until a new version is written and released."
        ),
    )


class WithdrawForm(forms.Form):
    """Why an appeal is taken down; kept for the record, not shown to the public."""

    reason = forms.CharField(
        label=_("Reason, for the record"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )


class ReturnForm(forms.Form):
    """Why an appeal is given back to its author."""

    reason = forms.CharField(
        label=_("What should be changed"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The author reads this on the review page of the draft."),
    )


class ShowingForm(ApproveForm):
    """Whom an appeal is shown to before the public, and for how long; looked at like for the
    public.
    """

    field_order = ["audience", "last_day"]

    audience = forms.CharField(
        label=_("Audience"),
        max_length=120,
        help_text=_(
            "For the record, such as “Desk in Lisbon” or “Staff room of the school”. The"
            " audience itself does not see it."
        ),
    )
    last_day = forms.DateField(
        label=_("Last day"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The link works until the end of this day (UTC), at most 30 days from now."),
    )

    def clean_last_day(self) -> date:
        """From today to 30 days ahead."""
        day: date = self.cleaned_data["last_day"]
        today = timezone.now().date()
        if not today <= day <= today + timedelta(days=MAX_DAYS):
            raise forms.ValidationError(
                _("Choose a day between today and %(latest)s."),
                params={"latest": formats.date_format(today + timedelta(days=MAX_DAYS))},
            )
        return day
