"""The poster: one sheet for an open appeal, whose code leads back to the host it came from."""

import io
from typing import Any

import pytest
import segno
from django.test import Client
from PIL import Image

from appeals.qr import QUIET_ZONE, qr_code
from tests.factories import (
    make_awaiting_appeal,
    make_closed_appeal,
    make_draft,
    make_open_appeal,
    make_withdrawn_appeal,
)


def poster_of(visitor: Client, code: str, language: str = "en", **more: Any) -> Any:
    return visitor.get(f"/{language}/appeals/{code}/poster/", **more)


@pytest.mark.django_db
@pytest.mark.usefixtures("queued")
class TestPoster:
    def test_shows_picture_question_address_and_code(self, visitor: Client) -> None:
        appeal = make_open_appeal(question="Which shop?")

        page = poster_of(visitor, appeal.code).content.decode()

        full = appeal.crops.get().full
        assert full
        assert f'src="{full.url}"' in page
        assert 'alt="A brown bag with a green oval"' in page
        assert '<p class="poster__question" lang="en" dir="auto">Which shop?</p>' in page
        assert f">testserver/appeals/{appeal.code}/<" in page
        assert "style=" not in page

    def test_the_code_leads_to_this_host_without_a_language(self, visitor: Client) -> None:
        appeal = make_open_appeal()

        page = poster_of(visitor, appeal.code, "ar").content.decode()

        address = f"http://testserver/appeals/{appeal.code}/"
        assert f'd="{qr_code(address).path}"' in page
        assert address in page
        assert '<html lang="ar" dir="rtl">' in page

    def test_over_an_onion_it_stays_there(self, visitor: Client, settings: Any) -> None:
        settings.ALLOWED_HOSTS = ["abc.onion"]
        appeal = make_open_appeal()

        page = poster_of(visitor, appeal.code, headers={"host": "abc.onion"}).content.decode()

        assert f"abc.onion/appeals/{appeal.code}/" in page
        assert "testserver" not in page

    def test_a_closed_appeal_has_none_any_more(self, visitor: Client) -> None:
        response = poster_of(visitor, make_closed_appeal().code)

        assert response.status_code == 200
        assert "There is no poster any more" in response.content.decode()
        assert "poster__" not in response.content.decode()

    def test_a_withdrawn_appeal_is_gone(self, visitor: Client) -> None:
        response = poster_of(visitor, make_withdrawn_appeal().code)

        assert response.status_code == 410
        assert "was withdrawn" in response.content.decode()

    @pytest.mark.parametrize("make", [make_draft, make_awaiting_appeal])
    def test_what_is_not_public_has_no_poster(self, visitor: Client, make: Any) -> None:
        assert poster_of(visitor, make().code).status_code == 404

    def test_nothing_can_be_sent_to_it(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        assert visitor.post(f"/en/appeals/{appeal.code}/poster/").status_code == 405

    def test_any_cache_may_keep_it_for_less_than_a_minute(self, visitor: Client) -> None:
        response = poster_of(visitor, make_open_appeal().code)

        assert "s-maxage=25" in response["Cache-Control"]
        assert not response.cookies

    def test_costs_three_queries(self, visitor: Client, django_assert_num_queries: Any) -> None:
        appeal = make_open_appeal()
        with django_assert_num_queries(3):
            poster_of(visitor, appeal.code)


class TestCode:
    def test_draws_the_same_modules_as_the_library(self) -> None:
        text = "https://tips.example.org/appeals/EU-2026-0001/"
        code = qr_code(text)
        expected = segno.make(text, error="m", micro=False)
        file = io.BytesIO()
        expected.save(file, kind="png", border=QUIET_ZONE, scale=1)
        wanted = Image.open(file).convert("L")

        drawn = Image.new("L", (code.side, code.side), 255)
        for run in code.path.removesuffix("z").split("z"):
            start, length = run.removeprefix("M").partition("v")[0].split("h")
            x, y = map(int, start.split())
            drawn.paste(0, (x, y, x + int(length), y + 1))

        assert drawn.tobytes() == wanted.tobytes()

    def test_on_paper_it_is_three_centimetres_without_its_quiet_zone(self) -> None:
        shortest = qr_code("http://a.eu/appeals/EU-2026-0001/")

        printed_mm = 42 * (shortest.side - 2 * QUIET_ZONE) / shortest.side

        assert printed_mm >= 30
