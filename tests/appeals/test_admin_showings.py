"""Showing an appeal to an audience, from the staff's pages."""

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from appeals import services
from appeals.contents import contents_sha256
from appeals.links import link_to
from appeals.models import Appeal, Approval, Showing
from moderation.reading import triage_tip
from submissions.models import Tip
from submissions.services import Draft, receive_tip
from tests.factories import (
    make_awaiting_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_showing,
    make_unit,
    make_user,
)

from .pages import signed_in

pytestmark = pytest.mark.django_db


def review(appeal: Appeal) -> str:
    return f"/admin/appeals/appeal/{appeal.pk}/review/"


def show(appeal: Appeal) -> str:
    return f"/admin/appeals/appeal/{appeal.pk}/show/"


def in_days(days: int) -> date:
    return timezone.now().date() + timedelta(days=days)


def form(appeal: Appeal, **changes: Any) -> dict[str, Any]:
    fields = {"audience": "Desk in Lisbon", "last_day": in_days(14)}
    looked = {"seen": contents_sha256(appeal), "checks": Approval.Check.values}
    return {**fields, **looked, **changes}


def make_page(client: Client, appeal: Appeal) -> str:
    return str(client.get(review(appeal)).content.decode())


class TestMaking:
    def test_an_approver_makes_a_link_and_finds_it_on_the_review(self) -> None:
        appeal = make_awaiting_appeal()
        client = signed_in(make_user("approver"))
        assert show(appeal) in make_page(client, appeal)
        asked = client.get(f"{show(appeal)}?seen={contents_sha256(appeal)}")
        assert asked.status_code == 200
        assert f'value="{in_days(14).isoformat()}"' in asked.content.decode()

        response = client.post(show(appeal), form(appeal))

        assert response["Location"] == review(appeal)
        showing = Showing.objects.get()
        assert (showing.audience, showing.last_day) == ("Desk in Lisbon", in_days(14))
        page = make_page(client, appeal)
        assert f'value="{link_to(showing)}"' in page
        assert "Desk in Lisbon" in page

    @pytest.mark.parametrize(
        ("changes", "said"),
        [
            ({"audience": " "}, "This field is required."),
            ({"audience": "x" * 121}, "at most 120 characters"),
            ({"last_day": ""}, "This field is required."),
            ({"last_day": "tomorrow"}, "Enter a valid date."),
            ({"last_day": in_days(-1)}, "Choose a day between today and"),
            ({"last_day": in_days(31)}, "Choose a day between today and"),
            ({"checks": []}, "Tick every line"),
            ({"checks": Approval.Check.values[1:]}, "Tick every line"),
        ],
    )
    def test_a_wrong_form_says_what_to_do(self, changes: dict[str, Any], said: str) -> None:
        appeal = make_awaiting_appeal()

        response = signed_in(make_user("approver")).post(show(appeal), form(appeal, **changes))

        assert response.status_code == 422
        assert said in response.content.decode()
        assert not Showing.objects.exists()

    def test_what_was_looked_at_is_what_is_shown(self) -> None:
        appeal = make_awaiting_appeal()
        client = signed_in(make_user("approver"))
        seen = contents_sha256(appeal)
        address = f"{show(appeal)}?seen={seen}"
        assert f'href="{address}"' in make_page(client, appeal)
        asked = client.get(address).content.decode()
        assert f'name="seen" value="{seen}"' in asked
        assert "Seen:" not in asked

        response = signed_in(make_user("approver")).post(show(appeal), form(appeal, seen="0" * 64))

        assert response.status_code == 409
        assert "was changed since you opened it" in response.content.decode()
        assert not Showing.objects.exists()

    @pytest.mark.parametrize("days", [0, 30])
    def test_the_first_and_the_last_day_are_allowed(self, days: int) -> None:
        appeal = make_awaiting_appeal()

        signed_in(make_user("approver")).post(show(appeal), form(appeal, last_day=in_days(days)))

        assert Showing.objects.get().last_day == in_days(days)

    def test_who_worked_on_it_is_told_why_they_cannot(self) -> None:
        both = make_user("publisher", "approver")
        appeal = make_awaiting_appeal(by=both)

        response = signed_in(both).post(show(appeal), form(appeal))

        assert response.status_code == 409
        assert "You worked on this appeal" in response.content.decode()
        assert "Desk in Lisbon" in response.content.decode()
        assert not Showing.objects.exists()

    @pytest.mark.parametrize("make", [make_draft, make_open_appeal])
    def test_a_draft_or_public_appeal_is_not_shown(self, make: Any) -> None:
        appeal = make()
        client = signed_in(make_user("approver"))

        assert show(appeal) not in make_page(client, appeal)
        assert client.post(show(appeal), form(appeal)).status_code == 409

    def test_hostile_words_are_only_words(self) -> None:
        appeal = make_awaiting_appeal()
        client = signed_in(make_user("approver"))

        client.post(show(appeal), form(appeal, audience="<script>alert(1)</script>"))

        page = make_page(client, appeal)
        assert "&lt;script&gt;alert(1)" in page
        assert "<script>alert(1)" not in page


class TestTheList:
    @pytest.mark.parametrize("group", ["moderator", "investigator"])
    def test_who_reads_tips_does_not_learn_which_circle_they_may_come_from(
        self, group: str
    ) -> None:
        showing = make_showing()

        page = make_page(signed_in(make_user(group)), showing.appeal)

        assert showing.audience not in page
        assert "Openings" not in page

    @pytest.mark.parametrize("group", ["publisher", "auditor"])
    def test_others_see_the_list_without_the_link(self, group: str) -> None:
        showing = make_showing()

        page = make_page(signed_in(make_user(group)), showing.appeal)

        assert showing.audience in page
        assert showing.link_id not in page
        assert "/shown/" not in page
        assert "revoke" not in page.lower().replace("revoked", "")

    def test_a_foreign_units_approver_sees_nothing(self) -> None:
        showing = make_showing()
        client = signed_in(make_user("approver", unit=make_unit("FR")))

        assert client.get(review(showing.appeal)).status_code == 404
        assert client.get(show(showing.appeal)).status_code == 404
        assert client.post(show(showing.appeal), form(showing.appeal)).status_code == 404

    def test_it_says_how_often_and_when_last(self) -> None:
        showing = make_showing()
        services.count_opening(showing)
        services.count_opening(showing)

        page = " ".join(make_page(signed_in(showing.made_by), showing.appeal).split())

        assert re.search(r"<dt>Openings</dt> <dd> 2 \(last on [^)]+\) </dd>", page)

    def test_an_ended_link_is_not_shown_again(self) -> None:
        showing = make_showing()
        services.revoke_showing(showing, by=showing.made_by)

        page = make_page(signed_in(showing.made_by), showing.appeal)

        assert "Revoked" in page
        assert showing.link_id not in page

    def test_more_showings_are_no_more_queries(self, django_assert_max_num_queries: Any) -> None:
        showing = make_showing()
        client = signed_in(showing.made_by)
        with django_assert_max_num_queries(99) as first:
            make_page(client, showing.appeal)
        for _ in range(4):
            make_showing(showing.appeal)

        with django_assert_max_num_queries(len(first)):
            make_page(client, showing.appeal)


class TestRevoking:
    def test_from_the_review(self) -> None:
        showing = make_showing()
        client = signed_in(make_user("approver"))
        address = f"/admin/appeals/appeal/{showing.appeal_id}/showing/{showing.pk}/revoke/"
        assert address in make_page(client, showing.appeal)
        assert client.get(address).status_code == 405

        page = client.post(address, follow=True).content.decode()

        assert "opens nothing any more" in page
        assert Showing.objects.get().ending == "revoked"
        assert "has ended already" in client.post(address, follow=True).content.decode()

    def test_only_below_its_own_appeal(self) -> None:
        showing, other = make_showing(), make_awaiting_appeal()
        address = f"/admin/appeals/appeal/{other.pk}/showing/{showing.pk}/revoke/"

        assert signed_in(make_user("approver")).post(address).status_code == 404
        assert Showing.objects.get().is_running


class TestWhoJudgesTips:
    def test_a_moderator_sees_what_an_audience_saw(self) -> None:
        appeal = make_awaiting_appeal()
        client = signed_in(make_user("moderator"))
        assert client.get(review(appeal)).status_code == 403

        showing = make_showing(appeal)
        assert client.get(review(appeal)).status_code == 200
        services.revoke_showing(showing, by=showing.made_by)
        assert client.get(review(appeal)).status_code == 200

    def test_but_not_what_has_changed_since(self) -> None:
        showing = make_showing()
        appeal = showing.appeal
        services.return_appeal(appeal, reason="x", by=showing.made_by)
        make_crop(appeal)
        services.submit_appeal(appeal, by=appeal.author)

        assert signed_in(make_user("moderator")).get(review(appeal)).status_code == 403


def test_who_comes_straight_to_the_form_is_sent_to_look_first() -> None:
    appeal = make_awaiting_appeal()

    answer = signed_in(make_user("approver")).get(show(appeal))

    assert answer.status_code == 302
    assert answer["Location"].endswith("/review/")


@pytest.mark.usefixtures("queued")
def test_a_moderator_learns_that_the_appeal_is_not_public() -> None:
    showing = make_showing()
    receive_tip(showing.appeal.code, Draft("I know this bag"), token="t" * 22, showing=showing)
    tip = Tip.objects.get()
    assert triage_tip(tip.pk)
    client = signed_in(make_user("moderator"))

    read = client.get(f"/admin/moderation/triage/{tip.pk}/").content.decode()
    queue = client.get("/admin/moderation/triage/").content.decode()

    assert "This appeal is not public" in read
    assert "not public" in queue


def test_what_changed_after_a_showing_ended_is_seen_by_nobody_who_reads_tips() -> None:
    appeal = make_awaiting_appeal()
    showing = make_showing(appeal)
    moderator = signed_in(make_user("moderator"))
    assert moderator.get(review(appeal)).status_code == 200
    services.revoke_showing(showing, by=make_user("approver"))
    services.return_appeal(appeal, reason="x", by=make_user("approver"))
    make_crop(appeal)
    services.submit_appeal(appeal, by=appeal.author)

    assert moderator.get(review(appeal)).status_code == 403


@pytest.mark.parametrize(
    "question",
    [
        "title__regex=(",
        "id__range=1",
        "drafted_on__year=99999999999",
        "return_reason__startswith=a",
    ],
)
def test_an_address_asks_no_other_questions_than_the_lists_filters(question: str) -> None:
    make_draft()

    answer = signed_in(make_user("approver")).get(f"/admin/appeals/appeal/?{question}")

    assert answer.status_code == 400


def test_the_lists_own_filters_work() -> None:
    appeal = make_draft()
    client = signed_in(make_user("approver"))
    questions = ["status__exact=draft", f"unit__id__exact={appeal.unit_id}", "kind__exact=bag"]

    for question in questions:
        assert client.get(f"/admin/appeals/appeal/?{question}").status_code == 200
