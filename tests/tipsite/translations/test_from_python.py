"""Words in modules."""

from pathlib import Path

from tipsite.translations.from_python import words_of_module

SOURCE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext

A = _("Plain")
B = ngettext("one tip", "%(n)s tips", 2)
C = pgettext("noun", "Open")
# Translators: the kind of thing
D = _("In two " "parts")

class Appeal:
    title = Field(_("title"), help_text=_("For staff only."))

    class Kind(models.TextChoices):
        BAG = "bag", _("Bag")

class Tip:
    class State(models.TextChoices):
        FAILED = "failed", _("Could not be opened")
"""


def texts(tmp_path: Path, *, choices_only: bool) -> list[tuple[str, str, str]]:
    path = tmp_path / "module.py"
    path.write_text(SOURCE)
    words = words_of_module(path, place="module.py", choices_only=choices_only)
    return [(each.singular, each.plural, each.context) for each in words]


def test_every_function_is_known(tmp_path: Path) -> None:
    found = texts(tmp_path, choices_only=False)

    assert found[:4] == [
        ("Plain", "", ""),
        ("one tip", "%(n)s tips", ""),
        ("Open", "", "noun"),
        ("In two parts", "", ""),
    ]
    assert ("title", "", "") in found


def test_of_models_only_choices_for_visitors_are_found(tmp_path: Path) -> None:
    assert texts(tmp_path, choices_only=True) == [("Bag", "", "")]


def test_a_comment_for_translators_goes_with_its_text(tmp_path: Path) -> None:
    path = tmp_path / "module.py"
    path.write_text(SOURCE)

    found = {
        each.singular: each.comments
        for each in words_of_module(path, place="module.py", choices_only=False)
    }

    assert found["In two parts"] == ("Translators: the kind of thing",)
    assert found["Plain"] == ()
