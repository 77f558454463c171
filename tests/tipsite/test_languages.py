"""Addresses and their languages: one redirect at most, never a cookie."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from appeals import languages
from appeals.links import token_of
from tests.factories import make_open_appeal, make_showing
from tipsite.languages import language_of, without_language

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("visitor")]


def test_pages_come_in_every_language_an_appeal_can_be_told_in() -> None:
    assert {code for code, _name in settings.LANGUAGES} == set(languages.CODES)


@pytest.mark.parametrize("language", languages.CODES)
def test_a_prefix_decides_whatever_the_browser_asks_for(visitor: Client, language: str) -> None:
    response = visitor.get(f"/{language}/", headers={"Accept-Language": "de, fr;q=0.5"})

    assert response.status_code == 200
    assert "Vary" not in response
    assert f'<html lang="{language}"' in response.content.decode()


@pytest.mark.parametrize(
    ("accepted", "language"),
    [
        ("de", "de"),
        ("de-AT,de;q=0.9,en;q=0.8", "de"),
        ("PT-br", "pt"),
        ("ca, es;q=0.8, en;q=0.7", "es"),
        ("en;q=0.2, uk;q=0.9", "uk"),
        ("zh-CN, ar", "ar"),
    ],
)
def test_without_a_prefix_the_browser_is_asked_once(
    visitor: Client, accepted: str, language: str
) -> None:
    code = make_open_appeal().code

    response = visitor.get(f"/appeals/{code}/?a=b", headers={"Accept-Language": accepted})

    assert response.status_code == 302
    assert response["Location"] == f"/{language}/appeals/{code}/?a=b"
    assert response["Vary"] == "Accept-Language"
    assert not response.cookies


@pytest.mark.parametrize(
    "accepted", ["", "en", "en-GB,en;q=0.9,de;q=0.1", "zh", "*", ";;;", "de;q=x", "x" * 5000]
)
def test_english_and_what_we_do_not_speak_get_the_page_at_once(
    visitor: Client, accepted: str
) -> None:
    response = visitor.get("/", headers={"Accept-Language": accepted})

    assert response.status_code == 200
    assert response["Vary"] == "Accept-Language"
    assert '<html lang="en"' in response.content.decode()


def test_files_and_unknown_addresses_are_led_nowhere(visitor: Client) -> None:
    for address in ("/healthz", "/robots.txt", "/pictures/x.jpg", "/nothing/", "/en/de/"):
        assert visitor.get(address, headers={"Accept-Language": "de"}).status_code in {200, 404}


def test_a_secret_address_is_led_on_in_secret(visitor: Client) -> None:
    address = f"/shown/{token_of(make_showing())}/"

    response = visitor.get(address, headers={"Accept-Language": "de"})

    assert response["Location"] == f"/de{address}"
    assert response["Cache-Control"] == "no-store"
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_form_without_a_language_is_taken_as_it_is(visitor: Client) -> None:
    code = make_open_appeal().code

    response = visitor.post(f"/appeals/{code}/tip/", {}, headers={"Accept-Language": "de"})

    assert response.status_code == 422


def test_links_keep_the_language() -> None:
    with override("ar"):
        assert reverse("appeals:front-page") == "/ar/"


def test_a_path_with_and_without_its_language() -> None:
    assert language_of("/de/appeals/") == "de"
    assert [language_of(path) for path in ("/", "/de", "/xx/", "/deutsch/")] == [None] * 4
    assert without_language("/de/appeals/") == "/appeals/"
    assert without_language("/appeals/") == "/appeals/"
