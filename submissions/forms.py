"""The shape of what visitors type: one required field, a few that help."""

import re
import secrets
from typing import Any, Final, Self

from django import forms
from django.utils.translation import gettext_lazy as _

from .services import Draft

MAX_TEXT: Final = 10_000
MAX_LINE: Final = 300
MAX_NOTE: Final = 1_000
_TOKEN_BYTES: Final = 16
# Both our own tokens and those that a script of our page makes carry at least 122 random bits.
_TOKEN = re.compile(r"[0-9A-Za-z_-]{21,64}")

# The optional fields that guide a sender to what helps most.
_GUIDED: Final = ("place", "period", "maker", "basis", "sources", "limits")

BASIS: Final = [
    ("", _("I would rather not say")),
    ("saw", _("I saw it myself")),
    ("own", _("I own or owned one")),
    ("trade", _("I know it from my work or trade")),
    ("web", _("I found it on the web")),
    ("guess", _("It is a guess")),
]


def new_token() -> str:
    """A fresh form token of 128 random bits."""
    return secrets.token_urlsafe(_TOKEN_BYTES)


_TOO_LONG = _(
    "At most %(limit_value)d characters fit here. "
    "Put the rest into the text at the top of the form."
)


# Django's own words for this are not in all of our languages.
_UNSENDABLE: dict[str, Any] = {
    "null_characters_not_allowed": _(
        "This text holds a character that cannot be sent. Please type it again."
    )
}


class _Shared(forms.Field):
    """A field that all forms share instead of copying it: nothing changes it once it is made.

    The copies were a tenth of what accepting a tip cost.
    """

    def __deepcopy__(self, memo: dict[int, Any]) -> Self:
        return self


class _Text(_Shared, forms.CharField):
    """Text exactly as it was typed."""

    default_error_messages = _UNSENDABLE

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, **options)

    def clean(self, value: Any) -> str:
        """Most optional fields of most tips are empty, and looking into those takes time."""
        return str(super().clean(value)) if value or self.required else ""

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:  # noqa: ARG002  # Django's signature
        """No ``maxlength``: with it browsers cut a long pasted text without a word."""
        return {}


class _Hint:
    """A sentence that is translated only where it is shown.

    Whenever a form is made, Django asks each help text whether it is empty, and a lazy translation
    answers by translating: a half of what accepting a form cost.
    """

    def __init__(self, sentence: Any) -> None:
        self._sentence = sentence

    def __str__(self) -> str:
        return str(self._sentence)


class _Line(_Text):
    """A short answer that helps, on one line."""

    def __init__(self, *, hint: Any, **options: Any) -> None:
        super().__init__(
            help_text=_Hint(hint),
            required=False,
            max_length=MAX_LINE,
            error_messages={"max_length": _TOO_LONG},
            widget=forms.TextInput(attrs={"autocomplete": "off"}),
            **options,
        )


class _Note(_Text):
    """An answer that helps, of a few sentences."""

    def __init__(self, *, hint: Any, **options: Any) -> None:
        super().__init__(
            help_text=_Hint(hint),
            required=False,
            max_length=MAX_NOTE,
            error_messages={"max_length": _TOO_LONG},
            widget=forms.Textarea(attrs={"rows": 2}),
            **options,
        )


class _Choice(_Shared, forms.ChoiceField):
    """One of a few answers."""


class TipForm(forms.Form):
    """A tip as the visitor writes it."""

    text = _Text(
        label=_("What do you recognise, and where is it from?"),
        max_length=MAX_TEXT,
        # No autocomplete="off" here: with it the browser's Back button brings an empty form.
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={
            "required": _("Write what you recognise. A few words are enough."),
            "max_length": _(
                "Your text has more than 10,000 characters. "
                "Shorten it, or send the rest as a second tip."
            ),
        },
    )
    place = _Line(label=_("Where have you seen it?"), hint=_("Country, town, shop or building."))
    period = _Line(
        label=_("When?"), hint=_("A year or a time of your life is enough: “about 2012”.")
    )
    maker = _Line(
        label=_("Make or model"),
        hint=_("A brand, the name of a series, or a number on a label."),
    )
    basis = _Choice(
        label=_("How do you know?"), required=False, choices=BASIS, widget=forms.RadioSelect
    )
    sources = _Note(
        label=_("What have you already checked?"),
        hint=_("Shops, websites, catalogues or people you asked. Nobody has to search twice."),
    )
    limits = _Note(
        label=_("What are you not sure about?"),
        hint=_("For example: I saw it only in a photo, or mine has another colour."),
    )
    basis.error_messages["invalid_choice"] = _("Choose one of the answers.")
    token = _Text(required=False, widget=forms.HiddenInput)

    def clean_text(self) -> str:
        """Refuse a text of nothing but white space."""
        text = str(self.cleaned_data["text"])
        if not text.strip():
            raise forms.ValidationError(self.fields["text"].error_messages["required"])
        return text

    def clean_token(self) -> str:
        """A token that is none of ours counts as missing: the visitor cannot mend what they do not
        see.
        """
        token = str(self.cleaned_data["token"])
        return token if _TOKEN.fullmatch(token) else ""

    @property
    def guided(self) -> list[forms.BoundField]:
        """The optional fields."""
        return [self[name] for name in _GUIDED]

    @property
    def says_more(self) -> bool:
        """Whether the optional fields hold anything, be it a mistake, and must not be folded."""
        return any(field.value() or field.errors for field in self.guided)

    def with_token(self) -> Self:
        """The same bound form with a token, to be shown again."""
        # A form that caches share has none, and neither has what comes back from it.
        changed = dict(self.data.items())
        if not _TOKEN.fullmatch(changed.get("token", "")):
            changed["token"] = new_token()
        self.data = changed
        return self

    def draft(self, *, page_language: str) -> Draft:
        """The valid form as a Draft."""
        wanted = ("text", *_GUIDED)
        return Draft(
            **{name: self.cleaned_data[name] for name in wanted}, page_language=page_language
        )


class ReceiptForm(forms.Form):
    """A receipt as the visitor types it."""

    receipt = forms.CharField(
        label=_("Your receipt"),
        max_length=80,
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
        error_messages={
            **_UNSENDABLE,
            "required": _("Type the receipt that you were shown after sending your tip."),
            "max_length": _(
                "Compare it with what you wrote down: it has 24 letters and digits, "
                "in groups of four."
            ),
        },
    )
