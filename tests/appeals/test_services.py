"""Drafting and two-person publishing: rows and files. Crops are in test_cropping.py, what comes
after in test_closing.py.
"""

import re
import threading
from functools import partial
from typing import Any

import pytest
from django.db import connection

from appeals import services
from appeals.exceptions import NotEditable, NotReady, SamePerson, WrongStatus
from appeals.models import Appeal, Crop, Rendition
from appeals.services import publishing
from moderation.models import AuditEntry
from tests.factories import (
    approve,
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_picture,
    make_unit,
    make_user,
    make_withdrawn_appeal,
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


def add(appeal: Appeal, **changes: Any) -> Crop:
    return services.add_crop(
        appeal,
        picture=make_picture(),
        alt_text=changes.pop("alt_text", "A bag"),
        by=changes.pop("by", appeal.author),
    )


# Everything that makes somebody one of an appeal's editors.
WORKS: dict[str, Any] = {
    "edits": lambda appeal, by: services.edit_appeal(appeal, fields=["title"], by=by),
    "adds a crop": lambda appeal, by: make_crop(appeal, by=by),
    "edits a crop": lambda appeal, by: services.edit_crop(
        appeal.crops.all()[0], alt_text="A bag", caption="", position=1, by=by
    ),
    "replaces a crop": lambda appeal, by: services.replace_crop(
        appeal.crops.all()[0], picture=make_picture(), by=by
    ),
    "removes a crop": lambda appeal, by: services.remove_crop(appeal.crops.all()[0], by=by),
    "submits": lambda appeal, by: services.submit_appeal(appeal, by=by),
}


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
            services.replace_crop(crop, picture=make_picture(), by=appeal.author)
        with pytest.raises(NotEditable):
            services.remove_crop(crop, by=appeal.author)

        assert appeal.crops.get().alt_text == crop.alt_text


class TestPublishing:
    def test_an_appeal_without_a_crop_cannot_be_submitted(self) -> None:
        appeal = make_draft()

        with pytest.raises(NotReady):
            services.submit_appeal(appeal, by=appeal.author)

        assert Appeal.objects.get().status == "draft"

    def test_a_second_person_releases_it_with_its_pictures(self, files: Any) -> None:
        appeal, approver = make_awaiting_appeal(), make_user("approver")

        approve(appeal, by=approver)

        appeal.refresh_from_db()
        assert (appeal.status, appeal.approver) == ("published", approver)
        published = {each.public_key for each in Rendition.objects.all()}
        assert files("public") == published
        assert not files("public") & files("private")

    def test_the_author_cannot_release_it(self, files: Any) -> None:
        appeal = make_awaiting_appeal()

        with pytest.raises(SamePerson):
            approve(appeal, by=appeal.author)

        assert (Appeal.objects.get().status, files("public")) == ("awaiting_approval", set())

    def test_who_added_a_crop_cannot_release_it(self, files: Any) -> None:
        appeal, colleague = make_draft(), make_user("publisher", "approver")
        make_crop(appeal, by=colleague)
        services.submit_appeal(appeal, by=appeal.author)

        with pytest.raises(SamePerson):
            approve(appeal, by=colleague)

        assert (Appeal.objects.get().status, files("public")) == ("awaiting_approval", set())

    @pytest.mark.parametrize("work", WORKS.values(), ids=WORKS)
    def test_whoever_worked_on_it_cannot_release_it(self, work: Any) -> None:
        appeal, colleague = make_draft(), make_user("publisher", "approver")
        make_crop(appeal), make_crop(appeal)
        work(appeal, colleague)
        if appeal.is_editable:
            services.submit_appeal(appeal, by=appeal.author)

        with pytest.raises(SamePerson):
            approve(appeal, by=colleague)

        assert colleague in appeal.editors.all()
        assert Appeal.objects.get().status == "awaiting_approval"

    def test_a_refused_change_makes_nobody_an_editor(self) -> None:
        appeal, approver = make_awaiting_appeal(), make_user("approver")

        with pytest.raises(NotEditable):
            services.edit_appeal(appeal, fields=["title"], by=approver)
        approve(appeal, by=approver)

        assert list(appeal.editors.all()) == [appeal.author]

    @pytest.mark.parametrize("fails_at", ["set_status", "announce", "save"])
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

        target = Rendition if fails_at == "save" else publishing
        monkeypatch.setattr(target, fails_at, fail)
        with pytest.raises(OSError, match="went away"):
            approve(appeal)

        assert files("public") == set()
        assert Appeal.objects.get().status == "awaiting_approval"
        assert not Rendition.objects.filter(public_key__isnull=False).exists()

    def test_it_is_returned_to_its_author_with_a_reason_that_goes_with_the_next_request(
        self,
    ) -> None:
        appeal = make_awaiting_appeal()

        services.return_appeal(appeal, reason="A hand is seen", by=make_user("approver"))

        returned = Appeal.objects.get()
        assert (returned.is_editable, returned.return_reason) == (True, "A hand is seen")
        services.submit_appeal(appeal, by=appeal.author)
        assert Appeal.objects.get().return_reason == ""

    @pytest.mark.parametrize(
        ("service", "starts_from"),
        [
            (services.submit_appeal, {make_draft}),
            (partial(services.return_appeal, reason="x"), {make_awaiting_appeal}),
            (approve, {make_awaiting_appeal}),
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

        def release(by: Any) -> None:
            start.wait()
            try:
                approve(Appeal.objects.get(pk=appeal.pk), by=by)
            except WrongStatus as refusal:
                refusals.append(type(refusal))
            connection.close()

        threads = [threading.Thread(target=release, args=[each]) for each in approvers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

        assert refusals == [WrongStatus]
        assert len(files("public")) == Rendition.objects.count()
        assert acts().count("appeal_approved") == 1
