"""What an operator forgot or chose badly is said before visitors find it."""

from pathlib import Path
from typing import Any

import pytest
from django.core.checks import run_checks

from tipsite import checks, help_lines

CONTACTS = (
    "OPERATOR_NAME",
    "OPERATOR_ADDRESS",
    "CONTACT_EMAIL",
    "SECURITY_CONTACT",
    "SUPERVISOR",
    "ACCESSIBILITY_BODY",
)


def test_as_shipped_nothing_is_wrong() -> None:
    assert [each for each in run_checks() if str(each.id).startswith("tipsite.")] == []


def test_in_production_every_missing_contact_is_named(settings: Any) -> None:
    settings.PRODUCTION, settings.ZONE = True, "public"

    assert [each.msg.split()[0] for each in checks.contacts(None)] == [
        f"TIPSITE_{name}" for name in CONTACTS
    ]
    for name in CONTACTS:
        setattr(settings, name, "x")
    assert checks.contacts(None) == []


def test_the_staff_zone_needs_no_contacts(settings: Any) -> None:
    settings.PRODUCTION, settings.ZONE = True, "staff"

    assert checks.contacts(None) == []


@pytest.mark.parametrize("name", ["COLOUR_MASTHEAD", "COLOUR_ACCENT"])
def test_a_colour_that_cannot_be_read_is_refused(settings: Any, name: str) -> None:
    setattr(settings, name, "#f5b93e")

    (error,) = checks.looks(None)

    assert error.id == "tipsite.E001"
    assert f"TIPSITE_{name} is #f5b93e" in error.msg
    setattr(settings, name, "#0f5156")
    assert checks.looks(None) == []


def test_a_logo_that_is_not_there_is_refused(settings: Any) -> None:
    settings.LOGO = "nothing.svg"

    assert [each.id for each in checks.looks(None)] == ["tipsite.E002"]


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("x = ", "Invalid value"),
        ("checked_on = 'May'\n[countries.AT]\nemergency = ['112']", "checked_on is no date"),
        ("checked_on = 2026-01-01", "no country"),
        ("checked_on = 2026-01-01\n[countries.XX]\nemergency = ['112']", "XX is no country"),
        ("checked_on = 2026-01-01\n[countries.AT]\nchild = ['147']", "emergency number is missing"),
        ("checked_on = 2026-01-01\n[countries.AT]\nemergency = ['call']", "no telephone number"),
        (
            "checked_on = 2026-01-01\n[countries.AT]\nemergency = ['112']\nreport = 'javascript:x'",
            "must begin with https://",
        ),
    ],
)
def test_a_help_file_that_is_wrong_is_refused(
    settings: Any, tmp_path: Path, text: str, complaint: str
) -> None:
    settings.HELP_FILE = tmp_path / "help.toml"
    settings.HELP_FILE.write_text(text)
    help_lines.help_lines.cache_clear()

    (error,) = checks.help_file(None)

    assert complaint in error.msg
    help_lines.help_lines.cache_clear()
