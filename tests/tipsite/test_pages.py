"""Pages about the site: in every language, the same for everybody, and an operator's own."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings as project
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from pytest_django import DjangoAssertNumQueries

from appeals import languages
from appeals.links import token_of
from appeals.views import CACHE_CONTROL
from tests.factories import make_open_appeal, make_showing
from tipsite import colours

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("visitor")]

NAMES: Final = ("help", "about", "tips", "anonymity", "privacy", "accessibility")
ORIGIN: Final = "http://testserver"
_ALTERNATE: Final = re.compile(r'<link rel="alternate" hreflang="([^"]+)" href="([^"]+)">')
_CANONICAL: Final = re.compile(r'<link rel="canonical" href="([^"]+)">')


def alternates(page: str) -> dict[str, str]:
    return dict(_ALTERNATE.findall(page))


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("de", "ltr"), ("ar", "rtl")])
def test_each_page_opens_for_everybody_without_a_query(
    visitor: Client,
    name: str,
    language: str,
    direction: str,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    with override(language):
        address = reverse(f"site:{name}")

    with django_assert_num_queries(0):
        response = visitor.get(address)

    page = response.content.decode()
    assert response.status_code == 200
    assert f'<html lang="{language}" dir="{direction}">' in page
    assert page.count("<h1") == 1
    assert response["Cache-Control"] == CACHE_CONTROL
    assert not response.cookies
    assert visitor.get(address).content.decode() == page
    assert visitor.post(address).status_code == 405


class TestAddressesInOtherLanguages:
    def test_every_page_names_all_of_them_and_each_names_it(self, visitor: Client) -> None:
        code = make_open_appeal().code
        for path in ("/", "/help/", "/about/", f"/appeals/{code}/", "/receipt/"):
            english = alternates(visitor.get(f"/en{path}").content.decode())

            assert set(english) == {*languages.CODES, "x-default"}
            assert english["x-default"] == f"{ORIGIN}{path}"
            assert english["ar"] == f"{ORIGIN}/ar{path}"
            for language in ("de", "ar"):
                page = visitor.get(english[language].removeprefix(ORIGIN)).content.decode()
                assert alternates(page) == english
                assert _CANONICAL.findall(page) == [english[language]]

    def test_an_address_without_a_language_names_the_english_one(self, visitor: Client) -> None:
        page = visitor.get("/help/").content.decode()

        assert _CANONICAL.findall(page) == [f"{ORIGIN}/en/help/"]

    def test_they_stay_on_the_host_and_scheme_that_was_asked(self, settings: Any) -> None:
        settings.ALLOWED_HOSTS = ["tips.example"]

        page = Client().get("/de/help/", headers={"Host": "tips.example"}, secure=True)

        found = alternates(page.content.decode()).values()
        assert {address.split("/")[2] for address in found} == {"tips.example"}
        assert {address.split(":")[0] for address in found} == {"https"}

    @pytest.mark.parametrize("path", ["/en/nothing/", "/en/appeals/EU-2026-9999/"])
    def test_what_is_not_there_has_none(self, visitor: Client, path: str) -> None:
        page = visitor.get(path).content.decode()

        assert alternates(page) == {}
        assert "canonical" not in page

    def test_what_is_shown_in_confidence_has_none(self, visitor: Client) -> None:
        page = visitor.get(f"/en/shown/{token_of(make_showing())}/").content.decode()

        assert alternates(page) == {}

    def test_a_link_leads_to_each_language_by_its_own_name(self, visitor: Client) -> None:
        page = visitor.get("/en/help/").content.decode()

        for code, name in project.LANGUAGES:
            direction = "rtl" if code == "ar" else "ltr"
            link = f'<a href="/{code}/help/" lang="{code}" hreflang="{code}" dir="{direction}"'
            assert link in page
            assert f">{name}</a>" in page
        assert page.count('aria-current="true"') == 1

    def test_an_answer_to_a_form_offers_no_link_that_would_lose_it(self, visitor: Client) -> None:
        code = make_open_appeal().code

        page = visitor.post(f"/en/appeals/{code}/tip/", {"text": "x", "token": "t" * 22})

        assert 'hreflang="de"' not in page.content.decode()

    def test_odd_addresses_cannot_break_out(self, visitor: Client) -> None:
        page = visitor.get('/en/%22%3E%3Cscript%3E%3Fa"/').content.decode()

        assert "<script>" not in page
        assert 'href="/de/%22%3E%3Cscript%3E%3Fa%22/"' in page


class TestTheFrame:
    def test_every_page_has_a_quick_way_out(self, visitor: Client, settings: Any) -> None:
        settings.LEAVE_URL = "https://weather.example/"

        for path in ("/en/", "/en/help/", "/en/nothing/"):
            page = visitor.get(path).content.decode()
            assert '<a class="leave" href="https://weather.example/" rel="noreferrer' in page

    def test_every_page_leads_to_the_numbers_and_to_the_trust_pages(self, visitor: Client) -> None:
        page = visitor.get("/de/nothing/").content.decode()

        for name in NAMES:
            with override("de"):
                assert f'href="{reverse(f"site:{name}")}' in page

    def test_the_staff_zone_shows_errors_without_public_links(self, settings: Any) -> None:
        settings.ROOT_URLCONF = "tipsite.urls.staff"

        page = Client().get("/nothing/").content.decode()

        assert "There is no such page" in page
        assert "/help/" not in page
        assert "data-leave" not in page


class TestHelp:
    def test_numbers_can_be_dialled(self, visitor: Client) -> None:
        page = visitor.get("/en/help/").content.decode()

        assert '<a href="tel:116111" dir="ltr">116 111</a>' in page
        assert '<a href="tel:08001111" dir="ltr">0800 1111</a>' in page

    def test_countries_have_the_readers_names_and_order(self, visitor: Client) -> None:
        page = visitor.get("/de/help/").content.decode()
        names = re.findall(r'<h3 class="country__name">([^<]+)</h3>', page)

        assert names.index("Österreich") < names.index("Polen")
        assert {"Deutschland", "Türkei", "Vereinigte Staaten"} <= set(names)


class TestSecurityTxt:
    def test_it_is_as_the_standard_asks(self, visitor: Client, settings: Any) -> None:
        settings.SECURITY_CONTACT = "mailto:security@example.org"
        settings.SECURITY_LANGUAGES = ["en", "fr"]

        response = visitor.get("/.well-known/security.txt")

        fields = dict(line.split(": ", 1) for line in response.content.decode().splitlines())
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert fields["Contact"] == "mailto:security@example.org"
        assert fields["Preferred-Languages"] == "en, fr"
        assert fields["Canonical"] == f"{ORIGIN}/.well-known/security.txt"
        expires = datetime.fromisoformat(fields["Expires"])
        left = expires - datetime.now(UTC)
        assert timedelta(days=120) < left < timedelta(days=365)

    def test_without_a_contact_there_is_none(self, visitor: Client, settings: Any) -> None:
        settings.SECURITY_CONTACT = ""

        assert visitor.get("/.well-known/security.txt").status_code == 404

    def test_its_old_address_leads_on(self, visitor: Client) -> None:
        response = visitor.get("/security.txt", headers={"Accept-Language": "de"})

        assert response.status_code == 301
        assert response["Location"] == "/.well-known/security.txt"


class TestAnOperatorsOwn:
    def test_contacts_stand_where_visitors_look_for_them(
        self, visitor: Client, settings: Any
    ) -> None:
        settings.OPERATOR_NAME = "Agency <of> examples"
        settings.CONTACT_EMAIL = settings.PRIVACY_EMAIL = "tips@example.org"
        settings.SUPERVISOR = "Authority of Data"
        settings.ACCESSIBILITY_BODY = "Office for Access"

        pages = {name: visitor.get(f"/en/about/{name}/").content.decode() for name in NAMES[2:]}

        assert "Agency &lt;of&gt; examples" in pages["privacy"]
        assert "Authority of Data" in pages["privacy"]
        assert "Office for Access" in pages["accessibility"]
        for name in ("privacy", "accessibility"):
            assert '<a href="mailto:tips@example.org">' in pages[name]

    @pytest.mark.parametrize(
        ("law", "named"), [("led", "Directive (EU) 2016/680"), ("gdpr", "Regulation (EU) 2016/679")]
    )
    def test_the_notice_names_the_law_that_applies(
        self, visitor: Client, settings: Any, law: str, named: str
    ) -> None:
        settings.LAW = law

        assert named in visitor.get("/en/about/privacy/").content.decode()

    def test_a_template_of_theirs_replaces_ours(
        self, visitor: Client, settings: Any, tmp_path: Path
    ) -> None:
        (tmp_path / "site").mkdir()
        (tmp_path / "site" / "privacy.html").write_text("Our own notice for {{ operator_name }}")
        engine = {**settings.TEMPLATES[0], "DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}
        settings.TEMPLATES = [engine]
        settings.OPERATOR_NAME = "Agency"

        assert visitor.get("/en/about/privacy/").content == b"Our own notice for Agency"

    def test_a_logo_replaces_the_mark(self, visitor: Client, settings: Any) -> None:
        # Any static file will do.
        settings.LOGO = "img/favicon.svg"

        page = visitor.get("/en/").content.decode()

        assert re.search(
            r'<img class="masthead__logo" src="/static/img/favicon\.[^"]+" alt="">', page
        )
        assert "masthead__mark" not in page

    def test_colours_come_as_a_style_sheet_of_their_own(
        self, visitor: Client, settings: Any
    ) -> None:
        assert "/colours/" not in visitor.get("/en/").content.decode()
        settings.COLOUR_MASTHEAD, settings.COLOUR_ACCENT = "#3a1d5c", "#7a1f5c"

        page = visitor.get("/en/").content.decode()
        (address,) = re.findall(r'href="(/colours/[0-9a-f]+\.css)"', page)
        response = visitor.get(address)

        assert response["Content-Type"] == "text/css; charset=utf-8"
        assert "immutable" in response["Cache-Control"]
        assert response.content.decode() == colours.stylesheet("#3a1d5c", "#7a1f5c")
        assert visitor.get(address, headers={"If-None-Match": response["ETag"]}).status_code == 304
        assert visitor.get("/colours/0123456789ab.css").status_code == 404
