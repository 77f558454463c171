"""Changes of what visitors see are told, changes of what they don't are not."""

import select
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Model, QuerySet
from django.utils import timezone
from psycopg2 import extensions

from appeals import services
from appeals.announcing import CHANNEL, SHAPE_NO_PUBLIC_PAGE, SHAPE_PUBLIC_PAGES
from appeals.models import Appeal, Crop, Rendition, Scene, Unit, Update
from tests.factories import (
    approve,
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_showing,
    make_user,
)

pytestmark = pytest.mark.usefixtures("queued")


@pytest.fixture
def told() -> Iterator[Callable[[], list[str]]]:
    """Gives what was told since it was asked last."""
    link: extensions.connection = connection.get_new_connection(connection.get_connection_params())
    link.autocommit = True
    with link.cursor() as cursor:
        cursor.execute(f"LISTEN {CHANNEL}")

    def since() -> list[str]:
        # Whatever was committed before this is there with its answer.
        with link.cursor() as cursor:
            cursor.execute("SELECT 1")
        while select.select([link], [], [], 0.05)[0]:
            link.poll()
        found = [each.payload for each in link.notifies]
        link.notifies.clear()
        return found

    yield since
    link.close()


def models_of_appeals() -> list[type[Model]]:
    return list(apps.get_app_config("appeals").get_models(include_auto_created=True))


def test_of_every_table_it_is_said_whether_it_shapes_public_pages() -> None:
    names = [each._meta.model_name for each in models_of_appeals()]

    assert sorted(str(each) for each in names) == sorted(SHAPE_PUBLIC_PAGES | SHAPE_NO_PUBLIC_PAGE)
    assert not SHAPE_PUBLIC_PAGES & SHAPE_NO_PUBLIC_PAGE


@pytest.mark.django_db
def test_every_table_that_shapes_public_pages_tells_of_every_change() -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text, tgname FROM pg_trigger WHERE tgname LIKE %s",
            [r"%\_announces\_%"],
        )
        found = {(table, name.rpartition("_")[2]) for table, name in cursor.fetchall()}

    tables = {
        each._meta.db_table
        for each in models_of_appeals()
        if each._meta.model_name in SHAPE_PUBLIC_PAGES
    }
    assert found == {(table, event) for table in tables for event in ("insert", "update", "delete")}


@pytest.mark.django_db(transaction=True)
class TestTelling:
    def test_work_on_drafts_is_told_to_nobody(self, told: Callable[[], list[str]]) -> None:
        unit = make_user("publisher").units.get()
        told()

        draft = make_draft(unit=unit)
        crop = make_crop(draft)
        services.remove_crop(crop, by=draft.author)
        make_showing(make_awaiting_appeal(unit=unit))

        assert told() == []

    def test_publishing_is_told_once(self, told: Callable[[], list[str]]) -> None:
        appeal, approver = make_awaiting_appeal(), make_user("approver")
        told()

        approve(appeal, by=approver)

        assert told() == [""]

    def test_a_withdrawal_is_told_by_its_code(self, told: Callable[[], list[str]]) -> None:
        appeal = make_open_appeal()
        approver = make_user("approver")
        told()

        services.withdraw_appeal(appeal, reason="Wrong object", by=approver)

        assert sorted(told()) == ["", appeal.code]

    def test_an_update_is_told_when_it_is_released(self, told: Callable[[], list[str]]) -> None:
        appeal = make_open_appeal()
        approver = make_user("approver")
        told()

        update = services.propose_update(appeal, text="The shop was found.", by=appeal.author)
        assert told() == []
        services.approve_update(update, by=approver)

        assert told() == [""]

    def test_what_is_rolled_back_is_not_told(self, told: Callable[[], list[str]]) -> None:
        appeal = make_open_appeal()
        told()

        with transaction.atomic():
            Appeal.objects.filter(pk=appeal.pk).update(scene_position=3)
            transaction.set_rollback(True)

        assert told() == []

    def test_any_change_of_what_is_public_is_told_whoever_makes_it(
        self, told: Callable[[], list[str]]
    ) -> None:
        appeal = make_closed_appeal()
        scene = Scene.objects.create(unit=appeal.unit, title="Room")
        told()
        with connection.cursor() as cursor:
            # It refuses; whoever may lift it can change what is public.
            cursor.execute("ALTER TABLE appeals_crop DISABLE TRIGGER crop_is_fixed")
        changes: list[tuple[QuerySet[Any], dict[str, object]]] = [
            (Appeal.objects.all(), {"scene_position": 3}),
            (Unit.objects.all(), {"name": "Another"}),
            (Scene.objects.filter(pk=scene.pk), {"title": "Hall"}),
            (Update.objects.all(), {"published_on": timezone.now()}),
            (Crop.objects.all(), {"caption": "Front"}),
            (Rendition.objects.all(), {"width_px": 5}),
        ]
        try:
            for rows, change in changes:
                rows.update(**change)

                assert told() == [""], rows.model
        finally:
            with connection.cursor() as cursor:
                cursor.execute("ALTER TABLE appeals_crop ENABLE TRIGGER crop_is_fixed")
