"""The restricted stage: an appeal that awaits approval is shown to an audience outside, by somebody
who had no hand in it, until it expires, is revoked, or the appeal moves on.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta

from django.core.files.storage import storages
from django.db.models import F
from django.utils import timezone

from appeals import crops
from appeals.models import Appeal, Rendition, Showing, ShownRendition, User

from .publishing import release, require_intact
from .steps import announce, delete_all, locked


def make_showing(
    appeal: Appeal,
    *,
    audience: str,
    last_day: date,
    seen: str,
    checks: Collection[str],
    by: User,
) -> Showing:
    """Show an appeal to an audience up to and including ``last_day`` (UTC, at most 30 days ahead).

    Its renditions are copied to the restricted bucket, under names of this showing's own.

    Args:
        seen, checks: as for ``approve_appeal``: what is shown is approved by the same rules.

    Raises:
        SamePerson, WrongStatus, ChangedMeanwhile, NotChecked, CropSpoilt: as ``approve_appeal``.
    """
    copied: list[str] = []
    try:
        with locked(appeal) as current:
            release(current, seen=seen, checks=checks, by=by)
            showing = Showing.objects.create(
                appeal=current, audience=audience.strip(), made_by=by, expires_on=_end_of(last_day)
            )
            _copy_renditions(showing, copied)
            announce(
                "showing_made",
                showing,
                by,
                appeal=current.code,
                audience=showing.audience,
                last_day=last_day.isoformat(),
                contents_sha256=seen,
            )
    except BaseException:
        # The rows are rolled back; files without rows must not stay.
        delete_all("restricted", copied)
        raise
    return showing


def count_opening(showing: Showing) -> None:
    """Count that the page was opened today. Of the visitor nothing is known here."""
    Showing.objects.filter(pk=showing.pk).update(
        openings=F("openings") + 1, last_opened_on=timezone.now().date()
    )


def _end_of(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time.min, tzinfo=UTC)


def _copy_renditions(showing: Showing, copied: list[str]) -> None:
    """Copy what the page shows, and note each file in ``copied`` as soon as it is there."""
    every = Rendition.objects.filter(crop__appeal=showing.appeal).select_related("crop")
    # The card for social networks is of no use to an audience.
    renditions = every.exclude(size=Rendition.Size.SHARE)
    for number, rendition in enumerate(renditions, start=1):
        copied.append(_copy_to_restricted(rendition))
        ShownRendition.objects.create(
            showing=showing, rendition=rendition, number=number, key=copied[-1]
        )


def _copy_to_restricted(rendition: Rendition) -> str:
    content = rendition.read_private()
    require_intact(content, rendition)
    suffix = rendition.private_key.rsplit(".", 1)[-1]
    return crops.store_bytes(storages["restricted"], content, suffix=suffix)
