"""What moderators do with a tip: claim, release, decide, open again, by compare-and-set. Leads are
made in leads.py.
"""

from datetime import timedelta
from typing import Final

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals.models import User
from submissions.models import Tip

from . import audit
from .exceptions import AlreadyDecided, ClaimedByOther, NotDecided
from .models import Disposition, LeadSupport, Triage

# Long enough to read and write, short enough that lunch does not block a colleague.
CLAIM_LASTS: Final = timedelta(minutes=20)

_PROGRESS: Final = {
    Disposition.Outcome.LEAD: Tip.Progress.PASSED_ON,
    Disposition.Outcome.MORE_NEEDED: Tip.Progress.ASKED_BACK,
}


def claim_tip(triage: Triage, *, by: User) -> None:
    """Reserve an undecided tip for ``by`` for ``CLAIM_LASTS``; claiming one's own again prolongs
    it.

    Raises:
        AlreadyDecided, ClaimedByOther: nothing was changed.
    """
    with transaction.atomic():
        mine = Triage.objects.filter(pk=triage.pk).awaiting_decision().claimable_by(by)
        if not mine.update(claimed_by=by, claimed_until=timezone.now() + CLAIM_LASTS):
            _refuse(triage, by)
        audit.record("tip_claimed", triage, by=by)
    triage.refresh_from_db(fields=["claimed_by", "claimed_until"])


def release_tip(triage: Triage, *, by: User) -> None:
    """Give a claimed tip back; giving back what one does not hold changes nothing."""
    with transaction.atomic():
        held = Triage.objects.filter(pk=triage.pk, claimed_by=by).awaiting_decision()
        if held.update(claimed_by=None, claimed_until=None):
            audit.record("tip_released", triage, by=by)
    triage.refresh_from_db(fields=["claimed_by", "claimed_until"])


@transaction.atomic
def decide_tip(
    triage: Triage, *, outcome: Disposition.Outcome, note: str = "", by: User
) -> Disposition:
    """Record a moderator's judgement of a tip, once.

    Raises:
        AlreadyDecided: another moderator was faster.
        ClaimedByOther: another moderator is working on it.
    """
    # Two moderators can press the button together; only one UPDATE matches.
    mine = Triage.objects.filter(pk=triage.pk).awaiting_decision().claimable_by(by)
    if not mine.update(state=Triage.State.DECIDED, claimed_by=None, claimed_until=None):
        _refuse(triage, by)
    disposition = Disposition.objects.create(
        triage=triage, outcome=outcome, note=note, decided_by=by
    )
    progress = _PROGRESS.get(outcome, Tip.Progress.READ)
    Tip.objects.filter(pk=triage.pk).update(progress=progress)
    audit.record("tip_decided", triage, by=by, outcome=str(outcome))
    return disposition


@transaction.atomic
def reopen_tip(triage: Triage, *, note: str = "", by: User) -> Disposition:
    """Put a decided tip back into the queue; it supports no lead any more. The earlier judgement
    stays in its history.

    Raises:
        NotDecided: it is in the queue already.
    """
    decided = Triage.objects.filter(pk=triage.pk, state=Triage.State.DECIDED)
    if not decided.update(state=Triage.State.AWAITING):
        raise NotDecided(_("This tip is in the queue already."))
    disposition = Disposition.objects.create(
        triage=triage, outcome=Disposition.Outcome.REOPENED, note=note, decided_by=by
    )
    Tip.objects.filter(pk=triage.pk).update(progress=Tip.Progress.READ)
    audit.record("tip_reopened", triage, by=by)
    _end_supports(triage, by)
    return disposition


def _end_supports(triage: Triage, by: User) -> None:
    # Supports come and go only under the lock on the tip's row that its change of state took.
    live = LeadSupport.objects.live().filter(triage=triage).select_related("lead")
    for support in live.order_by("pk"):
        support.ended_by, support.ended_on = by, timezone.now()
        support.save(update_fields=["ended_by", "ended_on"])
        audit.record("lead_support_ended", support.lead, by=by, tip=str(triage.pk))


def _refuse(triage: Triage, by: User) -> None:
    current = Triage.objects.select_related("claimed_by").get(pk=triage.pk)
    claimant = current.claimant()
    if current.state == Triage.State.DECIDED:
        raise AlreadyDecided(_("This tip has been decided already. The decision is shown below."))
    name = claimant.get_username() if claimant else _("somebody else")
    raise ClaimedByOther(
        _("This tip is with %(name)s. Take another one, or wait until it is given back.")
        % {"name": name}
    )
