"""Exports: what leaves is what the ledger says."""

import csv
import hashlib
import io

import pytest

from moderation import exports
from moderation.decisions import reopen_tip
from moderation.exceptions import NothingToExport
from moderation.leads import support_lead
from moderation.models import AuditEntry, Export, ExportedLead, Lead
from tests.factories import (
    make_a_lead,
    make_moderator,
    make_open_appeal,
    make_triage,
    make_unit,
    make_user,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]


def exported(by: object) -> tuple[Export, bytes]:
    export = exports.start_export(recipient="Desk PL", by=by)  # type: ignore[arg-type]
    content = b"".join(exports.stream_export(export))
    export.refresh_from_db()
    return export, content


def rows_of(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


def test_the_file_holds_the_newest_grade_and_traces_every_tip() -> None:
    tip = make_triage(basis="saw")
    lead = make_a_lead(tip, claim="Sold in Gdańsk")

    (row,) = rows_of(exported(make_user("investigator"))[1])

    assert row["lead"] == lead.code
    assert row["claim"] == "Sold in Gdańsk"
    assert (row["scheme"], row["source"], row["information"]) == ("europol-4x4", "X", "2")
    assert (row["handling"], row["tips"], row["tip_ids"]) == ("H0", "1", str(tip.pk))
    assert row["made_by"] == str(lead.made_by_id)


def test_the_ledger_knows_the_bytes_the_leads_and_the_recipient() -> None:
    leads = {make_a_lead().pk for _ in range(3)}

    export, content = exported(make_user("investigator"))

    assert export.state == Export.State.COMPLETE
    assert export.recipient == "Desk PL"
    assert export.sha256 == hashlib.sha256(content).hexdigest()
    assert (export.size_bytes, export.lead_count) == (len(content), 3)
    entered = ExportedLead.objects.filter(export=export).values_list("lead", flat=True)
    assert set(entered) == leads
    acts = AuditEntry.objects.filter(subject_type="moderation.export").order_by("number")
    assert [each.act for each in acts] == ["export_started", "export_complete"]


def test_an_investigator_exports_the_leads_of_their_units_only() -> None:
    mine = make_a_lead()
    make_a_lead(make_triage(make_open_appeal(unit=make_unit("NL"))))

    rows = rows_of(exported(make_user("investigator"))[1])

    assert [row["lead"] for row in rows] == [mine.code]


def test_with_nothing_to_export_nothing_is_entered() -> None:
    with pytest.raises(NothingToExport):
        exports.start_export(recipient="Desk PL", by=make_user("investigator"))

    assert not Export.objects.exists()


def test_an_export_that_is_broken_off_says_so() -> None:
    make_a_lead()
    export = exports.start_export(recipient="Desk PL", by=make_user("investigator"))
    stream = exports.stream_export(export)
    next(stream)

    stream.close()  # type: ignore[attr-defined]

    export.refresh_from_db()
    assert export.state == Export.State.BROKEN_OFF


def test_pieces_join_without_a_gap(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(exports, "_CHUNK", 2)
    codes = [make_a_lead().code for _ in range(5)]

    rows = rows_of(exported(make_user("investigator"))[1])

    assert [row["lead"] for row in rows] == codes


def test_a_formula_in_a_claim_is_harmless() -> None:
    make_a_lead(claim='=HYPERLINK("http://evil.example");=1+1')

    (row,) = rows_of(exported(make_user("investigator"))[1])

    assert row["claim"].startswith("'=")
    assert ";'=1+1" in row["claim"]


def test_leads_made_meanwhile_stay_out() -> None:
    make_a_lead()
    export = exports.start_export(recipient="Desk PL", by=make_user("investigator"))
    stream = exports.stream_export(export)
    header = next(stream)
    rest = [next(stream)]
    late = make_a_lead()

    rest += list(stream)

    assert late.code not in (header + b"".join(rest)).decode()
    assert Lead.objects.count() == 2


def test_tips_that_were_put_back_and_leads_without_a_tip_stay_out() -> None:
    appeal, moderator = make_open_appeal(), make_moderator()
    stays, goes = make_triage(appeal), make_triage(appeal)
    lead = make_a_lead(goes)
    support_lead(lead, stays, by=moderator)
    withdrawn = make_triage(appeal)
    make_a_lead(withdrawn)
    for tip in (goes, withdrawn):
        reopen_tip(tip, by=moderator)

    export, content = exported(make_user("investigator"))

    (row,) = rows_of(content)
    assert (row["lead"], row["tips"], row["tip_ids"]) == (lead.code, "1", str(stays.pk))
    assert export.lead_count == 1


def test_with_withdrawn_leads_only_there_is_nothing_to_export() -> None:
    tip = make_triage()
    make_a_lead(tip)
    reopen_tip(tip, by=make_moderator())

    with pytest.raises(NothingToExport):
        exports.start_export(recipient="Desk PL", by=make_user("investigator"))
