"""Publishing by two people, and taking down: an appeal's status and its public files."""

import hashlib
from collections.abc import Collection

from django.core.files.storage import storages
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals import crops
from appeals.contents import contents_sha256
from appeals.exceptions import ChangedMeanwhile, CropSpoilt, NotChecked, NotReady
from appeals.models import Appeal, Approval, Rendition, Showing, User
from appeals.purity import impurities

from .press_kit_ends import end_press_kits
from .showing_ends import end_showings
from .steps import (
    announce,
    delete_all,
    locked,
    require_second_person,
    require_status,
    set_status,
)
from .translating import release_with, return_with, submit_with


def submit_appeal(appeal: Appeal, *, by: User) -> None:
    """Ask for approval.

    Raises:
        WrongStatus: it is no draft.
        NotReady: it has no crop, or a translation of it is not complete.
    """
    with locked(appeal) as current:
        require_status(current, Appeal.Status.DRAFT)
        if not current.crops.exists():
            raise NotReady(_("An appeal needs at least one crop before it can be approved."))
        submit_with(current)
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
        return_with(current)
        set_status(appeal, Appeal.Status.DRAFT, return_reason=reason)
        announce("appeal_returned", appeal, by, reason=reason)


def approve_appeal(appeal: Appeal, *, seen: str, checks: Collection[str], by: User) -> None:
    """Make an appeal public: copy its renditions to the public bucket and show its page.

    Args:
        seen: the hash of the contents that ``by`` has looked at, see ``contents_sha256``.
        checks: what of ``Approval.Check`` they have found to be so.

    Raises:
        SamePerson: ``by`` worked on the appeal.
        WrongStatus: it does not await approval.
        ChangedMeanwhile: it shows something else than what they have looked at.
        NotChecked: a check is missing.
        CropSpoilt: a stored file is not what was looked at, or holds more than pixels.
    """
    copied: list[str] = []
    try:
        with locked(appeal) as current:
            approval = release(current, seen=seen, checks=checks, by=by)
            for rendition in Rendition.objects.filter(crop__appeal=current):
                copied.append(_copy_to_public(rendition))
                rendition.public_key = copied[-1]
                rendition.approval, rendition.approved_sha256 = approval, rendition.sha256
                rendition.save(update_fields=["public_key", "approval", "approved_sha256"])
            end_showings(current, Showing.Ending.PUBLISHED, by=by)
            set_status(appeal, Appeal.Status.PUBLISHED, approver=by, published_on=timezone.now())
            release_with(current, by=by)
            announce("appeal_approved", appeal, by, contents_sha256=seen)
    except BaseException:
        delete_all("public", copied)
        raise


def release(current: Appeal, *, seen: str, checks: Collection[str], by: User) -> Approval:
    """Record that a second person has looked at exactly these contents; ``current`` is locked.

    Raises:
        SamePerson, WrongStatus, ChangedMeanwhile, NotChecked: as ``approve_appeal``.
    """
    require_status(current, Appeal.Status.AWAITING_APPROVAL)
    require_second_person(current, by)
    if seen != contents_sha256(current):
        raise ChangedMeanwhile(
            _("%(code)s was changed since you opened it. Look at it again, then decide.")
            % {"code": current.code}
        )
    if not set(Approval.Check.values) <= set(checks):
        raise NotChecked(_("Tick every line, or return the appeal to its author."))
    return Approval.objects.create(
        appeal=current, approver=by, contents_sha256=seen, checks=sorted(checks)
    )


def withdraw_appeal(appeal: Appeal, *, reason: str, by: User) -> None:
    """Take a public appeal down: no picture is public any more, nor the press
    kit, and a tombstone is its page.

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
        end_press_kits(current)
        delete_all("public", keys)
        announce("appeal_withdrawn", appeal, by, reason=reason)


def _copy_to_public(rendition: Rendition) -> str:
    """Copy the bytes that were approved, and look at what lies in the public bucket then."""
    suffix = rendition.private_key.rsplit(".", 1)[-1]
    content = rendition.read_private()
    require_intact(content, rendition)
    key = crops.store_bytes(storages["public"], content, suffix=suffix)
    try:
        with storages["public"].open(key) as file:
            require_intact(file.read(), rendition)
    except BaseException:
        delete_all("public", [key])
        raise
    return key


def require_intact(content: bytes, rendition: Rendition) -> None:
    """Go on only with the very bytes of a rendition, if they hold pixels only.

    Raises:
        CropSpoilt: they are others, or hold something else.
    """
    if hashlib.sha256(content).hexdigest() != rendition.sha256:
        raise CropSpoilt(
            _("A stored picture is not the one that was made. Return the appeal to its author.")
        )
    if impurities(content, rendition.media_type):
        raise CropSpoilt(
            _("A picture holds more than pixels. Return the appeal; its file must be made anew.")
        )
