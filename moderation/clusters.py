"""Clusters: where a newly opened tip belongs among those of its appeal. How texts are compared is
in nearness.py.
"""

from dataclasses import dataclass
from typing import Final

from django.db import connection
from django.db.models import F

from . import nearness
from .models import Band, Cluster, Triage

# More candidates than this share a band only in a flood of one text, and then the first ones will
# do.
_MAX_CANDIDATES: Final = 40
# The first key of the lock names its purpose, the second the appeal.
_CLUSTER_LOCK: Final = 1


@dataclass(frozen=True)
class Placement:
    """Where a tip belongs: its cluster, how that was told, and how alike the texts are (0–1)."""

    cluster: Cluster
    match: Triage.Match
    resemblance: float


def find_placement(triage: Triage, signature: tuple[int, ...]) -> Placement:
    """The cluster for a tip that is about to be saved; a new one if nothing says the same.

    Holds a lock on the appeal until the transaction ends: two equal tips opened at once must not
    both be new.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, %s)", [_CLUSTER_LOCK, triage.appeal_id])
    twin = _exact_twin(triage)
    if twin:
        return _join(twin, Triage.Match.EXACT, 1.0)
    near, resemblance = _nearest(triage, signature)
    if near:
        return _join(near, Triage.Match.NEAR, resemblance)
    return Placement(Cluster.objects.create(appeal=triage.appeal), Triage.Match.NEW, 0.0)


def remember_bands(triage: Triage, signature: tuple[int, ...]) -> None:
    """Store the tip's bands so that later tips can find it."""
    Band.objects.bulk_create(
        Band(triage=triage, appeal_id=triage.appeal_id, value=value)
        for value in nearness.bands(signature)
    )


def _exact_twin(triage: Triage) -> Triage | None:
    if not triage.fingerprint:
        return None
    same = Triage.objects.filter(appeal=triage.appeal_id, fingerprint=triage.fingerprint)
    return same.select_related("cluster").first()


def _nearest(triage: Triage, signature: tuple[int, ...]) -> tuple[Triage | None, float]:
    values = nearness.bands(signature)
    found = Band.objects.filter(appeal=triage.appeal_id, value__in=values).values("triage")
    candidates = Triage.objects.filter(pk__in=found).order_by("pk").select_related("cluster")
    scored = [
        (nearness.resemblance(triage.text, each.text), each)
        for each in candidates[:_MAX_CANDIDATES]
    ]
    # Of equally near ones the larger cluster, then the smaller id: the same answer every time.
    scored.sort(key=lambda pair: (-pair[0], -pair[1].cluster.size, str(pair[1].pk)))
    if scored and scored[0][0] >= nearness.NEAR_THRESHOLD:
        return scored[0][1], scored[0][0]
    return None, 0.0


def _join(near: Triage, match: Triage.Match, resemblance: float) -> Placement:
    Cluster.objects.filter(pk=near.cluster_id).update(size=F("size") + 1)
    return Placement(near.cluster, match, resemblance)
