"""What axe finds on a page."""

from typing import Any, Final

from axe_playwright_python.base import AxeResults
from playwright.sync_api import Page

# Off by default in axe, but part of WCAG 2.2 AA.
ALL_RULES: Final = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
# Nothing else of a page changes with the colour scheme.
COLOUR_RULES: Final = {
    "resultTypes": ["violations"],
    "runOnly": ["color-contrast", "link-in-text-block"],
}


def violations(page: Page, options: dict[str, Any]) -> str:
    """What axe finds, as a report; empty if nothing. Its script must be in the page already."""
    found = AxeResults(page.evaluate("options => axe.run(options)", options))
    return str(found.generate_report()) if found.violations_count else ""
