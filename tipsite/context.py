"""What every template may know about the site."""

from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.utils.encoding import escape_uri_path

from . import colours
from .languages import SAFE_METHODS, is_told_in_languages, without_language


@dataclass(frozen=True)
class Language:
    """One language of the site, as a link to it is written."""

    code: str
    name: str
    direction: str

    @property
    def prefix(self) -> str:
        """What stands before the path that pages have in every language."""
        return f"/{self.code}"


LANGUAGES: Final = tuple(
    Language(code, name, "rtl" if code in settings.LANGUAGES_BIDI else "ltr")
    for code, name in settings.LANGUAGES
)


def site(request: HttpRequest) -> dict[str, object]:
    """The site's name, whether it shows the demonstration campaign, its languages, and where the
    page is in each of them.

    ``page_path`` follows the language in the address, encoded. ``page_origin`` stands before it
    where robots should know the page, else it is empty. A view whose page depends on the query
    gives the part that matters as ``page_query``, with its question mark.
    """
    return {
        "site_name": settings.SITE_NAME,
        "is_demonstration": settings.DEMONSTRATION,
        "logo": settings.LOGO,
        "colours_version": _colours_version(),
        "leave_url": settings.LEAVE_URL,
        "languages": LANGUAGES,
        # A link would lose what a form's answer shows, a receipt above all.
        "can_change_language": request.method in SAFE_METHODS,
        "page_path": escape_uri_path(without_language(request.path_info)),
        "page_origin": _origin(request) if _is_for_everybody(request) else "",
    }


def _is_for_everybody(request: HttpRequest) -> bool:
    match = request.resolver_match
    return (
        request.method in SAFE_METHODS
        and is_told_in_languages(request)
        and match is not None
        and not getattr(match.func, "is_in_confidence", False)
    )


def _colours_version() -> str:
    text = colours.stylesheet(settings.COLOUR_MASTHEAD, settings.COLOUR_ACCENT)
    return colours.version(text) if text else ""


def _origin(request: HttpRequest) -> str:
    # Never from a setting: pages read over Tor must not lead out of it.
    return f"{request.scheme}://{request.get_host()}"
