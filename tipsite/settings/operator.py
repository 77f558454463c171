"""Who runs this site, whom visitors can write to, and how it looks: what an operator sets to make
it theirs. All of it has a default, so that the demonstration needs none.
"""

from pathlib import Path
from typing import Final

from . import environment

SITE_NAME = environment.text(
    "TIPSITE_SITE_NAME", "Trace an object", meaning="the name visitors see on every page"
)

# Contacts and law ---------------------------------------------------------------------------------

OPERATOR_NAME = environment.text(
    "TIPSITE_OPERATOR_NAME", meaning="the agency or organisation that runs the site"
)
OPERATOR_ADDRESS = environment.text(
    "TIPSITE_OPERATOR_ADDRESS", meaning="its postal address, in one line"
)
CONTACT_EMAIL = environment.email(
    "TIPSITE_CONTACT_EMAIL", meaning="e-mail address for questions and complaints"
)
PRIVACY_EMAIL = (
    environment.email(
        "TIPSITE_PRIVACY_EMAIL", meaning="e-mail address of the data protection officer"
    )
    or CONTACT_EMAIL
)
SECURITY_CONTACT = environment.text(
    "TIPSITE_SECURITY_CONTACT",
    meaning="where weaknesses are reported: a mailto: or https: address, for security.txt",
)
if not SECURITY_CONTACT and CONTACT_EMAIL:
    SECURITY_CONTACT = f"mailto:{CONTACT_EMAIL}"
SECURITY_LANGUAGES = environment.several(
    "TIPSITE_SECURITY_LANGUAGES", "en", meaning="languages in which such reports are read"
)
LAW = environment.one_of(
    "TIPSITE_LAW",
    ("led", "gdpr"),
    "led",
    meaning="led for police and other authorities, gdpr for everybody else",
)
SUPERVISOR = environment.text(
    "TIPSITE_SUPERVISOR", meaning="the data protection authority in charge, with its address"
)
ACCESSIBILITY_BODY = environment.text(
    "TIPSITE_ACCESSIBILITY_BODY",
    meaning="the body that hears complaints about accessibility, with its address",
)

# Ways out -----------------------------------------------------------------------------------------

LEAVE_URL = environment.web_address(
    "TIPSITE_LEAVE_URL",
    "https://www.wikipedia.org/",
    meaning="the neutral page that opens when a visitor leaves quickly",
)
ONION_URL = environment.web_address(
    "TIPSITE_ONION_URL", meaning="onion address of the same site, announced to Tor Browser"
)
HELP_FILE: Final = environment.file(
    "TIPSITE_HELP_FILE",
    str(environment.BASE_DIR / "tipsite" / "help_lines.toml"),
    meaning="TOML file with the emergency numbers and helplines of each country",
)

# Looks --------------------------------------------------------------------------------------------


def _folders(path: Path | None) -> list[Path]:
    return [path] if path else []


# An operator's files come first, so that one of the same name stands in for ours.
TEMPLATES_DIRS = _folders(
    environment.folder("TIPSITE_TEMPLATES_DIR", meaning="folder of templates that replace ours")
)
STATIC_DIRS = _folders(
    environment.folder("TIPSITE_STATIC_DIR", meaning="folder of static files added to ours")
)
LOGO = environment.text(
    "TIPSITE_LOGO", meaning="file of the logo (SVG or PNG) in TIPSITE_STATIC_DIR"
)
COLOUR_MASTHEAD = environment.colour(
    "TIPSITE_COLOUR_MASTHEAD", meaning="ground of the masthead, dark, as #rrggbb"
)
COLOUR_ACCENT = environment.colour(
    "TIPSITE_COLOUR_ACCENT", meaning="colour of links and buttons, dark, as #rrggbb"
)
