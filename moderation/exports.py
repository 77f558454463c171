"""Exports of leads as streamed CSV, each recorded in the ledger before its first byte and hashed
to its last.
"""

import hashlib
from collections.abc import Iterator
from typing import Any, Final

from django.db import connection, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from appeals.models import User

from . import audit
from .cells import csv_line
from .exceptions import NothingToExport
from .models import Export, Lead

# Rows a query: large enough that the round trip does not count, small enough for a few megabytes
# of memory.
_CHUNK: Final = 5000
# Spreadsheets take a file for UTF-8 only with this mark.
_BYTE_ORDER_MARK: Final = "\ufeff"

COLUMNS: Final = tuple(
    "lead appeal object unit claim scheme source information handling restrictions"
    " tips tip_ids made_on made_by".split()
)

# People appear by number, not by name; the newest grade and set of handling codes count. A lead
# that no tip supports any more is withdrawn and stays out.
_ROWS: Final = """
SELECT lead.id, lead.code, appeal.code, appeal.title, unit.code, lead.claim,
       grade.scheme, grade.source, grade.information, array_to_string(handling.codes, ' '),
       handling.restriction, support.tips, support.tip_ids,
       to_char(lead.made_on AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"'), lead.made_by_id
FROM moderation_lead lead
JOIN appeals_appeal appeal ON appeal.id = lead.appeal_id
JOIN appeals_unit unit ON unit.id = lead.unit_id
LEFT JOIN LATERAL (SELECT scheme, source, information FROM moderation_grade
                   WHERE lead_id = lead.id ORDER BY id DESC LIMIT 1) grade ON true
LEFT JOIN LATERAL (SELECT codes, restriction FROM moderation_handling
                   WHERE lead_id = lead.id ORDER BY id DESC LIMIT 1) handling ON true
JOIN LATERAL (SELECT count(*) AS tips, string_agg(triage_id::text, ' ' ORDER BY id) AS tip_ids
              FROM moderation_leadsupport
              WHERE lead_id = lead.id AND ended_on IS NULL) support ON support.tips > 0
WHERE lead.id > %(after)s AND lead.id <= %(last)s
      AND (%(every_unit)s
           OR lead.unit_id IN (SELECT unit_id FROM appeals_user_units WHERE user_id = %(user)s))
ORDER BY lead.id LIMIT %(chunk)s
"""


@transaction.atomic
def start_export(*, recipient: str, by: User) -> Export:
    """Enter an export of every lead that ``by`` may see in the ledger and the audit chain, before
    a byte leaves.

    Raises:
        NothingToExport: there is no such lead.
    """
    if not Lead.objects.visible_to(by).supported().exists():
        raise NothingToExport(_("There is no lead to export for your units yet."))
    export = Export.objects.create(exported_by=by, recipient=recipient)
    audit.record("export_started", export, by=by, format=export.format, recipient=recipient)
    return export


def stream_export(export: Export) -> Iterator[bytes]:
    """The CSV of a started export, in pieces of about a megabyte.

    The ledger is completed with the hash of what was handed out after the last piece, or marked
    broken off when the receiver went away. Each lead is in the ledger before its line is handed
    out.
    """
    digest, size_bytes, count, finished = hashlib.sha256(), 0, 0, False
    try:
        for piece, leads in _pieces(export):
            digest.update(piece)
            size_bytes += len(piece)
            count += leads
            yield piece
        finished = True
    finally:
        _close(export, digest.hexdigest(), size_bytes, count, finished=finished)


def _pieces(export: Export) -> Iterator[tuple[bytes, int]]:
    yield (_BYTE_ORDER_MARK + csv_line(COLUMNS)).encode(), 0
    # Leads made while the export runs have higher numbers and stay out of it.
    last = Lead.objects.aggregate(last=Max("pk"))["last"] or 0
    after = 0
    while rows := _rows(export, after, last):
        _enter_leads(export, [row[0] for row in rows])
        lines = (csv_line("" if cell is None else cell for cell in row[1:]) for row in rows)
        yield "".join(lines).encode("utf-8", "replace"), len(rows)
        after = rows[-1][0]


def _rows(export: Export, after: int, last: int) -> list[tuple[Any, ...]]:
    user = export.exported_by
    values = {
        "after": after,
        "last": last,
        "every_unit": user.sees_every_unit,
        "user": user.pk,
        "chunk": _CHUNK,
    }
    with connection.cursor() as cursor:
        cursor.execute(_ROWS, values)
        return list(cursor.fetchall())


def _enter_leads(export: Export, leads: list[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO moderation_exportedlead (export_id, lead_id) SELECT %s, unnest(%s)",
            [export.pk, leads],
        )


@transaction.atomic
def _close(export: Export, sha256: str, size_bytes: int, count: int, *, finished: bool) -> None:
    export.state = Export.State.COMPLETE if finished else Export.State.BROKEN_OFF
    export.sha256, export.size_bytes, export.lead_count = sha256, size_bytes, count
    export.save(update_fields=["state", "sha256", "size_bytes", "lead_count"])
    audit.record(
        f"export_{export.state}", export, by=export.exported_by, sha256=sha256, leads=count
    )
