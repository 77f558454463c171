"""What a visitor can make happen: send a tip, and come back with its receipt. HTTP is in
views.py.
"""

import hashlib
import uuid
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db import connection
from django.utils import timezone

from appeals.models import Appeal, Showing

from . import signals
from .exceptions import AppealClosed, ReceiptUnknown
from .models import Tip
from .receipts import Receipt
from .sealing import TipContents, seal

_INSERT: Final = """
INSERT INTO submissions_tip (id, appeal_id, sealed, sealed_sha256, receipt_lookup,
                             received_on, state, attempts, progress)
VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s) ON CONFLICT DO NOTHING
"""


@dataclass(frozen=True)
class Draft:
    """What the form holds: the text and what helps to check it."""

    text: str
    place: str = ""
    period: str = ""
    basis: str = ""
    page_language: str = ""


def receive_tip(
    appeal: Appeal, draft: Draft, *, token: str, showing: Showing | None = None
) -> Receipt:
    """Seal and commit a tip, once per form token and contents, and return its receipt.

    When this returns, the row is committed. Sending the same token with the same contents again,
    even at the same instant, changes nothing and returns the same receipt.

    Raises:
        AppealClosed: the appeal takes no tips, neither from the public nor through ``showing``.
    """
    if not appeal.is_open and not (showing and showing.is_running):
        raise AppealClosed
    receipt = Receipt.derive(
        settings.RECEIPT_KEY, token=token, contents="\0".join((appeal.code, *vars(draft).values()))
    )
    tip = _sealed_tip(appeal, draft, receipt)
    _keep(tip)
    # The row is committed: a worker that reads the id finds it. Of a twin's id it finds none,
    # harmlessly.
    signals.tip_received.send(Tip, tip_id=tip.pk)
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


def _keep(tip: Tip) -> None:
    """Insert and, outside a transaction, commit; a tip whose receipt is known changes nothing.

    One statement, because bulk_create needs three round trips for it. ON CONFLICT waits for a twin
    that is being committed and then leaves it alone.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _INSERT,
            [
                tip.pk,
                tip.appeal_id,
                bytes(tip.sealed),
                tip.sealed_sha256,
                bytes(tip.receipt_lookup),
                tip.received_on,
                tip.state,
                tip.attempts,
                tip.progress,
            ],
        )


def _sealed_tip(appeal: Appeal, draft: Draft, receipt: Receipt) -> Tip:
    tip_id = uuid.uuid4()
    contents = TipContents(
        str(tip_id),
        appeal.code,
        draft.text,
        place=draft.place,
        period=draft.period,
        basis=draft.basis,
        page_language=draft.page_language,
    )
    sealed = seal(contents, settings.SEALING_RECIPIENTS)
    return Tip(
        id=tip_id,
        appeal=appeal,
        sealed=sealed,
        sealed_sha256=hashlib.sha256(sealed).hexdigest(),
        receipt_lookup=receipt.lookup(settings.RECEIPT_KEY),
        received_on=timezone.now().replace(minute=0, second=0, microsecond=0),
    )
