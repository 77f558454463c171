"""The restricted stage: an appeal that awaits approval is shown to an audience outside, by somebody
who had no hand in it, until it expires, is revoked, or the appeal moves on.
"""

import hashlib
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals import crops
from appeals.exceptions import NotReady, WrongStatus
from appeals.models import Appeal, Rendition, Showing, ShownRendition, User
from appeals.purity import impurities

from .steps import announce, delete_all, locked, require_second_person, require_status


def make_showing(appeal: Appeal, *, audience: str, last_day: date, by: User) -> Showing:
    """Show an appeal to an audience up to and including ``last_day`` (UTC, at most 30 days ahead).

    Its renditions are copied to the restricted bucket, under names of this showing's own.

    Raises:
        NotReady: a stored picture is not as it was written, or holds more than pixels.
        SamePerson: ``by`` worked on the appeal.
        WrongStatus: it does not await approval, so that its contents may still change.
    """
    copied: list[str] = []
    try:
        with locked(appeal) as current:
            require_status(current, Appeal.Status.AWAITING_APPROVAL)
            require_second_person(current, by)
            showing = Showing.objects.create(
                appeal=current, audience=audience.strip(), made_by=by, expires_on=_end_of(last_day)
            )
            _copy_renditions(showing, copied)
            announce(
                "showing_made",
                showing,
                by,
                appeal=current.code,
                audience=showing.audience,
                last_day=last_day.isoformat(),
            )
    except BaseException:
        # The rows are rolled back; files without rows must not stay.
        delete_all("restricted", copied)
        raise
    return showing


def revoke_showing(showing: Showing, *, by: User) -> None:
    """End one showing now. One person is enough, because taking away cannot show too much.

    Raises:
        WrongStatus: it has ended already.
    """
    with locked(showing.appeal) as current:
        mine = Showing.objects.running().filter(pk=showing.pk)
        if not _end(mine, Showing.Ending.REVOKED, by=by):
            raise WrongStatus(_("This link has ended already; reload the page."))
        _delete_files_after_commit([showing.pk])
        announce("showing_revoked", showing, by, appeal=current.code, audience=showing.audience)


def end_showings(appeal: Appeal, ending: Showing.Ending, *, by: User) -> None:
    """End all showings of an appeal, inside the transaction that holds its lock."""
    # Expired ones too: a link to what is public now leads on, however old it is.
    open_ones = list(appeal.showings.filter(ended_on=None).values_list("pk", flat=True))
    if open_ones:
        _end(Showing.objects.filter(pk__in=open_ones), ending, by=by)
        _delete_files_after_commit(open_ones)
        announce("showings_ended", appeal, by, ending=ending.value, count=len(open_ones))


def count_opening(showing: Showing) -> None:
    """Count that the page was opened today. Of the visitor nothing is known here."""
    Showing.objects.filter(pk=showing.pk).update(
        openings=F("openings") + 1, last_opened_on=timezone.now().date()
    )


def sweep_showings() -> int:
    """Delete the files of showings that run no more; how many files those were.

    Expired showings end by themselves, and the bucket may have been away when one was revoked.
    """
    left = ShownRendition.objects.exclude(showing__in=Showing.objects.running())
    return _delete_files(left)


def _end(showings: QuerySet[Showing], ending: Showing.Ending, *, by: User) -> int:
    return showings.update(ending=ending, ended_by=by, ended_on=timezone.now())


def _delete_files_after_commit(showing_pks: Iterable[int]) -> None:
    """Delete at once, but never at the price of the ending itself: without its row a file has no
    address, and what a failing bucket keeps the next sweep deletes.
    """
    files = ShownRendition.objects.filter(showing__in=list(showing_pks))

    # No functools.partial: Django logs a robust callback that failed by its __qualname__.
    def delete_files() -> None:
        _delete_files(files)

    transaction.on_commit(delete_files, robust=True)


def _delete_files(files: QuerySet[ShownRendition]) -> int:
    deleted = 0
    for each in files:
        # The row goes last, because it alone knows the file's name.
        storages["restricted"].delete(each.key)
        each.delete()
        deleted += 1
    return deleted


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC)


def _copy_renditions(showing: Showing, copied: list[str]) -> None:
    """Copy what the page shows, and note each file in ``copied`` as soon as it is there."""
    every = Rendition.objects.filter(crop__appeal=showing.appeal).select_related("crop")
    # The card for social networks is of no use to an audience.
    renditions = every.exclude(size=Rendition.Size.SHARE)
    for number, rendition in enumerate(renditions, start=1):
        copied.append(_copy_to_restricted(rendition))
        ShownRendition.objects.create(
            showing=showing, rendition=rendition, number=number, key=copied[-1]
        )


def _copy_to_restricted(rendition: Rendition) -> str:
    content = rendition.read_private()
    is_as_written = hashlib.sha256(content).hexdigest() == rendition.sha256
    if not is_as_written or impurities(content, rendition.media_type):
        raise NotReady(
            _(
                "The stored picture “%(alt)s” is not what it was when it was written."
                " Tell your operator."
            )
            % {"alt": rendition.crop.alt_text}
        )
    suffix = rendition.private_key.rsplit(".", 1)[-1]
    return crops.store_bytes(storages["restricted"], content, suffix=suffix)
