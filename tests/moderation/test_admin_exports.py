"""Exporting leads by hand: the file, the ledger, the audit chain, and who reads them."""

import csv
import hashlib
import io
from typing import Any

import pytest
from django.test import Client

from appeals.models import User
from moderation.models import AuditEntry, Export, ExportedLead, Lead
from tests.factories import make_a_lead, make_moderator, make_triage, make_unit, make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
ADDRESS = "/admin/moderation/lead/export/"
LEDGER = "/admin/moderation/export/"
CHAIN = "/admin/moderation/auditentry/"


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def exported(by: User, recipient: str = "Desk PL, by courier") -> bytes:
    response: Any = signed_in(by).post(ADDRESS, {"recipient": recipient})
    assert response.status_code == 200
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert (
        response["Content-Disposition"]
        == f'attachment; filename="leads-{Export.objects.get().pk}.csv"'
    )
    assert "no-store" in response["Cache-Control"]
    return bytes(response.getvalue())


def test_the_form_asks_whom_the_file_is_for() -> None:
    make_a_lead()

    response = signed_in(make_user("investigator")).get(ADDRESS)

    assert response.status_code == 200
    assert 'name="recipient"' in response.content.decode()
    assert not Export.objects.exists()


def test_the_file_the_ledger_and_the_chain_agree() -> None:
    leads = [make_a_lead(claim='=HYPERLINK("http://evil.example")'), make_a_lead()]
    make_a_lead(unit=make_unit("FR"))
    investigator = make_user("investigator")

    content = exported(investigator)

    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))
    assert [row["lead"] for row in rows] == [lead.code for lead in leads]
    assert rows[0]["claim"].startswith("'=")
    export = Export.objects.get()
    assert (export.exported_by, export.recipient) == (investigator, "Desk PL, by courier")
    assert (export.state, export.lead_count, export.size_bytes) == ("complete", 2, len(content))
    assert export.sha256 == hashlib.sha256(content).hexdigest()
    assert set(ExportedLead.objects.values_list("lead", flat=True)) == {each.pk for each in leads}
    entries = AuditEntry.objects.filter(act__startswith="export_").order_by("number")
    assert [(each.act, each.by) for each in entries] == [
        ("export_started", investigator),
        ("export_complete", investigator),
    ]
    assert entries[1].detail == {"sha256": export.sha256, "leads": 2}


@pytest.mark.parametrize("recipient", ["", "   ", "x" * 201, "a\0b"])
def test_without_a_recipient_nothing_leaves(recipient: str) -> None:
    make_a_lead()

    response = signed_in(make_user("investigator")).post(ADDRESS, {"recipient": recipient})

    assert response.status_code == 422
    assert response["Content-Type"].startswith("text/html")
    assert "errorlist" in response.content.decode()
    assert not Export.objects.exists()


def test_with_nothing_to_export_the_recipient_is_kept() -> None:
    make_a_lead(unit=make_unit("FR"))

    response = signed_in(make_user("investigator")).post(ADDRESS, {"recipient": "Desk <b>"})

    page = response.content.decode()
    assert response.status_code == 409
    assert "There is no lead to export" in page
    assert "Desk &lt;b&gt;" in page
    assert not Export.objects.exists()


def test_moderators_and_auditors_export_nothing() -> None:
    make_a_lead()

    for user in (make_moderator(), make_user("auditor")):
        client = signed_in(user)
        assert client.post(ADDRESS, {"recipient": "me"}).status_code == 403
        assert ADDRESS not in client.get("/admin/moderation/lead/").content.decode()

    assert not Export.objects.exists()


class TestTheLedger:
    def test_an_investigator_sees_their_own_exports(self) -> None:
        make_a_lead()
        investigator = make_user("investigator")
        exported(investigator)
        export = Export.objects.get()

        assert export.sha256 in signed_in(investigator).get(LEDGER).content.decode()
        colleague = signed_in(make_user("investigator"))
        assert export.sha256 not in colleague.get(LEDGER).content.decode()
        assert colleague.get(f"{LEDGER}{export.pk}/change/").status_code == 302

    def test_an_auditor_sees_every_export_and_the_chain_and_changes_neither(self) -> None:
        make_a_lead()
        exported(make_user("investigator"))
        export, entry = Export.objects.get(), AuditEntry.objects.latest("number")
        client = signed_in(make_user("auditor", unit=make_unit("FR")))

        assert export.sha256 in client.get(LEDGER).content.decode()
        assert "export_complete" in client.get(CHAIN).content.decode()
        for address in (f"{LEDGER}{export.pk}/", f"{CHAIN}{entry.pk}/"):
            assert client.get(f"{address}change/").status_code == 200
            assert client.post(f"{address}change/", {"recipient": "x"}).status_code == 403
            assert client.post(f"{address}delete/", {"post": "yes"}).status_code == 403
        for address in (LEDGER, CHAIN):
            assert client.get(f"{address}add/").status_code == 403
            assert client.post(address, {"action": "delete_selected"}).status_code in {
                200,
                302,
                403,
            }
        assert Export.objects.get().recipient == "Desk PL, by courier"
        assert AuditEntry.objects.filter(pk=entry.pk).exists()

    @pytest.mark.parametrize("query", ["q=%00", "q=%22%27", "act=nonsense", "p=99", "o=-9.x"])
    def test_searches_that_make_no_sense_break_nothing(self, query: str) -> None:
        client = signed_in(make_user("auditor"))

        # A NUL is refused before any page sees it.
        expected = 400 if "%00" in query else 200
        assert client.get(f"{CHAIN}?{query}", follow=True).status_code == expected

    def test_the_chain_is_searched_by_act_subject_and_person(self) -> None:
        lead = make_a_lead(make_triage())
        client = signed_in(make_user("auditor"))

        for term in ("lead_made", str(lead.pk), lead.made_by.username):
            assert "lead_made" in client.get(f"{CHAIN}?q={term}").content.decode()
        assert "0 results" in client.get(f"{CHAIN}?q=lead_mad").content.decode()

    def test_lists_cost_the_same_at_any_length(self, django_assert_max_num_queries: Any) -> None:
        client, found = signed_in(make_user("auditor")), []
        make_a_lead()
        client.get("/admin/")
        for _ in range(2):
            with django_assert_max_num_queries(40) as seen:
                for address in (LEDGER, CHAIN, "/admin/moderation/lead/"):
                    client.get(address)
            found.append(len(seen))
            for _more in range(4):
                lead = make_a_lead()
                Export.objects.create(exported_by=lead.made_by, recipient="x")

        assert found[0] == found[1]
        assert Lead.objects.count() > 5
