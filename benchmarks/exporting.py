"""One export of every lead, and the same rows by COPY; each in a process of its own for its memory.

Runs in Django (in_django.py).
"""

import hashlib
import resource
import sys
import time

from django.db import connection

from appeals.models import User
from moderation import exports

# What the export reads, without its chunks.
_ALL = {"after": 0, "last": 2**62, "every_unit": True, "user": 0, "chunk": None}


class _Sink:
    """A receiver that counts and hashes, as the export does of its own."""

    def __init__(self) -> None:
        self.size_bytes = 0
        self.digest = hashlib.sha256()

    def write(self, piece: bytes) -> int:
        self.digest.update(piece)
        self.size_bytes += len(piece)
        return len(piece)


def export() -> dict[str, float]:
    """Stream an export to nowhere: seconds, bytes, leads, MiB before and at the peak."""
    before_mib = _peak_mib()
    started = exports.start_export(recipient="nowhere", by=User.objects.get(username="exporter"))
    begin = time.perf_counter()
    size_bytes = sum(len(piece) for piece in exports.stream_export(started))
    seconds = time.perf_counter() - begin
    started.refresh_from_db()
    return {
        "seconds": seconds,
        "bytes": size_bytes,
        "leads": started.lead_count,
        "before_mib": before_mib,
        "peak_mib": _peak_mib(),
    }


def copy_query() -> float:
    """Seconds that COPY takes for the export's own query."""
    with connection.cursor() as cursor:
        return _copy(cursor.mogrify(exports._ROWS, _ALL).decode())


def copy_stored_rows() -> float:
    """Seconds that COPY takes for the same rows, lying ready in one table: as fast as it gets."""
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS ready_rows")
        query = cursor.mogrify(exports._ROWS, _ALL).decode()
        names = ", ".join(f"column_{number}" for number in range(len(exports.COLUMNS) + 1))
        cursor.execute(f"CREATE TABLE ready_rows ({names}) AS {query}")
    return _copy("SELECT * FROM ready_rows")


def _copy(query: str) -> float:
    sink = _Sink()
    begin = time.perf_counter()
    with connection.cursor() as cursor:
        cursor.copy_expert(f"COPY ({query}) TO STDOUT WITH (FORMAT csv)", sink)
    return time.perf_counter() - begin


def _peak_mib() -> float:
    # Kilobytes on Linux, bytes on macOS; getrusage(2) of each.
    unit = 2**20 if sys.platform == "darwin" else 2**10
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / unit
