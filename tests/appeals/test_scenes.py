"""The order of a scene's appeals: who may change it, what is kept of it, where visitors see it."""

import re
from typing import Any

import pytest
from django.db import IntegrityError
from django.test import Client

from appeals import services
from appeals.models import Appeal, Scene, User
from appeals.scene_codes import PATTERN, read_scene_code
from appeals.views import CACHE_CONTROL
from moderation.models import AuditEntry
from tests.factories import (
    make_closed_appeal,
    make_draft,
    make_open_appeal,
    make_unit,
    make_user,
    make_withdrawn_appeal,
)

from .pages import signed_in

pytestmark = pytest.mark.django_db


def make_scene(*titles: str) -> tuple[Scene, list[Appeal]]:
    """A scene with open appeals of these titles."""
    scene = Scene.objects.create(unit=make_unit(), title="Room")
    return scene, [make_open_appeal(title=title, scene=scene) for title in titles]


def titles(scene: Scene) -> list[str]:
    return [each.title for each in Appeal.objects.filter(scene=scene).in_scene_order()]


def form_of(scene: Scene, positions: dict[int, Any]) -> dict[str, Any]:
    fields: dict[str, Any] = {"title": scene.title, "unit": scene.unit_id}
    fields |= {"appeals-TOTAL_FORMS": len(positions), "appeals-INITIAL_FORMS": len(positions)}
    for number, (pk, position) in enumerate(positions.items()):
        fields |= {f"appeals-{number}-id": pk, f"appeals-{number}-scene": scene.pk}
        fields[f"appeals-{number}-scene_position"] = position
    return fields


def change(scene: Scene, by: User, positions: dict[int, Any]) -> int:
    address = f"/admin/appeals/scene/{scene.pk}/change/"
    return signed_in(by).post(address, form_of(scene, positions)).status_code


class TestOrdering:
    def test_what_nobody_arranged_is_newest_first(self) -> None:
        scene, _appeals = make_scene("Lamp", "Bag")

        assert titles(scene) == ["Bag", "Lamp"]

    def test_appeals_take_the_places_they_are_given(self) -> None:
        scene, (lamp, bag, rug) = make_scene("Lamp", "Bag", "Rug")

        services.order_scene(
            scene, positions={rug.pk: 3, lamp.pk: 1, bag.pk: 2}, by=make_user("publisher")
        )

        assert titles(scene) == ["Lamp", "Bag", "Rug"]

    def test_it_is_an_act_with_a_name(self) -> None:
        scene, (lamp, bag) = make_scene("Lamp", "Bag")
        by = make_user("publisher")

        services.order_scene(scene, positions={lamp.pk: 0, bag.pk: 1}, by=by)

        entry = AuditEntry.objects.latest("number")
        assert (entry.act, entry.by, entry.subject_id) == ("scene_ordered", by, str(scene.pk))
        assert entry.detail == {"positions": {bag.code: 1}}

    def test_without_a_change_nothing_is_written(self) -> None:
        scene, (lamp,) = make_scene("Lamp")
        before = AuditEntry.objects.count()

        services.order_scene(scene, positions={lamp.pk: 0}, by=make_user("publisher"))

        assert AuditEntry.objects.count() == before

    def test_appeals_of_another_scene_stay(self) -> None:
        scene, _appeals = make_scene("Lamp")
        _other, (bag,) = make_scene("Bag")

        services.order_scene(scene, positions={bag.pk: 9}, by=make_user("publisher"))

        bag.refresh_from_db()
        assert bag.scene_position == 0

    def test_visitors_see_the_others_in_that_order(self, visitor: Client) -> None:
        scene, (lamp, bag, rug) = make_scene("Lamp", "Bag", "Rug")
        services.order_scene(
            scene, positions={lamp.pk: 1, rug.pk: 2, bag.pk: 3}, by=make_user("publisher")
        )

        response = visitor.get(f"/appeals/{bag.code}/")

        assert [each.title for each in response.context["related"]] == ["Lamp", "Rug"]


class TestAdmin:
    def test_a_publisher_arranges_appeals_past_their_draft(self) -> None:
        scene, (lamp, bag) = make_scene("Lamp", "Bag")

        status = change(scene, make_user("publisher"), {lamp.pk: 1, bag.pk: 2})

        assert status == 302
        assert titles(scene) == ["Lamp", "Bag"]

    @pytest.mark.parametrize("group", ["approver", "auditor"])
    def test_others_only_read_it(self, group: str) -> None:
        scene, (lamp, bag) = make_scene("Lamp", "Bag")
        user = make_user(group)

        page = signed_in(user).get(f"/admin/appeals/scene/{scene.pk}/change/").content.decode()

        assert lamp.code in page
        assert "data-ordering-step" not in page
        assert 'name="appeals-0-scene_position"' not in page
        assert change(scene, user, {lamp.pk: 1, bag.pk: 2}) == 403
        assert titles(scene) == ["Bag", "Lamp"]

    def test_appeals_of_foreign_units_are_not_shown(self) -> None:
        scene, _appeals = make_scene("Lamp")
        foreign = make_draft(unit=make_unit("FR"), scene=scene)

        address = f"/admin/appeals/scene/{scene.pk}/change/"
        page = signed_in(make_user("publisher")).get(address).content.decode()

        assert foreign.code not in page

    def test_nothing_else_of_an_appeal_can_be_changed_there(self) -> None:
        scene, (lamp,) = make_scene("Lamp")
        fields = {**form_of(scene, {lamp.pk: 4}), "appeals-0-title": "X", "appeals-0-status": "x"}

        signed_in(make_user("publisher")).post(f"/admin/appeals/scene/{scene.pk}/change/", fields)

        lamp.refresh_from_db()
        assert (lamp.title, lamp.status, lamp.scene_position) == ("Lamp", "published", 4)

    def test_a_place_that_is_no_number_is_an_error_of_its_field(self) -> None:
        scene, (lamp,) = make_scene("Lamp")

        status = change(scene, make_user("publisher"), {lamp.pk: "first"})

        assert status == 200
        lamp.refresh_from_db()
        assert lamp.scene_position == 0

    def test_a_new_scene_has_no_appeals_to_arrange(self) -> None:
        page = signed_in(make_user("publisher")).get("/admin/appeals/scene/add/")

        assert page.status_code == 200
        assert "appeals-0" not in page.content.decode()


class TestCodes:
    def test_a_new_scene_has_one_that_tells_nothing(self) -> None:
        codes = {make_scene()[0].code for _ in range(20)}

        assert len(codes) == 20
        assert all(re.fullmatch(PATTERN, code) for code in codes)

    @pytest.mark.parametrize("code", ["", "S-12345", "S-ILOU12", "s-123456", "X-123456"])
    def test_the_database_takes_no_other(self, code: str) -> None:
        with pytest.raises(IntegrityError, match="scene_code_is_s_and_six_symbols"):
            Scene.objects.create(unit=make_unit(), title="Room", code=code)

    def test_two_scenes_never_share_one(self) -> None:
        scene, _appeals = make_scene()

        with pytest.raises(IntegrityError, match="code"):
            Scene.objects.create(unit=make_unit(), title="Room", code=scene.code)

    @pytest.mark.parametrize(
        ("typed", "code"),
        [
            ("S-7K3M9Q", "S-7K3M9Q"),
            (" s-7k3m9q ", "S-7K3M9Q"),
            ("S-OIL000", "S-011000"),
            ("S7K3M9Q", ""),
            ("S-7K3M9U", ""),
            ("S-7K3M9Q9", ""),
            ("٣-7K3M9Q", ""),
            ("", ""),
        ],
    )
    def test_reading_what_was_typed(self, typed: str, code: str) -> None:
        assert read_scene_code(typed) == code


class TestPublicPage:
    def test_shows_what_is_listed_in_the_order_somebody_gave(self, visitor: Client) -> None:
        scene, (lamp, bag) = make_scene("Lamp", "Bag")
        closed = make_closed_appeal("too_common", title="Rug", scene=scene)
        hidden = [make_draft(scene=scene), make_withdrawn_appeal(scene=scene), make_open_appeal()]
        positions = {closed.pk: 1, lamp.pk: 2, bag.pk: 3}
        services.order_scene(scene, positions=positions, by=make_user("publisher"))

        page = visitor.get(f"/en/scenes/{scene.code}/").content.decode()

        places = [page.index(each.code) for each in (closed, lamp, bag)]
        assert places == sorted(places)
        assert not any(each.code in page for each in hidden)
        assert scene.code in page
        assert "3 objects" in page

    def test_never_shows_the_name_that_staff_gave_it(self, visitor: Client) -> None:
        scene, _appeals = make_scene("Lamp")

        assert scene.title == "Room"
        assert "Room" not in visitor.get(f"/en/scenes/{scene.code}/").content.decode()

    def test_a_scene_with_nothing_listed_looks_like_none(self, visitor: Client) -> None:
        scene, _appeals = make_scene()
        make_draft(scene=scene)
        make_withdrawn_appeal(scene=scene)

        empty = visitor.get(f"/en/scenes/{scene.code}/")
        nothing = visitor.get("/en/scenes/S-000000/")

        assert empty.status_code == nothing.status_code == 404
        # Links to other languages hold the address that was asked for.
        same = empty.content.decode().replace(scene.code, "S-000000")
        assert same == nothing.content.decode()

    @pytest.mark.parametrize(
        "code", ["%00", "S-%00%00%00%00%00%00", "s-000000", "S-ILOU00", "1", "S-" + "0" * 5000]
    )
    def test_what_is_no_code_is_not_found(self, visitor: Client, code: str) -> None:
        assert visitor.get(f"/en/scenes/{code}/").status_code == 404

    @pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
    def test_other_methods_are_refused(self, visitor: Client, method: str) -> None:
        scene, _appeals = make_scene("Lamp")

        assert getattr(visitor, method)(f"/en/scenes/{scene.code}/").status_code == 405

    def test_it_is_the_same_for_everybody_and_may_be_kept(self, visitor: Client) -> None:
        scene, _appeals = make_scene("Lamp")

        first = visitor.get(f"/en/scenes/{scene.code}/")
        second = visitor.get(f"/en/scenes/{scene.code}/", headers={"Cookie": "a=b"})

        assert first.content == second.content
        assert first["Cache-Control"] == CACHE_CONTROL
        assert not first.cookies

    def test_the_number_of_queries_does_not_grow(
        self, visitor: Client, django_assert_num_queries: Any
    ) -> None:
        # Appeals, crops, renditions, texts.
        for scene, _appeals in (make_scene("Lamp"), make_scene(*"abcdef")):
            with django_assert_num_queries(3):
                visitor.get(f"/en/scenes/{scene.code}/")
