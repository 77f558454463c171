"""Bodies that no form of ours sends."""

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tipsite.bodies import SmallBodies


def answered(length: str) -> HttpResponse:
    request = RequestFactory().post("/")
    request.META["CONTENT_LENGTH"] = length
    return SmallBodies(lambda _request: HttpResponse("taken"))(request)


@pytest.mark.parametrize("length", ["262145", "99999999999999999999", "-1", "x", "1e9", "²"])
def test_too_long_or_odd_is_refused_unread(length: str) -> None:
    def unread(_request: HttpRequest) -> HttpResponse:
        raise AssertionError

    request = RequestFactory().post("/")
    request.META["CONTENT_LENGTH"] = length

    answer = SmallBodies(unread)(request)

    assert answer.status_code == 413
    assert "shorten your text" in answer.content.decode()


@pytest.mark.parametrize("length", ["", "0", "262144"])
def test_what_a_form_may_send_passes(length: str) -> None:
    assert answered(length).content == b"taken"
