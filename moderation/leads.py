"""Making leads of tips, grading them, setting handling codes. Exports are in exports.py."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals.models import Unit, User

from . import audit
from .decisions import decide_tip
from .exceptions import OtherAppeal
from .models import Disposition, Grade, Handling, Lead, LeadSupport, Triage

CODE_SEQUENCE = "moderation_lead_code_seq"


@dataclass(frozen=True)
class Assessment:
    """A grade in the Europol 4x4 scheme with handling codes; H3 needs ``restriction`` in words."""

    source: str
    information: str
    codes: tuple[str, ...] = ("H0",)
    restriction: str = ""


def first_assessment(triage: Triage) -> Assessment:
    """The grade an anonymous web tip starts with: source X; information 2 if first-hand, else 4;
    never 1.
    """
    first_hand = triage.basis in {"saw", "own"}
    information = Grade.Information.TWO if first_hand else Grade.Information.FOUR
    return Assessment(Grade.Source.X, information)


@transaction.atomic
def make_lead(
    triage: Triage, *, claim: str, unit: Unit, assessment: Assessment, note: str = "", by: User
) -> Lead:
    """Decide that a tip is a lead, and write that lead with its first grade and handling codes.

    Raises:
        AlreadyDecided, ClaimedByOther: see ``decide_tip``; nothing was written.
    """
    decide_tip(triage, outcome=Disposition.Outcome.LEAD, note=note, by=by)
    lead = Lead.objects.create(
        code=_next_code(), appeal=triage.appeal, unit=unit, claim=claim, made_by=by
    )
    _support(lead, triage, by)
    grade_lead(lead, assessment=assessment, by=by)
    audit.record("lead_made", lead, by=by, code=lead.code, unit=unit.code)
    return lead


@transaction.atomic
def support_lead(lead: Lead, triage: Triage, *, note: str = "", by: User) -> None:
    """Decide that a tip supports a lead that is there.

    Raises:
        OtherAppeal: the lead belongs to another appeal.
        AlreadyDecided, ClaimedByOther: see ``decide_tip``.
    """
    if lead.appeal_id != triage.appeal_id:
        raise OtherAppeal(_("This lead belongs to another appeal."))
    decide_tip(triage, outcome=Disposition.Outcome.LEAD, note=note, by=by)
    _support(lead, triage, by)


@transaction.atomic
def grade_lead(lead: Lead, *, assessment: Assessment, by: User) -> Grade:
    """Append a grade and a set of handling codes; earlier ones stay as history."""
    grade = Grade.objects.create(
        lead=lead, source=assessment.source, information=assessment.information, graded_by=by
    )
    Handling.objects.create(
        lead=lead, codes=sorted(assessment.codes), restriction=assessment.restriction, set_by=by
    )
    audit.record(
        "lead_graded",
        lead,
        by=by,
        scheme=grade.scheme,
        grade=str(grade),
        handling=sorted(assessment.codes),
    )
    return grade


def _support(lead: Lead, triage: Triage, by: User) -> None:
    LeadSupport.objects.create(lead=lead, triage=triage, added_by=by)
    audit.record("lead_supported", lead, by=by, tip=str(triage.pk))


def _next_code() -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [CODE_SEQUENCE])
        (number,) = cursor.fetchone()
    return f"L-{timezone.now():%Y}-{number:05d}"
