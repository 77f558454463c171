"""Press kits: what is in one, when one is built, and that rows and files stay together."""

import base64
import hashlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from appeals import services, tasks
from appeals.exceptions import CropSpoilt
from appeals.models import Appeal, PressKit
from appeals.press_kits import zip_of
from appeals.purity import impurities
from appeals.reconciling import findings
from appeals.services import press_kits
from appeals.services.press_kit_ends import ABANDONED_AFTER
from appeals.verifying import verify_stored
from tests.factories import (
    approve,
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_user,
    make_withdrawn_appeal,
    tell,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]


class Killed(BaseException):
    """What a process that is killed does: nothing more."""


def built(appeal: Appeal | None = None) -> zipfile.ZipFile:
    appeal = appeal or make_open_appeal()
    assert services.build_press_kit(appeal)
    return opened(appeal)


def opened(appeal: Appeal) -> zipfile.ZipFile:
    kit = PressKit.objects.ready().get(appeal=appeal)
    with storages["public"].open(kit.key) as file:
        return zipfile.ZipFile(io.BytesIO(file.read()))


def names(archive: zipfile.ZipFile) -> set[str]:
    return {name.partition("/")[2] for name in archive.namelist()}


def zips(files: Any) -> set[str]:
    return {name for name in files("public") if name.endswith(".zip")}


def make_told_appeal(language: str = "pl") -> Appeal:
    draft = make_draft()
    make_crop(draft)
    tell(draft, language=language, by=draft.author)
    services.submit_appeal(draft, by=draft.author)
    approve(draft)
    return draft


class TestContents:
    def test_holds_pictures_words_posters_terms_and_hashes(self) -> None:
        appeal = make_open_appeal()
        archive = built(appeal)

        code = appeal.code
        assert names(archive) == {
            "README.txt",
            "SHA256SUMS.txt",
            "posters/en.html",
            f"pictures/{code}-1.jpg",
            f"pictures/{code}-1-share.jpg",
            "texts/en.txt",
            "texts/texts.json",
        }
        assert {name.partition("/")[0] for name in archive.namelist()} == {code}

    def test_pictures_are_the_published_bytes_and_pixels_only(self) -> None:
        appeal = make_open_appeal()
        archive = built(appeal)
        published = set(appeal.crops.get().renditions.values_list("approved_sha256", flat=True))

        pictures = [archive.read(name) for name in archive.namelist() if name.endswith(".jpg")]

        assert len(pictures) == 2
        for each in pictures:
            assert hashlib.sha256(each).hexdigest() in published
            assert impurities(each, "image/jpeg", is_thorough=True) == []

    def test_the_list_of_hashes_is_complete_and_right(self) -> None:
        archive = built()
        root = archive.namelist()[0].partition("/")[0]
        listed = {}
        for line in archive.read(f"{root}/SHA256SUMS.txt").decode().splitlines():
            digest, _, name = line.partition("  ")
            listed[name] = digest

        found = {
            name: hashlib.sha256(archive.read(f"{root}/{name}")).hexdigest()
            for name in names(archive) - {"SHA256SUMS.txt"}
        }
        assert listed == found

    def test_a_poster_stands_alone_and_opens_offline(self) -> None:
        appeal = make_open_appeal()
        archive = built(appeal)
        poster = archive.read(f"{appeal.code}/posters/en.html").decode()

        pictures = re.findall(r'src="data:image/jpeg;base64,([^"]+)"', poster)
        assert [impurities(base64.b64decode(each), "image/jpeg") for each in pictures] == [[]]
        assert "<style>" in poster
        assert "@page" in poster
        assert "&lt;" not in poster
        assert re.findall(r"(?:src|href)=\"(?!data:)", poster) == []
        assert f"127.0.0.1:8000/appeals/{appeal.code}/" in poster

    def test_words_come_as_they_were_written(self) -> None:
        appeal = make_open_appeal(title="Bag & <b>bird</b>", known="One line.\n\nAnother “one”.")
        archive = built(appeal)

        text = archive.read(f"{appeal.code}/texts/en.txt").decode()
        told = json.loads(archive.read(f"{appeal.code}/texts/texts.json"))

        assert text.startswith("Bag & <b>bird</b>\n")
        assert "A brown bag with a green oval" in text
        assert told[0]["known"] == "One line.\n\nAnother “one”."
        assert told[0]["pictures"][0]["file"] == f"pictures/{appeal.code}-1.jpg"
        assert told[0]["pictures"][0]["description"] == "A brown bag with a green oval"

    def test_the_address_of_the_page_is_in_every_text(self, settings: Any) -> None:
        settings.PUBLIC_URL = "https://tips.example.org"
        appeal = make_open_appeal()
        archive = built(appeal)

        address = f"https://tips.example.org/appeals/{appeal.code}/"
        for name in ("README.txt", "texts/en.txt", "texts/texts.json", "posters/en.html"):
            assert address in archive.read(f"{appeal.code}/{name}").decode()

    def test_each_language_of_the_words_has_its_files(self) -> None:
        appeal = make_told_appeal("pl")

        archive = built(appeal)

        assert {"texts/pl.txt", "posters/pl.html"} <= names(archive)
        assert "texts/de.txt" not in names(archive)
        assert "PL A brown bag" in archive.read(f"{appeal.code}/texts/pl.txt").decode()
        poster = archive.read(f"{appeal.code}/posters/pl.html").decode()
        assert '<html lang="pl" dir="ltr">' in poster
        assert 'lang="pl"' in poster.partition("<body>")[2]

    def test_bytes_are_the_same_at_every_build(self) -> None:
        appeal = make_open_appeal()
        built(appeal)
        first = PressKit.objects.get()
        services.press_kit_ends.clear_away([first])

        built(appeal)

        assert PressKit.objects.get().sha256 == first.sha256
        assert PressKit.objects.get().key != first.key

    def test_a_closed_appeal_has_no_posters_but_its_outcome(self) -> None:
        appeal = make_closed_appeal()
        archive = built(appeal)

        assert not {name for name in names(archive) if name.startswith("posters/")}
        assert "The shop was found." in archive.read(f"{appeal.code}/texts/en.txt").decode()

    def test_a_picture_that_is_not_the_approved_one_makes_no_kit(self, files: Any) -> None:
        appeal = make_open_appeal()
        full = appeal.crops.get().full
        assert full
        storages["public"].delete(str(full.public_key))
        with storages["public"].open(str(full.public_key), "wb") as file:
            file.write(b"\xff\xd8 something else")

        with pytest.raises(CropSpoilt):
            services.build_press_kit(appeal)

        assert not PressKit.objects.exists()
        assert zips(files) == set()


class TestBuilding:
    def test_a_second_time_changes_nothing(self) -> None:
        appeal = make_open_appeal()
        assert tasks.build_press_kit(appeal.pk)
        before = PressKit.objects.get()

        assert not tasks.build_press_kit(appeal.pk)

        assert PressKit.objects.get().key == before.key

    @pytest.mark.parametrize(
        "make",
        [make_draft, make_awaiting_appeal, make_withdrawn_appeal],
        ids=lambda each: each.__name__,
    )
    def test_what_is_not_listed_has_none(self, make: Any, files: Any) -> None:
        assert not services.build_press_kit(make())

        assert not PressKit.objects.exists()
        assert zips(files) == set()

    def test_an_update_makes_a_new_one_and_deletes_the_old_file(self, files: Any) -> None:
        appeal = make_open_appeal()
        built(appeal)
        before = zips(files)
        update = services.propose_update(appeal, text="The label is Polish.", by=appeal.author)
        assert not services.build_press_kit(appeal)
        services.approve_update(update, by=make_user("approver", unit=appeal.unit))

        assert services.build_press_kit(appeal)

        assert "Polish" in opened(appeal).read(f"{appeal.code}/texts/en.txt").decode()
        assert len(zips(files)) == PressKit.objects.count() == 1
        assert not zips(files) & before

    def test_what_changed_meanwhile_is_not_published(
        self, monkeypatch: pytest.MonkeyPatch, files: Any
    ) -> None:
        appeal = make_open_appeal()

        def withdraw_meanwhile(*arguments: Any) -> bytes:
            content = zip_of(*arguments)
            services.withdraw_appeal(appeal, reason="x", by=make_user("approver"))
            return content

        monkeypatch.setattr(press_kits, "zip_of", withdraw_meanwhile)

        assert not services.build_press_kit(appeal)
        assert not PressKit.objects.exists()
        assert zips(files) == set()

    def test_one_appeal_has_one_kit_at_most(self) -> None:
        appeal = make_open_appeal()
        built(appeal)
        with pytest.raises(IntegrityError), transaction.atomic():
            PressKit.objects.create(
                appeal=appeal, state="ready", key="x", sha256="0" * 64, size_bytes=1
            )

    def test_acts_on_public_appeals_are_told_to_the_worker(
        self, queued: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        with django_capture_on_commit_callbacks(execute=True):
            make_draft()
            awaiting = make_awaiting_appeal()
        assert queued == []

        with django_capture_on_commit_callbacks(execute=True):
            approve(awaiting)
        with django_capture_on_commit_callbacks(execute=True):
            services.propose_update(awaiting, text="x", by=awaiting.author)

        assert queued == [("appeals.build_press_kit", [awaiting.pk])] * 2


class TestWithdrawing:
    def test_deletes_the_kit_with_the_commit(
        self, files: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        appeal = make_open_appeal()
        built(appeal)

        with django_capture_on_commit_callbacks(execute=True):
            services.withdraw_appeal(appeal, reason="x", by=make_user("approver"))

        assert not PressKit.objects.exists()
        assert zips(files) == set()

    def test_the_sweep_deletes_what_a_killed_process_left(self, files: Any) -> None:
        appeal = make_open_appeal()
        built(appeal)
        # Its commit callbacks are never run.
        services.withdraw_appeal(appeal, reason="x", by=make_user("approver"))
        assert PressKit.objects.passing().exists()

        services.sweep_press_kits()

        assert not PressKit.objects.exists()
        assert zips(files) == set()


@contextmanager
def killed_at(monkeypatch: pytest.MonkeyPatch, name: str) -> Iterator[None]:
    """A build that ends at ``name`` without any cleaning up."""

    def die(*_arguments: object) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(press_kits, name, die)
        if name != "clear_away":
            patch.setattr(press_kits, "clear_away", lambda _kits: None)
        with pytest.raises(Killed):
            yield


class TestSweep:
    def test_builds_what_is_missing(self) -> None:
        appeals = [make_open_appeal(), make_closed_appeal()]
        make_draft()

        assert tasks.sweep_press_kits() == 2
        assert tasks.sweep_press_kits() == 0

        assert set(PressKit.objects.ready().values_list("appeal", flat=True)) == {
            each.pk for each in appeals
        }

    def test_builds_anew_what_is_out_of_date_or_lost(self, files: Any) -> None:
        changed, lost = make_open_appeal(), make_open_appeal()
        services.sweep_press_kits()
        update = services.propose_update(changed, text="New.", by=changed.author)
        services.approve_update(update, by=make_user("approver"))
        storages["public"].delete(PressKit.objects.get(appeal=lost).key)

        assert services.sweep_press_kits() == 2
        services.sweep_press_kits()

        assert {kit.key for kit in PressKit.objects.ready()} == zips(files)
        assert PressKit.objects.count() == 2

    def test_a_spoilt_appeal_does_not_hold_up_the_others(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        spoilt, sound = make_open_appeal(), make_open_appeal()
        full = spoilt.crops.get().full
        assert full
        storages["public"].delete(str(full.public_key))

        assert services.sweep_press_kits() == 1

        assert PressKit.objects.get().appeal == sound
        assert f"the press kit of {spoilt.code} could not be built" in caplog.text

    @pytest.mark.parametrize("name", ["_read_pictures", "zip_of", "_make_current", "clear_away"])
    def test_wherever_a_builder_is_killed_rows_and_files_fit_after_the_sweep(
        self, monkeypatch: pytest.MonkeyPatch, files: Any, name: str
    ) -> None:
        appeal = make_open_appeal()
        built(appeal)
        update = services.propose_update(appeal, text="New.", by=appeal.author)
        services.approve_update(update, by=make_user("approver"))
        with killed_at(monkeypatch, name):
            services.build_press_kit(appeal)
        long_ago = timezone.now() - 2 * ABANDONED_AFTER
        PressKit.objects.filter(state="building").update(begun_on=long_ago)
        assert list(findings()) == []

        services.sweep_press_kits()

        kit = PressKit.objects.get()
        assert kit.state == PressKit.State.READY
        assert zips(files) == {kit.key}
        assert "New." in opened(appeal).read(f"{appeal.code}/texts/en.txt").decode()

    def test_a_builder_at_work_is_left_alone(self) -> None:
        kit = PressKit.objects.create(appeal=make_draft(), key=f"{'0' * 32}.zip")

        services.sweep_press_kits()

        assert PressKit.objects.filter(pk=kit.pk).exists()


class TestVerifying:
    def test_a_kit_that_was_changed_or_is_gone_is_found(self) -> None:
        changed, gone = make_open_appeal(), make_open_appeal()
        services.sweep_press_kits()
        assert [each for each in verify_stored() if each.faults] == []
        key = PressKit.objects.get(appeal=changed).key
        storages["public"].delete(key)
        with storages["public"].open(key, "wb") as file:
            file.write(b"another")
        storages["public"].delete(PressKit.objects.get(appeal=gone).key)

        faulty = {each.name: each.faults for each in verify_stored() if each.faults}

        assert [name.partition(",")[0] for name in faulty] == [changed.code, gone.code]
        assert [finding.is_missing for finding in findings()] == [True]


class TestDownload:
    def test_is_the_zip_by_its_name(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        built(appeal)

        response = visitor.get(f"/appeals/{appeal.code}/press-kit.zip")

        assert response.status_code == 200
        assert response["Content-Type"] == "application/zip"
        assert (
            response["Content-Disposition"] == f'attachment; filename="{appeal.code}-press-kit.zip"'
        )
        assert "s-maxage=25" in response["Cache-Control"]
        assert not response.cookies
        kit = PressKit.objects.get()
        assert hashlib.sha256(response.content).hexdigest() == kit.sha256
        assert len(response.content) == kit.size_bytes

    def test_who_has_it_already_gets_it_unread(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        built(appeal)
        etag = visitor.get(f"/appeals/{appeal.code}/press-kit.zip")["ETag"]
        storages["public"].delete(PressKit.objects.get().key)

        response = visitor.get(
            f"/appeals/{appeal.code}/press-kit.zip", headers={"If-None-Match": etag}
        )

        assert response.status_code == 304
        assert response["ETag"] == etag

    @pytest.mark.parametrize("prefix", ["", "/en", "/de"])
    def test_until_it_is_built_a_page_says_so(self, visitor: Client, prefix: str) -> None:
        appeal = make_open_appeal()

        response = visitor.get(f"{prefix}/appeals/{appeal.code}/press-kit.zip")

        assert response.status_code == 404
        assert appeal.code in response.content.decode()
        assert "no-store" not in response["Cache-Control"]

    def test_an_address_in_a_language_leads_to_the_one_zip(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        built(appeal)

        response = visitor.get(f"/ar/appeals/{appeal.code}/press-kit.zip")

        assert (response.status_code, response["Location"]) == (
            302,
            f"/appeals/{appeal.code}/press-kit.zip",
        )

    @pytest.mark.parametrize("prefix", ["", "/ar"])
    def test_a_withdrawn_appeal_is_gone(self, visitor: Client, prefix: str) -> None:
        appeal = make_open_appeal()
        built(appeal)
        services.withdraw_appeal(appeal, reason="x", by=make_user("approver"))

        response = visitor.get(f"{prefix}/appeals/{appeal.code}/press-kit.zip")

        assert response.status_code == 410

    @pytest.mark.parametrize("prefix", ["", "/ar"])
    def test_a_draft_looks_like_nothing(self, visitor: Client, prefix: str) -> None:
        response = visitor.get(f"{prefix}/appeals/{make_draft().code}/press-kit.zip")

        assert response.status_code == 404
        assert "prepared" not in response.content.decode()

    def test_nothing_can_be_sent_to_it(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        assert visitor.post(f"/appeals/{appeal.code}/press-kit.zip").status_code == 405
        assert visitor.post(f"/en/appeals/{appeal.code}/press-kit.zip").status_code == 405

    def test_costs_two_queries(self, visitor: Client, django_assert_num_queries: Any) -> None:
        appeal = make_open_appeal()
        built(appeal)
        with django_assert_num_queries(2):
            visitor.get(f"/appeals/{appeal.code}/press-kit.zip")
