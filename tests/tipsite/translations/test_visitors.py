"""Which files are the visitors': a new one is, unless it is named as the staff's."""

from django.conf import settings

from tipsite.translations import visitors
from tipsite.translations.catalogs import words_for_visitors
from tipsite.translations.places import PROJECT


def test_every_template_outside_of_the_admin_is_the_visitors() -> None:
    found = {path.relative_to(PROJECT).as_posix() for path in visitors.templates(PROJECT)}

    assert {"templates/base.html", "templates/appeals/appeal.html"} <= found
    assert not [name for name in found if "/admin/" in name]


def test_modules_that_answer_visitors_are_the_visitors() -> None:
    found = {path.relative_to(PROJECT).as_posix() for path in visitors.modules(PROJECT)}

    assert {"appeals/views.py", "submissions/forms.py", "tipsite/errors.py"} <= found
    assert {"appeals/models/appeal.py", "submissions/models.py"} <= found
    assert not [name for name in found if name.startswith(("moderation/", "appeals/admin/"))]


def test_what_is_named_as_the_staffs_exists() -> None:
    missing = [name for name in visitors.STAFF_MODULES if not (PROJECT / name).exists()] + [
        name for name in visitors.STAFF_TEMPLATES if not (PROJECT / "templates" / name).exists()
    ]

    assert missing == []


def test_visitors_words_are_found_and_the_staffs_are_not() -> None:
    found = {each.singular for each in words_for_visitors()}

    assert {
        "Do you recognise one of these objects?",
        "Fabric or bedding",
        "Too common to trace",
        "Read by a person",
        "There is no such page",
        "How do you know?",
    } <= found
    assert not {"ISO 3166-1 code, such as PL.", "Read by the machine", "code", "appeals"} & found


def test_the_public_zone_has_no_other_templates() -> None:
    """Those of Django's admin would be English in every language."""
    assert settings.TEMPLATES[0]["DIRS"] == [PROJECT / "templates"]
