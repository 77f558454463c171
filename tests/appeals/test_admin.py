"""The publishers' and approvers' pages: drafting with crops, the two-person steps, updates."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from appeals import services
from appeals.models import Appeal, Scene, Update, User
from moderation.models import AuditEntry
from tests.factories import (
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_unit,
    make_user,
    picture_bytes,
)

pytestmark = pytest.mark.django_db
ADD = "/admin/appeals/appeal/add/"
NO_CROPS = {"crops-TOTAL_FORMS": "0", "crops-INITIAL_FORMS": "0"}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(**changes: Any) -> dict[str, Any]:
    fields = {
        "unit": make_unit().pk,
        "title": "A bag",
        "question": "Which shop?",
        "kind": "bag",
        "region": "europe",
    }
    return {**fields, **NO_CROPS, **changes}


def new_crop(content: bytes, alt_text: str = "A brown bag") -> dict[str, Any]:
    return {
        "crops-TOTAL_FORMS": "1",
        "crops-0-alt_text": alt_text,
        "crops-0-position": "0",
        "crops-0-file": SimpleUploadedFile("source.png", content),
    }


class TestDrafting:
    def test_a_publisher_drafts_an_appeal_with_a_crop(self) -> None:
        publisher = make_user("publisher")

        response = signed_in(publisher).post(ADD, words(**new_crop(picture_bytes())))

        assert response.status_code == 302
        appeal = Appeal.objects.get()
        assert (appeal.author, appeal.status) == (publisher, "draft")
        assert appeal.crops.get().added_by == publisher

    @pytest.mark.parametrize("content", [b"no picture at all", picture_bytes((50, 50))])
    def test_a_refused_picture_is_explained_and_the_words_are_kept(self, content: bytes) -> None:
        response = signed_in(make_user("publisher")).post(
            ADD, words(**new_crop(content)), follow=True
        )

        appeal = Appeal.objects.get()
        assert (appeal.title, appeal.crops.count()) == ("A bag", 0)
        assert re.search("cannot be read|less than 64 pixels", response.content.decode())

    def test_a_crop_needs_its_file_and_its_description(self) -> None:
        fields = words(**new_crop(picture_bytes(), alt_text=""), **{"crops-0-caption": "A bag"})
        del fields["crops-0-file"]

        page = signed_in(make_user("publisher")).post(ADD, fields).content.decode()

        assert "Choose the picture file." in page
        assert "This field is required." in page
        assert not Appeal.objects.exists()

    def test_only_ones_own_units_are_offered(self) -> None:
        make_unit("FR")
        publisher = make_user("publisher", unit=make_unit("PL"))
        foreign_scene = Scene.objects.create(unit=make_unit("FR"), title="Their room")
        client = signed_in(publisher)

        page = client.get(ADD).content.decode()

        assert "Desk PL" in page
        assert "Desk FR" not in page
        assert "Their room" not in page
        for refused in ({"unit": make_unit("FR").pk}, {"scene": foreign_scene.pk}):
            client.post(ADD, words(**{"unit": make_unit("PL").pk, **refused}))
        assert not Appeal.objects.exists()

    def test_the_unit_of_a_draft_stays(self) -> None:
        appeal = make_draft()
        appeal.author.units.add(make_unit("PL"))

        signed_in(appeal.author).post(
            f"/admin/appeals/appeal/{appeal.pk}/change/",
            words(unit=make_unit("PL").pk, title="A red bag"),
        )

        appeal.refresh_from_db()
        assert (appeal.title, appeal.unit.code) == ("A red bag", "EU")

    def test_crops_are_edited_and_removed(self) -> None:
        appeal = make_draft()
        kept, removed = make_crop(appeal), make_crop(appeal)
        fields: dict[str, Any] = {"crops-TOTAL_FORMS": "2", "crops-INITIAL_FORMS": "2"}
        for number, crop in enumerate((kept, removed)):
            fields |= {f"crops-{number}-id": crop.pk, f"crops-{number}-appeal": appeal.pk}
            fields |= {f"crops-{number}-alt_text": "A new text", f"crops-{number}-position": "4"}
        fields["crops-1-DELETE"] = "on"

        signed_in(appeal.author).post(f"/admin/appeals/appeal/{appeal.pk}/change/", words(**fields))

        crop = appeal.crops.get()
        assert (crop, crop.alt_text, crop.position) == (kept, "A new text", 4)

    @pytest.mark.parametrize("make", [make_awaiting_appeal, make_open_appeal])
    def test_what_is_no_draft_any_more_is_only_read(self, make: Any) -> None:
        appeal = make()
        client = signed_in(appeal.author)
        address = f"/admin/appeals/appeal/{appeal.pk}/change/"

        assert client.get(address).status_code == 200
        assert client.post(address, words(title="Changed")).status_code == 403
        appeal.refresh_from_db()
        assert appeal.title != "Changed"


class TestSteps:
    def step(self, appeal: Appeal, name: str, by: User) -> str:
        address = f"/admin/appeals/appeal/{appeal.pk}/step/{name}/"
        return str(signed_in(by).post(address, follow=True).content.decode())

    def test_two_people_publish(self) -> None:
        appeal = make_draft()
        make_crop(appeal)

        self.step(appeal, "submit", appeal.author)
        page = self.step(appeal, "approve", make_user("approver"))

        assert "is “Open” now" in page
        assert Appeal.objects.get().is_open

    def test_who_wrote_it_is_told_why_they_cannot(self) -> None:
        both = make_user("publisher", "approver")

        page = self.step(make_awaiting_appeal(by=both), "approve", both)

        assert "somebody else must approve it" in page
        assert not Appeal.objects.get().is_public

    def test_an_appeal_without_a_crop_is_refused_with_the_reason(self) -> None:
        appeal = make_draft()

        assert "at least one crop" in self.step(appeal, "submit", appeal.author)

    def test_an_approver_returns_it(self) -> None:
        self.step(make_awaiting_appeal(), "return", make_user("approver"))

        assert Appeal.objects.get().is_editable

    def test_there_is_no_other_step(self) -> None:
        appeal = make_awaiting_appeal()

        response = signed_in(make_user("approver")).post(
            f"/admin/appeals/appeal/{appeal.pk}/step/publish/"
        )

        assert response.status_code == 404

    def test_the_review_shows_every_rendition_from_the_private_bucket(self) -> None:
        appeal = make_awaiting_appeal()
        client = signed_in(make_user("approver"))

        page = client.get(f"/admin/appeals/appeal/{appeal.pk}/review/").content.decode()

        for rendition in appeal.crops.get().renditions.all():
            address = f"/admin/appeals/appeal/rendition/{rendition.pk}/"
            assert address in page
            response = client.get(address)
            assert response.content == rendition.read_private()
            assert response["Content-Type"] == rendition.media_type
            assert "no-store" in response["Cache-Control"]


class TestUpdatesAndWithdrawing:
    def test_an_update_is_written_and_released(self) -> None:
        appeal, approver = make_open_appeal(), make_user("approver")
        address = f"/admin/appeals/appeal/{appeal.pk}/update/"

        signed_in(appeal.author).post(
            address, {"text": "Found!", "outcome": "country_found", "country_found": "pl"}
        )
        update = Update.objects.get()
        signed_in(approver).post(f"{address}{update.pk}/approve/")

        appeal.refresh_from_db()
        assert (appeal.status, appeal.country_found) == ("closed", "PL")

    @pytest.mark.parametrize(
        ("fields", "said"),
        [
            ({}, "This field is required."),
            ({"outcome": "country_found"}, "by its two letters"),
            ({"outcome": "country_found", "country_found": "1ß"}, "by its two letters"),
            ({"country_found": "PL"}, "Leave this empty unless"),
            ({"outcome": "withdrawn"}, "Select a valid choice"),
        ],
    )
    def test_a_wrong_form_keeps_what_was_typed(self, fields: dict[str, str], said: str) -> None:
        appeal = make_open_appeal()
        text = {"text": "A long <b>story</b>"} if fields else {}

        response = signed_in(appeal.author).post(
            f"/admin/appeals/appeal/{appeal.pk}/update/", {**text, **fields}
        )

        page = response.content.decode()
        assert response.status_code == 422
        assert said in page
        assert "constraint" not in page.lower()
        assert ("A long &lt;b&gt;story" in page) == bool(fields)
        assert not Update.objects.exists()

    def test_a_refused_update_keeps_what_was_typed(self) -> None:
        appeal = make_closed_appeal()

        response = signed_in(appeal.author).post(
            f"/admin/appeals/appeal/{appeal.pk}/update/",
            {"text": "A long story", "outcome": "identified"},
        )

        assert response.status_code == 409
        assert "A long story" in response.content.decode()

    def test_withdrawing_asks_for_the_reason(self) -> None:
        appeal = make_open_appeal()
        client = signed_in(make_user("approver"))
        address = f"/admin/appeals/appeal/{appeal.pk}/withdraw/"

        assert client.get(address).status_code == 200
        assert client.post(address, {"reason": " "}).status_code == 422
        assert Appeal.objects.get().is_open
        assert client.post(address, {"reason": "A person is seen"}).status_code == 302
        assert Appeal.objects.get().status == "withdrawn"
        assert AuditEntry.objects.latest("number").detail == {"reason": "A person is seen"}


class TestPeopleAndScenes:
    def test_a_change_of_rights_is_in_the_audit_chain(self) -> None:
        admin = make_user(is_superuser=True)
        person = make_user("publisher")
        fields = {
            "username": person.username,
            "is_active": "on",
            "is_staff": "on",
            "is_superuser": "on",
            "units": make_unit("PL").pk,
        }

        signed_in(admin).post(f"/admin/appeals/user/{person.pk}/change/", fields)

        entry = AuditEntry.objects.latest("number")
        assert (entry.act, entry.by, entry.subject_id) == (
            "rights_changed",
            admin,
            str(person.pk),
        )
        assert entry.detail["is_superuser"] is True
        assert (entry.detail["groups"], entry.detail["units"]) == ([], ["PL"])

    def test_an_auditor_sees_people_but_no_hash_of_a_password(self) -> None:
        person = make_user("publisher")

        page = signed_in(make_user("auditor")).get(f"/admin/appeals/user/{person.pk}/change/")

        assert page.status_code == 200
        assert person.username in page.content.decode()
        assert person.password not in page.content.decode()

    def test_scenes_of_foreign_units_are_neither_seen_nor_changed(self) -> None:
        foreign = Scene.objects.create(unit=make_unit("FR"), title="Their room")
        client = signed_in(make_user("publisher"))

        assert "Their room" not in client.get("/admin/appeals/scene/").content.decode()
        client.post(f"/admin/appeals/scene/{foreign.pk}/change/", {"title": "Mine"})
        client.post("/admin/appeals/scene/add/", {"unit": foreign.unit_id, "title": "Mine"})

        assert [each.title for each in Scene.objects.all()] == ["Their room"]


def test_lists_hold_ones_own_units_only() -> None:
    own, foreign = make_draft(), make_draft(unit=make_unit("PL"))

    page = signed_in(make_user("publisher")).get("/admin/appeals/appeal/").content.decode()

    assert own.code in page
    assert foreign.code not in page


def test_the_list_costs_the_same_at_any_length(django_assert_max_num_queries: Any) -> None:
    client = signed_in(make_user("publisher"))
    make_draft()
    with django_assert_max_num_queries(12) as few:
        client.get("/admin/appeals/appeal/")
    for _ in range(5):
        services.submit_appeal(_with_crop(make_draft()), by=make_user("publisher"))
    with django_assert_max_num_queries(12) as many:
        client.get("/admin/appeals/appeal/")

    assert len(few) == len(many)


def _with_crop(appeal: Appeal) -> Appeal:
    make_crop(appeal)
    return appeal
