"""The onion address: announced to those who can use it, never left again."""

from typing import Any, Final

import pytest
from django.templatetags.static import static
from django.test import Client

from tests.factories import make_open_appeal
from tipsite.settings.parts import middleware

pytestmark = pytest.mark.django_db
HOST: Final = f"{'a' * 56}.onion"


@pytest.fixture(autouse=True)
def _in_production(settings: Any) -> None:
    settings.ONION_URL = f"http://{HOST}"
    settings.ALLOWED_HOSTS = ["testserver", HOST]
    settings.MIDDLEWARE = middleware("all", has_onion=True)
    settings.SECURE_SSL_REDIRECT = True
    settings.CONTENT_SECURITY_POLICY = {
        "DIRECTIVES": {"default-src": ["'none'"], "upgrade-insecure-requests": True}
    }


def test_pages_name_it_with_path_and_query() -> None:
    code = make_open_appeal().code
    for path in ("/en/?kind=bag&page=1", f"/de/appeals/{code}/", "/en/nothing/?a=%22%0D"):
        response = Client().get(path, secure=True)

        assert response["Onion-Location"] == f"http://{HOST}{path}"


def test_only_pages_name_it() -> None:
    picture = make_open_appeal().crops.get().renditions.all()[0].url
    files = (picture, static("css/site.css"), "/robots.txt", "/healthz", "/security.txt")

    responses = {path: Client().get(path, secure=True) for path in files}

    assert [path for path, each in responses.items() if "Onion-Location" in each] == []
    # A static file is answered with the open file.
    responses[files[1]].close()


def test_nothing_is_announced_where_no_browser_listens() -> None:
    over_http = Client().get("/en/")
    over_tor = Client().get("/en/", headers={"Host": HOST})

    assert over_http.status_code == 301
    assert "Onion-Location" not in over_http
    assert "Onion-Location" not in over_tor


def test_without_an_address_nothing_is_announced(settings: Any) -> None:
    settings.ONION_URL = ""

    assert "Onion-Location" not in Client().get("/en/", secure=True)


def test_over_tor_plain_http_is_answered_and_nothing_leads_out() -> None:
    response = Client().get("/en/help/", headers={"Host": HOST})
    page = response.content.decode()

    assert response.status_code == 200
    assert "Strict-Transport-Security" not in response
    assert response["Content-Security-Policy"] == "default-src 'none'"
    assert f'<link rel="canonical" href="http://{HOST}/en/help/">' in page
    assert "testserver" not in page


def test_the_open_web_is_still_led_to_https() -> None:
    response = Client().get("/en/help/")

    assert response["Location"] == "https://testserver/en/help/"
    assert "upgrade-insecure-requests" in response["Content-Security-Policy"]
