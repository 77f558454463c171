"""System checks of what an operator sets: contacts that visitors need, colours that can be read,
files that are there.
"""

from collections.abc import Iterator
from typing import Any, Final

from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.checks import CheckMessage, Error, Tags, register
from django.core.checks import Warning as CheckWarning

from .colours import LEAST_CONTRAST, LIGHT_GROUND, contrast
from .help_lines import help_lines

_CONTACTS: Final = {
    "OPERATOR_NAME": "the accessibility statement and the privacy notice name who runs the site",
    "OPERATOR_ADDRESS": "the privacy notice gives the controller's postal address",
    "CONTACT_EMAIL": "visitors report barriers and ask for their rights there",
    "SECURITY_CONTACT": "without it there is no security.txt",
    "SUPERVISOR": "the privacy notice says where visitors can complain",
    "ACCESSIBILITY_BODY": "the accessibility statement says where visitors can complain",
}
_PUBLIC_ZONES: Final = {"public", "all"}


@register(Tags.security)
def contacts(app_configs: object, **_options: Any) -> list[CheckMessage]:
    """In production the trust pages have no gap."""
    if not settings.PRODUCTION or settings.ZONE not in _PUBLIC_ZONES:
        return []
    return [
        CheckWarning(f"TIPSITE_{name} is not set.", hint=f"Set it: {reason}.", id="tipsite.W001")
        for name, reason in _CONTACTS.items()
        if not getattr(settings, name)
    ]


@register(Tags.compatibility)
def looks(app_configs: object, **_options: Any) -> list[CheckMessage]:
    """Colours can be read, and the logo is there."""
    return [*_colours(), *_logo()]


@register(Tags.compatibility)
def help_file(app_configs: object, **_options: Any) -> list[CheckMessage]:
    """The file with emergency numbers can be read."""
    try:
        help_lines(settings.LANGUAGE_CODE)
    except (ValueError, OSError) as error:
        hint = "tipsite/help_lines.toml shows how it is written."
        message = f"TIPSITE_HELP_FILE, {settings.HELP_FILE}: {error}"
        return [Error(message, hint=hint, id="tipsite.E003")]
    return []


def _colours() -> Iterator[CheckMessage]:
    for name, ground, what in (
        ("COLOUR_MASTHEAD", "#ffffff", "white text on it"),
        ("COLOUR_ACCENT", LIGHT_GROUND, "links in it"),
    ):
        colour = getattr(settings, name)
        if colour and (found := contrast(colour, ground)) < LEAST_CONTRAST:
            yield Error(
                f"TIPSITE_{name} is {colour}, and {what} cannot be read: "
                f"the contrast is {found:.1f}, and {LEAST_CONTRAST} is the least (WCAG 2.2).",
                hint="Choose a darker one; colours for dark screens are made from it.",
                id="tipsite.E001",
            )


def _logo() -> Iterator[CheckMessage]:
    if settings.LOGO and finders.find(settings.LOGO) is None:
        yield Error(
            f"TIPSITE_LOGO is {settings.LOGO!r}, and no static file has that name.",
            hint="Put the file into the folder TIPSITE_STATIC_DIR, and run collectstatic.",
            id="tipsite.E002",
        )
