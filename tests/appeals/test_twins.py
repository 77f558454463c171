"""Pictures that look alike are pointed out; what may not be seen is not."""

import io
from typing import Any

import pytest
from PIL import Image, ImageDraw, ImageEnhance

from appeals import crops, services
from appeals.models import Appeal, Crop, User
from appeals.twins import near_twins
from tests.factories import approve, make_draft, make_unit, make_user

from .pages import signed_in

pytestmark = pytest.mark.django_db


def drawn(seed: int, size: tuple[int, int] = (480, 360)) -> Image.Image:
    """A pattern of its own for each seed."""
    image = Image.new("RGB", (480, 360), "#c8b090")
    pen = ImageDraw.Draw(image)
    for number in range(9):
        x, y = (seed * 97 + number * 131) % 400, (seed * 53 + number * number * 71) % 300
        pen.ellipse((x, y, x + 90 + seed % 7 * 9, y + 70), fill=(number * 25, seed * 40 % 255, 90))
    return image.resize(size)


def with_picture(image: Image.Image, *, is_public: bool = True, unit: str = "EU") -> Appeal:
    appeal = make_draft(unit=make_unit(unit))
    buffer = io.BytesIO()
    image.save(buffer, "JPEG", quality=60)
    buffer.seek(0)
    picture = crops.read_picture(buffer)
    services.add_crop(appeal, picture=picture, alt_text="A pattern", by=appeal.author)
    if is_public:
        services.submit_appeal(appeal, by=appeal.author)
        approve(appeal)
    return appeal


def twins_of(appeal: Appeal, by: User) -> list[str]:
    return [twin.crop.appeal.code for twin in near_twins(appeal, by=by)]


def test_the_same_object_in_other_light_and_size_is_found_and_others_are_not() -> None:
    published = with_picture(drawn(1))
    for seed in (2, 3, 4):
        with_picture(drawn(seed))
    again = with_picture(
        ImageEnhance.Brightness(drawn(1, (300, 225))).enhance(1.2), is_public=False
    )

    assert twins_of(again, again.author) == [published.code]


def test_a_draft_of_another_unit_stays_unknown() -> None:
    with_picture(drawn(1), is_public=False, unit="PL")
    own = with_picture(drawn(1), is_public=False)

    assert twins_of(own, own.author) == []
    assert len(twins_of(own, make_user("auditor"))) == 1


def test_crops_without_a_hash_are_nobodys_twins() -> None:
    with_picture(drawn(1), is_public=False)
    own = with_picture(drawn(1), is_public=False)
    Crop.objects.update(perceptual_hash="")

    assert twins_of(own, own.author) == []


def test_the_publisher_is_told_on_the_review() -> None:
    published = with_picture(drawn(1))
    again = with_picture(drawn(1), is_public=False)

    page = signed_in(again.author).get(f"/admin/appeals/appeal/{again.pk}/review/")

    assert "Is it the same object?" in page.content.decode()
    assert published.code in page.content.decode()


def test_a_public_twin_of_another_unit_is_linked_where_everybody_sees_it(settings: Any) -> None:
    settings.PUBLIC_URL = "https://tips.example.org"
    elsewhere = with_picture(drawn(1), unit="PL")
    again = with_picture(drawn(1), is_public=False)

    page = signed_in(again.author).get(f"/admin/appeals/appeal/{again.pk}/review/").content.decode()

    assert f'href="https://tips.example.org/appeals/{elsewhere.code}/"' in page
