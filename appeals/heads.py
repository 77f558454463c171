"""What a page's head tells machines: schema.org data in a JSON-LD block, which no browser executes,
so that the content security policy has nothing to allow; and where oEmbed describes the page.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from . import sharing
from .models import Appeal, Crop

# As Django's json_script: nothing in the block can end it, or begin a comment.
_ESCAPED: Final = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


@dataclass(frozen=True)
class Head:
    """What templates put into a page's head."""

    origin: str
    linked_data: SafeString
    # The filters of the page that its feed has, too.
    feed_query: str = ""
    oembed_json: str = ""
    oembed_xml: str = ""


def of_site(request: HttpRequest) -> Head:
    """The site, and who runs it."""
    origin = sharing.origin_of(request)
    home = origin + reverse("appeals:front-page")
    publisher = {"@type": "Organization", "name": settings.SITE_NAME, "url": home}
    site = {
        "@type": "WebSite",
        "name": settings.SITE_NAME,
        "url": home,
        "inLanguage": get_language(),
        "publisher": publisher,
    }
    chosen = {name: request.GET[name] for name in sharing.FILTERS if request.GET.get(name)}
    return Head(origin, _block(site), feed_query=urlencode(chosen))


def of_appeal(request: HttpRequest, appeal: Appeal, crops: Sequence[Crop]) -> Head:
    """The page of an appeal: a question that an agency asks the public.

    No ``QAPage``, whose answers the public can read; ours go to the agency alone.
    """
    origin = sharing.origin_of(request)
    address = origin + reverse("appeals:appeal", args=[appeal.code])
    page = {"@type": "WebPage", "url": address, "mainEntity": _question(appeal, crops, origin)}
    provider = reverse("machines:oembed")
    json_query, xml_query = (
        urlencode({"url": address, "format": each}) for each in ("json", "xml")
    )
    return Head(
        origin,
        _block(page),
        oembed_json=f"{provider}?{json_query}",
        oembed_xml=f"{provider}?{xml_query}",
    )


def _question(appeal: Appeal, crops: Sequence[Crop], origin: str) -> dict[str, Any]:
    words = appeal.words
    pictures = [crop.full.url for crop in crops if crop.full and crop.full.url]
    return {
        "@type": "Question",
        "name": words.title,
        "text": words.question,
        "identifier": appeal.code,
        "inLanguage": words.language,
        "image": [origin + each for each in pictures],
        "author": {"@type": "Organization", "name": appeal.unit.name},
        "datePublished": appeal.published_on.isoformat() if appeal.published_on else None,
        "creativeWorkStatus": appeal.outcome or "open",
    }


def _block(content: dict[str, Any]) -> SafeString:
    text = json.dumps({"@context": "https://schema.org", **content}, separators=(",", ":"))
    return mark_safe(text.translate(_ESCAPED))  # noqa: S308  # escaped in this very line
