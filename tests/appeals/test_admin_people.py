"""People and scenes on the pages of the staff: who sees them, and what is kept of a change."""

import pytest

from appeals.models import Scene
from moderation.models import AuditEntry
from tests.factories import (
    make_unit,
    make_user,
)

from .pages import signed_in

pytestmark = pytest.mark.django_db


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
        assert entry.detail["is_staff"] is True
        assert (entry.detail["groups"], entry.detail["units"]) == ([], ["PL"])

    def test_a_password_set_for_somebody_is_in_the_audit_chain(self) -> None:
        admin, person = make_user(is_superuser=True), make_user("publisher")
        address = f"/admin/appeals/user/{person.pk}/password/"
        client = signed_in(admin)
        before = AuditEntry.objects.count()

        refused = {"usable_password": "true", "password1": "a", "password2": "b"}
        client.post(address, refused)
        assert AuditEntry.objects.count() == before
        secret = "horse staple battery correct"
        client.post(address, {**refused, "password1": secret, "password2": secret})

        person.refresh_from_db()
        assert person.check_password(secret)
        entry = AuditEntry.objects.latest("number")
        assert (entry.act, entry.by, entry.subject_id) == ("password_set", admin, str(person.pk))
        assert entry.detail == {"is_usable": True}

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
