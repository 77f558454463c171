"""Forms of the moderators' pages."""

from typing import Any, ClassVar, Final

from django import forms
from django.utils.translation import gettext_lazy as _

from appeals.models import Unit, User

from .leads import Assessment, first_assessment
from .models import Disposition, Grade, Handling, Lead, Triage

# What a moderator can choose directly; leads have a form of their own, and opening again a button.
DIRECT_OUTCOMES: Final = [
    choice
    for choice in Disposition.Outcome.choices
    if choice[0] not in {Disposition.Outcome.LEAD, Disposition.Outcome.REOPENED}
]


class NoteForm(forms.Form):
    """A note for colleagues; the sender never sees it."""

    # Several of these forms share a page, and each field's id may be there once.
    ids: ClassVar = "id_%s"

    note = forms.CharField(
        label=_("Note for colleagues"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("The sender never sees it."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": self.ids, **kwargs})


class DecisionForm(NoteForm):
    """A judgement without a lead."""

    ids = "decision_%s"

    outcome = forms.ChoiceField(
        label=_("Decision"), choices=DIRECT_OUTCOMES, widget=forms.RadioSelect
    )
    field_order = ["outcome", "note"]


class AssessmentForm(forms.Form):
    """Grade and handling codes, with the meaning of each code beside it."""

    source = forms.ChoiceField(label=_("Source"), choices=Grade.Source.choices)
    information = forms.ChoiceField(label=_("Information"), choices=Grade.Information.choices)
    codes = forms.MultipleChoiceField(
        label=_("Handling codes"),
        choices=Handling.Code.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=["H0"],
    )
    restriction = forms.CharField(
        label=_("Other restrictions (with H3)"), required=False, max_length=300
    )

    def clean(self) -> dict[str, Any]:
        """H3 says nothing without its words."""
        cleaned = super().clean() or {}
        if "H3" in cleaned.get("codes", []) and not str(cleaned.get("restriction", "")).strip():
            self.add_error("restriction", _("Describe the restrictions that H3 stands for."))
        return cleaned

    def assessment(self) -> Assessment:
        """The valid form as an Assessment."""
        found = self.cleaned_data
        return Assessment(
            found["source"],
            found["information"],
            tuple(found["codes"]),
            found["restriction"].strip(),
        )


class LeadForm(AssessmentForm, NoteForm):
    """A new lead from a tip."""

    ids = "lead_%s"

    claim = forms.CharField(
        label=_("Claim"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("What the tip says, in one or two sentences of your own."),
    )
    unit = forms.ModelChoiceField(label=_("For unit"), queryset=Unit.objects.all())
    field_order = ["claim", "unit", "source", "information", "codes", "restriction", "note"]

    @classmethod
    def for_tip(cls, triage: Triage) -> "LeadForm":
        """An empty form with the grade that such a tip starts with."""
        first = first_assessment(triage)
        return cls(
            initial={
                "unit": triage.unit_id,
                "source": first.source,
                "information": first.information,
                "codes": list(first.codes),
            }
        )


class SupportForm(NoteForm):
    """A lead of the same appeal that the tip supports."""

    ids = "support_%s"

    lead = forms.ModelChoiceField(label=_("Lead"), queryset=Lead.objects.none())
    field_order = ["lead", "note"]

    def __init__(self, *args: Any, triage: Triage, by: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        leads = Lead.objects.visible_to(by).supported().filter(appeal=triage.appeal_id)
        choice: Any = self.fields["lead"]
        choice.queryset = leads
        choice.label_from_instance = lambda lead: f"{lead.code} – {lead.claim[:80]}"


class ExportForm(forms.Form):
    """Whom an export is for."""

    recipient = forms.CharField(
        label=_("Recipient"),
        max_length=200,
        help_text=_("The person or desk the file is for. It is kept in the ledger."),
    )


def written_in(form: forms.Form) -> list[tuple[str, str]]:
    """What a valid form says, as labels and words; fields that say nothing are left out."""
    return [
        (str(form.fields[name].label), _in_words(form.fields[name], value))
        for name, value in form.cleaned_data.items()
        if value
    ]


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.ModelChoiceField):
        return str(field.label_from_instance(value))
    if isinstance(field, forms.ChoiceField):
        choices: Any = field.choices
        labels = dict(choices)
        chosen = value if isinstance(field, forms.MultipleChoiceField) else [value]
        return "; ".join(str(labels[each]) for each in chosen)
    return str(value)
