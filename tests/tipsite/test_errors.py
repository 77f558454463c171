"""Error pages: they come whatever is broken, and hand back what was being sent."""

from typing import Any

import pytest
from django.db import OperationalError
from django.test import Client, RequestFactory

from submissions import views
from tests.factories import make_open_appeal
from tipsite import errors


@pytest.mark.django_db
def test_a_failure_of_ours_hands_the_text_back(monkeypatch: pytest.MonkeyPatch) -> None:
    appeal = make_open_appeal()

    def broken(*_args: Any, **_kwargs: Any) -> None:
        raise RuntimeError

    monkeypatch.setattr(views, "receive_tip", broken)
    client = Client(raise_request_exception=False)

    answer = client.post(
        f"/appeals/{appeal.code}/tip/", {"text": "my <own> words", "token": "a" * 30}
    )

    assert answer.status_code == 500
    assert "my &lt;own&gt; words" in answer.content.decode()
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("content_type", ["multipart/form-data; boundary=x", "text/plain", ""])
def test_a_body_that_cannot_be_read_is_no_second_failure(content_type: str) -> None:
    request = RequestFactory().generic("POST", "/", b"--x\r\nnonsense", content_type=content_type)

    assert errors.server_error(request).status_code == 500


@pytest.mark.django_db
def test_with_the_database_away_the_page_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    appeal = make_open_appeal()

    def away(*_args: Any, **_kwargs: Any) -> None:
        raise OperationalError

    monkeypatch.setattr(views, "receive_tip", away)
    client = Client(raise_request_exception=False)

    answer = client.post(f"/en/appeals/{appeal.code}/tip/", {"text": "words", "token": "a" * 30})

    assert answer.status_code == 503
    assert answer["Retry-After"] == "60"
    assert "has not arrived" in answer.content.decode()
    assert ">words</textarea>" in answer.content.decode()


@pytest.mark.parametrize(("language", "direction"), [("de", "ltr"), ("ar", "rtl")])
@pytest.mark.parametrize(("method", "length", "status"), [("GET", 0, 404), ("POST", 10**7, 413)])
def test_an_error_comes_in_the_language_of_the_address(
    language: str, direction: str, method: str, length: int, status: int
) -> None:
    answer = Client().generic(
        method, f"/{language}/nothing/", b"", CONTENT_LENGTH=str(length), secure=True
    )

    page = answer.content.decode()
    assert answer.status_code == status
    assert f'<html lang="{language}" dir="{direction}">' in page
    # A way on, in the same language.
    assert f'class="button" href="/{language}/"' in page
    assert f'href="/{language}/help/"' in page
