"""Drafting: a new appeal with its permanent code, and changes of its words. Crops are in
cropping.py.
"""

from django.db import connection, transaction
from django.utils import timezone

from appeals.models import Appeal, User

from .steps import announce, locked_draft

CODE_SEQUENCE = "appeals_code_seq"


def draft_appeal(appeal: Appeal, *, by: User) -> Appeal:
    """Save a new appeal as a draft of ``by`` with its permanent code, such as EU-2026-0041."""
    with transaction.atomic():
        appeal.author = by
        appeal.code = _next_code(appeal.unit.code)
        appeal.save()
        appeal.editors.add(by)
        announce("appeal_drafted", appeal, by)
    return appeal


def edit_appeal(appeal: Appeal, *, fields: list[str], by: User) -> None:
    """Save changed contents of a draft; without changed ``fields`` nothing happens.

    Raises:
        NotEditable: it is no draft any more.
    """
    if not fields:
        return
    with locked_draft(appeal, by=by):
        appeal.save(update_fields=fields)
        announce("appeal_edited", appeal, by, fields=fields)


def _next_code(unit_code: str) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(%s)", [CODE_SEQUENCE])
        (number,) = cursor.fetchone()
    return f"{unit_code}-{timezone.now():%Y}-{number:04d}"
