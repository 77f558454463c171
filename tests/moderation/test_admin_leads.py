"""Making leads of tips, and the page of one lead: its grades, handling codes and tips."""

from typing import Any

import pytest
from django.test import Client

from appeals.models import User
from moderation.decisions import reopen_tip
from moderation.leads import Assessment, grade_lead
from moderation.models import AuditEntry, Lead, Triage
from tests.factories import (
    make_a_lead,
    make_moderator,
    make_open_appeal,
    make_triage,
    make_unit,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
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


class TestLeads:
    def test_make_a_lead(self) -> None:
        triage, moderator = make_triage(), make_moderator()

        response = signed_in(moderator).post(
            pane(triage, "lead"),
            {**LEAD, "codes": ["H1", "H3"], "restriction": "Ask first", "unit": make_unit("PL").pk},
        )

        assert response.status_code == 302
        lead = Lead.objects.get()
        assert (lead.unit.code, lead.made_by, str(lead.grades.get())) == ("PL", moderator, "X2")
        assert (lead.handlings.get().codes, lead.handlings.get().restriction) == (
            ["H1", "H3"],
            "Ask first",
        )

    @pytest.mark.parametrize(
        "wrong",
        [
            {"claim": ""},
            {"claim": "x" * 2001},
            {"unit": "999999"},
            {"unit": ""},
            {"source": "D"},
            {"information": "5"},
            {"codes": []},
            {"codes": ["H9"]},
            {"codes": ["H3"], "restriction": "  "},
        ],
        ids=lambda wrong: str(wrong)[:30],
    )
    def test_a_wrong_form_keeps_what_was_typed(self, wrong: dict[str, Any]) -> None:
        triage = make_triage()
        fields = {**LEAD, "unit": triage.unit_id, "note": "For colleagues only", **wrong}

        response = signed_in(make_moderator()).post(pane(triage, "lead"), fields)

        page = response.content.decode()
        assert response.status_code == 422
        assert "For colleagues only" in page
        assert "errorlist" in page
        assert not Lead.objects.exists()
        assert Triage.objects.get().state == "awaiting"

    def test_the_form_begins_with_the_grade_of_an_anonymous_tip(self) -> None:
        page = signed_in(make_moderator()).get(pane(make_triage(basis="saw"))).content.decode()

        assert '<option value="X" selected>' in page
        assert '<option value="2" selected>' in page

    def test_a_further_tip_supports_a_lead_of_its_appeal(self) -> None:
        appeal, moderator = make_open_appeal(), make_moderator()
        lead, triage = make_a_lead(make_triage(appeal)), make_triage(appeal)
        foreign = make_a_lead()
        client = signed_in(moderator)

        assert client.post(pane(triage, "support"), {"lead": foreign.pk}).status_code == 422
        assert client.post(pane(triage, "support"), {"lead": lead.pk}).status_code == 302
        assert set(lead.tips.values_list("pk", flat=True)) >= {triage.pk}

    def test_a_lead_of_another_unit_is_named_but_not_told(self) -> None:
        triage = make_triage()
        lead = make_a_lead(triage, claim="Known to another desk", unit=make_unit("PL"))

        page = signed_in(make_moderator()).get(pane(triage)).content.decode()

        assert f"{lead.code}, routed to PL" in page
        assert "Known to another desk" not in page
        assert f"/admin/moderation/lead/{lead.pk}/" not in page


class TestTheLeadsPage:
    def page(self, lead: Lead, by: User, path: str = "") -> Any:
        return signed_in(by).get(f"/admin/moderation/lead/{lead.pk}/{path}")

    def test_shows_claim_grade_codes_and_tips(self) -> None:
        triage = make_triage(text="<script>alert(1)</script> seen in Lyon")
        lead = make_a_lead(triage, claim="It is <i>from</i> Lyon")

        page = self.page(lead, make_user("investigator")).content.decode()

        assert "It is &lt;i&gt;from" in page
        assert "<strong>X2</strong>" in page
        assert "<strong>H0</strong>" in page
        assert "&lt;script&gt;alert(1)" in page
        # Investigators cannot open tips, so nothing leads there.
        assert pane(triage) not in page

    def test_looking_is_recorded(self) -> None:
        lead, investigator = make_a_lead(), make_user("investigator")

        self.page(lead, investigator)

        entry = AuditEntry.objects.latest("number")
        assert (entry.act, entry.by, entry.subject_id) == (
            "lead_viewed",
            investigator,
            str(lead.pk),
        )

    def test_the_list_leads_to_it(self) -> None:
        lead, investigator = make_a_lead(), make_user("investigator")

        assert lead.code in signed_in(investigator).get("/admin/moderation/lead/").content.decode()
        response = self.page(lead, investigator, "change/")
        assert response["Location"] == f"/admin/moderation/lead/{lead.pk}/"

    @pytest.mark.parametrize("name", ["x", "%00", "-1", "9" * 40, "٣", "²"])
    def test_what_is_no_lead_is_not_found(self, name: str) -> None:
        response = signed_in(make_user("investigator")).get(
            f"/admin/moderation/lead/{name}/change/", follow=True
        )

        assert response.status_code == 404

    def test_leads_of_foreign_units_are_not_found(self) -> None:
        lead = make_a_lead()

        assert self.page(lead, make_user("investigator", unit=make_unit("FR"))).status_code == 404

    def test_grading_again_appends(self) -> None:
        lead, moderator = make_a_lead(), make_moderator()
        address = f"/admin/moderation/lead/{lead.pk}/grade/"
        client = signed_in(moderator)

        assert client.get(address).status_code == 405
        fields = {"source": "B", "information": "3", "codes": ["H1"]}
        assert client.post(address, fields).status_code == 302

        assert [str(grade) for grade in lead.grades.all()] == ["B3", "X2"]
        assert str(lead.handlings.all()[0]) == "H1"
        assert AuditEntry.objects.latest("number").act == "lead_graded"

    def test_a_wrong_grade_keeps_what_was_typed(self) -> None:
        lead = make_a_lead()

        response = signed_in(make_moderator()).post(
            f"/admin/moderation/lead/{lead.pk}/grade/",
            {"source": "Z", "information": "3", "codes": ["H3"], "restriction": ""},
        )

        assert response.status_code == 422
        assert "Describe the restrictions" in response.content.decode()
        assert lead.grades.count() == 1

    def test_the_number_of_queries_does_not_grow(self, django_assert_max_num_queries: Any) -> None:
        appeal, client = make_open_appeal(), signed_in(make_user("investigator"))
        few_tips, many_tips = (make_a_lead(make_triage(appeal)) for _ in range(2))
        for _ in range(4):
            triage = make_triage(appeal)
            many_tips.supports.create(triage=triage, added_by=many_tips.made_by)
            grade_lead(many_tips, assessment=Assessment("B", "3"), by=many_tips.made_by)
        client.get("/admin/")
        with django_assert_max_num_queries(25) as few:
            client.get(f"/admin/moderation/lead/{few_tips.pk}/")
        with django_assert_max_num_queries(25) as many:
            client.get(f"/admin/moderation/lead/{many_tips.pk}/")

        assert len(few) == len(many)

    def test_the_list_shows_the_newest_grade(self) -> None:
        lead, investigator = make_a_lead(), make_user("investigator")
        grade_lead(lead, assessment=Assessment("B", "3"), by=lead.made_by)

        page = signed_in(investigator).get("/admin/moderation/lead/").content.decode()

        assert '<td class="field-newest_grade">B3</td>' in page

    def test_a_withdrawn_lead_leaves_the_list_and_its_page_says_so(self) -> None:
        appeal = make_open_appeal()
        triage, other = make_triage(appeal, text="Very particular words"), make_triage(appeal)
        lead, moderator = make_a_lead(triage), make_moderator()
        reopen_tip(triage, by=moderator)

        listed = signed_in(moderator).get("/admin/moderation/lead/").content.decode()
        page = self.page(lead, moderator).content.decode()
        choices = signed_in(moderator).get(pane(other)).content.decode()

        assert lead.code not in listed
        assert "This lead is withdrawn" in page
        assert "Tips that no longer support it" in page
        assert moderator.username in page
        assert "Very particular words" not in page
        assert f'value="{lead.pk}"' not in choices
        assert lead.code not in signed_in(moderator).get(pane(triage)).content.decode()
