"""Drafting, crops and two-person publishing: rows and files. What comes after is in
test_closing.py.
"""

import io
import re
import threading
from typing import Any

import pytest
from django.db import IntegrityError, connection

from appeals import crops, services
from appeals.exceptions import CropRefused, NotEditable, NotReady, SamePerson, WrongStatus
from appeals.models import Appeal, Crop, Rendition
from moderation.models import AuditEntry
from tests.factories import (
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_unit,
    make_user,
    make_withdrawn_appeal,
    picture_bytes,
)

pytestmark = pytest.mark.django_db
ACTS_AFTER = {
    make_draft: Appeal.Status.DRAFT,
    make_awaiting_appeal: Appeal.Status.AWAITING_APPROVAL,
    make_open_appeal: Appeal.Status.PUBLISHED,
    make_closed_appeal: Appeal.Status.CLOSED,
    make_withdrawn_appeal: Appeal.Status.WITHDRAWN,
}


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("act", flat=True))


def add(appeal: Appeal, content: bytes = b"", **changes: Any) -> Crop:
    return services.add_crop(
        appeal,
        file=io.BytesIO(content or picture_bytes()),
        alt_text=changes.pop("alt_text", "A bag"),
        by=changes.pop("by", appeal.author),
    )


class TestDrafting:
    def test_a_draft_gets_a_permanent_code_of_its_unit(self) -> None:
        first, second = make_draft(unit=make_unit("PL")), make_draft(unit=make_unit("PL"))

        assert re.fullmatch(r"PL-\d{4}-\d{4,}", first.code)
        assert int(second.code.rsplit("-", 1)[1]) == int(first.code.rsplit("-", 1)[1]) + 1

    @pytest.mark.django_db(transaction=True)
    def test_drafts_at_one_instant_never_share_a_code(self) -> None:
        author, unit, codes = make_user("publisher"), make_unit(), []
        start = threading.Barrier(6)

        def draft() -> None:
            start.wait()
            codes.append(make_draft(by=author, unit=unit).code)
            connection.close()

        threads = [threading.Thread(target=draft) for _ in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert len(set(codes)) == 6

    def test_a_draft_can_be_edited(self) -> None:
        appeal = make_draft()
        appeal.title, appeal.known = "A blue bag", "not saved"

        services.edit_appeal(appeal, fields=["title"], by=appeal.author)

        appeal.refresh_from_db()
        assert (appeal.title, appeal.known) == ("A blue bag", "")

    @pytest.mark.parametrize(
        "make", [make_awaiting_appeal, make_open_appeal, make_closed_appeal, make_withdrawn_appeal]
    )
    def test_nothing_else_can_be_edited(self, make: Any) -> None:
        appeal = make()
        crop = appeal.crops.get()

        with pytest.raises(NotEditable):
            services.edit_appeal(appeal, fields=["title"], by=appeal.author)
        with pytest.raises(NotEditable):
            add(appeal)
        with pytest.raises(NotEditable):
            services.edit_crop(crop, alt_text="x", caption="", position=0, by=appeal.author)
        with pytest.raises(NotEditable):
            services.remove_crop(crop, by=appeal.author)

        assert appeal.crops.get().alt_text == crop.alt_text


class TestCrops:
    def test_a_crop_is_a_master_and_two_renditions_in_the_private_bucket(self, files: Any) -> None:
        crop = add(make_draft())

        renditions = list(crop.renditions.all())
        keys = {crop.master_key, *(each.private_key for each in renditions)}
        assert files("private") == keys
        assert files("public") == set()
        for each in renditions:
            content = each.read_private()
            assert len(content) == each.size_bytes
            assert crops.Written("", content, "", "", 0, 0).sha256 == each.sha256

    def test_a_refused_file_leaves_nothing(self, files: Any) -> None:
        appeal = make_draft()

        with pytest.raises(CropRefused):
            add(appeal, b"no picture")

        assert (files("private"), appeal.crops.count()) == (set(), 0)

    @pytest.mark.parametrize("fails_at", ["_create_rendition", "_announce"])
    def test_a_failure_on_the_way_leaves_neither_row_nor_file(
        self, files: Any, fails_at: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        appeal = make_draft()

        def fail(*_args: Any, **_kwargs: Any) -> None:
            raise OSError("the disk is full")

        monkeypatch.setattr(services, fails_at, fail)
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
        assert len(files("private")) == 3
        assert not Rendition.objects.exclude(crop=other).exists()


class TestPublishing:
    def test_an_appeal_without_a_crop_cannot_be_submitted(self) -> None:
        appeal = make_draft()

        with pytest.raises(NotReady):
            services.submit_appeal(appeal, by=appeal.author)

        assert Appeal.objects.get().status == "draft"

    def test_a_second_person_releases_it_with_its_pictures(self, files: Any) -> None:
        appeal, approver = make_awaiting_appeal(), make_user("approver")

        services.approve_appeal(appeal, by=approver)

        appeal.refresh_from_db()
        assert (appeal.status, appeal.approver) == ("published", approver)
        published = {each.public_key for each in Rendition.objects.all()}
        assert files("public") == published
        assert not files("public") & files("private")

    def test_the_author_cannot_release_it(self, files: Any) -> None:
        appeal = make_awaiting_appeal()

        with pytest.raises(SamePerson):
            services.approve_appeal(appeal, by=appeal.author)

        assert (Appeal.objects.get().status, files("public")) == ("awaiting_approval", set())

    def test_who_added_a_crop_cannot_release_it(self, files: Any) -> None:
        appeal, colleague = make_draft(), make_user("publisher", "approver")
        make_crop(appeal, by=colleague)
        services.submit_appeal(appeal, by=appeal.author)

        with pytest.raises(SamePerson):
            services.approve_appeal(appeal, by=colleague)

        assert (Appeal.objects.get().status, files("public")) == ("awaiting_approval", set())

    @pytest.mark.parametrize("fails_at", ["_set_status", "_announce", "save"])
    def test_a_failed_release_leaves_no_public_file(
        self, files: Any, fails_at: str, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        appeal = make_awaiting_appeal()
        calls = []

        def fail(*_args: Any, **_kwargs: Any) -> None:
            calls.append(1)
            # The second rendition fails, after the first one was published.
            if fails_at != "save" or len(calls) == 2:
                raise OSError("the database went away")

        target = Rendition if fails_at == "save" else services
        monkeypatch.setattr(target, fails_at, fail)
        with pytest.raises(OSError, match="went away"):
            services.approve_appeal(appeal, by=make_user("approver"))

        assert files("public") == set()
        assert Appeal.objects.get().status == "awaiting_approval"
        assert not Rendition.objects.filter(public_key__isnull=False).exists()

    def test_it_can_be_returned_to_its_author(self) -> None:
        appeal = make_awaiting_appeal()

        services.return_appeal(appeal, by=make_user("approver"))

        assert Appeal.objects.get().is_editable

    @pytest.mark.parametrize(
        ("service", "starts_from"),
        [
            (services.submit_appeal, {make_draft}),
            (services.return_appeal, {make_awaiting_appeal}),
            (services.approve_appeal, {make_awaiting_appeal}),
        ],
    )
    def test_each_step_starts_from_one_status_only(
        self, service: Any, starts_from: set[Any]
    ) -> None:
        for make, status in ACTS_AFTER.items():
            if make in starts_from:
                continue
            appeal = make()
            with pytest.raises(WrongStatus):
                service(appeal, by=make_user("approver"))
            assert Appeal.objects.get(pk=appeal.pk).status == status

    @pytest.mark.django_db(transaction=True)
    def test_two_approvers_at_one_instant_release_it_once(self, files: Any) -> None:
        appeal = make_awaiting_appeal()
        approvers = [make_user("approver") for _ in range(2)]
        refusals: list[type[Exception]] = []
        start = threading.Barrier(2)

        def approve(by: Any) -> None:
            start.wait()
            try:
                services.approve_appeal(Appeal.objects.get(pk=appeal.pk), by=by)
            except WrongStatus as refusal:
                refusals.append(type(refusal))
            connection.close()

        threads = [threading.Thread(target=approve, args=[each]) for each in approvers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert refusals == [WrongStatus]
        assert len(files("public")) == 2
        assert acts().count("appeal_approved") == 1
