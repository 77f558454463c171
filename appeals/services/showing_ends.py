"""How a showing ends: revoked, with its appeal's status, or by itself; and how its files go."""

from collections.abc import Iterable

from django.core.files.storage import storages
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from appeals.exceptions import WrongStatus
from appeals.models import Appeal, Showing, ShownRendition, User

from .steps import announce, locked


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
