"""A draft's crops: their rows, and their files in the private bucket."""

from typing import Any

import pytest
from django.db import IntegrityError

from appeals import crops, services
from appeals.models import Appeal, Crop, Rendition
from appeals.services import cropping
from moderation.models import AuditEntry
from tests.factories import (
    make_draft,
    make_picture,
)

pytestmark = pytest.mark.django_db


def add(appeal: Appeal, **changes: Any) -> Crop:
    return services.add_crop(
        appeal,
        picture=make_picture(),
        alt_text=changes.pop("alt_text", "A bag"),
        by=changes.pop("by", appeal.author),
    )


class TestCrops:
    def test_a_crop_is_a_master_and_its_renditions_in_the_private_bucket(self, files: Any) -> None:
        crop = add(make_draft())

        renditions = list(crop.renditions.all())
        keys = {crop.master_key, *(each.private_key for each in renditions)}
        assert files("private") == keys
        assert files("public") == set()
        picture = make_picture()
        assert [(each.size, each.media_type) for each in renditions] == [
            (each.size, each.media_type) for each in picture.renditions
        ]
        assert crop.master_sha256 == picture.master.sha256
        assert (crop.colour, crop.perceptual_hash) == (picture.colour, picture.perceptual_hash)
        for each in renditions:
            content = each.read_private()
            assert len(content) == each.size_bytes
            assert crops.Written("", content, "", "", 0, 0).sha256 == each.sha256

    @pytest.mark.parametrize("fails_at", ["_create_renditions", "announce", "locked_draft"])
    def test_a_failure_on_the_way_leaves_neither_row_nor_file(
        self, files: Any, fails_at: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        appeal = make_draft()

        def fail(*_args: Any, **_kwargs: Any) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr(cropping, fails_at, fail)
        with pytest.raises(OSError, match="disk is full"):
            add(appeal)

        assert (files("private"), appeal.crops.count()) == (set(), 0)

    def test_a_crop_without_a_description_leaves_neither_row_nor_file(self, files: Any) -> None:
        appeal = make_draft()

        with pytest.raises(IntegrityError, match="crop_has_alt_text"):
            add(appeal, alt_text="  ")

        assert (files("private"), appeal.crops.count()) == (set(), 0)

    @pytest.mark.django_db(transaction=True)
    def test_a_removed_crop_goes_with_its_files(self, files: Any) -> None:
        appeal = make_draft()
        crop, other = add(appeal), add(appeal)

        services.remove_crop(crop, by=appeal.author)

        assert list(appeal.crops.all()) == [other]
        assert len(files("private")) == 1 + other.renditions.count()
        assert not Rendition.objects.exclude(crop=other).exists()

    @pytest.mark.django_db(transaction=True)
    def test_a_new_picture_takes_the_place_of_the_old_one(self, files: Any) -> None:
        crop = add(make_draft(), alt_text="A bag")
        old_files = files("private")
        old_hashes = set(crop.renditions.values_list("sha256", flat=True))

        services.replace_crop(crop, picture=make_picture((400, 300)), by=crop.added_by)
        assert Crop.objects.get().master_sha256 == make_picture((400, 300)).master.sha256

        crop = Crop.objects.get()
        renditions = list(crop.renditions.all())
        keys = {crop.master_key, *(each.private_key for each in renditions)}
        assert files("private") == keys
        assert len(keys) == 1 + len(make_picture((400, 300)).renditions)
        assert not keys & old_files
        assert not {each.sha256 for each in renditions} & old_hashes
        assert (crop.width_px, crop.height_px, crop.alt_text) == (400, 300, "A bag")
        assert AuditEntry.objects.latest("number").act == "crop_replaced"

    def test_a_failed_exchange_keeps_the_old_picture(
        self, files: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        crop = add(make_draft())
        old_files = files("private")

        def fail(*_args: Any, **_kwargs: Any) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr(cropping, "announce", fail)
        with pytest.raises(OSError, match="disk is full"):
            services.replace_crop(crop, picture=make_picture(), by=crop.added_by)

        crop = Crop.objects.get()
        keys = [crop.master_key, *crop.renditions.values_list("private_key", flat=True)]
        assert files("private") == old_files == set(keys)
