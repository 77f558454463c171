"""Security headers on every kind of answer, no cookie in public, and forms of foreign pages."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.conf import settings as project
from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.test import Client, override_settings
from django.urls import path

from moderation.models import Disposition
from submissions.models import Tip
from tests.factories import (
    PASSWORD,
    make_moderator,
    make_open_appeal,
    make_triage,
    make_user,
    make_withdrawn_appeal,
)
from tipsite.settings.parts import content_security_policy, middleware
from tipsite.urls import all as all_urls

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
# What other sites may show or read: published pictures, feeds, the API.
SHARED = {"200 picture", "200 feed", "200 API"}
SAME_EVERYWHERE = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), browsing-topics=()",
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "X-Permitted-Cross-Domain-Policies": "none",
}


def fail(_request: HttpRequest) -> HttpResponse:
    raise RuntimeError("a fault of ours")


urlpatterns = [path("fail/", fail), *all_urls.urlpatterns]
handler404, handler500 = all_urls.handler404, all_urls.handler500


@pytest.fixture
def answers(settings: Any) -> Iterator[dict[str, Any]]:
    """One answer of every kind, by what it is."""
    settings.ROOT_URLCONF = __name__
    visitor = Client(headers={"Sec-Fetch-Site": "same-origin"}, raise_request_exception=False)
    appeal, withdrawn = make_open_appeal(), make_withdrawn_appeal()
    picture = appeal.crops.get().renditions.all()[0].url
    page = f"/appeals/{appeal.code}/"
    staff = Client()
    staff.force_login(make_moderator())
    found = {
        "200": visitor.get("/"),
        "200 form": visitor.get(f"{page}tip/"),
        "200 receipt": visitor.post(f"{page}tip/", {"text": "x", "token": "t" * 22}),
        "200 health": visitor.get("/healthz"),
        "200 picture": visitor.get(picture),
        "200 feed": visitor.get("/en/feed.atom"),
        "200 API": visitor.get("/api/v1/appeals"),
        "304": visitor.get("/", headers={"If-None-Match": visitor.get("/")["ETag"]}),
        "200 static file": visitor.get(static("css/site.css")),
        "302": visitor.get("/admin/"),
        "400": visitor.get("/", headers={"Host": "evil.example"}),
        "403 foreign": visitor.post(
            f"{page}tip/", {"text": "x"}, headers={"Sec-Fetch-Site": "cross-site"}
        ),
        "404": visitor.get("/nothing-here"),
        "404 static file": visitor.get("/static/nothing.css"),
        "405": visitor.delete(page),
        "410": visitor.get(f"/appeals/{withdrawn.code}/"),
        "422": visitor.post(f"{page}tip/", {"text": ""}),
        "500": visitor.get("/fail/"),
        "200 sign-in": visitor.get("/admin/login/"),
        "200 queue": staff.get("/admin/moderation/triage/"),
        "403 staff": staff.get("/admin/moderation/auditentry/"),
    }
    yield found
    # A static file is answered with the open file.
    for each in found.values():
        each.close()


def test_every_answer_carries_the_same_headers(answers: dict[str, Any]) -> None:
    assert {kind: each.status_code for kind, each in answers.items()} == {
        kind: int(kind[:3]) for kind in answers
    }
    lacking = [
        (kind, name, each.headers.get(name))
        for kind, each in answers.items()
        for name, value in SAME_EVERYWHERE.items()
        if each.headers.get(name) != value
    ]

    assert lacking == []


def test_only_what_is_shared_may_be_read_by_other_sites(answers: dict[str, Any]) -> None:
    for kind, each in answers.items():
        expected = "cross-origin" if kind in SHARED else "same-origin"
        assert each.headers["Cross-Origin-Resource-Policy"] == expected, kind
        assert ("Access-Control-Allow-Origin" in each.headers) == (kind in SHARED), kind


def test_every_answer_carries_the_policy_of_the_settings(answers: dict[str, Any]) -> None:
    directives: dict[str, Any] = project.CONTENT_SECURITY_POLICY["DIRECTIVES"]
    expected = {f"{name} {' '.join(sources)}" for name, sources in directives.items()}

    for kind, each in answers.items():
        policy = each.headers.get("Content-Security-Policy", "")
        assert {part.strip() for part in policy.split(";")} == expected, kind


def test_every_answer_says_how_long_it_may_be_kept(answers: dict[str, Any]) -> None:
    shared = {*SHARED, "200", "304", "200 static file", "410"}

    for kind, each in answers.items():
        kept = each.headers["Cache-Control"]
        assert ("public" in kept) == (kind in shared), (kind, kept)
        assert ("no-store" in kept) == (kind not in shared), (kind, kept)


def test_errors_tell_nothing_of_the_inside(answers: dict[str, Any]) -> None:
    page = answers["500"].content.decode()

    assert "Something went wrong on our side" in page
    assert not any(sign in page for sign in ("RuntimeError", "a fault of ours", "Traceback", ".py"))


@pytest.mark.parametrize("zone", ["public", "staff", "all"])
def test_the_policy_starts_from_nothing_and_allows_nothing_unsafe(zone: str) -> None:
    policy = content_security_policy(zone, https=True)

    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == policy["base-uri"] == ["'none'"]
    assert policy["script-src"] == policy["style-src"] == ["'self'"]
    assert "unsafe" not in str(policy)
    assert "*" not in str(policy)
    assert ("data:" in str(policy)) == (zone != "public")
    assert policy["upgrade-insecure-requests"] is True
    assert "upgrade-insecure-requests" not in content_security_policy(zone, https=False)


class TestThePublicZone:
    @pytest.fixture(autouse=True)
    def _public(self, settings: Any) -> None:
        settings.ROOT_URLCONF = "tipsite.urls.public"
        settings.MIDDLEWARE = middleware("public")

    def test_sets_no_cookie_whatever_is_asked(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        page = f"/appeals/{appeal.code}/"
        answers = [
            visitor.get("/"),
            visitor.get(page),
            visitor.get(f"{page}tip/"),
            visitor.post(f"{page}tip/", {"text": ""}),
            visitor.post(f"{page}tip/", {"text": "x", "token": "t" * 22}),
            visitor.get("/receipt/"),
            visitor.post("/receipt/", {"receipt": "x"}),
            visitor.get("/nothing-here"),
            visitor.get("/admin/"),
            visitor.get("/", headers={"Cookie": "sessionid=x; csrftoken=y; messages=z"}),
        ]

        assert [each.status_code for each in answers[-2:]] == [404, 200]
        assert not any(each.has_header("Set-Cookie") for each in answers)
        assert not visitor.cookies
        assert not any("Cookie" in each.headers.get("Vary", "") for each in answers)

    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "same-site"},
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Origin": "http://testserver.evil.example"},
        ],
        ids=str,
    )
    def test_a_form_of_a_foreign_page_is_not_acted_on(self, headers: dict[str, str]) -> None:
        appeal = make_open_appeal()

        response = Client(headers=headers).post(
            f"/appeals/{appeal.code}/tip/", {"text": "A bag", "token": "t" * 22}
        )

        assert response.status_code == 403
        assert "A bag" in response.content.decode()
        assert not Tip.objects.exists()


class TestTheStaffZone:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Origin": "https://evil.example"},
            {"Origin": "null"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "https://evil.example"},
            {},
        ],
        ids=str,
    )
    def test_a_form_without_our_token_is_not_acted_on(self, headers: dict[str, str]) -> None:
        triage = make_triage()
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_moderator())

        response = client.post(
            f"/admin/moderation/triage/{triage.pk}/decide/", {"outcome": "spam"}, headers=headers
        )

        assert response.status_code == 403
        assert "This form has expired" in response.content.decode()
        assert not Disposition.objects.exists()

    def test_even_a_true_token_does_not_help_a_foreign_page(self) -> None:
        triage = make_triage()
        client = Client(enforce_csrf_checks=True)
        client.force_login(make_moderator())
        client.get(f"/admin/moderation/triage/{triage.pk}/")
        token = client.cookies[project.CSRF_COOKIE_NAME].value
        fields = {"outcome": "spam", "csrfmiddlewaretoken": token}
        address = f"/admin/moderation/triage/{triage.pk}/decide/"

        foreign = client.post(address, fields, headers={"Origin": "https://evil.example"})
        own = client.post(address, fields, headers={"Origin": "http://testserver"})

        assert (foreign.status_code, own.status_code) == (403, 302)

    def test_its_cookies_are_hidden_from_scripts_and_other_sites(self) -> None:
        user = make_user("moderator")
        client = Client()

        client.post("/admin/login/", {"username": user.username, "password": PASSWORD})

        names = {project.SESSION_COOKIE_NAME, project.CSRF_COOKIE_NAME}
        assert set(client.cookies) == names
        for cookie in client.cookies.values():
            assert cookie["httponly"]
            assert cookie["samesite"] == "Strict"

    @override_settings(SECURE_SSL_REDIRECT=True, SECURE_HSTS_SECONDS=63_072_000)
    def test_in_production_it_speaks_https_only(self) -> None:
        client = Client()

        assert client.get("/admin/login/")["Location"].startswith("https://")
        secure = client.get("/admin/login/", secure=True)
        assert secure["Strict-Transport-Security"].startswith("max-age=63072000")
