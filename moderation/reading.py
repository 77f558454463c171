"""Triage of one tip: open it, read it by machine, place it in a cluster, or try again what failed.
Never decides anything.
"""

import logging
from dataclasses import asdict
from typing import Final
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import F, QuerySet

from appeals.models import Appeal, User
from submissions.exceptions import SealBroken
from submissions.models import Tip
from submissions.sealing import TipContents, unseal

from . import audit, clusters, languages, nearness, places, rank
from .models import Triage

logger = logging.getLogger(__name__)

# A tip that brings down its reader this often is shown to people instead (a failed state, not a
# lost tip).
MAX_ATTEMPTS: Final = 8


def triage_tip(tip_id: UUID) -> bool:
    """Open and read a tip if nobody has; whether this call did it. Running it twice, or at once,
    is harmless.

    Every attempt is counted and committed before the tip is touched, so that a tip which kills its
    reader is tried a bounded number of times and then shown as failed.
    """
    if not _count_attempt(tip_id):
        return False
    try:
        with transaction.atomic():
            return _read(tip_id)
    except (SealBroken, ValueError) as error:
        # Nothing will change at the next try: what is inside is not what the form sealed.
        logger.error("tip %s cannot be read: %s", tip_id, type(error).__name__)  # noqa: TRY400  # the sentence is enough
        Tip.objects.filter(pk=tip_id).awaiting_triage().update(state=Tip.State.FAILED)
        return False


def failed_tips(*, by: User) -> QuerySet[Tip]:
    """The tips of the units of ``by`` that the machine could not open."""
    appeals = Appeal.objects.visible_to(by)
    return Tip.objects.filter(state=Tip.State.FAILED, appeal__in=appeals).order_by("pk")


@transaction.atomic
def retry_failed_tips(*, by: User) -> int:
    """Let the worker try what ``failed_tips`` names once more, from the first attempt on; how many
    those are.
    """
    failed = Tip.objects.filter(state=Tip.State.FAILED, pk__in=failed_tips(by=by).values("pk"))
    count = failed.update(state=Tip.State.RECEIVED, attempts=0)
    audit.record("tips_retried", by, by=by, count=count)
    return count


def _count_attempt(tip_id: UUID) -> bool:
    waiting = Tip.objects.filter(pk=tip_id).awaiting_triage()
    if waiting.filter(attempts__lt=MAX_ATTEMPTS).update(attempts=F("attempts") + 1):
        return True
    if waiting.update(state=Tip.State.FAILED):
        logger.error("tip %s was given up after %s attempts", tip_id, MAX_ATTEMPTS)
    return False


def _read(tip_id: UUID) -> bool:
    # A twin of this task waits for nobody: the row's lock tells it that the work is being done.
    tip = (
        Tip.objects.awaiting_triage()
        .select_for_update(skip_locked=True, of=("self",))
        .select_related("appeal")
        .filter(pk=tip_id)
        .first()
    )
    if tip is None:
        return False
    contents = unseal(
        bytes(tip.sealed), settings.WORKER_IDENTITY, tip=str(tip.pk), appeal=tip.appeal.code
    )
    triage = _reading_of(tip, contents)
    signature = nearness.signature(triage.text)
    where = clusters.find_placement(triage, signature)
    triage.cluster, triage.match, triage.resemblance = where.cluster, where.match, where.resemblance
    triage.rank_parts = rank.rank_parts(triage)
    triage.rank = sum(triage.rank_parts.values())
    triage.save(force_insert=True)
    clusters.remember_bands(triage, signature)
    tip.state = Tip.State.TRIAGED
    tip.save(update_fields=["state"])
    return True


def storable(text: str) -> str:
    """``text`` with what PostgreSQL cannot hold (NUL, lone surrogates) written out: ``\\x00``.

    The form lets neither through; whoever took over the public zone could still seal them, and what
    was accepted must be read. The sealed original stays exact.
    """
    return text.encode("utf-8", "backslashreplace").decode().replace("\0", "\\x00")


def _reading_of(tip: Tip, contents: TipContents) -> Triage:
    text, place = storable(contents.text), storable(contents.place)
    language = languages.detect_language(text)
    said = f"{text}\n{place}"
    return Triage(
        tip=tip,
        appeal=tip.appeal,
        unit_id=tip.appeal.unit_id,
        received_on=tip.received_on,
        text=text,
        place=place,
        period=storable(contents.period),
        basis=contents.basis,
        maker=storable(contents.maker),
        sources=storable(contents.sources),
        limits=storable(contents.limits),
        page_language=contents.page_language,
        language=language.code,
        language_confidence=language.confidence,
        # Offsets count characters of text, a line feed and place, in this order.
        places=[asdict(found) for found in places.find_places(said)],
        fingerprint=nearness.fingerprint(text),
    )
