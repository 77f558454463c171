"""The visitor's way: form, check, receipt, coming back; and everything that can go wrong on it."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from appeals.models import Appeal
from submissions.models import Tip
from tests.factories import (
    make_closed_appeal,
    make_draft,
    make_open_appeal,
    make_receipt,
    make_withdrawn_appeal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
RECEIPT = re.compile(r"(?:[0-9A-Z]{4}-){5}[0-9A-Z]{4}")


def address(appeal: Appeal) -> str:
    return f"/appeals/{appeal.code}/tip/"


def fields_of(page: str) -> dict[str, str]:
    """The values of the tip form's fields as a browser would send them back."""
    found = {
        match["name"]: unescape(match["value"])
        for match in re.finditer(
            r'<input[^>]*name="(?P<name>\w+)"[^>]*?value="(?P<value>[^"]*)"', page
        )
        if 'type="radio"' not in match[0]
    }
    area = re.search(r'<textarea[^>]*name="text"[^>]*>\r?\n?(.*?)</textarea>', page, re.DOTALL)
    assert area
    return {**found, "text": unescape(area[1])}


def receipt_on(page: str) -> str:
    found = RECEIPT.search(page)
    assert found
    return found[0]


def test_a_tip_takes_two_taps_without_scripts(visitor: Client) -> None:
    appeal = make_open_appeal()
    text = "  Zażółć\r\n<b>gęślą</b> 🐦 \u202e"

    check = visitor.post(address(appeal), {"text": text, "place": "Gdańsk"})
    assert check.status_code == 200
    assert not Tip.objects.exists()
    fields = fields_of(check.content.decode())
    assert fields["text"] == text
    assert fields["place"] == "Gdańsk"

    done = visitor.post(address(appeal), fields)

    assert receipt_on(done.content.decode())
    assert Tip.objects.get().appeal == appeal


def test_a_form_with_a_token_is_accepted_at_once_and_once(visitor: Client) -> None:
    appeal = make_open_appeal()
    form = {"text": "A bag", "token": "0b5a7f60-5d6c-4dd0-9f42-9f1f6e0a52f5"}

    receipts = {receipt_on(visitor.post(address(appeal), form).content.decode()) for _ in range(3)}

    assert len(receipts) == 1
    assert Tip.objects.count() == 1


@pytest.mark.parametrize("token", ["short", "x" * 65, "<script>aaaaaaaaaaaaaaaaaaaaa", "\0" * 30])
def test_a_token_of_another_make_leads_to_the_check_and_loses_nothing(
    visitor: Client, token: str
) -> None:
    appeal = make_open_appeal()

    answer = visitor.post(address(appeal), {"text": "A bag", "token": token})

    assert answer.status_code in {200, 422}
    assert fields_of(answer.content.decode())["text"] == "A bag"
    assert not Tip.objects.exists()


@pytest.mark.parametrize(
    "wrong",
    [
        {"text": ""},
        {"text": " \r\n "},
        {"text": "x" * 10_001},
        {"text": "A bag", "basis": "clairvoyance"},
        {"text": "A bag", "place": "x" * 301},
        {"text": "A bag", "maker": "x" * 301},
        {"text": "A bag", "sources": "x" * 1_001},
        {"text": "A bag", "limits": "x" * 1_001},
        {"text": "A\0bag"},
    ],
)
def test_a_wrong_form_says_what_to_do_and_keeps_everything(
    visitor: Client, wrong: dict[str, str]
) -> None:
    appeal = make_open_appeal()

    answer = visitor.post(address(appeal), {"period": "about 2012", **wrong})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert fields_of(page)["period"] == "about 2012"
    assert fields_of(page)["text"].replace("\ufffd", "\0") == wrong["text"]
    assert 'href="#id_' in page
    assert not Tip.objects.exists()


def test_every_answer_of_the_guided_part_is_kept_and_shown(visitor: Client) -> None:
    guided = {
        "place": "Gdańsk",
        "period": "2012",
        "maker": "Model <3>",
        "basis": "own",
        "sources": "Two shops,\r\nno luck",
        "limits": "Mine is blue",
    }
    appeal = make_open_appeal()
    shown_back = [
        visitor.post(address(appeal), {"text": "A bag", **guided}),
        visitor.post(address(appeal), {"text": "", **guided}),
        visitor.post(address(make_closed_appeal()), {"text": "A bag", **guided}),
    ]

    for answer in shown_back:
        page = unescape(answer.content.decode())
        for name, words in guided.items():
            assert words in page or f'value="{words}"' in page, name
    for answer in shown_back[:2]:
        assert '<details class="more" open>' in answer.content.decode()
        assert 'value="own" id="id_basis_2" checked' in " ".join(answer.content.decode().split())


def test_the_empty_form_folds_what_is_optional_and_requires_one_field(visitor: Client) -> None:
    page = visitor.get(address(make_open_appeal())).content.decode()

    assert '<details class="more">' in page
    assert page.count(" required") == 1


def test_the_error_summary_names_the_optional_field_it_means(visitor: Client) -> None:
    answer = visitor.post(address(make_open_appeal()), {"text": "A bag", "limits": "x" * 1_001})

    summary = (
        answer.content.decode().partition('<ul class="notice__list">')[2].partition("</ul>")[0]
    )
    assert "What are you not sure about? At most 1000 characters fit here." in summary
    assert 'href="#id_limits"' in summary


def test_the_mended_form_can_be_sent_at_once(visitor: Client) -> None:
    appeal = make_open_appeal()
    refused = visitor.post(address(appeal), {"text": "", "place": "Gdańsk"})
    fields = {**fields_of(refused.content.decode()), "text": "A bag"}

    assert receipt_on(visitor.post(address(appeal), fields).content.decode())


def test_ten_thousand_characters_are_taken(visitor: Client) -> None:
    appeal = make_open_appeal()
    form = {"text": "𝔤" * 10_000, "token": "a" * 30}

    assert visitor.post(address(appeal), form).status_code == 200
    assert Tip.objects.count() == 1


def test_a_form_of_another_site_is_shown_back_instead_of_taken() -> None:
    appeal = make_open_appeal()
    form = {"text": "A bag", "token": "a" * 30}

    answer = Client(headers={"Origin": "https://evil.example"}).post(address(appeal), form)

    assert answer.status_code == 403
    assert fields_of(answer.content.decode())["text"] == "A bag"
    assert not Tip.objects.exists()


@pytest.mark.parametrize(
    ("make_appeal", "status"),
    [(make_closed_appeal, 410), (make_withdrawn_appeal, 410), (make_draft, 404)],
)
def test_an_appeal_that_takes_no_tips_says_so(
    visitor: Client, make_appeal: Any, status: int
) -> None:
    answer = visitor.post(address(make_appeal()), {"text": "A bag", "token": "a" * 30})

    assert answer.status_code == status
    assert not Tip.objects.exists()


def test_an_appeal_that_closed_meanwhile_shows_the_text_back(visitor: Client) -> None:
    answer = visitor.post(
        address(make_closed_appeal()), {"text": "my own words", "token": "a" * 30}
    )

    assert "my own words" in answer.content.decode()


@pytest.mark.parametrize("method", ["put", "delete", "patch"])
def test_other_methods_are_refused(visitor: Client, method: str) -> None:
    assert getattr(visitor, method)(address(make_open_appeal())).status_code == 405


def test_nothing_of_a_visitors_is_cached_and_no_cookie_set(visitor: Client) -> None:
    appeal = make_open_appeal()
    pages = [
        visitor.get(address(appeal)),
        visitor.post(address(appeal), {"text": "A bag"}),
        visitor.post(address(appeal), {"text": "A bag", "token": "a" * 30}),
        visitor.get("/receipt/"),
    ]
    for page in pages:
        assert page["Cache-Control"] == "no-store"
        assert not page.cookies


class TestComingBack:
    def test_the_receipt_shows_how_far_the_tip_is(self, visitor: Client) -> None:
        receipt = make_receipt()

        answer = visitor.post("/receipt/", {"receipt": f" {str(receipt).lower()} "})

        assert answer.status_code == 200
        assert "Waiting to be read" in answer.content.decode()

    def test_an_unknown_receipt_and_a_mistyped_one_are_refused(self, visitor: Client) -> None:
        receipt = str(make_receipt())
        unknown = "0000-0000-0000-0000-0000-00"
        for typed in (receipt[:-1] + ("0" if receipt[-1] != "0" else "1"), unknown, "x", "é" * 24):
            assert visitor.post("/receipt/", {"receipt": typed}).status_code == 404

    def test_an_empty_form_is_an_error_with_advice(self, visitor: Client) -> None:
        assert visitor.post("/receipt/", {"receipt": ""}).status_code == 422

    def test_guessing_is_throttled(self, visitor: Client, settings: Any) -> None:
        settings.RECEIPT_LOOKUPS_PER_NETWORK = "3/h"
        answers = [visitor.post("/receipt/", {"receipt": "x"}).status_code for _ in range(5)]

        assert answers == [404, 404, 404, 429, 429]

    def test_a_form_of_another_site_is_not_answered(self) -> None:
        receipt = make_receipt()
        foreign = Client(headers={"Sec-Fetch-Site": "cross-site"})

        assert foreign.post("/receipt/", {"receipt": str(receipt)}).status_code == 422


def test_the_appeals_page_holds_an_empty_form_and_is_the_same_for_everybody(
    visitor: Client,
) -> None:
    appeal = make_open_appeal()
    first = visitor.get(f"/appeals/{appeal.code}/")
    second = Client().get(f"/appeals/{appeal.code}/")

    assert not fields_of(first.content.decode()).get("token")
    assert first.content == second.content
    assert "public" in first["Cache-Control"]
