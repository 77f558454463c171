"""The reading pane: hostile text, the record of who looked, and every act on a tip."""

import re
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
QUEUE = "/admin/moderation/triage/"
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
        answers: dict[str, Any] = dict.fromkeys(
            ("place", "period", "maker", "sources", "limits"), text[:300]
        )
        triage = make_triage(text=text, **answers)
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

    def test_every_answer_of_the_sender_is_shown_with_its_name(self) -> None:
        triage = make_triage(
            text="A bag", maker="Lech 3", sources="Two shops", limits="Mine is blue"
        )

        page = " ".join(signed_in(make_moderator()).get(pane(triage)).content.decode().split())

        assert '<dt>Make or model</dt> <dd dir="auto">Lech 3</dd>' in page
        assert '<dt>Already checked</dt> <dd dir="auto">Two shops</dd>' in page
        assert '<dt>Not sure about</dt> <dd dir="auto">Mine is blue</dd>' in page

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

        # Alone, a tip has no next one, which takes a second look to know.
        assert len(many) <= len(few)

    def test_every_id_is_there_once_and_labels_point_at_fields(self) -> None:
        triage = make_triage()
        client = signed_in(make_moderator())

        for response in (
            client.get(pane(triage)),
            client.post(pane(triage, "lead"), {"claim": ""}),
            client.post(pane(triage, "decide"), {"note": "x" * 2001}),
        ):
            page = response.content.decode()
            ids = re.findall(r'\sid="([^"]*)"', page)
            pointed_at = re.findall(r'\s(?:for|aria-describedby)="([^"]*)"', page)
            assert len(ids) == len(set(ids))
            assert set(" ".join(pointed_at).split()) <= set(ids)
            assert {"decision_note", "lead_note", "support_note"} <= set(ids)

    def test_a_colleagues_tip_shows_no_forms(self) -> None:
        triage, first = make_triage(), make_moderator()
        claim_tip(triage, by=first)

        page = signed_in(make_moderator()).get(pane(triage)).content.decode()
        own = signed_in(first).get(pane(triage)).content.decode()

        assert f"This tip is with {first.username} until" in page
        assert "Record the decision" not in page
        assert "You are working on it until" in own
        assert "Record the decision" in own

    def test_a_wrong_form_for_a_colleagues_tip_keeps_what_was_typed(self) -> None:
        triage = make_triage()
        claim_tip(triage, by=make_moderator())

        response = signed_in(make_moderator()).post(pane(triage, "decide"), {"note": "My words"})

        assert response.status_code == 422
        assert "My words" in response.content.decode()


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
        assert "This tip is yours for 20 minutes." in page

        page = client.post(pane(triage, "release"), follow=True).content.decode()
        assert "You no longer hold this tip." in page
        assert Triage.objects.get().claimed_by is None

    def test_a_colleagues_claim_is_told(self) -> None:
        triage, first = make_triage(), make_moderator()
        claim_tip(triage, by=first)

        page = signed_in(make_moderator()).post(pane(triage, "claim"), follow=True)

        assert f"This tip is with {first.username}." in page.content.decode()
        assert Triage.objects.get().claimed_by == first

    @pytest.mark.parametrize("outcome", ["duplicate", "more_needed", "not_useful", "spam"])
    def test_decide(self, outcome: str) -> None:
        triage, moderator = make_triage(), make_moderator()

        response = signed_in(moderator).post(
            pane(triage, "decide"), {"outcome": outcome, "note": "Seen before"}
        )

        assert (response.status_code, response["Location"]) == (302, QUEUE)
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
        assert f"This tip is with {first.username}." in page
        assert str(LEAD["claim"]) in page
        # Words, not what the browser sent.
        assert '<dd dir="auto">H0: only for preventing and combating crime</dd>' in page
        assert f'<dd dir="auto">{triage.unit}</dd>' in page
        assert "[&#x27;H0&#x27;]" not in page
        assert not Lead.objects.exists()

    def test_a_decided_tip_is_put_back_and_keeps_its_history(self) -> None:
        triage = make_triage()
        decide_tip(triage, outcome=Disposition.Outcome.SPAM, by=make_moderator())
        client = signed_in(make_moderator())

        told = client.post(pane(triage, "reopen"), follow=True).content.decode()

        assert "This tip is back in the queue." in told
        assert Triage.objects.get().state == "awaiting"
        page = client.get(pane(triage)).content.decode()
        assert "Opened again" in page
        assert "Spam" in page


class TestGoingOn:
    def queue_of(self, count: int) -> tuple[str, list[Triage]]:
        """A query for the tips of one appeal, and these tips in its order."""
        appeal = make_open_appeal()
        for _ in range(count):
            make_triage(appeal)
        tips = list(Triage.objects.filter(appeal=appeal).in_queue_order())
        return f"state=awaiting&appeal={appeal.code}", tips

    def decided(self, client: Client, triage: Triage, query: str) -> Any:
        fields = {"outcome": "spam", "next_query": query}
        return client.post(pane(triage, "decide"), fields)

    def test_the_filters_come_along_from_the_queue_to_the_forms_and_back(self) -> None:
        query, (first, *_more) = self.queue_of(2)
        client, written = signed_in(make_moderator()), query.replace("&", "&amp;")

        assert f'href="{pane(first)}?{written}"' in client.get(f"{QUEUE}?{query}").content.decode()
        page = client.get(f"{pane(first)}?{query}").content.decode()
        assert page.count(f'name="next_query" value="{written}"') == 4
        assert f'href="{QUEUE}?{written}"' in page
        answer: Any = client.post(pane(first, "claim"), {"next_query": query})
        assert answer["Location"] == f"{pane(first)}?{query}"

    def test_a_decision_leads_to_the_next_free_tip_and_says_what_it_was(self) -> None:
        make_triage()
        query, (first, second, third) = self.queue_of(3)
        claim_tip(second, by=make_moderator())
        client = signed_in(make_moderator())

        response = self.decided(client, first, query)

        assert response["Location"] == f"{pane(third)}?{query}"
        page = client.get(response["Location"]).content.decode()
        assert "Decision recorded: Spam." in page

    def test_after_the_last_tip_the_queue_is_empty(self) -> None:
        query, (only,) = self.queue_of(1)
        client = signed_in(make_moderator())

        response = self.decided(client, only, query)

        assert response["Location"] == f"{QUEUE}?{query}"
        assert "The queue is empty" in client.get(response["Location"]).content.decode()

    def test_after_a_lead_the_page_stays_and_leads_to_it_and_to_the_next_tip(self) -> None:
        query, (first, second) = self.queue_of(2)
        client = signed_in(make_moderator())

        page = client.post(
            pane(first, "lead"), {**LEAD, "unit": first.unit_id, "next_query": query}, follow=True
        ).content.decode()

        lead = Lead.objects.get()
        assert f"Lead {lead.code} was made of this tip." in page
        assert f"/admin/moderation/lead/{lead.pk}/" in page
        assert f'href="{pane(second)}?{query.replace("&", "&amp;")}"' in page

    @pytest.mark.parametrize(
        "query",
        ["\0", "state=%00", "nonsense", "&" * 9999, "appeal=" + "x" * 9999, "https://x.example"],
    )
    def test_a_query_that_makes_no_sense_leads_nowhere_else(self, query: str) -> None:
        triage = make_triage()

        response = self.decided(signed_in(make_moderator()), triage, query)

        assert response.status_code in {302, 400}
        assert response.headers.get("Location", QUEUE).startswith(QUEUE)


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
