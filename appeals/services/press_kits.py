"""Press kits built ahead of time: a new one whenever what it holds has changed. The row is the
record, a task only a hint: the sweep finds kits that are missing, lost or out of date.
"""

import hashlib
import logging
import secrets
import time
from typing import Final

from celery.exceptions import SoftTimeLimitExceeded
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone

from appeals.models import Appeal, PressKit, Rendition
from appeals.press_kits import SUFFIX, Plan, plan_of, zip_of

from .press_kit_ends import clear_away, clear_away_leftovers
from .publishing import require_intact
from .steps import locked

logger = logging.getLogger(__name__)

# A sweep ends before the next one; what is left, the next one finds.
_SWEEP_S: Final = 20.0
# Kits that one sweep compares to their appeals, the longest unlooked-at first; about 10 ms each.
_CHECKED_AT_ONCE: Final = 100


def build_press_kit(appeal: Appeal) -> bool:
    """Build the kit of an appeal unless it has the right one; whether this call did. Running it
    twice, or at once, is harmless.

    Raises:
        CropSpoilt: a published picture is not the approved one, so no kit is made of it.
    """
    if not Appeal.objects.listed().filter(pk=appeal.pk).exists():
        return False
    plan = plan_of(appeal)
    if PressKit.objects.ready().filter(appeal=appeal, contents_sha256=plan.sha256).exists():
        return False
    # The row first: if this process is killed, the sweep finds the file through it.
    kit = PressKit.objects.create(
        appeal=appeal,
        key=f"{secrets.token_hex(16)}.{SUFFIX}",
        contents_sha256=plan.sha256,
    )
    is_current = False
    try:
        content = zip_of(plan, _read_pictures(plan))
        storages["public"].save(kit.key, ContentFile(content))
        is_current = _make_current(kit, content)
    finally:
        if not is_current:
            clear_away([kit])
    return is_current


def sweep_press_kits() -> int:
    """Clear away, build what is missing, and look at some of the others; how many were built."""
    ends_at = time.monotonic() + _SWEEP_S
    clear_away_leftovers()
    kept = PressKit.objects.ready()
    missing = Appeal.objects.listed().exclude(pk__in=kept.values("appeal")).order_by("pk")
    built = 0
    for appeal in missing.iterator():
        if time.monotonic() > ends_at:
            return built
        built += _build_or_go_on(appeal)
    for kit in kept.select_related("appeal").order_by("checked_on")[:_CHECKED_AT_ONCE]:
        if time.monotonic() > ends_at:
            break
        built += _check(kit)
    return built


def _check(kit: PressKit) -> bool:
    PressKit.objects.filter(pk=kit.pk).update(checked_on=timezone.now())
    if not storages["public"].exists(kit.key):
        PressKit.objects.filter(pk=kit.pk).update(state=PressKit.State.SPENT)
    return _build_or_go_on(kit.appeal)


def _build_or_go_on(appeal: Appeal) -> bool:
    try:
        return build_press_kit(appeal)
    except SoftTimeLimitExceeded:
        raise
    except Exception:
        # One appeal whose picture is spoilt must not hold up the others; people have to see it.
        logger.exception("the press kit of %s could not be built", appeal.code)
        return False


def _make_current(kit: PressKit, content: bytes) -> bool:
    """Put a kit in the place of the one before, if the appeal has not changed meanwhile."""
    with locked(kit.appeal) as current:
        if current.status not in {Appeal.Status.PUBLISHED, Appeal.Status.CLOSED}:
            return False
        if plan_of(current).sha256 != kit.contents_sha256:
            return False
        before = list(PressKit.objects.ready().filter(appeal=current))
        PressKit.objects.filter(pk__in=[each.pk for each in before]).update(
            state=PressKit.State.SPENT
        )
        is_kept = PressKit.objects.filter(pk=kit.pk).update(
            state=PressKit.State.READY,
            sha256=hashlib.sha256(content).hexdigest(),
            size_bytes=len(content),
        )
    clear_away(before)
    return bool(is_kept)


def _read_pictures(plan: Plan) -> dict[int, bytes]:
    """The published bytes of every picture that the kit holds, each the approved one and pure.

    Raises:
        CropSpoilt: one is not.
        FileNotFoundError: one was withdrawn meanwhile, or is lost.
    """
    renditions = {each.pk: each for each in plan.pictures.values()}
    return {pk: _read_public(each) for pk, each in renditions.items()}


def _read_public(rendition: Rendition) -> bytes:
    if not rendition.public_key:
        raise FileNotFoundError(rendition.private_key)
    with storages["public"].open(rendition.public_key) as file:
        content = bytes(file.read())
    require_intact(content, rendition)
    return content
