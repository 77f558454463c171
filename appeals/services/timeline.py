"""The public timeline: updates that one person proposes and another releases or refuses; one with
an outcome closes the appeal.
"""

from django.utils import timezone
from django.utils.translation import gettext as _

from appeals.exceptions import SamePerson, WrongStatus
from appeals.models import Appeal, Update, User

from .steps import announce, locked, require_status, set_status


def propose_update(
    appeal: Appeal, *, text: str, outcome: str = "", country_found: str = "", by: User
) -> Update:
    """Write an entry for the public timeline; it stays unseen until another person approves it.

    With an ``outcome`` its approval closes the appeal.

    Raises:
        WrongStatus: the appeal is not public, or it would be closed twice.
    """
    with locked(appeal) as current:
        _require_open_for(current, outcome)
        update = Update.objects.create(
            appeal=appeal, text=text, outcome=outcome, country_found=country_found, author=by
        )
        announce("update_proposed", update, by, appeal=appeal.code, outcome=outcome)
    return update


def approve_update(update: Update, *, by: User) -> None:
    """Publish an update that somebody else wrote; close the appeal if it carries an outcome.

    Raises:
        SamePerson: ``by`` wrote it.
        WrongStatus: published or refused already, or the appeal has ended meanwhile.
    """
    appeal = update.appeal
    with locked(appeal) as current:
        if by.pk == update.author_id:
            raise SamePerson(_("You wrote this update, so somebody else must approve it."))
        _require_open_for(current, update.outcome)
        now = timezone.now()
        if not Update.objects.filter(pk=update.pk, published_on=None).update(
            published_on=now, approver=by
        ):
            raise WrongStatus(_("Somebody else has decided on this update already."))
        if update.outcome:
            set_status(
                appeal,
                Appeal.Status.CLOSED,
                outcome=update.outcome,
                outcome_text=update.text,
                country_found=update.country_found,
                ended_on=now,
            )
        announce("update_approved", update, by, appeal=appeal.code, outcome=update.outcome)


def refuse_update(update: Update, *, by: User) -> None:
    """Delete an update that was never public. The record keeps its length, not its text.

    Raises:
        WrongStatus: published or refused already.
    """
    with locked(update.appeal) as current:
        deleted, _models = Update.objects.filter(pk=update.pk, published_on=None).delete()
        if not deleted:
            raise WrongStatus(_("Somebody else has decided on this update already."))
        announce(
            "update_refused",
            update,
            by,
            appeal=current.code,
            outcome=update.outcome,
            text_length=len(update.text),
        )


def _require_open_for(appeal: Appeal, outcome: str) -> None:
    if outcome:
        require_status(appeal, Appeal.Status.PUBLISHED)
    else:
        require_status(appeal, Appeal.Status.PUBLISHED, Appeal.Status.CLOSED)
