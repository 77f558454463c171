"""What is new, for feed readers: Atom (RFC 4287) and JSON Feed 1.1, all appeals or those that fit
the filters of the front page, in every language.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from . import sharing
from .countries import CODES as COUNTRIES
from .models import Appeal, Crop, Rendition, Translation, Update
from .models.appeal import AppealQuerySet
from .permanent_ids import id_of_appeal, id_of_feed
from .scene_codes import PATTERN as SCENE_CODE
from .views import for_everybody

PER_PAGE: Final = 50
ATOM: Final = "application/atom+xml"
JSON_FEED: Final = "application/feed+json"
# XML 1.0 has no way to write these, not even escaped (its section 2.2).
_NOT_IN_XML: Final = {
    each: "\N{REPLACEMENT CHARACTER}"
    for each in (*range(0x20), *range(0xD800, 0xE000), 0xFFFE, 0xFFFF)
    if each not in (0x9, 0xA, 0xD)
}
_NOTHING_YET: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Entry:
    """One appeal as an entry of a feed: what it says in the active language, and where that is."""

    appeal: Appeal
    origin: str

    @cached_property
    def id(self) -> str:
        """Its name for ever."""
        return id_of_appeal(self.appeal, get_language() or settings.LANGUAGE_CODE)

    @cached_property
    def address(self) -> str:
        """The appeal's page."""
        return self.origin + reverse("appeals:appeal", args=[self.appeal.code])

    @cached_property
    def words(self) -> Appeal | Translation:
        """Title, question and the rest."""
        return self.appeal.words

    @cached_property
    def pictures(self) -> list[tuple[Crop, Rendition]]:
        """Each crop with its largest file that every reader can show."""
        crops = self.appeal.crops.all()
        return [(crop, crop.full) for crop in crops if crop.full and crop.full.url]

    @cached_property
    def updates(self) -> list[Update]:
        """The timeline."""
        return sharing.updates_of(self.appeal)

    @cached_property
    def terms(self) -> list[tuple[str, str, str]]:
        """What a reader may filter by: kind of term, term, and what people call it."""
        appeal = self.appeal
        found = [
            ("kind", appeal.kind, str(appeal.get_kind_display())),
            ("region", appeal.region, str(appeal.get_region_display())),
            ("status", appeal.outcome or "open", appeal.situation),
        ]
        if scene := sharing.scene_code(appeal):
            found.append(("scene", scene, _("Objects from the same place")))
        return found

    @cached_property
    def html(self) -> str:
        """Everything an entry tells, as a small piece of HTML without style and script."""
        return render_to_string("appeals/feed_entry.html", {"entry": self})


@dataclass(frozen=True)
class Feed:
    """One page of a feed."""

    request: HttpRequest
    chosen: dict[str, str]
    page: Page[Appeal]

    @cached_property
    def id(self) -> str:
        """The feed's name for ever, the same for all its pages."""
        return id_of_feed(language=self.language, chosen=self.chosen)

    @property
    def language(self) -> str:
        """The language that readers asked for."""
        return get_language() or settings.LANGUAGE_CODE

    @property
    def origin(self) -> str:
        """Where this answer is told."""
        return sharing.origin_of(self.request)

    @property
    def title(self) -> str:
        """The site's name, with what was chosen."""
        labels = {"kind": dict(Appeal.Kind.choices), "region": dict(Appeal.Region.choices)}
        chosen = [
            str(labels.get(name, {}).get(value, value)) for name, value in self.chosen.items()
        ]
        return " – ".join([settings.SITE_NAME, *chosen])

    @property
    def home(self) -> str:
        """The page that shows the same."""
        return self.origin + _with_query(reverse("appeals:front-page"), self.chosen)

    @property
    def terms_home(self) -> str:
        """Where the terms of entries are explained."""
        return self.origin + reverse("appeals:developers")

    @cached_property
    def entries(self) -> list[Entry]:
        """What may be read."""
        return [Entry(each, self.origin) for each in self.page if not each.is_withdrawn]

    @cached_property
    def tombstones(self) -> list[Entry]:
        """What was taken down; only its code and its name are told."""
        return [Entry(each, self.origin) for each in self.page if each.is_withdrawn]

    @property
    def updated_on(self) -> datetime:
        """When anything on this page changed last."""
        return max((each.updated_on for each in self.page), default=_NOTHING_YET)

    def address(self, name: str, number: int) -> str:
        """A page of the feed in the format with this URL name."""
        query = self.chosen if number == 1 else {**self.chosen, "page": str(number)}
        return self.origin + _with_query(reverse(name), query)

    @property
    def links(self) -> Iterator[tuple[str, str]]:
        """Relation and address of this and the other pages (RFC 5005, section 3)."""
        name, page = "appeals:feed-atom", self.page
        yield "self", self.address(name, page.number)
        if page.has_other_pages():
            yield "first", self.address(name, 1)
            yield "last", self.address(name, page.paginator.num_pages)
        if page.has_previous():
            yield "previous", self.address(name, page.previous_page_number())
        if page.has_next():
            yield "next", self.address(name, page.next_page_number())


@require_safe
def atom(request: HttpRequest) -> HttpResponse:
    """Appeals as an Atom feed, what changed last first; withdrawn ones as RFC 6721 has it."""
    feed = _feed(request)
    text = render_to_string("appeals/feed.atom", {"feed": feed, "site_name": settings.SITE_NAME})
    return xml_answer(text, ATOM)


@require_safe
def json_feed(request: HttpRequest) -> HttpResponse:
    """The same as a JSON Feed."""
    content = json.dumps(_as_json_feed(_feed(request)))
    return for_everybody(HttpResponse(content, content_type=JSON_FEED))


def xml_answer(text: str, media_type: str) -> HttpResponse:
    """XML as it goes out: without the characters that it must not hold, whoever wrote them."""
    content = text.translate(_NOT_IN_XML).encode()
    return for_everybody(HttpResponse(content, content_type=f"{media_type}; charset=utf-8"))


def _feed(request: HttpRequest) -> Feed:
    """The page of the feed that the address asks for.

    Raises:
        Http404: no such filter value, or no such page. Everything instead would flood a reader.
    """
    chosen = _chosen(request)
    pages = Paginator(sharing.with_parts(_fitting(chosen)).last_changed_first(), PER_PAGE)
    number = sharing.number_in(request.GET.get("page", "1"))
    if not number or number > pages.num_pages or ("scene" in chosen and not pages.count):
        raise Http404
    return Feed(request, chosen, pages.page(number))


def _chosen(request: HttpRequest) -> dict[str, str]:
    """The filters of the address that are set; names that are none of ours are passed over."""
    allowed: dict[str, Any] = {
        "kind": Appeal.Kind.values,
        "region": Appeal.Region.values,
        "asked_by": COUNTRIES,
        "found_in": COUNTRIES,
    }
    chosen = {name: request.GET[name] for name in sharing.FILTERS if request.GET.get(name)}
    for name, value in chosen.items():
        fits = re.fullmatch(SCENE_CODE, value) if name == "scene" else value in allowed[name]
        if not fits:
            raise Http404
    return chosen


def _fitting(chosen: dict[str, str]) -> AppealQuerySet:
    fields = {sharing.FILTERS[name]: value for name, value in chosen.items()}
    return Appeal.objects.public().filter(**fields)


def _with_query(path: str, query: dict[str, str]) -> str:
    return f"{path}?{urlencode(query)}" if query else path


def _as_json_feed(feed: Feed) -> dict[str, Any]:
    name, page = "appeals:feed-json", feed.page
    told = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": feed.title,
        "home_page_url": feed.home,
        "feed_url": feed.address(name, page.number),
        "description": _(
            "Investigators need your help to find out where everyday objects come from."
        ),
        "language": feed.language,
        "items": [_as_json_item(entry) for entry in feed.entries],
        # JSON Feed knows no tombstones; names with an underscore are for whoever knows them.
        "_withdrawn": [
            {
                "id": entry.id,
                "code": entry.appeal.code,
                "withdrawn_on": _moment(entry.appeal.updated_on),
            }
            for entry in feed.tombstones
        ],
    }
    if page.has_next():
        told["next_url"] = feed.address(name, page.next_page_number())
    return told


def _as_json_item(entry: Entry) -> dict[str, Any]:
    appeal = entry.appeal
    item = {
        "id": entry.id,
        "url": entry.address,
        "title": f"{entry.words.title} ({appeal.code})",
        "summary": entry.words.question,
        "content_html": entry.html,
        "date_published": _moment(appeal.published_on),
        "date_modified": _moment(appeal.updated_on),
        "authors": [{"name": appeal.unit.name}],
        "tags": [term for _kind, term, _label in entry.terms],
        "language": entry.words.language,
        "attachments": [
            {
                "url": entry.origin + rendition.url,
                "mime_type": rendition.media_type,
                "title": crop.words.alt_text,
                "size_in_bytes": rendition.size_bytes,
            }
            for crop, rendition in entry.pictures
        ],
    }
    if entry.pictures:
        item["image"] = entry.origin + entry.pictures[0][1].url
    return item


def _moment(moment: datetime | None) -> str:
    return moment.astimezone(UTC).isoformat() if moment else ""
