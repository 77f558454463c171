"""Stored pictures, and press kits of them, compared to their rows: is each file there, the approved
one, and pure? It reads
only; what to do about a fault is for people to decide.
"""

import hashlib
import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from django.core.files.storage import storages
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from .models import Crop, PressKit, Rendition, ShownRendition
from .purity import impurities

# A master of 40 megapixels of noise, the largest file that the pipeline writes, has 120 MB.
MAX_BYTES: Final = 160 * 1024 * 1024
_MASTER_TYPE: Final = "image/png"
_ROWS_AT_ONCE: Final = 500


@dataclass(frozen=True)
class Verified:
    """One stored file: whose it is, and what is wrong with it (nothing, if that is empty)."""

    name: str
    faults: tuple[str, ...]


def verify_stored(*, is_thorough: bool = False) -> Iterator[Verified]:
    """Read every file of every crop, one at a time, in every bucket that has it.

    ``is_thorough`` as in ``impurities``.
    """
    for crop in Crop.objects.select_related("appeal").iterator(_ROWS_AT_ONCE):
        yield _verify_master(crop)
    renditions = Rendition.objects.select_related("crop__appeal").order_by("pk")
    for rendition in renditions.iterator(_ROWS_AT_ONCE):
        yield _verify_rendition(rendition, "private", is_thorough=is_thorough)
        if rendition.public_key:
            yield _verify_rendition(rendition, "public", is_thorough=is_thorough)
    shown = ShownRendition.objects.select_related("rendition__crop__appeal").order_by("pk")
    for each in shown.iterator(_ROWS_AT_ONCE):
        yield _verify_shown(each, is_thorough=is_thorough)
    for kit in PressKit.objects.ready().select_related("appeal").order_by("pk"):
        yield _verify_press_kit(kit, is_thorough=is_thorough)


def faults_of_stored(
    bucket: str, key: str, *, media_type: str, sha256: str = "", is_thorough: bool = False
) -> list[str]:
    """What is wrong with one stored file, a sentence each. Without ``sha256`` any bytes will do
    that are pure.
    """
    try:
        with storages[bucket].open(key) as file:
            content = bytes(file.read(MAX_BYTES + 1))
    except FileNotFoundError:
        return [_("The file is missing.")]
    if len(content) > MAX_BYTES:
        return [_("The file is larger than any picture of ours.")]
    faults = impurities(content, media_type, is_thorough=is_thorough)
    if sha256 and hashlib.sha256(content).hexdigest() != sha256:
        faults.append(_("These are not the bytes that the database names: the SHA-256 differs."))
    return faults


def _verify_master(crop: Crop) -> Verified:
    faults = faults_of_stored(
        "private", crop.master_key, media_type=_MASTER_TYPE, sha256=crop.master_sha256
    )
    name = _("%(code)s, crop %(number)d, master, private file %(key)s") % {
        "code": crop.appeal.code,
        "number": crop.pk,
        "key": crop.master_key,
    }
    return _unless_gone(name, faults, Crop.objects.filter(pk=crop.pk, master_key=crop.master_key))


def _verify_rendition(rendition: Rendition, bucket: str, *, is_thorough: bool) -> Verified:
    key = str(rendition.public_key if bucket == "public" else rendition.private_key)
    name, faults = _look_at(rendition, bucket, key, is_thorough=is_thorough)
    same = {"pk": rendition.pk, f"{bucket}_key": key}
    return _unless_gone(name, faults, Rendition.objects.filter(**same))


def _verify_shown(shown: ShownRendition, *, is_thorough: bool) -> Verified:
    if shown.rendition is None:
        # Its showing has ended; the sweep deletes the file.
        return Verified(shown.key, ())
    name, faults = _look_at(shown.rendition, "restricted", shown.key, is_thorough=is_thorough)
    return _unless_gone(name, faults, ShownRendition.objects.filter(pk=shown.pk))


def _verify_press_kit(kit: PressKit, *, is_thorough: bool) -> Verified:
    name = _("%(code)s, press kit, public file %(key)s") % {
        "code": kit.appeal.code,
        "key": kit.key,
    }
    faults = _faults_of_press_kit(kit, is_thorough=is_thorough)
    return _unless_gone(name, faults, PressKit.objects.ready().filter(pk=kit.pk))


def _faults_of_press_kit(kit: PressKit, *, is_thorough: bool) -> list[str]:
    try:
        with storages["public"].open(kit.key) as file:
            content = bytes(file.read(MAX_BYTES + 1))
    except FileNotFoundError:
        return [_("The file is missing.")]
    # Only bytes that we wrote ourselves are unpacked.
    if hashlib.sha256(content).hexdigest() != kit.sha256:
        return [_("These are not the bytes that the database names: the SHA-256 differs.")]
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [
            f"{name}: {fault}"
            for name in archive.namelist()
            if name.endswith(".jpg")
            for fault in impurities(archive.read(name), "image/jpeg", is_thorough=is_thorough)
        ]


def _look_at(
    rendition: Rendition, bucket: str, key: str, *, is_thorough: bool
) -> tuple[str, list[str]]:
    """What a copy of a rendition is called, and what is wrong with it."""
    faults = faults_of_stored(
        bucket,
        key,
        media_type=rendition.media_type,
        sha256=rendition.sha256,
        is_thorough=is_thorough,
    )
    sentences = {
        "public": _("%(code)s, crop %(number)d, %(size)s, %(type)s, public file %(key)s"),
        "private": _("%(code)s, crop %(number)d, %(size)s, %(type)s, private file %(key)s"),
        "restricted": _("%(code)s, crop %(number)d, %(size)s, %(type)s, shown file %(key)s"),
    }
    name = sentences[bucket] % {
        "code": rendition.crop.appeal.code,
        "number": rendition.crop_id,
        "size": rendition.size,
        "type": rendition.media_type,
        "key": key,
    }
    return name, faults


def _unless_gone(name: str, faults: list[str], still_named: QuerySet[Any]) -> Verified:
    """The faults, unless the row was read before a withdrawal: then the file is rightly gone."""
    return Verified(name, tuple(faults) if faults and still_named.exists() else ())
