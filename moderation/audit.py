"""The audit chain: appending an entry in the same transaction as the act, and checking the whole
chain.
"""

import hashlib
import json
from typing import Final

from django.db import connection, models, transaction
from django.utils import timezone

from appeals.models import User

from .models import AuditEntry

FIRST_HASH: Final = "0" * 64
# Any constant will do; it names the lock that keeps two entries from taking one number.
_CHAIN_LOCK: Final = 7_241_905


def record(act: str, subject: models.Model, *, by: User | None, **detail: object) -> AuditEntry:
    """Append one entry to the chain; it is there if and only if the surrounding transaction
    commits.

    ``detail`` holds JSON values: codes, ids and counts, never a visitor's text.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CHAIN_LOCK])
        last = AuditEntry.objects.order_by("-number").first()
        entry = AuditEntry(
            number=last.number + 1 if last else 1,
            on=timezone.now(),
            by=by,
            act=act,
            subject_type=subject._meta.label_lower,
            subject_id=str(subject.pk),
            detail=detail,
            previous_hash=last.hash if last else FIRST_HASH,
        )
        entry.hash = hash_of(entry)
        entry.save(force_insert=True)
    return entry


def hash_of(entry: AuditEntry) -> str:
    """The SHA-256 of everything the entry says and of the entry before it, as 64 hexadecimal
    digits.
    """
    said = [
        entry.number,
        entry.on.isoformat(),
        entry.by_id,
        entry.act,
        entry.subject_type,
        entry.subject_id,
        entry.detail,
        entry.previous_hash,
    ]
    canonical = json.dumps(said, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(canonical.encode("ascii")).hexdigest()


def first_broken_number() -> int | None:
    """The number of the first entry that was changed, removed or put in; None for a whole chain."""
    expected_number, expected_previous = 1, FIRST_HASH
    for entry in AuditEntry.objects.order_by("number").iterator(chunk_size=2000):
        in_place = (entry.number, entry.previous_hash) == (expected_number, expected_previous)
        if not in_place or entry.hash != hash_of(entry):
            return expected_number
        expected_number, expected_previous = entry.number + 1, entry.hash
    return None
