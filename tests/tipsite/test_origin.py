"""Which POSTs count as another site's."""

import pytest
from django.test import RequestFactory

from tipsite.origin import is_foreign


@pytest.mark.parametrize(
    ("headers", "foreign"),
    [
        ({}, False),
        ({"Sec-Fetch-Site": "same-origin"}, False),
        ({"Sec-Fetch-Site": "none"}, False),
        ({"Sec-Fetch-Site": "cross-site"}, True),
        ({"Sec-Fetch-Site": "same-site"}, True),
        ({"Origin": "http://testserver"}, False),
        ({"Origin": "https://testserver"}, False),
        ({"Origin": "http://testserver.evil.example"}, True),
        ({"Origin": "null"}, True),
        ({"Origin": "null", "Sec-Fetch-Site": "same-origin"}, False),
        ({"Origin": ""}, True),
        ({"Origin": "http://["}, True),
        ({"Origin": "http://[::1"}, True),
        ({"Origin": "http://a]b"}, True),
    ],
)
def test_a_post(headers: dict[str, str], foreign: bool) -> None:  # noqa: FBT001  # a table
    assert is_foreign(RequestFactory().post("/", headers=headers)) is foreign


def test_a_get_never() -> None:
    assert not is_foreign(RequestFactory().get("/", headers={"Sec-Fetch-Site": "cross-site"}))
