"""What every step of an appeal is made of: its lock, its conditions, its announcement. The steps
themselves are in the modules beside this one.
"""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _

from appeals import signals
from appeals.exceptions import NotEditable, SamePerson, WrongStatus
from appeals.models import Appeal, Crop, Scene, Showing, Translation, Update, User


@contextmanager
def locked(appeal: Appeal) -> Iterator[Appeal]:
    """A transaction that holds the appeal's row: two people's steps come one after the other."""
    with transaction.atomic():
        yield Appeal.objects.select_for_update(of=("self",)).get(pk=appeal.pk)


@contextmanager
def locked_draft(appeal: Appeal, *, by: User) -> Iterator[Appeal]:
    """As ``locked``, for a change of contents: whoever makes one cannot approve the appeal.

    Raises:
        NotEditable: it is no draft any more.
    """
    with locked(appeal) as current:
        if not current.is_editable:
            raise NotEditable(_("Only a draft can be changed. Return it to its author first."))
        current.editors.add(by)
        yield current


def set_status(appeal: Appeal, status: Appeal.Status, **changes: Any) -> None:
    """Save the status, and what goes with it."""
    for name, value in {"status": status, **changes}.items():
        setattr(appeal, name, value)
    appeal.save(update_fields=["status", *changes])


def require_status(appeal: Appeal, *statuses: Appeal.Status) -> None:
    """Go on only from one of ``statuses``.

    Raises:
        WrongStatus: it is in another one.
    """
    if appeal.status not in statuses:
        raise WrongStatus(
            _("%(code)s is “%(status)s” now; reload the page.")
            % {"code": appeal.code, "status": appeal.get_status_display()}
        )


def require_second_person(appeal: Appeal, by: User) -> None:
    """Go on only for somebody who had no hand in the appeal.

    Raises:
        SamePerson: ``by`` wrote or changed it or one of its crops, or asked for approval.
    """
    if by.pk == appeal.author_id or appeal.editors.filter(pk=by.pk).exists():
        raise SamePerson(_("You worked on this appeal, so somebody else must approve it."))


def announce(
    act: str,
    subject: Appeal | Crop | Scene | Showing | Translation | Update,
    by: User,
    **detail: object,
) -> None:
    """Tell who listens. Listeners take one lock for all until the commit, so slow work goes
    first.
    """
    signals.acted.send(type(subject), act=act, subject=subject, by=by, detail=detail)


def delete_all(bucket: str, keys: Iterable[str]) -> None:
    """Delete files; one that is not there is no error."""
    for key in keys:
        storages[bucket].delete(key)
