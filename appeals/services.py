"""What happens to appeals: drafting, two-person publishing, updates, closing, withdrawing."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Any

from django.core.files.storage import storages
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from . import crops, signals
from .exceptions import NotEditable, NotReady, SamePerson, WrongStatus
from .models import Appeal, Crop, Rendition, Update, User

CODE_SEQUENCE = "appeals_code_seq"


def draft_appeal(appeal: Appeal, *, by: User) -> Appeal:
    """Save a new appeal as a draft of ``by`` with its permanent code, such as EU-2026-0041."""
    with transaction.atomic():
        appeal.author = by
        appeal.code = _next_code(appeal.unit.code)
        appeal.save()
        _announce("appeal_drafted", appeal, by)
    return appeal


def edit_appeal(appeal: Appeal, *, fields: list[str], by: User) -> None:
    """Save changed contents of a draft.

    Raises:
        NotEditable: it is no draft any more.
    """
    with _locked(appeal) as current:
        _require_draft(current)
        appeal.save(update_fields=fields)
        _announce("appeal_edited", appeal, by, fields=fields)


def add_crop(
    appeal: Appeal, *, file: IO[bytes], alt_text: str, caption: str = "", by: User
) -> Crop:
    """Decode ``file``, store pixels only, and add the crop to a draft.

    Raises:
        CropRefused: the file is no acceptable picture.
        NotEditable: the appeal is no draft any more.
    """
    pixels = crops.read_pixels(file)
    written = crops.renditions_of(pixels)
    stored: list[str] = []
    try:
        with _locked(appeal) as current:
            _require_draft(current)
            master = crops.master_of(pixels)
            stored.append(crops.store(storages["private"], master))
            crop = Crop.objects.create(
                appeal=appeal,
                position=current.crops.count(),
                alt_text=alt_text.strip(),
                caption=caption.strip(),
                master_key=stored[0],
                width_px=master.width_px,
                height_px=master.height_px,
                added_by=by,
            )
            for each in written:
                stored.append(crops.store(storages["private"], each))
                _create_rendition(crop, each, stored[-1])
            _announce("crop_added", crop, by, appeal=appeal.code)
    except BaseException:
        # The rows are rolled back; files without rows must not stay.
        for key in stored:
            storages["private"].delete(key)
        raise
    return crop


def edit_crop(crop: Crop, *, alt_text: str, caption: str, position: int, by: User) -> None:
    """Change the words and the place of a draft's crop.

    Raises:
        NotEditable: the appeal is no draft any more.
    """
    with _locked(crop.appeal) as current:
        _require_draft(current)
        crop.alt_text, crop.caption, crop.position = alt_text.strip(), caption.strip(), position
        crop.save(update_fields=["alt_text", "caption", "position"])
        _announce("crop_edited", crop, by, appeal=current.code)


def remove_crop(crop: Crop, *, by: User) -> None:
    """Take a crop out of a draft, with its files.

    Raises:
        NotEditable: the appeal is no draft any more.
    """
    with _locked(crop.appeal) as current:
        _require_draft(current)
        keys = [crop.master_key, *crop.renditions.values_list("private_key", flat=True)]
        _announce("crop_removed", crop, by, appeal=current.code)
        crop.delete()
        transaction.on_commit(lambda: _delete_all("private", keys))


def submit_appeal(appeal: Appeal, *, by: User) -> None:
    """Ask for approval.

    Raises:
        WrongStatus: it is no draft.
        NotReady: it has no crop.
    """
    with _locked(appeal) as current:
        _require_status(current, Appeal.Status.DRAFT)
        if not current.crops.exists():
            raise NotReady(_("An appeal needs at least one crop before it can be approved."))
        _set_status(appeal, Appeal.Status.AWAITING_APPROVAL)
        _announce("appeal_submitted", appeal, by)


def return_appeal(appeal: Appeal, *, by: User) -> None:
    """Give an appeal that awaits approval back to its author as a draft.

    Raises:
        WrongStatus: it does not await approval.
    """
    with _locked(appeal) as current:
        _require_status(current, Appeal.Status.AWAITING_APPROVAL)
        _set_status(appeal, Appeal.Status.DRAFT)
        _announce("appeal_returned", appeal, by)


def approve_appeal(appeal: Appeal, *, by: User) -> None:
    """Make an appeal public: copy its renditions to the public bucket and show its page.

    Raises:
        SamePerson: ``by`` wrote the appeal or added one of its crops.
        WrongStatus: it does not await approval.
    """
    copied: list[str] = []
    try:
        with _locked(appeal) as current:
            _require_status(current, Appeal.Status.AWAITING_APPROVAL)
            _require_second_person(current, by)
            for rendition in Rendition.objects.filter(crop__appeal=current):
                copied.append(_copy_to_public(rendition))
                rendition.public_key = copied[-1]
                rendition.save(update_fields=["public_key"])
            _set_status(appeal, Appeal.Status.PUBLISHED, approver=by, published_on=timezone.now())
            _announce("appeal_approved", appeal, by)
    except BaseException:
        _delete_all("public", copied)
        raise


def withdraw_appeal(appeal: Appeal, *, reason: str, by: User) -> None:
    """Take a public appeal down: no picture is public any more, and a tombstone is its page.

    One person is enough, because taking away cannot show too much. Files go before the commit: a
    failure leaves a page without pictures, never pictures without a page.

    Raises:
        WrongStatus: it is not public, or withdrawn already.
    """
    with _locked(appeal) as current:
        _require_status(current, Appeal.Status.PUBLISHED, Appeal.Status.CLOSED)
        renditions = Rendition.objects.filter(crop__appeal=current, public_key__isnull=False)
        keys = [str(key) for key in renditions.values_list("public_key", flat=True)]
        renditions.update(public_key=None)
        _set_status(
            appeal,
            Appeal.Status.WITHDRAWN,
            outcome=Appeal.Outcome.WITHDRAWN,
            outcome_text=reason,
            country_found="",
            ended_on=timezone.now(),
        )
        _announce("appeal_withdrawn", appeal, by, reason=reason)
        _delete_all("public", keys)


def propose_update(
    appeal: Appeal, *, text: str, outcome: str = "", country_found: str = "", by: User
) -> Update:
    """Write an entry for the public timeline; it stays unseen until another person approves it.

    With an ``outcome`` its approval closes the appeal.

    Raises:
        WrongStatus: the appeal is not public, or it would be closed twice.
    """
    with _locked(appeal) as current:
        _require_open_for(current, outcome)
        update = Update.objects.create(
            appeal=appeal, text=text, outcome=outcome, country_found=country_found, author=by
        )
        _announce("update_proposed", update, by, appeal=appeal.code, outcome=outcome)
    return update


def approve_update(update: Update, *, by: User) -> None:
    """Publish an update that somebody else wrote; close the appeal if it carries an outcome.

    Raises:
        SamePerson: ``by`` wrote it.
        WrongStatus: published already, or the appeal has ended meanwhile.
    """
    appeal = update.appeal
    with _locked(appeal) as current:
        if by.pk == update.author_id:
            raise SamePerson(_("You wrote this update, so somebody else must approve it."))
        _require_open_for(current, update.outcome)
        now = timezone.now()
        if not Update.objects.filter(pk=update.pk, published_on=None).update(
            published_on=now, approver=by
        ):
            raise WrongStatus(_("This update is public already."))
        if update.outcome:
            _set_status(
                appeal,
                Appeal.Status.CLOSED,
                outcome=update.outcome,
                outcome_text=update.text,
                country_found=update.country_found,
                ended_on=now,
            )
        _announce("update_approved", update, by, appeal=appeal.code, outcome=update.outcome)


@contextmanager
def _locked(appeal: Appeal) -> Iterator[Appeal]:
    """A transaction that holds the appeal's row: two people's steps come one after the other."""
    with transaction.atomic():
        yield Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)


def _next_code(unit_code: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [CODE_SEQUENCE])
        (number,) = cursor.fetchone()
    return f"{unit_code}-{timezone.now():%Y}-{number:04d}"


def _create_rendition(crop: Crop, written: crops.Written, key: str) -> None:
    Rendition.objects.create(
        crop=crop,
        size=written.size,
        private_key=key,
        sha256=written.sha256,
        media_type=written.media_type,
        width_px=written.width_px,
        height_px=written.height_px,
        size_bytes=len(written.content),
    )


def _copy_to_public(rendition: Rendition) -> str:
    suffix = rendition.private_key.rsplit(".", 1)[-1]
    return crops.store_bytes(storages["public"], rendition.read_private(), suffix=suffix)


def _delete_all(bucket: str, keys: list[str]) -> None:
    for key in keys:
        storages[bucket].delete(key)


def _set_status(appeal: Appeal, status: Appeal.Status, **changes: Any) -> None:
    for name, value in {"status": status, **changes}.items():
        setattr(appeal, name, value)
    appeal.save(update_fields=["status", *changes])


def _require_draft(appeal: Appeal) -> None:
    if not appeal.is_editable:
        raise NotEditable(_("Only a draft can be changed. Return it to its author first."))


def _require_status(appeal: Appeal, *statuses: Appeal.Status) -> None:
    if appeal.status not in statuses:
        raise WrongStatus(
            _("%(code)s is “%(status)s” now; reload the page.")
            % {"code": appeal.code, "status": appeal.get_status_display()}
        )


def _require_open_for(appeal: Appeal, outcome: str) -> None:
    if outcome:
        _require_status(appeal, Appeal.Status.PUBLISHED)
    else:
        _require_status(appeal, Appeal.Status.PUBLISHED, Appeal.Status.CLOSED)


def _require_second_person(appeal: Appeal, by: User) -> None:
    if by.pk == appeal.author_id or appeal.crops.filter(added_by=by).exists():
        raise SamePerson(_("You worked on this appeal, so somebody else must approve it."))


def _announce(act: str, subject: Appeal | Crop | Update, by: User, **detail: object) -> None:
    signals.acted.send(type(subject), act=act, subject=subject, by=by, detail=detail)
