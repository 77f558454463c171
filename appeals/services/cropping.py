"""A draft's crops: their rows and their files in the private bucket. Pixels are made in
appeals/crops.py, before any of this.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from typing import Any

from django.core.files.storage import storages
from django.db import transaction
from django.utils.translation import gettext as _

from appeals import crops
from appeals.exceptions import CropSpoilt
from appeals.models import Appeal, Crop, Rendition, User
from appeals.purity import impurities

from .steps import announce, delete_all, locked_draft

logger = logging.getLogger(__name__)


def add_crop(
    appeal: Appeal,
    *,
    picture: crops.Picture,
    alt_text: str,
    caption: str = "",
    position: int | None = None,
    by: User,
) -> Crop:
    """Store a picture and add it to a draft, as its last crop unless ``position`` says where.

    Raises:
        NotEditable: the appeal is no draft any more.
        CropSpoilt: what was stored holds more than pixels.
    """
    with _stored(picture) as keys, locked_draft(appeal, by=by) as current:
        crop = Crop.objects.create(
            appeal=appeal,
            position=current.crops.count() if position is None else position,
            alt_text=alt_text.strip(),
            caption=caption.strip(),
            **_facts_of(picture, keys[0]),
            added_by=by,
        )
        _create_renditions(crop, picture, keys[1:])
        announce("crop_added", crop, by, appeal=appeal.code)
    return crop


def edit_crop(crop: Crop, *, alt_text: str, caption: str, position: int, by: User) -> None:
    """Change the words and the place of a draft's crop.

    Raises:
        NotEditable: the appeal is no draft any more.
    """
    with locked_draft(crop.appeal, by=by) as current:
        crop.alt_text, crop.caption, crop.position = alt_text.strip(), caption.strip(), position
        crop.save(update_fields=["alt_text", "caption", "position"])
        announce("crop_edited", crop, by, appeal=current.code)


def replace_crop(crop: Crop, *, picture: crops.Picture, by: User) -> None:
    """Put another picture into a draft's crop, under new keys; its words stay.

    Raises:
        NotEditable: the appeal is no draft any more.
        CropSpoilt: what was stored holds more than pixels.
    """
    with _stored(picture) as keys, locked_draft(crop.appeal, by=by) as current:
        old_keys = _keys_of(crop)
        crop.renditions.all().delete()
        facts = _facts_of(picture, keys[0])
        for name, value in facts.items():
            setattr(crop, name, value)
        crop.save(update_fields=list(facts))
        _create_renditions(crop, picture, keys[1:])
        announce("crop_replaced", crop, by, appeal=current.code)
        # A rollback must find the old files where the old rows say.
        transaction.on_commit(partial(delete_all, "private", old_keys))


def remove_crop(crop: Crop, *, by: User) -> None:
    """Take a crop out of a draft, with its files.

    Raises:
        NotEditable: the appeal is no draft any more.
    """
    with locked_draft(crop.appeal, by=by) as current:
        keys = _keys_of(crop)
        announce("crop_removed", crop, by, appeal=current.code)
        crop.delete()
        transaction.on_commit(partial(delete_all, "private", keys))


@contextmanager
def _stored(picture: crops.Picture) -> Iterator[list[str]]:
    """The keys of the stored files, the master's first; a failure leaves none of the files.

    Storing comes before the appeal's lock: the bucket may be slow.
    """
    keys: list[str] = []
    try:
        for each in (picture.master, *picture.renditions):
            # One by one, so that a failure knows what is stored already.
            keys.append(crops.store(storages["private"], each))
            _require_pure(keys[-1], each)
        yield keys
    except BaseException:
        # The rows are rolled back; files without rows must not stay.
        delete_all("private", keys)
        raise


def _facts_of(picture: crops.Picture, master_key: str) -> dict[str, Any]:
    """What a crop's row says of its picture."""
    return {
        "master_key": master_key,
        "master_sha256": picture.master.sha256,
        "width_px": picture.master.width_px,
        "height_px": picture.master.height_px,
        "colour": picture.colour,
        "perceptual_hash": picture.perceptual_hash,
    }


def _require_pure(key: str, written: crops.Written) -> None:
    """Look at what lies in the bucket, not at what was to be written there.

    Raises:
        CropSpoilt: the stored bytes are others, or hold more than pixels.
    """
    with storages["private"].open(key) as file:
        stored = file.read()
    found = impurities(stored, written.media_type)
    if stored != written.content or found:
        logger.error("a new picture is not pure: %s", found or "its stored bytes are others")
        raise CropSpoilt(
            _("The picture holds more than pixels, so it was not kept. Tell the operator.")
        )


def _create_renditions(crop: Crop, picture: crops.Picture, keys: list[str]) -> None:
    for written, key in zip(picture.renditions, keys, strict=True):
        Rendition.objects.create(
            crop=crop,
            size=written.size,
            private_key=key,
            sha256=written.sha256,
            media_type=written.media_type,
            width_px=written.width_px,
            height_px=written.height_px,
            size_bytes=len(written.content),
        )


def _keys_of(crop: Crop) -> list[str]:
    current = Crop.objects.get(pk=crop.pk)
    return [current.master_key, *current.renditions.values_list("private_key", flat=True)]
