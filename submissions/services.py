"""What a visitor can make happen: send a tip, and come back with its receipt. HTTP is in
views.py.
"""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from django.db import DatabaseError, DataError, IntegrityError, connection
from django.utils import timezone

from appeals.models import Appeal, Showing

from . import signals
from .exceptions import AppealClosed, ReceiptUnknown
from .models import Tip
from .receipts import Receipt
from .sealing import TipContents, seal

# Finds the appeal, asks whether it takes tips, and keeps the tip (migration 0002).
_KEEP: Final = "SELECT submissions_keep_tip(%s, %s, %s, %s, %s, %s, %s)"
_TAKING_TIPS: Final = [Appeal.Status.PUBLISHED.value]


@dataclass(frozen=True)
class Draft:
    """What the form holds: the text and what helps to check it."""

    text: str
    place: str = ""
    period: str = ""
    basis: str = ""
    page_language: str = ""
    maker: str = ""
    sources: str = ""
    limits: str = ""


def receive_tip(code: str, draft: Draft, *, token: str, showing: Showing | None = None) -> Receipt:
    """Seal and commit a tip on the appeal ``code``, once per form token and contents, and return
    its receipt.

    When this returns, the row is committed. Sending the same token with the same contents again,
    even at the same instant, changes nothing and returns the same receipt.

    Raises:
        AppealClosed: no appeal with this code takes tips, neither from the public nor through
            ``showing``.
    """
    receipt = Receipt.derive(
        settings.RECEIPT_KEY, token=token, contents="\0".join((code, *vars(draft).values()))
    )
    lookup = receipt.lookup(settings.RECEIPT_KEY)
    tip_id = uuid.uuid4()
    sealed = _sealed(tip_id, code, draft)
    if _keep(tip_id, code, sealed, lookup, taking_tips=_taking_tips(code, showing)):
        # The row is committed: a worker that reads the id finds it.
        signals.tip_received.send(Tip, tip_id=tip_id)
    elif not Tip.objects.filter(receipt_lookup=lookup).exists():
        raise AppealClosed
    return receipt


def find_tip(receipt: Receipt) -> Tip:
    """The tip that goes with a receipt, without its sealed contents.

    Raises:
        ReceiptUnknown: there is none.
    """
    tip = (
        Tip.objects.filter(receipt_lookup=receipt.lookup(settings.RECEIPT_KEY))
        .select_related("appeal")
        .defer("sealed")
        .first()
    )
    if tip is None:
        raise ReceiptUnknown
    return tip


def _taking_tips(code: str, showing: Showing | None) -> list[str]:
    """The statuses in which an appeal takes tips: behind a link that works, one more."""
    if showing and showing.appeal.code == code and showing.is_running:
        return [*_TAKING_TIPS, Appeal.Status.AWAITING_APPROVAL.value]
    return _TAKING_TIPS


def _keep(
    tip_id: uuid.UUID, code: str, sealed: bytes, lookup: bytes, *, taking_tips: list[str]
) -> bool:
    """Insert and, outside a transaction, commit; False if the appeal takes no tips or a tip with
    this receipt is there already.
    """
    row: list[Any] = [
        tip_id,
        sealed,
        hashlib.sha256(sealed).hexdigest(),
        lookup,
        timezone.now().replace(minute=0, second=0, microsecond=0),
        code,
        taking_tips,
    ]
    # Asking whether a kept connection is alive costs as much as inserting; what is inserted twice
    # is kept once, so a dead connection may show at the statement itself.
    connection.health_check_done = True  # type: ignore[attr-defined]  # the stubs leave it out
    try:
        return _insert(row)
    except DatabaseError as error:
        if isinstance(error, (IntegrityError, DataError)):
            raise
        if connection.in_atomic_block:
            raise
        connection.close()
        return _insert(row)


def _insert(row: list[Any]) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, row)
        (is_new,) = cursor.fetchone()
        return bool(is_new)


def _sealed(tip_id: uuid.UUID, code: str, draft: Draft) -> bytes:
    contents = TipContents(str(tip_id), code, **vars(draft))
    return seal(contents, settings.SEALING_RECIPIENTS)
