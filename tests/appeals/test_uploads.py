"""Several files of one form: read together, each judged by itself, in bounded time."""

import time
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from appeals import crops
from appeals.models import Appeal
from tests.factories import make_user, picture_bytes

from .pages import ADD, signed_in, words

pytestmark = pytest.mark.django_db


def several(*contents: bytes) -> dict[str, Any]:
    fields: dict[str, Any] = {"crops-TOTAL_FORMS": str(len(contents))}
    for number, content in enumerate(contents):
        fields[f"crops-{number}-alt_text"] = f"Bag {number}"
        fields[f"crops-{number}-file"] = SimpleUploadedFile("crop.png", content)
    return words(**fields)


def test_every_file_becomes_its_own_crop() -> None:
    sizes = [(100 + number, 90) for number in range(4)]

    response = signed_in(make_user("publisher")).post(ADD, several(*map(picture_bytes, sizes)))

    assert response.status_code == 302
    found = Appeal.objects.get().crops.order_by("position")
    assert [(crop.width_px, crop.height_px, crop.alt_text) for crop in found] == [
        (*size, f"Bag {number}") for number, size in enumerate(sizes)
    ]


def test_one_bad_file_is_named_and_no_crop_is_made() -> None:
    contents = [picture_bytes(), b"no picture", picture_bytes()]

    response = signed_in(make_user("publisher")).post(ADD, several(*contents))

    formset = response.context["inline_admin_formsets"][0].formset
    assert [list(errors) for errors in formset.errors] == [[], ["file"], []]
    assert not Appeal.objects.exists()


def test_all_files_together_get_the_time_of_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crops, "SECONDS", 0.05)
    began = time.monotonic()

    response = signed_in(make_user("publisher")).post(ADD, several(*[picture_bytes()] * 6))

    assert time.monotonic() - began < 5
    formset = response.context["inline_admin_formsets"][0].formset
    assert all(list(errors) == ["file"] for errors in formset.errors)
    assert "no time left" in response.content.decode()
