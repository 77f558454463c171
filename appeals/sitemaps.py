"""What search engines may find: an index, and for each language files of its pages, each with its
addresses in all other languages. The form of sitemaps.org, with Google's ``xhtml:link``.
"""

from datetime import UTC, datetime
from typing import Final
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from . import sharing
from .models import Appeal
from .views import for_everybody

# Each of them is 29 lines; a file of all languages at once would be beyond the 50 MB allowed.
PER_FILE: Final = 1000
# Pages that are always there, by their names.
PAGES: Final = (
    "appeals:front-page",
    "appeals:statistics",
    "site:about",
    "site:tips",
    "site:anonymity",
    "site:help",
    "appeals:developers",
    "site:privacy",
    "site:accessibility",
)
_HEAD: Final = '<?xml version="1.0" encoding="utf-8"?>\n'
_NAMESPACE: Final = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_LINKS: Final = 'xmlns:xhtml="http://www.w3.org/1999/xhtml"'
_LANGUAGES: Final = [code for code, _name in settings.LANGUAGES]


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """All files of all languages."""
    count = max(1, -(-Appeal.objects.listed().count() // PER_FILE))
    origin = escape(sharing.origin_of(request))
    path = _without_language(reverse("appeals:sitemap", args=[0])).removesuffix("0.xml")
    files = [
        f"<sitemap><loc>{origin}/{language}{path}{number}.xml</loc></sitemap>"
        for language in _LANGUAGES
        for number in range(1, count + 1)
    ]
    return _xml(f"<sitemapindex {_NAMESPACE}>", files, "</sitemapindex>")


@require_safe
def pages(request: HttpRequest, number: int) -> HttpResponse:
    """One file of the active language's pages; the first begins with those that are always there.

    Codes are letters, digits and hyphens, so only the origin could need escaping.
    """
    start = (number - 1) * PER_FILE
    if start < 0 or start >= max(1, Appeal.objects.listed().count()):
        raise Http404
    appeals = Appeal.objects.listed().with_updated_on().order_by("published_on", "pk")
    told = appeals.only("code")[start : start + PER_FILE]
    origin = escape(sharing.origin_of(request))
    before, after = _without_language(reverse("appeals:appeal", args=["AA-0000-0000"])).split(
        "AA-0000-0000"
    )
    urls = [_url(origin, f"{before}{each.code}{after}", each.updated_on) for each in told]
    if number == 1:
        urls[:0] = [_url(origin, _without_language(reverse(name)), None) for name in PAGES]
    return _xml(f"<urlset {_NAMESPACE} {_LINKS}>", urls, "</urlset>")


def _url(origin: str, path: str, changed_on: datetime | None) -> str:
    """The page at ``path`` in the active language, and where it is in every language."""
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href="{origin}/{code}{path}"/>\n'
        for code in _LANGUAGES
    )
    changed = f"<lastmod>{changed_on.astimezone(UTC).isoformat()}</lastmod>" if changed_on else ""
    return (
        f"<url><loc>{origin}/{get_language()}{path}</loc>{changed}\n{others}"
        f'<xhtml:link rel="alternate" hreflang="x-default" href="{origin}{path}"/></url>'
    )


def _without_language(path: str) -> str:
    """What follows the language in an address that has one."""
    return path.removeprefix(f"/{get_language()}")


def _xml(head: str, lines: list[str], end: str) -> HttpResponse:
    text = "\n".join([_HEAD + head, *lines, end])
    return for_everybody(HttpResponse(f"{text}\n", content_type="application/xml"))
