"""Verifying: each fault of a stored picture is named, and a whole archive is silent."""

import hashlib
import io
import os
import secrets
from pathlib import Path
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from PIL import Image

from appeals import services
from appeals.models import Crop, Rendition
from appeals.purity import stripped
from appeals.verifying import MAX_BYTES, faults_of_stored
from tests.factories import (
    as_the_tables_owner,
    make_awaiting_appeal,
    make_open_appeal,
    make_showing,
    make_user,
    picture_bytes,
)

from .test_s3 import bucket

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]

ENCODERS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP", "image/avif": "AVIF"}


def pure_bytes(media_type: str) -> bytes:
    return stripped(picture_bytes(encoder=ENCODERS[media_type]), media_type)


def store(bucket: str, key: str, content: bytes) -> None:
    storages[bucket].delete(key)
    assert storages[bucket].save(key, ContentFile(content)) == key


def with_bytes(rendition: Rendition, content: bytes) -> None:
    """Store these bytes as the rendition, as if the pipeline had written them."""
    rendition.sha256 = rendition.approved_sha256 = hashlib.sha256(content).hexdigest()
    with as_the_tables_owner("appeals_rendition"):
        rendition.save(update_fields=["sha256", "approved_sha256"])
    store("private", rendition.private_key, content)
    if rendition.public_key:
        store("public", rendition.public_key, content)


@pytest.fixture
def archive() -> Rendition:
    """A public appeal whose files are all pure; one of its renditions."""
    make_open_appeal()
    return Rendition.objects.earliest("pk")


def verify(*files: str) -> str:
    out = io.StringIO()
    call_command("verify_crops", *files, stdout=out)
    return out.getvalue()


def refused(*files: str) -> list[str]:
    """The lines of a run that fails, without the summary, which pytest would show as the error."""
    out = io.StringIO()
    with pytest.raises(CommandError, match=r"^\d+ of the \d+ files checked (is|are) faulty\.$"):
        call_command("verify_crops", *files, stdout=out)
    return out.getvalue().splitlines()


def test_an_archive_without_fault(archive: Rendition) -> None:
    # The master, and each rendition in both buckets.
    number = 1 + 2 * Rendition.objects.count()
    assert verify() == f"{number} files checked: nothing but pixels.\n"


def test_an_empty_archive() -> None:
    assert verify() == "0 files checked: nothing but pixels.\n"


@pytest.mark.parametrize("bucket", ["private", "public"])
def test_a_missing_file(archive: Rendition, bucket: str) -> None:
    key = getattr(archive, f"{bucket}_key")
    storages[bucket].delete(key)

    [line] = refused()

    assert line.endswith(f"{bucket} file {key}: The file is missing.")
    assert line.startswith(f"{archive.crop.appeal.code}, crop {archive.crop_id}, ")


@pytest.mark.parametrize("bucket", ["private", "public"])
def test_other_bytes_than_were_approved(archive: Rendition, bucket: str) -> None:
    pure = stripped(picture_bytes((90, 70), ENCODERS[archive.media_type]), archive.media_type)
    store(bucket, getattr(archive, f"{bucket}_key"), pure)

    [line] = refused()

    assert "the SHA-256 differs" in line


def test_the_approved_bytes_if_they_are_impure(archive: Rendition) -> None:
    with_bytes(archive, pure_bytes(archive.media_type) + b"\0")

    lines = refused()

    assert len(lines) == 2  # the private and the public file
    assert all("At byte" in line for line in lines)


def test_bytes_of_another_type_than_the_row_says(archive: Rendition) -> None:
    with_bytes(archive, pure_bytes("image/png"))

    assert len(refused()) == 2


def test_an_impure_or_missing_master(archive: Rendition) -> None:
    key = archive.crop.master_key
    store("private", key, picture_bytes(dpi=(72, 72)))
    line, _differs = refused()
    assert line.endswith("The chunk “pHYs” is not allowed here.")
    assert f"master, private file {key}" in line

    storages["private"].delete(key)
    assert refused()[0].endswith("The file is missing.")


def test_two_faults_of_one_file_are_one_faulty_file(archive: Rendition) -> None:
    store("private", archive.private_key, pure_bytes(archive.media_type) + b"tail")

    with pytest.raises(CommandError, match=r"^1 of the \d+ files checked is faulty\.$"):
        call_command("verify_crops", stdout=io.StringIO())
    assert len(refused()) == 2


def test_a_file_too_large_is_not_read_on(archive: Rendition) -> None:
    path = Path(storages["private"].path(archive.private_key))
    os.truncate(path, MAX_BYTES + 1)

    assert refused()[0].endswith("The file is larger than any picture of ours.")


def test_bytes_behind_the_coded_pixels_are_found_if_thorough(tmp_path: Path) -> None:
    make_awaiting_appeal()
    content = pure_bytes("image/jpeg")[:-2] + b"a secret" + b"\xff\xd9"
    for rendition in Rendition.objects.all():
        with_bytes(rendition, pure_bytes(rendition.media_type))
    jpeg = Rendition.objects.filter(media_type="image/jpeg")[0]
    with_bytes(jpeg, content)
    path = tmp_path / "one.jpg"
    path.write_bytes(content)

    assert verify()
    assert verify(str(path))
    for files in ([], [str(path)]):
        [line] = refused("--thorough", *files)
        assert line.endswith("There are bytes after the coded pixels of a scan.")


def test_what_was_withdrawn_meanwhile_is_no_fault(
    archive: Rendition, monkeypatch: pytest.MonkeyPatch
) -> None:
    appeal = archive.crop.appeal
    delayed = faults_of_stored

    def withdraw_then_read(*args: Any, **options: Any) -> list[str]:
        if appeal.crops.filter(renditions__public_key__isnull=False).exists():
            services.withdraw_appeal(appeal, reason="Wrong object", by=make_user("approver"))
        return delayed(*args, **options)

    with monkeypatch.context() as patch:
        # Rows are read in blocks, so that the command holds keys which are gone by now.
        rows = list(Rendition.objects.select_related("crop__appeal"))
        withdraw_then_read("private", archive.private_key, media_type=archive.media_type)
        patch.setattr("django.db.models.query.QuerySet.iterator", _iterator_of(rows))
        assert "nothing but pixels" in verify()


def _iterator_of(rows: list[Rendition]) -> Any:
    """What a server-side cursor gives that was opened before the withdrawal."""

    def iterator(queryset: Any, _chunk_size: int) -> Any:
        return iter(rows if queryset.model is Rendition else list(queryset))

    return iterator


def test_drafts_have_no_public_file() -> None:
    make_awaiting_appeal()
    for rendition in Rendition.objects.all():
        with_bytes(rendition, pure_bytes(rendition.media_type))

    assert verify() == f"{1 + Rendition.objects.count()} files checked: nothing but pixels.\n"


def test_queries_do_not_grow_with_the_archive(archive: Rendition) -> None:
    with CaptureQueriesContext(connection) as few:
        verify()
    make_open_appeal()
    for rendition in Rendition.objects.all():
        with_bytes(rendition, pure_bytes(rendition.media_type))
    with CaptureQueriesContext(connection) as many:
        verify()

    assert Crop.objects.count() == 2
    assert len(many) == len(few)


def test_a_bucket_is_read_like_a_folder(settings: Any) -> None:
    if "TIPSITE_TEST_S3_ENDPOINT_URL" not in os.environ:
        pytest.skip("there is no S3 server on this machine")
    settings.STORAGES = {**settings.STORAGES, "private": bucket("private")}
    key = f"{secrets.token_hex(16)}.png"

    assert faults_of_stored("private", key, media_type="image/png") == ["The file is missing."]

    storages["private"].save(key, ContentFile(pure_bytes("image/png")))
    assert faults_of_stored("private", key, media_type="image/png") == []


class TestFiles:
    @pytest.mark.parametrize("media_type", ENCODERS)
    def test_a_pure_one_by_its_content_and_not_by_its_name(
        self, tmp_path: Path, media_type: str
    ) -> None:
        path = tmp_path / "picture.txt"
        path.write_bytes(pure_bytes(media_type))

        assert verify(str(path)) == "1 file checked: nothing but pixels.\n"

    def test_each_faulty_one_is_named(self, tmp_path: Path) -> None:
        pure, tail, text = (tmp_path / name for name in ("pure.png", "tail.png", "text.png"))
        pure.write_bytes(pure_bytes("image/png"))
        tail.write_bytes(pure_bytes("image/png") + b"x")
        text.write_bytes(b"hello")

        lines = refused(str(pure), str(tail), str(text), str(tmp_path / "none"), str(tmp_path))

        assert [line.split(": ")[0] for line in lines] == [
            str(each) for each in (tail, text, tmp_path / "none", tmp_path)
        ]
        assert lines[1].endswith("This is not a JPEG, PNG, WebP or AVIF.")
        assert lines[2].endswith("The file cannot be read.")

    def test_the_database_is_not_asked(
        self, tmp_path: Path, django_assert_num_queries: Any
    ) -> None:
        path = tmp_path / "one.png"
        Image.new("RGB", (9, 9)).save(path)
        with django_assert_num_queries(0):
            verify(str(path))


def test_what_an_audience_is_shown_is_verified_too() -> None:
    showing = make_showing()
    number = 1 + Rendition.objects.count() + showing.renditions.count()
    assert verify().startswith(f"{number} files checked")
    shown = showing.renditions.latest("pk")
    store("restricted", shown.key, b"another file")

    lines = refused()

    assert len(lines) == 2
    assert all(f"shown file {shown.key}" in line for line in lines)


def test_a_master_that_was_exchanged_is_found(archive: Rendition) -> None:
    store("private", archive.crop.master_key, pure_bytes("image/png"))

    assert len(refused()) == 1
