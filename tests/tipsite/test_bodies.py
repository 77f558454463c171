"""Bodies that no form of ours sends."""

from typing import Any

import pytest
from django.core.files import uploadedfile, uploadhandler
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory

from tests.appeals.pages import ADD, new_crop, signed_in, words
from tests.factories import make_user, picture_bytes
from tipsite.bodies import SmallBodies
from tipsite.settings.parts import middleware


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


MIB = 1024 * 1024


@pytest.mark.parametrize(
    ("zone", "path", "length", "passes"),
    [
        ("staff", "/admin/appeals/appeal/add/", 25 * MIB, True),
        ("staff", "/admin/appeals/appeal/add/", 25 * MIB + 1, False),
        ("staff", "/admin/login/", MIB, False),
        ("staff", "/admin/moderation/lead/export/", MIB, False),
        ("public", "/admin/appeals/appeal/add/", MIB, False),
    ],
)
def test_only_the_form_with_files_takes_them(
    settings: Any,
    zone: str,
    path: str,
    length: int,
    passes: bool,  # noqa: FBT001  # a column of the table
) -> None:
    settings.ZONE = zone
    request = RequestFactory().post(path)
    request.META["CONTENT_LENGTH"] = str(length)

    answer = SmallBodies(lambda _request: HttpResponse("taken"))(request)

    assert (answer.content == b"taken") == passes
    assert passes or answer.status_code == 413


def test_the_staff_zone_looks_at_bodies_before_anything_reads_them() -> None:
    for zone in ("public", "staff", "all"):
        order = middleware(zone)
        readers = [name for name in order if "csrf" in name or "origin" in name]
        assert order.index("tipsite.bodies.SmallBodies") < min(map(order.index, readers))


@pytest.mark.django_db
def test_an_upload_never_lies_on_a_disk(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that is killed while it reads would leave the uncut file there."""
    kept: list[str] = []

    def refuse(*_args: object, **_options: object) -> None:
        kept.append("a file")

    monkeypatch.setattr(uploadedfile, "TemporaryUploadedFile", refuse)
    monkeypatch.setattr(uploadhandler, "TemporaryUploadedFile", refuse)
    large = picture_bytes((1800, 1500), "BMP")
    assert len(large) > 5 * MIB

    answer = signed_in(make_user("publisher")).post(ADD, words(**new_crop(large, name="x.bmp")))

    assert answer.status_code == 302
    assert kept == []
