"""A release is bound to exactly what was looked at, and nothing gets round it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import IntegrityError, transaction
from django.utils import timezone

from appeals import crops, services
from appeals.contents import contents_sha256
from appeals.exceptions import ChangedMeanwhile, CropSpoilt, NotChecked
from appeals.models import (
    Appeal,
    Approval,
    Crop,
    Rendition,
    Scene,
    Showing,
    Update,
)
from moderation.models import AuditEntry
from tests.factories import (
    approve,
    as_the_tables_owner,
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_showing,
    make_user,
    tell,
)

from .pages import signed_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("queued")]
EVERY_CHECK = Approval.Check.values


@contextmanager
def refused_by(constraint: str) -> Iterator[None]:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    assert refusal.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def spoil(rendition: Rendition, content: bytes) -> None:
    storages["private"].delete(rendition.private_key)
    storages["private"].save(rendition.private_key, ContentFile(content))


class TestWhatWasLookedAt:
    def test_a_release_names_its_contents_and_who_gave_it(self) -> None:
        appeal, approver = make_awaiting_appeal(), make_user("approver")
        seen = contents_sha256(appeal)

        approve(appeal, by=approver)

        approval = Approval.objects.get()
        assert (approval.appeal, approval.approver) == (appeal, approver)
        assert approval.contents_sha256 == seen
        assert set(approval.checks) == set(EVERY_CHECK)
        for rendition in Rendition.objects.all():
            assert rendition.approval == approval
            assert rendition.approved_sha256 == rendition.sha256
        assert AuditEntry.objects.get(act="appeal_approved").detail["contents_sha256"] == seen

    @pytest.mark.parametrize(
        "change",
        [
            lambda appeal: Appeal.objects.filter(pk=appeal.pk).update(question="Which town?"),
            lambda appeal: Crop.objects.filter(appeal=appeal).update(alt_text="A face"),
            lambda appeal: Crop.objects.filter(appeal=appeal).update(caption="x"),
            make_crop,
            lambda appeal: services.replace_crop(
                appeal.crops.get(), picture=crops_picture("#112233"), by=appeal.author
            ),
            lambda appeal: tell(appeal, by=appeal.author),
            lambda _appeal: Rendition.objects.filter(size="card").delete(),
        ],
        ids=["word", "description", "caption", "crop", "picture", "language", "rendition"],
    )
    def test_any_change_after_the_look_refuses_the_release(
        self, change: Callable[[Appeal], Any]
    ) -> None:
        appeal = make_awaiting_appeal()
        seen = contents_sha256(appeal)
        services.return_appeal(appeal, reason="x", by=make_user("approver"))
        change(Appeal.objects.get())
        services.submit_appeal(Appeal.objects.get(), by=appeal.author)

        with pytest.raises(ChangedMeanwhile):
            services.approve_appeal(
                Appeal.objects.get(), seen=seen, checks=EVERY_CHECK, by=make_user("approver")
            )

        assert not Appeal.objects.get().is_public

    def test_the_same_contents_after_a_return_are_the_same(self) -> None:
        appeal = make_awaiting_appeal()
        seen = contents_sha256(appeal)
        services.return_appeal(appeal, reason="x", by=make_user("approver"))
        services.submit_appeal(appeal, by=appeal.author)

        assert contents_sha256(appeal) == seen

    def test_the_order_of_crops_is_part_of_it(self) -> None:
        appeal = make_draft()
        first, second = make_crop(appeal), make_crop(appeal)
        services.edit_crop(second, alt_text="Other", caption="", position=1, by=appeal.author)
        before = contents_sha256(appeal)

        services.edit_crop(first, alt_text=first.alt_text, caption="", position=2, by=appeal.author)

        assert contents_sha256(appeal) != before

    @pytest.mark.parametrize("missing", EVERY_CHECK)
    def test_every_check_is_asked_for(self, missing: str) -> None:
        appeal = make_awaiting_appeal()
        checks = set(EVERY_CHECK) - {missing}

        with pytest.raises(NotChecked):
            services.approve_appeal(
                appeal, seen=contents_sha256(appeal), checks=checks, by=make_user("approver")
            )

        assert not Appeal.objects.get().is_public


class TestWhatLiesInTheBuckets:
    @pytest.mark.parametrize("how", ["another picture", "a byte more"])
    def test_a_file_that_was_exchanged_is_not_published(self, how: str, public_files: Any) -> None:
        appeal = make_awaiting_appeal()
        rendition = Rendition.objects.latest("pk")
        other = crops_picture("#445566").renditions[-1].content
        spoil(rendition, other if how == "another picture" else rendition.read_private() + b"\0")

        with pytest.raises(CropSpoilt):
            approve(appeal)

        assert not Appeal.objects.get().is_public
        assert public_files.listdir("")[1] == []

    def test_impure_bytes_are_not_published_even_if_the_row_says_so(
        self, public_files: Any
    ) -> None:
        """Whoever writes rows and files still does not get past the look at the bytes."""
        appeal = make_draft()
        make_crop(appeal)
        rendition = Rendition.objects.filter(media_type="image/jpeg").latest("pk")
        content = rendition.read_private()
        comment = content[:2] + b"\xff\xfe\x00\x04hi" + content[2:]
        spoil(rendition, comment)
        rendition.sha256 = crops.Written("", comment, "", "", 0, 0).sha256
        rendition.save(update_fields=["sha256"])
        services.submit_appeal(appeal, by=appeal.author)

        with pytest.raises(CropSpoilt):
            approve(appeal)

        assert public_files.listdir("")[1] == []

    def test_what_the_bucket_made_of_a_new_file_is_looked_at(
        self, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        """A store that adds to what it is given, as some proxies do."""
        store = crops.store

        def store_with_tail(storage: Any, written: crops.Written) -> str:
            key = store(storage, written)
            with storage.open(key, "ab") as file:
                file.write(b"tail")
            return key

        monkeypatch.setattr(crops, "store", store_with_tail)
        appeal = make_draft()

        with pytest.raises(CropSpoilt):
            make_crop(appeal)

        assert not appeal.crops.exists()
        assert storages["private"].listdir("")[1] == []
        assert "not pure" in caplog.text


class TestWhatTheDatabaseRefuses:
    def test_publishing_without_a_release(self) -> None:
        appeal = make_awaiting_appeal()

        with refused_by("appeal_public_has_approval"):
            Appeal.objects.update(
                status="published", approver=make_user("approver"), published_on=timezone.now()
            )

        assert not Appeal.objects.get(pk=appeal.pk).is_public

    def test_a_release_by_somebody_who_worked_on_it(self) -> None:
        appeal, editor = make_awaiting_appeal(), make_user("publisher", "approver")
        appeal.editors.add(editor)
        Approval.objects.create(
            appeal=appeal, approver=editor, contents_sha256="0" * 64, checks=EVERY_CHECK
        )

        with refused_by("appeal_approver_is_no_editor"):
            Appeal.objects.update(status="published", approver=editor, published_on=timezone.now())

    def test_an_approver_who_becomes_an_editor(self) -> None:
        appeal = make_open_appeal()
        approver = Approval.objects.get().approver

        with refused_by("appeal_approver_is_no_editor"):
            appeal.editors.add(approver)

    def test_a_public_file_that_nobody_released(self) -> None:
        make_awaiting_appeal()

        with refused_by("rendition_approval_is_its_appeals"):
            Rendition.objects.filter(size="share").update(public_key="x.jpg")

    def test_other_bytes_than_were_released(self) -> None:
        make_open_appeal()
        rendition = Rendition.objects.latest("pk")

        with (
            as_the_tables_owner("appeals_rendition"),
            refused_by("rendition_public_bytes_are_approved"),
        ):
            Rendition.objects.filter(pk=rendition.pk).update(sha256="0" * 64)

    @pytest.mark.parametrize("make", [make_awaiting_appeal, make_open_appeal])
    @pytest.mark.parametrize(
        ("change", "constraint"),
        [
            (lambda: Appeal.objects.update(question="Which town?"), "appeal_words_are_fixed"),
            (lambda: Crop.objects.update(alt_text="A face"), "crop_is_fixed"),
            (lambda: Crop.objects.all().delete(), "crop_is_fixed"),
            (lambda: Rendition.objects.update(sha256="0" * 64), "crop_is_fixed"),
            (lambda: Rendition.objects.all().delete(), "crop_is_fixed"),
        ],
        ids=["words", "description", "no crop", "bytes", "no rendition"],
    )
    def test_a_change_of_what_is_no_draft(
        self, make: Callable[[], Appeal], change: Callable[[], Any], constraint: str
    ) -> None:
        make()

        with refused_by(constraint):
            change()

    @pytest.mark.parametrize(
        "change",
        [
            lambda: Approval.objects.update(contents_sha256="0" * 64),
            lambda: Approval.objects.all()._raw_delete("default"),
        ],
    )
    def test_a_change_of_the_record(self, change: Callable[[], Any]) -> None:
        make_open_appeal()

        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            change()

    def test_a_release_that_leaves_a_check_out(self) -> None:
        appeal = make_awaiting_appeal()

        with refused_by("approval_answers_every_check"):
            Approval.objects.create(
                appeal=appeal,
                approver=make_user("approver"),
                contents_sha256="0" * 64,
                checks=EVERY_CHECK[1:],
            )


class TestTheWayBack:
    """What whoever writes SQL with the application's role still cannot do."""

    def test_what_was_public_is_no_draft_again(self) -> None:
        make_open_appeal()

        with refused_by("appeal_goes_one_way"):
            Appeal.objects.update(status="draft", approver=None, published_on=None)

    def test_a_release_of_an_earlier_round_counts_no_more(self) -> None:
        appeal = make_awaiting_appeal()
        earlier = make_showing(appeal).made_by
        services.return_appeal(appeal, reason="x", by=make_user("approver"))
        services.submit_appeal(appeal, by=appeal.author)

        with refused_by("appeal_public_has_approval"):
            Appeal.objects.update(status="published", approver=earlier, published_on=timezone.now())

    def test_another_appeals_release_opens_no_picture(self) -> None:
        make_open_appeal()
        other = Approval.objects.get()
        draft = make_draft()
        rendition = make_crop(draft).renditions.latest("pk")

        with refused_by("rendition_approval_is_its_appeals"):
            Rendition.objects.filter(pk=rendition.pk).update(
                public_key="x.jpg", approval=other, approved_sha256=rendition.sha256
            )

    def test_a_public_name_leads_to_no_other_file(self) -> None:
        make_open_appeal()
        rendition = Rendition.objects.latest("pk")

        with refused_by("rendition_approval_is_its_appeals"):
            Rendition.objects.filter(pk=rendition.pk).update(public_key="x.jpg")

    def test_whoever_worked_on_it_stays_named(self) -> None:
        appeal = make_awaiting_appeal()

        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            appeal.editors.clear()

    def test_what_was_said_publicly_stays(self) -> None:
        make_closed_appeal()

        with refused_by("update_words_are_fixed"):
            Update.objects.update(text="Something else.")
        with refused_by("update_words_are_fixed"):
            Update.objects.all().delete()
        with refused_by("appeal_goes_one_way"):
            Appeal.objects.update(outcome_text="Something else.")

    def test_a_showing_needs_a_release_by_its_maker_and_stays(self) -> None:
        showing = make_showing()
        with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
            Showing.objects.all()._raw_delete("default")
        other = make_awaiting_appeal()

        with refused_by("showing_has_release"):
            Showing.objects.create(
                appeal=other,
                audience="x",
                made_by=showing.made_by,
                expires_on=timezone.now() + timedelta(days=3),
            )

    def test_the_scene_is_part_of_what_was_looked_at(self) -> None:
        appeal = make_awaiting_appeal()
        scene = Scene.objects.create(unit=appeal.unit, title="Room")

        with refused_by("appeal_words_are_fixed"):
            Appeal.objects.update(scene=scene)

    def test_the_approver_is_not_shown_a_file_that_was_exchanged(self) -> None:
        appeal = make_awaiting_appeal()
        rendition = appeal.crops.get().renditions.latest("pk")
        spoil(rendition, crops_picture("#445566").renditions[-1].content)

        answer = signed_in(make_user("approver")).get(
            f"/admin/appeals/appeal/rendition/{rendition.pk}/"
        )

        assert answer.status_code == 409
        assert answer["Content-Type"].startswith("text/plain")


class TestThePage:
    def address(self, appeal: Appeal, name: str) -> str:
        return f"/admin/appeals/appeal/{appeal.pk}/{name}/"

    def test_the_approver_ticks_every_line_and_publishes(self) -> None:
        appeal, client = make_awaiting_appeal(), signed_in(make_user("approver"))
        page = client.get(self.address(appeal, "review")).content.decode()
        assert contents_sha256(appeal) in page
        assert all(f'value="{check}"' in page for check in EVERY_CHECK)

        client.post(
            self.address(appeal, "approve"),
            {"seen": contents_sha256(appeal), "checks": EVERY_CHECK},
        )

        assert Appeal.objects.get().is_open

    def test_with_a_line_unticked_the_page_says_so_and_keeps_the_others(self) -> None:
        appeal, client = make_awaiting_appeal(), signed_in(make_user("approver"))

        answer = client.post(
            self.address(appeal, "approve"),
            {"seen": contents_sha256(appeal), "checks": EVERY_CHECK[1:]},
        )

        assert answer.status_code == 422
        page = answer.content.decode()
        assert "Tick every line" in page
        assert "Not approved" in page
        assert page.count(" checked") == len(EVERY_CHECK) - 1
        assert not Appeal.objects.get().is_public

    def test_what_changed_since_the_page_was_opened_is_said(self) -> None:
        appeal, client = make_awaiting_appeal(), signed_in(make_user("approver"))

        answer = client.post(
            self.address(appeal, "approve"),
            {"seen": "0" * 64, "checks": EVERY_CHECK},
            follow=True,
        )

        assert "was changed since you opened it" in answer.content.decode()
        assert not Appeal.objects.get().is_public

    def test_nothing_is_published_by_a_link(self) -> None:
        appeal, client = make_awaiting_appeal(), signed_in(make_user("approver"))

        answer = client.get(self.address(appeal, "approve"))

        assert (answer.status_code, answer["Location"]) == (302, self.address(appeal, "review"))
        assert not Appeal.objects.get().is_public


def crops_picture(colour: str) -> crops.Picture:
    """Another picture than the factories make."""
    import io

    from PIL import Image

    buffer = io.BytesIO()
    Image.new("RGB", (200, 150), colour).save(buffer, "PNG")
    buffer.seek(0)
    return crops.read_picture(buffer)
