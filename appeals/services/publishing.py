"""Publishing by two people, and taking down: an appeal's status and its public files."""

from django.core.files.storage import storages
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals import crops
from appeals.exceptions import NotReady
from appeals.models import Appeal, Rendition, Showing, User

from .showing import end_showings
from .steps import (
    announce,
    delete_all,
    locked,
    require_second_person,
    require_status,
    set_status,
)


def submit_appeal(appeal: Appeal, *, by: User) -> None:
    """Ask for approval.

    Raises:
        WrongStatus: it is no draft.
        NotReady: it has no crop.
    """
    with locked(appeal) as current:
        require_status(current, Appeal.Status.DRAFT)
        if not current.crops.exists():
            raise NotReady(_("An appeal needs at least one crop before it can be approved."))
        current.editors.add(by)
        set_status(appeal, Appeal.Status.AWAITING_APPROVAL, return_reason="")
        announce("appeal_submitted", appeal, by)


def return_appeal(appeal: Appeal, *, reason: str, by: User) -> None:
    """Give an appeal that awaits approval back to its author as a draft, and say why.

    Raises:
        WrongStatus: it does not await approval.
    """
    with locked(appeal) as current:
        require_status(current, Appeal.Status.AWAITING_APPROVAL)
        # What an audience was shown may change now.
        end_showings(current, Showing.Ending.RETURNED, by=by)
        set_status(appeal, Appeal.Status.DRAFT, return_reason=reason)
        announce("appeal_returned", appeal, by, reason=reason)


def approve_appeal(appeal: Appeal, *, by: User) -> None:
    """Make an appeal public: copy its renditions to the public bucket and show its page.

    Raises:
        SamePerson: ``by`` worked on the appeal.
        WrongStatus: it does not await approval.
    """
    copied: list[str] = []
    try:
        with locked(appeal) as current:
            require_status(current, Appeal.Status.AWAITING_APPROVAL)
            require_second_person(current, by)
            for rendition in Rendition.objects.filter(crop__appeal=current):
                copied.append(_copy_to_public(rendition))
                rendition.public_key = copied[-1]
                rendition.save(update_fields=["public_key"])
            end_showings(current, Showing.Ending.PUBLISHED, by=by)
            set_status(appeal, Appeal.Status.PUBLISHED, approver=by, published_on=timezone.now())
            announce("appeal_approved", appeal, by)
    except BaseException:
        delete_all("public", copied)
        raise


def withdraw_appeal(appeal: Appeal, *, reason: str, by: User) -> None:
    """Take a public appeal down: no picture is public any more, and a tombstone is its page.

    One person is enough, because taking away cannot show too much. Files go before the commit: a
    failure leaves a page without pictures, never pictures without a page.

    Raises:
        WrongStatus: it is not public, or withdrawn already.
    """
    with locked(appeal) as current:
        require_status(current, Appeal.Status.PUBLISHED, Appeal.Status.CLOSED)
        renditions = Rendition.objects.filter(crop__appeal=current, public_key__isnull=False)
        keys = [str(key) for key in renditions.values_list("public_key", flat=True)]
        renditions.update(public_key=None)
        set_status(
            appeal,
            Appeal.Status.WITHDRAWN,
            outcome=Appeal.Outcome.WITHDRAWN,
            outcome_text=reason,
            country_found="",
            ended_on=timezone.now(),
        )
        delete_all("public", keys)
        announce("appeal_withdrawn", appeal, by, reason=reason)


def _copy_to_public(rendition: Rendition) -> str:
    suffix = rendition.private_key.rsplit(".", 1)[-1]
    return crops.store_bytes(storages["public"], rendition.read_private(), suffix=suffix)
