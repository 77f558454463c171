"""The publishers' form and the lists: drafting with crops."""

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from appeals import crops, services
from appeals.admin.appeal import AppealAdmin
from appeals.models import Appeal, Scene
from moderation.models import AuditEntry
from tests.factories import (
    make_awaiting_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_unit,
    make_user,
    picture_bytes,
)

from .pages import ADD, new_crop, signed_in, words

pytestmark = pytest.mark.django_db


class TestDrafting:
    def test_a_publisher_drafts_an_appeal_with_a_crop(self) -> None:
        publisher = make_user("publisher")

        response = signed_in(publisher).post(ADD, words(**new_crop(picture_bytes())))

        assert response.status_code == 302
        appeal = Appeal.objects.get()
        assert (appeal.author, appeal.status) == (publisher, "draft")
        assert appeal.crops.get().added_by == publisher

    @pytest.mark.parametrize("content", [b"no picture at all", picture_bytes((50, 50))])
    def test_a_refused_picture_is_an_error_of_its_field_and_the_words_are_kept(
        self, content: bytes
    ) -> None:
        response = signed_in(make_user("publisher")).post(ADD, words(**new_crop(content)))

        page = response.content.decode()
        assert response.status_code == 200
        (errors,) = response.context["inline_admin_formsets"][0].formset.errors
        assert list(errors) == ["file"]
        assert re.search("cannot be read|less than 64 pixels", page)
        assert 'value="A bag"' in page
        assert 'value="A brown bag"' in page
        assert not Appeal.objects.exists()

    def test_pictures_are_read_before_anything_is_written(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        read, rows = crops.read_picture, []

        def look(file: Any, **said: Any) -> crops.Picture:
            rows.append((Appeal.objects.count(), AuditEntry.objects.count()))
            return read(file, **said)

        monkeypatch.setattr(crops, "read_picture", look)
        signed_in(make_user("publisher")).post(ADD, words(**new_crop(picture_bytes())))

        assert rows == [(0, 0)]
        assert Appeal.objects.get().crops.count() == 1

    def test_more_crops_than_fit_are_refused(self) -> None:
        fields = words()
        for number in range(11):
            one = new_crop(picture_bytes((64, 64)))
            fields[f"crops-{number}-alt_text"] = "A bag"
            fields[f"crops-{number}-position"] = "0"
            if number < 10:
                fields[f"crops-{number}-file"] = one["crops-0-file"]
        fields["crops-TOTAL_FORMS"] = "11"

        page = signed_in(make_user("publisher")).post(ADD, fields).content.decode()

        assert "at most 10" in page
        assert not Appeal.objects.exists()

    def test_a_new_file_takes_the_place_of_the_old_one(self) -> None:
        appeal = make_draft()
        crop = make_crop(appeal)
        address = f"/admin/appeals/appeal/{appeal.pk}/change/"
        fields = {
            "crops-TOTAL_FORMS": "1",
            "crops-INITIAL_FORMS": "1",
            "crops-0-id": crop.pk,
            "crops-0-appeal": appeal.pk,
            "crops-0-alt_text": crop.alt_text,
            "crops-0-position": "0",
            "crops-0-file": SimpleUploadedFile("new.png", picture_bytes((400, 300))),
        }
        client = signed_in(appeal.author)
        thumbnail = f"/admin/appeals/appeal/rendition/{crop.card.pk}/"  # type: ignore[union-attr]  # a stored crop has one
        assert f'<img src="{thumbnail}"' in client.get(address).content.decode()

        client.post(address, words(**fields))

        assert (appeal.crops.get().width_px, appeal.crops.get().height_px) == (400, 300)
        entries = AuditEntry.objects.order_by("-number").values_list("act", flat=True)
        assert list(entries[:2]) == ["crop_replaced", "appeal_edited"]

    def test_saving_leads_to_the_review(self) -> None:
        publisher = make_user("publisher")

        response = signed_in(publisher).post(ADD, words(**new_crop(picture_bytes())))

        assert response["Location"] == f"/admin/appeals/appeal/{Appeal.objects.get().pk}/review/"

    def test_a_draft_that_was_submitted_meanwhile_is_left_as_it_is(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        appeal = make_awaiting_appeal()
        monkeypatch.setattr(AppealAdmin, "has_change_permission", lambda *_args: True)

        page = signed_in(appeal.author).post(
            f"/admin/appeals/appeal/{appeal.pk}/change/", words(title="Changed"), follow=True
        )

        assert "Only a draft can be changed" in page.content.decode()
        assert Appeal.objects.get().title == appeal.title

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

        page = client.get(address).content.decode()
        assert "Picture file" not in page
        assert re.search(r">\s*Review\s*</a>", page)
        assert client.post(address, words(title="Changed")).status_code == 403
        appeal.refresh_from_db()
        assert appeal.title != "Changed"


def test_lists_hold_ones_own_units_only() -> None:
    own, foreign = make_draft(), make_draft(unit=make_unit("PL"))

    page = signed_in(make_user("publisher")).get("/admin/appeals/appeal/").content.decode()

    assert own.code in page
    assert foreign.code not in page


def test_only_the_first_words_of_a_long_search_count(
    django_assert_max_num_queries: Any,
) -> None:
    appeal = make_draft(title="A bag")
    client = signed_in(appeal.author)

    with django_assert_max_num_queries(12) as queries:
        page = client.get("/admin/appeals/appeal/", {"q": "bag " * 8 + "lamp " * 2000})
    other = client.get("/admin/appeals/appeal/", {"q": "bag lamp"})

    assert appeal.code in page.content.decode()
    assert appeal.code not in other.content.decode()
    assert not any("lamp" in query["sql"] for query in queries)


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
