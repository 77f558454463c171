"""What the database itself refuses about appeals, and what the models say of themselves."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError
from django.utils import timezone

from appeals import services
from appeals.models import Appeal, Crop, Rendition, Unit, Update
from tests.factories import (
    as_the_tables_owner,
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_unit,
    make_user,
    make_withdrawn_appeal,
)

pytestmark = pytest.mark.django_db


@contextmanager
def refused_by(constraint: str) -> Iterator[None]:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        yield


def change(appeal: Appeal, **fields: Any) -> None:
    Appeal.objects.filter(pk=appeal.pk).update(**fields)


class TestWhatTheDatabaseRefuses:
    def test_an_approver_who_is_the_author(self) -> None:
        appeal = make_open_appeal()

        with as_the_tables_owner("appeals_appeal"), refused_by("appeal_approver_is_not_author"):
            change(appeal, approver=F("author"))

    @pytest.mark.parametrize("status", ["published", "closed", "withdrawn"])
    def test_a_public_appeal_without_an_approver(self, status: str) -> None:
        appeal = make_awaiting_appeal()
        ended = {"outcome": {"closed": "identified"}.get(status, status), "ended_on": NOW()}

        with refused_by("appeal_public_is_approved"):
            change(
                appeal,
                status=status,
                published_on=NOW(),
                **(ended if status != "published" else {}),
            )

    def test_a_public_appeal_without_its_date(self) -> None:
        with refused_by("appeal_public_is_approved"):
            change(make_open_appeal(), published_on=None)

    @pytest.mark.parametrize("status", ["draft", "awaiting_approval"])
    def test_a_draft_that_is_approved_already(self, status: str) -> None:
        appeal = make_open_appeal()

        with as_the_tables_owner("appeals_appeal"), refused_by("appeal_public_is_approved"):
            change(appeal, status=status)

    def test_a_status_that_there_is_not(self) -> None:
        with refused_by("appeal_(public_is_approved|outcome_fits_status)"):
            change(make_draft(), status="secret")

    @pytest.mark.parametrize(
        "fields",
        [
            {"outcome": ""},
            {"outcome": "withdrawn"},
            {"outcome": "solved"},
            {"ended_on": None},
            {"status": "published"},
            {"status": "withdrawn"},
        ],
        ids=str,
    )
    def test_a_closed_appeal_whose_outcome_does_not_fit(self, fields: dict[str, Any]) -> None:
        appeal = make_closed_appeal()

        with as_the_tables_owner("appeals_appeal"), refused_by("appeal_outcome_fits_status"):
            change(appeal, **fields)

    def test_an_open_appeal_with_an_outcome(self) -> None:
        with refused_by("appeal_outcome_fits_status"):
            change(make_open_appeal(), outcome="identified", ended_on=NOW())

    @pytest.mark.parametrize("country", ["", "pl", "P", "12"])
    def test_a_country_found_without_its_code(self, country: str) -> None:
        appeal = make_closed_appeal("country_found")

        with as_the_tables_owner("appeals_appeal"), refused_by("appeal_country_found_is_named"):
            change(appeal, country_found=country)

    def test_a_code_twice(self) -> None:
        first, second = make_draft(), make_draft()

        with refused_by("appeals_appeal_code"):
            change(second, code=first.code)

    @pytest.mark.parametrize("alt_text", ["", "   ", "\n\t"])
    def test_a_crop_without_a_description(self, alt_text: str) -> None:
        crop = make_crop(make_draft())

        with refused_by("crop_has_alt_text"):
            Crop.objects.filter(pk=crop.pk).update(alt_text=alt_text)

    def test_two_renditions_of_one_size_and_format(self) -> None:
        crop = make_crop(make_draft())

        with refused_by("rendition_once_per_size_and_format"):
            Rendition.objects.filter(crop=crop).update(size="card", media_type="image/jpeg")

    @pytest.mark.parametrize(
        ("constraint", "field", "value"),
        [
            ("crop_master_sha256_is_hex", "master_sha256", "A" * 64),
            ("crop_master_sha256_is_hex", "master_sha256", "a" * 63),
            ("crop_colour_is_rrggbb", "colour", "#12345"),
            ("crop_colour_is_rrggbb", "colour", "red"),
            ("crop_perceptual_hash_is_hex", "perceptual_hash", "a" * 15),
            ("crop_perceptual_hash_is_hex", "perceptual_hash", "G" * 16),
        ],
    )
    def test_a_crop_with_facts_of_its_picture_that_are_none(
        self, constraint: str, field: str, value: str
    ) -> None:
        crop = make_crop(make_draft())
        assert Crop.objects.filter(pk=crop.pk).update(**{field: ""})

        with refused_by(constraint):
            Crop.objects.filter(pk=crop.pk).update(**{field: value})

    @pytest.mark.parametrize("sha256", ["", "A" * 64, "a" * 63])
    def test_a_rendition_with_a_hash_that_is_none(self, sha256: str) -> None:
        crop = make_crop(make_draft())

        with refused_by("rendition_sha256_is_hex"):
            Rendition.objects.filter(crop=crop).update(sha256=sha256)

    @pytest.mark.parametrize("code", ["eu", "E", "E1", "EÜ", ""])
    def test_a_unit_whose_code_is_not_in_capitals(self, code: str) -> None:
        with refused_by("unit_code_is_capitals"):
            Unit.objects.create(code=code, name="Desk")

    def test_an_update_released_by_its_author(self) -> None:
        update = proposed()

        with refused_by("update_approver_is_not_author"):
            Update.objects.filter(pk=update.pk).update(approver=F("author"), published_on=NOW())

    @pytest.mark.parametrize("half", [{"published_on": timezone.now()}, {"approver": True}])
    def test_an_update_that_is_half_public(self, half: dict[str, Any]) -> None:
        update = proposed()
        if "approver" in half:
            half = {"approver": make_user("approver")}

        with refused_by("update_public_is_approved"):
            Update.objects.filter(pk=update.pk).update(**half)

    @pytest.mark.parametrize(
        ("outcome", "country"),
        [("country_found", ""), ("country_found", "pl"), ("identified", "PL"), ("", "PL")],
    )
    def test_an_update_whose_country_does_not_go_with_its_outcome(
        self, outcome: str, country: str
    ) -> None:
        update = proposed()

        with refused_by("update_country_goes_with_outcome"):
            Update.objects.filter(pk=update.pk).update(outcome=outcome, country_found=country)

    def test_deleting_what_others_stand_on(self) -> None:
        appeal = make_open_appeal()

        for row in (appeal, appeal.unit, appeal.author):
            with pytest.raises(ProtectedError):
                row.delete()


class TestWhichAppeals:
    def test_public_ones_have_a_page_and_listed_ones_are_found(self) -> None:
        make_draft()
        make_awaiting_appeal()
        is_open, closed, withdrawn = (
            make_open_appeal(),
            make_closed_appeal(),
            make_withdrawn_appeal(),
        )

        assert set(Appeal.objects.public()) == {is_open, closed, withdrawn}
        assert set(Appeal.objects.listed()) == {is_open, closed}

    def test_open_ones_come_first_and_then_the_newest(self) -> None:
        closed, older, newer = make_closed_appeal(), make_open_appeal(), make_open_appeal()

        assert list(Appeal.objects.listed().open_first()) == [newer, older, closed]

    def test_people_see_what_their_units_own(self) -> None:
        own, foreign = make_draft(unit=make_unit("PL")), make_draft(unit=make_unit("DE"))

        assert list(Appeal.objects.visible_to(own.author)) == [own]
        assert set(Appeal.objects.visible_to(make_user("auditor"))) == {own, foreign}
        assert not Appeal.objects.visible_to(make_user("publisher", unit=make_unit("FR"))).exists()


def test_visitors_read_the_outcome_once_there_is_one() -> None:
    assert make_open_appeal().situation == "Open"
    assert make_closed_appeal("too_common").situation == "Too common to trace"


def test_only_published_renditions_have_an_address() -> None:
    draft, published = make_crop(make_draft()), make_open_appeal().crops.get()

    assert {each.url for each in draft.renditions.all()} == {""}
    assert all(each.url.startswith("/pictures/") for each in published.renditions.all())


def proposed() -> Update:
    appeal = make_open_appeal()
    return services.propose_update(appeal, text="Seen in two towns.", by=appeal.author)


NOW = timezone.now
