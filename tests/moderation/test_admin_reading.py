"""The reading pane: hostile text, the record of who looked, and every act on a tip."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from appeals.models import User
from moderation.decisions import claim_tip, decide_tip
from moderation.models import AuditEntry, Disposition, Lead, Triage
from tests.factories import (
    make_a_lead,
    make_moderator,
    make_open_appeal,
    make_triage,
    make_unit,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
ACTS = ["claim", "release", "decide", "lead", "support", "reopen"]
HOSTILE = [
    "<script>alert(1)</script>",
    "</blockquote><img src=x onerror=alert(1)>",
    "\" onmouseover=alert(1) x=\"' {{ 7|add:7 }} {% now 'Y' %}",
    "\u202eevil\u2066\u200f\u061c",
    "Z̸̡̢̛̪͓a̷l̴g̶o \U0001f9d1\u200d\U0001f52c \ufdfd \uffff \U0010ffff",
    "javascript:alert(1) https://evil.example/<b>",
    "\x01\x08\x0b\x1b[31m\x7f\x85\u2028",
    "x" * 10_000,
]
LEAD = {
    "claim": "The bag is from a shop in Gdańsk.",
    "source": "X",
    "information": "2",
    "codes": ["H0"],
}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def pane(triage: Triage, act: str = "") -> str:
    return f"/admin/moderation/triage/{triage.pk}/{f'{act}/' if act else ''}"


class TestReading:
    @pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text)[:30])
    def test_hostile_text_stays_text_everywhere(self, text: str) -> None:
        triage = make_triage(text=text, place=text[:300], period=text[:300])
        client = signed_in(make_moderator())

        for address in (pane(triage), "/admin/moderation/triage/"):
            response = client.get(address)
            page = response.content.decode()
            assert response.status_code == 200
            for sign in ("<script>alert", "<img", 'onmouseover=alert(1) x="', "evil.example/<b>"):
                assert sign not in page
            assert "{{ 7|add:7 }}" in page or "{{" not in text

    def test_a_reversed_line_ends_with_its_own_box(self) -> None:
        triage = make_triage(text="\u202eevil", place="\u202eevil")

        page = signed_in(make_moderator()).get(pane(triage)).content.decode()

        assert '<blockquote class="tip-text" dir="auto"' in page
        assert '<dd dir="auto">\u202eevil</dd>' in page

    def test_places_are_marked_in_the_whole_text(self) -> None:
        text = "I bought it in Kraków, <b>Poland</b>."
        triage = make_triage(text=text)

        page = signed_in(make_moderator()).get(pane(triage)).content.decode()

        assert "<mark" in page
        assert "Kraków" in page
        assert "<b>Poland" not in page

    def test_looking_is_recorded_with_a_name(self) -> None:
        triage, moderator = make_triage(), make_moderator()

        signed_in(moderator).get(pane(triage))

        entry = AuditEntry.objects.latest("number")
        assert (entry.act, entry.by, entry.subject_id) == ("tip_viewed", moderator, str(triage.pk))
        assert entry.detail == {}

    def test_the_admins_own_page_cannot_be_used_to_look_unrecorded(self) -> None:
        triage = make_triage(text="A very particular text")
        client = signed_in(make_moderator())

        response = client.get(f"{pane(triage)}change/")

        assert (response.status_code, response["Location"]) == (302, pane(triage))
        for address in (f"{pane(triage)}history/", f"{pane(triage)}delete/"):
            assert b"very particular" not in client.get(address).content

    @pytest.mark.parametrize("name", ["x", "1", "%00", "_00", "x" * 3000])
    def test_what_is_no_tip_is_not_found(self, name: str) -> None:
        client = signed_in(make_moderator())

        assert client.get(f"/admin/moderation/triage/{name}/change/").status_code == 404
        assert client.get(f"/admin/moderation/triage/{uuid4()}/").status_code == 404

    def test_tips_alike_are_shown_beside_it(self) -> None:
        appeal = make_open_appeal()
        first, second = (make_triage(appeal, text="It is from a shop in Lyon") for _ in range(2))
        assert first.cluster == second.cluster

        page = signed_in(make_moderator()).get(pane(first)).content.decode()

        assert "2 tips in this cluster" in page
        assert pane(second) in page

    def test_the_number_of_queries_does_not_grow(self, django_assert_max_num_queries: Any) -> None:
        appeal, client = make_open_appeal(), signed_in(make_moderator())
        triage = make_triage(appeal, text="It is from a shop in Lyon")
        with django_assert_max_num_queries(30) as few:
            client.get(pane(triage))
        for _ in range(4):
            make_triage(appeal, text="It is from a shop in Lyon")
            make_a_lead(make_triage(appeal))
        with django_assert_max_num_queries(30) as many:
            client.get(pane(triage))

        assert len(few) == len(many)


class TestActs:
    @pytest.mark.parametrize("act", ACTS)
    def test_looking_at_an_act_does_nothing(self, act: str) -> None:
        triage, before = make_triage(), AuditEntry.objects.count()

        response = signed_in(make_moderator()).get(pane(triage, act))

        assert response.status_code == 405
        assert AuditEntry.objects.count() == before

    @pytest.mark.parametrize("act", ACTS)
    def test_tips_of_foreign_units_are_not_found(self, act: str) -> None:
        triage = make_triage()
        client = signed_in(make_moderator(unit=make_unit("FR")))

        assert client.get(pane(triage)).status_code == 404
        assert client.post(pane(triage, act), {**LEAD, "outcome": "spam"}).status_code == 404
        assert not Disposition.objects.exists()
        assert Triage.objects.get().claimed_by is None

    def test_claim_and_give_back(self) -> None:
        triage, moderator = make_triage(), make_moderator()
        client = signed_in(moderator)

        page = client.post(pane(triage, "claim"), follow=True).content.decode()
        assert Triage.objects.get().claimed_by == moderator
        assert "Give it back" in page

        client.post(pane(triage, "release"))
        assert Triage.objects.get().claimed_by is None

    def test_a_colleagues_claim_is_told(self) -> None:
        triage, first = make_triage(), make_moderator()
        claim_tip(triage, by=first)

        page = signed_in(make_moderator()).post(pane(triage, "claim"), follow=True)

        # The admin puts a capital on a message.
        assert f"{first.username} is working on this tip" in page.content.decode().lower()
        assert Triage.objects.get().claimed_by == first

    @pytest.mark.parametrize("outcome", ["duplicate", "more_needed", "not_useful", "spam"])
    def test_decide(self, outcome: str) -> None:
        triage, moderator = make_triage(), make_moderator()

        response = signed_in(moderator).post(
            pane(triage, "decide"), {"outcome": outcome, "note": "Seen before"}
        )

        assert (response.status_code, response["Location"]) == (302, pane(triage))
        disposition = Disposition.objects.get()
        assert (disposition.outcome, disposition.note, disposition.decided_by) == (
            outcome,
            "Seen before",
            moderator,
        )
        assert Triage.objects.get().state == "decided"

    @pytest.mark.parametrize("outcome", ["", "lead", "reopened", "nonsense", "spam\0"])
    def test_an_outcome_that_cannot_be_chosen_keeps_the_note(self, outcome: str) -> None:
        triage = make_triage()

        response = signed_in(make_moderator()).post(
            pane(triage, "decide"), {"outcome": outcome, "note": "My <i>note</i>"}
        )

        assert response.status_code == 422
        assert "My &lt;i&gt;note" in response.content.decode()
        assert not Disposition.objects.exists()

    def test_a_second_moderator_is_refused_and_gets_the_note_back(self) -> None:
        triage = make_triage()
        decide_tip(triage, outcome=Disposition.Outcome.SPAM, by=make_moderator())

        response = signed_in(make_moderator()).post(
            pane(triage, "decide"), {"outcome": "duplicate", "note": "My <i>note</i>"}
        )

        page = response.content.decode()
        assert response.status_code == 409
        assert "This tip has been decided already." in page
        assert "My &lt;i&gt;note" in page
        assert [each.outcome for each in Disposition.objects.all()] == ["spam"]

    def test_what_a_colleague_works_on_is_refused_and_the_claim_comes_back(self) -> None:
        triage, first = make_triage(), make_moderator()
        claim_tip(triage, by=first)

        response = signed_in(make_moderator()).post(
            pane(triage, "lead"), {**LEAD, "unit": triage.unit_id}
        )

        page = response.content.decode()
        assert response.status_code == 409
        assert f"{first.username} is working on this tip" in page.lower()
        assert str(LEAD["claim"]) in page
        assert not Lead.objects.exists()

    def test_a_decided_tip_is_put_back_and_keeps_its_history(self) -> None:
        triage = make_triage()
        decide_tip(triage, outcome=Disposition.Outcome.SPAM, by=make_moderator())
        client = signed_in(make_moderator())

        client.post(pane(triage, "reopen"))

        assert Triage.objects.get().state == "awaiting"
        page = client.get(pane(triage)).content.decode()
        assert "Opened again" in page
        assert "Spam" in page


def test_an_auditor_reads_everything_and_changes_nothing() -> None:
    triage = make_triage()
    lead = make_a_lead(make_triage(make_open_appeal(unit=make_unit("FR"))))
    client = signed_in(make_user("auditor", unit=make_unit("PL")))

    assert client.get(pane(triage)).status_code == 200
    assert client.get(f"/admin/moderation/lead/{lead.pk}/").status_code == 200
    page = client.get(pane(triage)).content.decode()
    assert "Record the decision" not in page
    assert "<textarea" not in page
    for act in ACTS:
        assert client.post(pane(triage, act), {**LEAD, "outcome": "spam"}).status_code == 403
    assert client.post(f"/admin/moderation/lead/{lead.pk}/grade/", LEAD).status_code == 403
    assert UUID(str(triage.pk)) == Triage.objects.awaiting_decision().get().pk
