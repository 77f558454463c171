"""Tips through a showing: the same form, limits, sealing and receipt as in public, but behind a
link.
"""

from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from appeals import services
from appeals.links import token_of
from appeals.models import Showing
from moderation.models import Triage
from moderation.reading import triage_tip
from submissions.exceptions import AppealClosed
from submissions.models import Tip
from submissions.receipts import Receipt
from submissions.services import Draft, find_tip, receive_tip
from tests.factories import approve, make_awaiting_appeal, make_showing, make_user
from tipsite.settings.parts import middleware

from .test_views import fields_of, receipt_on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
TOKEN = "t" * 22


@pytest.fixture(autouse=True)
def _public_zone(settings: Any) -> None:
    settings.ROOT_URLCONF = "tipsite.urls.public"
    settings.MIDDLEWARE = middleware("public")


def address(showing: Showing) -> str:
    return f"/shown/{token_of(showing)}/tip/"


def test_a_tip_takes_two_taps_without_scripts(visitor: Client) -> None:
    showing = make_showing()
    page = visitor.get(f"/shown/{token_of(showing)}/").content.decode()
    assert f'action="/en{address(showing)}"' in page
    assert f'action="/appeals/{showing.appeal.code}' not in page

    check = visitor.post(address(showing), {"text": "My school’s bag", "place": "Gent"})
    assert not Tip.objects.exists()
    fields = fields_of(check.content.decode())
    assert (fields["text"], fields["place"]) == ("My school’s bag", "Gent")
    assert f'action="/en{address(showing)}"' in check.content.decode()
    done = visitor.post(address(showing), fields)

    assert receipt_on(done.content.decode())
    assert Tip.objects.get().appeal == showing.appeal


def test_it_is_read_by_the_machine_like_any_other(visitor: Client, queued: Any) -> None:
    showing = make_showing()

    visitor.post(address(showing), {"text": "My school’s bag", "token": TOKEN})

    tip = Tip.objects.get()
    assert queued == [("moderation.triage_tips", [[str(tip.pk)]])]
    assert triage_tip(UUID(str(tip.pk)))
    triage = Triage.objects.get()
    assert (triage.text, triage.unit) == ("My school’s bag", showing.appeal.unit)


def test_moderators_can_choose_the_shown_appeal_in_the_queue(client: Client, settings: Any) -> None:
    settings.ROOT_URLCONF = "tipsite.urls.staff"
    settings.MIDDLEWARE = middleware("staff")
    showing, other = make_showing(), make_awaiting_appeal()
    make_showing(showing.appeal)
    client.force_login(make_user("moderator"))

    page = client.get("/admin/moderation/triage/").content.decode()

    assert page.count(f'<option value="{showing.appeal.code}"') == 1
    assert other.code not in page


def test_no_row_says_through_which_showing_it_came(visitor: Client) -> None:
    showing, other = make_showing(), make_showing()
    before = dict(Showing.objects.filter(pk=showing.pk).values().get())

    visitor.post(address(showing), {"text": "x", "token": TOKEN})

    assert dict(Showing.objects.filter(pk=showing.pk).values().get()) == before
    assert other.pk
    assert {field.related_model for field in Tip._meta.get_fields()} & {Showing} == set()


def test_the_same_form_sent_twice_is_one_tip(visitor: Client) -> None:
    showing = make_showing()
    form = {"text": "A bag", "token": TOKEN}

    receipts = {receipt_on(visitor.post(address(showing), form).content.decode()) for _ in "123"}

    assert len(receipts) == 1
    assert Tip.objects.count() == 1


def test_the_public_form_of_a_shown_appeal_does_not_exist(visitor: Client) -> None:
    showing = make_showing()

    answer = visitor.post(f"/appeals/{showing.appeal.code}/tip/", {"text": "x", "token": TOKEN})

    assert answer.status_code == 404
    with pytest.raises(AppealClosed):
        receive_tip(showing.appeal.code, Draft("x"), token=TOKEN)
    assert not Tip.objects.exists()


def test_a_showing_that_has_ended_takes_no_tip() -> None:
    showing = make_showing()
    services.revoke_showing(showing, by=showing.made_by)
    showing.refresh_from_db()

    with pytest.raises(AppealClosed):
        receive_tip(showing.appeal.code, Draft("x"), token=TOKEN, showing=showing)


def test_a_wrong_form_keeps_everything_and_stays_behind_the_link(visitor: Client) -> None:
    showing = make_showing()

    answer = visitor.post(address(showing), {"text": "", "place": "Gent"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert fields_of(page)["place"] == "Gent"
    assert f'href="/en/shown/{token_of(showing)}/"' in page
    assert f'href="/appeals/{showing.appeal.code}' not in page
    assert f'action="/en{address(showing)}"' in page
    assert f'src="/shown/{token_of(showing)}/' in page


def test_the_form_can_be_opened_on_its_own(visitor: Client) -> None:
    showing = make_showing()

    page = visitor.get(address(showing)).content.decode()

    assert "Send a tip" in page
    assert "takes no more tips" not in page
    assert len(fields_of(page)["token"]) == 22


@pytest.mark.parametrize("form", [{"text": "My bag"}, {"text": "My bag", "token": TOKEN}])
def test_a_tip_that_comes_too_late_is_handed_back(visitor: Client, form: dict[str, str]) -> None:
    showing = make_showing()
    services.revoke_showing(showing, by=showing.made_by)

    answer = visitor.post(address(showing), {**form, "place": "Gent"})

    page = answer.content.decode()
    assert answer.status_code == 410
    assert "My bag" in page
    assert "Gent" in page
    assert showing.appeal.code not in page
    assert showing.appeal.title not in page
    assert not Tip.objects.exists()


def test_a_forged_link_hands_the_text_back_too(visitor: Client) -> None:
    token = f"{'A' * 22}.1800000000.{'B' * 43}"

    answer = visitor.post(f"/shown/{token}/tip/", {"text": "My bag", "token": TOKEN})

    assert answer.status_code == 404
    assert "My bag" in answer.content.decode()


def test_what_was_written_while_the_appeal_was_published_is_kept(visitor: Client) -> None:
    showing = make_showing()
    approve(showing.appeal, by=showing.made_by)

    answer = visitor.post(address(showing), {"text": "My bag", "token": TOKEN})

    assert receipt_on(answer.content.decode())
    assert Tip.objects.get().appeal == showing.appeal


def test_what_comes_after_the_withdrawal_is_handed_back(visitor: Client) -> None:
    showing = make_showing()
    approve(showing.appeal, by=showing.made_by)
    services.withdraw_appeal(showing.appeal, reason="x", by=make_user("approver"))

    answer = visitor.post(address(showing), {"text": "My bag", "token": TOKEN})

    assert answer.status_code == 410
    assert "My bag" in answer.content.decode()
    assert not Tip.objects.exists()


def test_the_limit_is_the_publics(visitor: Client, settings: Any) -> None:
    settings.TIPS_PER_NETWORK = "1/h"
    showing = make_showing()

    visitor.post(address(showing), {"text": "one", "token": TOKEN})
    answer = visitor.post(address(showing), {"text": "two", "token": "u" * 22})

    assert answer.status_code == 429
    assert int(answer["Retry-After"]) > 0
    assert fields_of(answer.content.decode())["text"] == "two"
    assert Tip.objects.count() == 1


class TestOrigin:
    @pytest.mark.parametrize(
        "headers",
        [
            {"Sec-Fetch-Site": "cross-site"},
            {"Sec-Fetch-Site": "cross-site", "Origin": "null"},
            {"Origin": "https://evil.example"},
        ],
        ids=str,
    )
    def test_a_foreign_pages_form_is_not_acted_on(self, headers: dict[str, str]) -> None:
        showing = make_showing()

        answer = Client(headers=headers).post(address(showing), {"text": "x", "token": TOKEN})

        assert answer.status_code == 403
        assert not Tip.objects.exists()

    @pytest.mark.parametrize(
        "headers",
        # What browsers send with a form of a page that allows no referrer.
        [{"Sec-Fetch-Site": "same-origin", "Origin": "null"}, {"Origin": "null"}, {}],
        ids=str,
    )
    def test_our_own_form_is_taken_although_it_has_no_referrer(
        self, headers: dict[str, str]
    ) -> None:
        showing = make_showing()

        answer = Client(headers=headers).post(address(showing), {"text": "x", "token": TOKEN})

        assert receipt_on(answer.content.decode())


class TestComingBack:
    def sent(self, visitor: Client, showing: Showing) -> str:
        answer = visitor.post(address(showing), {"text": "x", "token": TOKEN})
        return receipt_on(answer.content.decode())

    def test_the_receipt_works_and_tells_nothing_of_what_is_not_public(
        self, visitor: Client
    ) -> None:
        showing = make_showing()
        receipt = self.sent(visitor, showing)

        for end in (None, services.revoke_showing):
            if end:
                end(showing, by=showing.made_by)
            page = visitor.post("/receipt/", {"receipt": receipt}).content.decode()
            assert "Waiting to be read" in page
            assert showing.appeal.code in page
            assert "shown to you in confidence" in page
            assert showing.appeal.title not in page
            assert showing.appeal.question not in page
            assert "Awaiting approval" not in page
            assert f"/appeals/{showing.appeal.code}" not in page
            assert "/shown/" not in page

    def test_once_the_appeal_is_public_it_leads_there(self, visitor: Client) -> None:
        showing = make_showing()
        receipt = self.sent(visitor, showing)
        approve(showing.appeal, by=showing.made_by)

        page = visitor.post("/receipt/", {"receipt": receipt}).content.decode()

        assert f'href="/en/appeals/{showing.appeal.code}/"' in page
        assert showing.appeal.title in page

    def test_somebody_asked_back_is_not_sent_to_a_page_that_is_not_there(
        self, visitor: Client
    ) -> None:
        showing = make_showing()
        receipt = self.sent(visitor, showing)
        Tip.objects.filter(pk=find_tip(Receipt.read(receipt)).pk).update(progress="asked_back")

        page = visitor.post("/receipt/", {"receipt": receipt}).content.decode()

        assert "something is missing" in page
        assert f"/appeals/{showing.appeal.code}" not in page
