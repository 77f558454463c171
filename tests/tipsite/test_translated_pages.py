"""No page for visitors holds a word that stays English in another language.

Pages are opened in an invented language: Arabic with every one of our own words in wide letters.
What is left in plain Latin letters then, no translator could reach.
"""

import re
from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
from django import forms
from django.conf import settings as project
from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils.translation import get_language_info, override

from appeals import languages
from submissions import receipt_page
from submissions.forms import ReceiptForm, TipForm
from submissions.models import Tip
from tests.factories import (
    make_closed_appeal,
    make_open_appeal,
    make_receipt,
    make_unit,
    make_user,
    make_withdrawn_appeal,
)
from tests.tipsite.test_rights import PUBLIC, contents_of
from tipsite.languages import in_languages
from tipsite.translations.catalogs import (
    brought_up_to_date,
    is_translated,
    read_catalog,
    words_for_visitors,
    write_catalog,
)
from tipsite.translations.compiling import compile_stale
from tipsite.translations.places import LANGUAGES
from tipsite.translations.plurals import PLURALS
from tipsite.translations.unreachable import UNTRANSLATED
from tipsite.urls import public

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
INVENTED: Final = "ar"
_WIDE: Final = {code: code + 0xFEE0 for code in map(ord, "abcdefghijklmnopqrstuvwxyz")} | {
    code: code + 0xFEE0 for code in map(ord, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
_KEPT: Final = re.compile(r"%\(\w+\)[sd]|%%|\{\w*\}|<[^>]*>|&\w+;")
# Codes of appeals, and the words of the factories, which staff would translate.
_CONTENTS: Final = re.compile(
    r"https?://\S+|S-[0-9A-Z]{6}|[A-Z]{2,8}-\d{4}-\d{4,}"
    r"|Shopping bag with a red bird|Which shop used this bag\?"
    r"|The shop was found\.|A brown bag with a green oval|Desk \w+"
)
_SPOKEN: Final = {"alt", "aria-label", "title", "placeholder", "label"}
_VOID: Final = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}


class Page(HTMLParser):
    """The text of a page, also what is only read out, without what is said to be in another
    language.
    """

    def __init__(self, content: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.direction = self.language = ""
        # Of each open element, whether nothing inside is for the reader's language.
        self._open: list[tuple[str, bool]] = []
        self.feed(content)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "html":
            self.language, self.direction = values["lang"], values["dir"]
        is_foreign = values.get("lang", self.language) != self.language
        is_silent = (
            tag in {"script", "style", "data"}
            or values.get("translate") == "no"
            or is_foreign
            or self._is_silent
        )
        if tag not in _VOID:
            self._open.append((tag, is_silent))
        if not is_silent:
            self.texts += [value for name, value in values.items() if name in _SPOKEN]
            if values.get("name") == "description":
                self.texts.append(values["content"])

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if not self._is_silent:
            self.texts.append(data)

    @property
    def _is_silent(self) -> bool:
        return bool(self._open) and self._open[-1][1]


def invented(text: str) -> str:
    """The text in wide letters, with its placeholders and tags."""
    kept = _KEPT.findall(text)
    parts = _KEPT.split(text)
    return "".join(
        part.translate(_WIDE) + (kept[at] if at < len(kept) else "")
        for at, part in enumerate(parts)
    )


@pytest.fixture
def _invented_language(tmp_path: Path, settings: Any) -> Iterator[None]:
    words = words_for_visitors()
    catalog = brought_up_to_date(read_catalog(INVENTED, locale=tmp_path), words, language=INVENTED)
    for each in words:
        message = catalog.get(each.singular, each.context or None)
        assert message is not None
        message.string = (
            (invented(each.plural),) * PLURALS[INVENTED].count
            if each.plural
            else invented(each.singular)
        )
    write_catalog(catalog, INVENTED, locale=tmp_path)
    compile_stale(locale=tmp_path)
    receipt_page._page_in_pieces.cache_clear()
    settings.LOCALE_PATHS = [tmp_path]
    yield
    receipt_page._page_in_pieces.cache_clear()


def plain_words(page: Page) -> set[str]:
    """What is left in plain Latin letters."""
    known = [*UNTRANSLATED, project.SITE_NAME, *(name for _code, name in project.LANGUAGES)]
    left = set()
    names = "|".join(map(re.escape, sorted(known, key=len, reverse=True)))
    for text in page.texts:
        unknown = re.sub(rf"(?<!\w)(?:{names})(?!\w)", "", _CONTENTS.sub("", text))
        left |= set(re.findall(r"[A-Za-z][A-Za-z ]*[A-Za-z]", unknown))
    return left


def fail(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


def refuse(_request: HttpRequest) -> HttpResponse:
    raise BadRequest


urlpatterns = [
    *public.urlpatterns,
    in_languages(path("fail/", fail), path("refuse/", refuse)),
]
handler400, handler403 = public.handler400, public.handler403
handler404, handler500 = public.handler404, public.handler500


def every_page(visitor: Client, language: str) -> Iterator[tuple[str, Any]]:
    """Each page for visitors, and what its forms answer."""
    contents = contents_of(make_unit(), exported_by=make_user("investigator"))
    start = f"/{language}/"
    for address in PUBLIC:
        yield address, visitor.get(start + address.format_map(contents))
    for outcome in ("identified", "country_found", "too_common"):
        yield outcome, visitor.get(f"{start}appeals/{make_closed_appeal(outcome).code}/")
    yield "withdrawn", visitor.get(f"{start}appeals/{make_withdrawn_appeal().code}/")
    yield "no objects", visitor.get(start, {"kind": "view"})
    for name in ("fail/", "refuse/", "nothing/"):
        yield name, visitor.get(start + name)
    yield from pages_of_a_tip(visitor, start)


def pages_of_a_tip(visitor: Client, start: str) -> Iterator[tuple[str, Any]]:
    appeal, closed = make_open_appeal(), make_closed_appeal()
    form = f"{start}appeals/{appeal.code}/tip/"
    token = "t" * 22
    for name, fields in {
        "empty": {"text": ""},
        "too long": {"text": "9" * 10_001, "place": "9" * 301, "period": "9" * 301, "basis": "9"},
        "unsendable": {"text": "\0", "place": "\0"},
        "without token": {"text": "9"},
        "sent": {"text": "9", "token": token},
    }.items():
        yield name, visitor.post(form, fields)
    yield "too late", visitor.post(f"{start}appeals/{closed.code}/tip/", {"text": "9"})
    yield "far too long", visitor.post(form, {"text": "9" * 300_000})
    for receipt in ("", "9", "9" * 81, "\0", "ABCD-" * 5 + "ABCD"):
        yield f"receipt {receipt}", visitor.post(f"{start}receipt/", {"receipt": receipt})
    known = make_receipt(appeal)
    for progress in Tip.Progress:
        Tip.objects.update(progress=progress)
        yield progress, visitor.post(f"{start}receipt/", {"receipt": str(known)})


@pytest.fixture
def pages(settings: Any) -> Client:
    """A visitor who gets to see error pages."""
    settings.ROOT_URLCONF = __name__
    return Client(headers={"Sec-Fetch-Site": "same-origin"}, raise_request_exception=False)


@pytest.mark.usefixtures("_invented_language")
def test_every_word_of_every_page_comes_from_the_translators(pages: Client) -> None:
    left = {}
    seen = 0
    for name, response in every_page(pages, INVENTED):
        if response.content and response["Content-Type"].startswith("text/html"):
            page = Page(response.content.decode())
            seen += 1
            assert (page.language, page.direction) == (INVENTED, "rtl"), name
            if words := plain_words(page):
                left[name] = words

    assert left == {}
    assert seen > 30


@pytest.mark.parametrize("language", languages.CODES)
def test_pages_are_in_their_language_and_direction(visitor: Client, language: str) -> None:
    code = make_open_appeal().code

    for address in ("", f"appeals/{code}/", f"appeals/{code}/tip/", "receipt/", "nothing/"):
        page = Page(visitor.get(f"/{language}/{address}").content.decode())

        is_rtl = language in project.LANGUAGES_BIDI
        assert (page.language, page.direction) == (language, "rtl" if is_rtl else "ltr")
        assert not english_left(page, language)


def english_left(page: Page, language: str) -> Iterable[str]:
    """English texts on the page that the language has a translation for."""
    text = " ".join(" ".join(page.texts).split())
    return [each for each in _translated(language) if f" {each} " in f" {text} "]


_FOUND: dict[str, list[str]] = {}


def _translated(language: str) -> list[str]:
    """English texts, long enough to be told from another language's, that are translated."""
    if language not in _FOUND and language in LANGUAGES:
        _FOUND[language] = [
            message.id
            for message in read_catalog(language)
            if isinstance(message.id, str)
            and is_translated(message)
            and message.id.count(" ") >= 2
            and message.string != message.id
            and not _KEPT.search(message.id)
        ]
    return _FOUND.get(language, [])


def test_right_to_left_is_arabic_only() -> None:
    rtl = [code for code in languages.CODES if code in project.LANGUAGES_BIDI]

    assert rtl == ["ar"]
    assert get_language_info("ar")["bidi"]


@pytest.mark.parametrize("form", [TipForm(), ReceiptForm()])
def test_no_message_of_a_form_is_left_to_django(form: forms.Form) -> None:
    """Django has no Maltese."""
    ours = {words.singular for words in words_for_visitors()}
    foreign = []
    with override(None):
        for bound in form:
            codes = {"required", *(str(getattr(each, "code", "")) for each in _validators(bound))}
            if isinstance(bound.field, forms.ChoiceField):
                codes.add("invalid_choice")
            foreign += [
                (bound.name, code)
                for code in codes
                if not bound.is_hidden
                and (bound.field.required or code != "required")
                and str(bound.field.error_messages.get(code, "")) not in ours
            ]

    assert foreign == []


def _validators(bound: forms.BoundField) -> list[Any]:
    return list(bound.field.validators)


def test_staff_pages_are_english_whatever_the_browser_asks_for(settings: Any) -> None:
    settings.ROOT_URLCONF = "tipsite.urls.staff"
    client = Client()
    client.force_login(make_user("moderator"))

    response = client.get("/admin/", headers={"Accept-Language": "de"})

    assert '<html lang="en' in response.content.decode()
