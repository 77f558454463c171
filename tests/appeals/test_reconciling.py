"""Rows without files and files without rows are both found, and only orphans are deleted."""

import io
import os
import time
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command

from appeals import services
from appeals.models import Crop, Rendition
from appeals.reconciling import GRACE
from tests.factories import (
    make_awaiting_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_showing,
    make_withdrawn_appeal,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
HOURS_AGO_S = 3 * 60 * 60


def reconcile(*arguments: str) -> tuple[bool, list[str]]:
    """Whether all fits, and the lines it wrote."""
    out = io.StringIO()
    try:
        call_command("reconcile_files", *arguments, stdout=out)
    except CommandError:
        return False, out.getvalue().splitlines()
    return True, out.getvalue().splitlines()


def write_orphan(bucket: str, key: str = f"{'0' * 32}.jpg", *, age_s: float = HOURS_AGO_S) -> Path:
    path = Path(storages[bucket].path(storages[bucket].save(key, ContentFile(b"x"))))
    os.utime(path, (time.time() - age_s,) * 2)
    return path


def test_after_every_kind_of_work_all_fits() -> None:
    make_open_appeal()
    make_awaiting_appeal()
    make_withdrawn_appeal()
    make_showing()
    draft = make_draft()
    crop, removed = make_crop(draft), make_crop(draft)
    services.remove_crop(removed, by=draft.author)
    services.edit_crop(crop, alt_text="A bag", caption="", position=3, by=draft.author)

    assert reconcile() == (True, ["Rows and files fit each other."])


@pytest.mark.parametrize(
    ("bucket", "key_of"),
    [
        ("private", lambda: Crop.objects.get().master_key),
        ("private", lambda: Rendition.objects.latest("pk").private_key),
        ("public", lambda: Rendition.objects.latest("pk").public_key),
    ],
    ids=["master", "private rendition", "public rendition"],
)
def test_a_row_without_its_file_is_found_and_kept(bucket: str, key_of: Any) -> None:
    make_open_appeal()
    key = key_of()
    storages[bucket].delete(key)

    assert reconcile("--delete") == (
        False,
        [f"{bucket} {key}: a row names it, but it is not there"],
    )
    assert Rendition.objects.exists()


@pytest.mark.parametrize("bucket", ["private", "public"])
def test_a_file_without_a_row_is_found_and_deleted_on_demand(bucket: str) -> None:
    make_open_appeal()
    orphan = write_orphan(bucket)
    named = set(orphan.parent.iterdir()) - {orphan}

    fits, lines = reconcile()
    assert (fits, len(lines)) == (False, 1)
    assert lines[0].endswith("no row names it")
    assert orphan.exists()

    assert reconcile("--delete")[0]
    assert not orphan.exists()
    assert set(orphan.parent.iterdir()) == named
    assert reconcile() == (True, ["Rows and files fit each other."])


def test_a_file_whose_row_may_not_be_committed_yet_is_left_alone() -> None:
    orphan = write_orphan("private", age_s=GRACE.total_seconds() - 60)

    assert reconcile("--delete")[0]
    assert orphan.exists()


def test_what_a_killed_upload_left_behind_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    """A process that dies between storing and committing cannot clean up after itself."""
    appeal = make_draft()

    class Killed(BaseException):
        pass

    def die(*_arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr("appeals.services.cropping.delete_all", lambda *_arguments: None)
        patch.setattr("appeals.services.cropping._create_renditions", die)
        with pytest.raises(Killed):
            make_crop(appeal)
    left = list(Path(storages["private"].path("")).iterdir())
    for path in left:
        os.utime(path, (time.time() - HOURS_AGO_S,) * 2)

    fits, lines = reconcile("--delete")

    assert fits
    assert len(lines) == len(left) + 1 > 2
    assert list(Path(storages["private"].path("")).iterdir()) == []


def test_copies_for_an_audience_are_held_against_their_rows_too() -> None:
    first = make_showing().renditions.all()[0]
    storages["restricted"].delete(first.key)
    orphan = write_orphan("restricted")

    fits, lines = reconcile("--delete")

    assert not fits
    assert f"restricted {first.key}: a row names it, but it is not there" in lines
    assert any(orphan.name in line for line in lines)
    assert not orphan.exists()
