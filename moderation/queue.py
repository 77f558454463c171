"""The moderators' queue as pages: filters, keyset paging and capped counts that cost the same at
any size.
"""

from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.db.models import Q

from appeals.models import User

from .models import Triage
from .models.triage import TriageQuerySet

PER_PAGE: Final = 50
# Counting on costs time and tells a moderator nothing more.
COUNT_UP_TO: Final = 1000


@dataclass(frozen=True)
class Filters:
    """What a moderator chose to see; empty means everything."""

    state: str = Triage.State.AWAITING
    appeal: str = ""
    language: str = ""
    cluster: str = ""
    whose: str = ""


@dataclass(frozen=True)
class Cursor:
    """The row after which a page begins: its rank and its tip."""

    rank: int
    tip: UUID

    @classmethod
    def read(cls, text: str) -> "Cursor | None":
        """The cursor written by ``__str__``; None for anything else."""
        rank, _, tip = text.partition("~")
        try:
            return cls(int(rank), UUID(tip))
        except ValueError:
            return None

    def __str__(self) -> str:
        return f"{self.rank}~{self.tip}"


@dataclass(frozen=True)
class Page:
    """One page of the queue; ``following`` leads to the next one and is None on the last."""

    rows: list[Triage]
    following: Cursor | None
    count: int

    @property
    def is_count_capped(self) -> bool:
        """Whether there are more than were counted."""
        return self.count > COUNT_UP_TO


def matching(filters: Filters, *, by: User) -> TriageQuerySet:
    """The tips that ``by`` may see and asked for, in no order."""
    rows = Triage.objects.visible_to(by)
    if filters.state in Triage.State.values:
        rows = rows.filter(state=filters.state)
    if filters.appeal:
        rows = rows.filter(appeal__code=filters.appeal)
    if filters.language:
        rows = rows.filter(language=filters.language)
    if filters.cluster.isdecimal():
        rows = rows.filter(cluster=min(int(filters.cluster), 2**63 - 1))
    if filters.whose == "mine":
        rows = rows.filter(claimed_by=by)
    elif filters.whose == "free":
        rows = rows.claimable_by(by)
    return rows


def page_of(rows: TriageQuerySet, after: Cursor | None) -> Page:
    """The rows after ``after`` in queue order, without their long columns."""
    count = rows.order_by().values("pk")[: COUNT_UP_TO + 1].count()
    if after:
        rows = _beyond(rows, after)
    found = list(
        rows.in_queue_order()
        .select_related("appeal", "cluster", "claimed_by")
        .defer("fingerprint", "rank_parts")[: PER_PAGE + 1]
    )
    following = None
    if len(found) > PER_PAGE:
        found = found[:PER_PAGE]
        following = Cursor(found[-1].rank, found[-1].pk)
    return Page(found, following, count)


def next_after(triage: Triage, filters: Filters, *, by: User) -> UUID | None:
    """The tip to go on with: the next one in queue order that ``by`` asked for and may take; from
    the top again after the last, None if there is none.
    """
    waiting = matching(replace(filters, state=Triage.State.AWAITING), by=by)
    free = waiting.claimable_by(by).exclude(pk=triage.pk).in_queue_order()
    found = _beyond(free, Cursor(triage.rank, triage.pk)).only("pk").first()
    found = found or free.only("pk").first()
    return found.pk if found else None


def _beyond(rows: TriageQuerySet, after: Cursor) -> TriageQuerySet:
    # A row comparison that the index's order (rank down, tip up) can serve.
    rows = rows.filter(Q(rank__lt=after.rank) | Q(rank=after.rank, tip__gt=after.tip))
    return rows.filter(rank__lte=after.rank)
