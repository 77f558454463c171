"""Odd requests: refused or tidied before they reach the database."""

import pytest
from django.conf import settings
from django.test import Client

from tests.factories import PASSWORD, make_user
from tipsite.wsgi import plain_content_type

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "path",
    [
        "/admin/appeals/appeal/?status__exact=%00",
        "/admin/moderation/export/?format=%00",
        "/admin/moderation/auditentry/?a%00ct=x",
    ],
)
def test_nul_in_a_query_is_a_bad_request(path: str) -> None:
    client = Client()
    client.force_login(make_user("auditor"))

    assert client.get(path).status_code == 400


@pytest.mark.parametrize("cookie", ['"abcdefgh\\000"', "x", "A" * 32, ""])
def test_a_session_cookie_that_is_none_is_dropped(cookie: str) -> None:
    client = Client()

    answer = client.get(
        "/admin/login/", headers={"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
    )

    assert answer.status_code == 200


def test_a_real_session_goes_on() -> None:
    user, client = make_user("auditor"), Client()
    assert client.login(username=user.username, password=PASSWORD)

    assert client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("application/x-www-form-urlencoded", "application/x-www-form-urlencoded"),
        ("application/x-www-form-urlencoded; charset=utf-7", "application/x-www-form-urlencoded"),
        ("Application/X-WWW-Form-Urlencoded;charset=hex", "application/x-www-form-urlencoded"),
        (
            "multipart/form-data; boundary=----WebKitFormBoundaryAb1",
            "multipart/form-data; boundary=----WebKitFormBoundaryAb1",
        ),
        ("multipart/form-data; boundary=X; charset=utf-7", ""),
        ("multipart/form-data; charset=utf-7; boundary=X", ""),
        ("multipart/form-data", ""),
        (f"multipart/form-data; boundary={'x' * 71}", ""),
        ("a/b; x*=q''%41", ""),
        ("text/plain; charset=hex", ""),
        ("", ""),
    ],
)
def test_only_content_types_of_our_own_forms_reach_django(sent: str, seen: str) -> None:
    assert plain_content_type(sent) == seen
