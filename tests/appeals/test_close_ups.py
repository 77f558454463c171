"""One picture on its own page: which one, its neighbours, and what stays hidden."""

from typing import Any

import pytest
from django.test import Client

from appeals import services
from appeals.models import Appeal
from tests.factories import (
    approve,
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_picture,
    make_withdrawn_appeal,
)

pytestmark = pytest.mark.django_db


def address(appeal: Appeal, number: int | str = 1) -> str:
    return f"/en/appeals/{appeal.code}/pictures/{number}/"


def appeal_with_pictures(count: int) -> Appeal:
    appeal = make_draft()
    for _ in range(count):
        make_crop(appeal)
    services.submit_appeal(appeal, by=appeal.author)
    approve(appeal)
    return appeal


def test_the_picture_is_offered_at_its_largest_with_its_words(visitor: Client) -> None:
    appeal = make_draft()
    crop = services.add_crop(
        appeal,
        picture=make_picture((1700, 1300)),
        alt_text="A bag with a <bird>",
        caption="Seen from above",
        by=appeal.author,
    )
    services.submit_appeal(appeal, by=appeal.author)
    approve(appeal)

    page = visitor.get(address(appeal)).content.decode()

    assert crop.full
    crop.refresh_from_db()
    assert crop.full
    assert f'src="{crop.full.url}"' in page
    assert f'width="{crop.full.width_px}" height="{crop.full.height_px}"' in page
    assert f'sizes="{crop.full.width_px}px"' in page
    assert page.count("A bag with a &lt;bird&gt;") == 3
    assert "Seen from above" in page


def test_neighbours_and_the_way_back_are_linked(visitor: Client) -> None:
    appeal = appeal_with_pictures(3)
    back = f'href="/en/appeals/{appeal.code}/"'

    pages = [visitor.get(address(appeal, number)).content.decode() for number in (1, 2, 3)]

    for number, page in enumerate(pages, start=1):
        assert f"<h1>Picture {number} of 3</h1>" in page
        assert back in page
        assert (f'rel="prev" href="{address(appeal, number - 1)}"' in page) == (number > 1)
        assert (f'rel="next" href="{address(appeal, number + 1)}"' in page) == (number < 3)


def test_each_picture_of_the_appeals_page_leads_to_its_own(visitor: Client) -> None:
    appeal = appeal_with_pictures(3)

    page = visitor.get(f"/en/appeals/{appeal.code}/").content.decode()

    assert [page.count(f'href="{address(appeal, number)}"') for number in (1, 2, 3, 4)] == [
        1,
        1,
        1,
        0,
    ]


def test_a_closed_appeals_pictures_stay(visitor: Client) -> None:
    assert visitor.get(address(make_closed_appeal())).status_code == 200


@pytest.mark.parametrize("number", [0, 2, "99999999999999999999", "-1", "x", "1%00"])
def test_a_number_without_a_picture_is_not_found(visitor: Client, number: int | str) -> None:
    assert visitor.get(address(make_open_appeal(), number)).status_code == 404


@pytest.mark.parametrize("make", [make_draft, make_awaiting_appeal])
def test_what_is_not_public_looks_like_nothing(visitor: Client, make: Any) -> None:
    hidden = visitor.get(address(make()))
    nothing = visitor.get("/en/appeals/EU-2026-9999/pictures/1/")

    assert hidden.status_code == nothing.status_code == 404


@pytest.mark.parametrize("number", [1, 9])
def test_a_withdrawn_appeal_shows_its_tombstone(visitor: Client, number: int) -> None:
    appeal = make_withdrawn_appeal()

    response = visitor.get(address(appeal, number))

    assert response.status_code == 410
    page = response.content.decode()
    assert "This appeal was withdrawn" in page
    assert appeal.title not in page
    assert "<img" not in page


def test_the_number_of_queries_does_not_grow(
    visitor: Client, django_assert_num_queries: Any
) -> None:
    for count in (1, 5):
        appeal = appeal_with_pictures(count)
        # The appeal, crops, renditions, texts.
        with django_assert_num_queries(3):
            visitor.get(address(appeal))
