"""Rows and files held against each other: what a row names and no bucket has, and what a bucket has
and no row names. Whether the bytes are right is in verifying.py.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.core.files.storage import storages
from django.utils import timezone

from appeals.models import Crop, PressKit, Rendition, ShownRendition

# Files are written before their row is committed. A request ends within seconds; an hour leaves
# room for a clock that is wrong.
GRACE: Final = timedelta(hours=1)


@dataclass(frozen=True)
class Finding:
    """A file that is missing, or one that nobody names."""

    bucket: str
    key: str
    is_missing: bool

    def __str__(self) -> str:
        what = "a row names it, but it is not there" if self.is_missing else "no row names it"
        return f"{self.bucket} {self.key}: {what}"


@dataclass(frozen=True)
class Bucket:
    """A bucket and the columns whose values are its files."""

    name: str
    columns: tuple[
        tuple[type[Crop] | type[PressKit] | type[Rendition] | type[ShownRendition], str], ...
    ]

    def named(self) -> set[str]:
        """The keys that rows name."""
        return {
            str(key)
            for model, column in self.columns
            for key in model._default_manager.exclude(**{f"{column}__isnull": True})
            .values_list(column, flat=True)
            .iterator()
        }

    def passing(self) -> set[str]:
        """The keys of files that may be there or not: press kits being written or deleted."""
        if self.name != "public":
            return set()
        return set(PressKit.objects.passing().values_list("key", flat=True))

    def stored(self) -> set[str]:
        """The keys of the files that are there."""
        try:
            _folders, files = storages[self.name].listdir("")
        except FileNotFoundError:
            # A folder that nothing was written to yet.
            return set()
        return set(files)


BUCKETS: Final = (
    Bucket("private", ((Crop, "master_key"), (Rendition, "private_key"))),
    Bucket("public", ((Rendition, "public_key"), (PressKit, "key"))),
    Bucket("restricted", ((ShownRendition, "key"),)),
)


def findings() -> Iterator[Finding]:
    """What does not fit, bucket by bucket. It changes nothing.

    A file younger than ``GRACE`` may belong to a row that is not committed yet, so it is left out.
    """
    for bucket in BUCKETS:
        # Files first: a row that comes in between has its file already.
        stored = bucket.stored()
        named = bucket.named()
        passing = bucket.passing()
        for key in sorted(named - stored - passing):
            # Asked again, for what was written after the listing.
            if not storages[bucket.name].exists(key):
                yield Finding(bucket.name, key, is_missing=True)
        for key in sorted(stored - named):
            if _is_old(bucket.name, key):
                yield Finding(bucket.name, key, is_missing=False)


def remove_orphan(finding: Finding) -> None:
    """Delete a file that no row names."""
    if not finding.is_missing:
        storages[finding.bucket].delete(finding.key)


def _is_old(bucket: str, key: str) -> bool:
    try:
        return bool(storages[bucket].get_modified_time(key) < timezone.now() - GRACE)
    except FileNotFoundError:
        # Deleted meanwhile.
        return False
