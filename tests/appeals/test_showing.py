"""The restricted stage: who may show what to whom, how a showing ends, and what its link is
worth.
"""

import threading
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.core.files.storage import storages
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.urls import resolve
from django.utils import timezone

from appeals import services
from appeals.exceptions import CropSpoilt, SamePerson, WrongStatus
from appeals.links import find_showing, link_to, token_of
from appeals.models import Appeal, Approval, Rendition, Showing, ShownRendition, User
from appeals.services import showing as showing_services
from appeals.tasks import sweep_showings
from moderation.models import AuditEntry
from tests.factories import (
    approve,
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_showing,
    make_user,
    make_withdrawn_appeal,
)

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("act", flat=True))


def expire(showing: Showing) -> None:
    """As if it had been made a month ago; a token of its own goes with every expiry."""
    now = timezone.now()
    Showing.objects.filter(pk=showing.pk).update(
        made_on=now - timedelta(days=20), expires_on=now - timedelta(seconds=1)
    )
    showing.refresh_from_db()


class TestConstraints:
    @pytest.mark.parametrize(
        ("changes", "name"),
        [
            ({"audience": " "}, "showing_has_an_audience"),
            ({"expires_on": timedelta(days=-1)}, "showing_expires_after_it_is_made"),
            ({"expires_on": timedelta(0)}, "showing_expires_after_it_is_made"),
            ({"expires_on": timedelta(days=31, seconds=1)}, "showing_expires_within_a_month"),
            ({"ending": "revoked"}, "showing_ending_is_complete"),
            ({"ended_on": timedelta(0)}, "showing_ending_is_complete"),
            ({"ended_by": User}, "showing_ending_is_complete"),
            (
                {"ending": "lost", "ended_on": timedelta(0), "ended_by": User},
                "showing_ending_is_complete",
            ),
            ({"openings": 1}, "showing_opened_has_a_day"),
        ],
    )
    def test_each_holds_in_the_database(self, changes: dict[str, Any], name: str) -> None:
        showing = make_showing()
        values = {
            field: showing.made_on + value if isinstance(value, timedelta) else value
            for field, value in changes.items()
        }
        if "ended_by" in values:
            values["ended_by"] = showing.made_by

        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            Showing.objects.filter(pk=showing.pk).update(**values)

    def test_a_number_names_one_picture_of_a_showing(self) -> None:
        first = make_showing().renditions.all()[0]

        with pytest.raises(IntegrityError, match="shown_rendition_number"), transaction.atomic():
            ShownRendition.objects.filter(showing=first.showing, number=2).update(number=1)

    def test_an_appeal_with_a_showing_cannot_be_deleted(self) -> None:
        with pytest.raises(ProtectedError):
            make_showing().appeal.delete()


class TestMaking:
    def test_every_rendition_is_copied_under_a_name_of_its_own(self, files: Any) -> None:
        first = make_showing()
        second = make_showing(first.appeal)

        copies = {each.key for each in ShownRendition.objects.all()}
        assert files("restricted") == copies
        assert len(copies) == 2 * Rendition.objects.exclude(size="share").count() > 2
        assert not copies & files("private")
        assert files("public") == set()
        for each in first.renditions.select_related("rendition"):
            assert each.rendition
            assert each.read() == each.rendition.read_private()
        assert second.is_running
        assert acts()[-1] == "showing_made"

    def test_the_record_says_to_whom_and_until_when(self) -> None:
        showing = make_showing(days=3)

        detail = AuditEntry.objects.latest("number").detail

        assert detail == {
            "appeal": showing.appeal.code,
            "audience": "Staff room of the school",
            "last_day": showing.last_day.isoformat(),
            "contents_sha256": Approval.objects.get().contents_sha256,
        }
        assert showing.last_day == timezone.now().date() + timedelta(days=3)

    @pytest.mark.parametrize("group", ["publisher", "approver"])
    def test_nobody_who_worked_on_it_can_show_it(self, group: str, files: Any) -> None:
        colleague = make_user("publisher", "approver")
        appeal = make_draft()
        make_crop(appeal, by=colleague)
        services.submit_appeal(appeal, by=appeal.author)

        with pytest.raises(SamePerson):
            make_showing(appeal, by=appeal.author if group == "publisher" else colleague)

        assert not Showing.objects.exists()
        assert files("restricted") == set()

    @pytest.mark.parametrize(
        "make", [make_draft, make_open_appeal, make_closed_appeal, make_withdrawn_appeal]
    )
    def test_only_what_awaits_approval_can_be_shown(self, make: Any, files: Any) -> None:
        appeal = make()

        with pytest.raises(WrongStatus):
            make_showing(appeal)

        assert files("restricted") == set()

    @pytest.mark.parametrize("tail", [None, b"tail"], ids=["emptied", "with a tail"])
    def test_a_picture_that_is_not_as_it_was_checked_is_not_shown(
        self, tmp_path: Path, files: Any, tail: bytes | None
    ) -> None:
        appeal = make_awaiting_appeal()
        rendition = Rendition.objects.exclude(size="share").latest("pk")
        path = tmp_path / "private" / rendition.private_key
        path.write_bytes(path.read_bytes() + tail if tail else b"")

        with pytest.raises(CropSpoilt):
            make_showing(appeal)

        assert not Showing.objects.exists()
        assert files("restricted") == set()

    def test_a_failure_leaves_neither_row_nor_file(
        self, files: Any, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def fail(*_arguments: object, **_more: object) -> None:
            assert files("restricted")
            raise RuntimeError

        appeal = make_awaiting_appeal()
        monkeypatch.setattr(showing_services, "announce", fail)

        with pytest.raises(RuntimeError):
            make_showing(appeal)

        assert not Showing.objects.exists()
        assert files("restricted") == set()


class TestEnding:
    def test_revoking_ends_one_link_and_deletes_its_files(
        self, files: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        showing = make_showing()
        other = make_showing(showing.appeal)
        somebody = make_user("approver")

        with django_capture_on_commit_callbacks(execute=True):
            services.revoke_showing(showing, by=somebody)

        showing.refresh_from_db()
        assert not showing.is_running
        assert (showing.ending, showing.ended_by) == ("revoked", somebody)
        assert files("restricted") == {each.key for each in other.renditions.all()}
        assert not showing.renditions.exists()
        assert Showing.objects.running().get() == other
        assert acts()[-1] == "showing_revoked"

    def test_a_link_is_revoked_once(self) -> None:
        showing = make_showing()
        services.revoke_showing(showing, by=showing.made_by)
        before = acts()

        with pytest.raises(WrongStatus, match="ended already"):
            services.revoke_showing(showing, by=make_user("approver"))

        assert acts() == before

    @pytest.mark.parametrize("with_expired", [False, True])
    def test_returning_the_appeal_ends_every_link(
        self, files: Any, django_capture_on_commit_callbacks: Any, *, with_expired: bool
    ) -> None:
        appeal = make_awaiting_appeal()
        showings = [make_showing(appeal), make_showing(appeal)]
        if with_expired:
            expire(showings[0])

        with django_capture_on_commit_callbacks(execute=True):
            services.return_appeal(appeal, reason="A hand", by=make_user("approver"))

        assert not Showing.objects.running().exists()
        assert {each.ending for each in Showing.objects.all()} == {"returned"}
        assert files("restricted") == set()
        assert acts()[-2:] == ["showings_ended", "appeal_returned"]
        # What comes back to approval is another thing; the old links stay dead.
        services.remove_crop(appeal.crops.get(), by=appeal.author)
        make_crop(appeal)
        services.submit_appeal(appeal, by=appeal.author)
        assert not Showing.objects.running().exists()

    def test_publishing_ends_every_link_and_leads_on(
        self, files: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        showing = make_showing()

        with django_capture_on_commit_callbacks(execute=True):
            approve(showing.appeal, by=showing.made_by)

        showing.refresh_from_db()
        assert not showing.is_running
        assert showing.leads_on
        assert files("restricted") == set()
        assert acts()[-2:] == ["showings_ended", "appeal_approved"]

    def test_withdrawing_leaves_no_picture_behind(
        self, files: Any, django_capture_on_commit_callbacks: Any
    ) -> None:
        showing = make_showing()
        with django_capture_on_commit_callbacks(execute=True):
            approve(showing.appeal, by=showing.made_by)
            services.withdraw_appeal(showing.appeal, reason="Wrong", by=showing.made_by)

        showing.refresh_from_db()
        assert not showing.is_running
        assert files("restricted") == files("public") == set()

    def test_an_appeal_without_showings_announces_no_end_of_them(self) -> None:
        appeal = make_awaiting_appeal()

        services.return_appeal(appeal, reason="A hand", by=make_user("approver"))

        assert "showings_ended" not in acts()

    def test_whatever_makes_an_appeal_a_draft_ends_its_links(self) -> None:
        """Also a path that forgets to say so."""
        showing = make_showing()
        Appeal.objects.filter(pk=showing.appeal_id).update(status="draft")

        showing = Showing.objects.get()

        assert not showing.is_running
        assert not Showing.objects.running().exists()

    def test_the_sweep_deletes_what_expired_and_only_that(self, files: Any) -> None:
        expired, running = make_showing(), make_showing()
        expire(expired)

        assert sweep_showings() == running.renditions.count() > 0
        assert sweep_showings() == 0

        assert files("restricted") == {each.key for each in running.renditions.all()}
        expired.refresh_from_db()
        assert expired.situation == "Expired"

    def test_a_bucket_that_fails_does_not_keep_a_link_alive(
        self, settings: Any, django_capture_on_commit_callbacks: Any, files: Any
    ) -> None:
        showing = make_showing()
        working = settings.STORAGES
        settings.STORAGES = {**working, "restricted": {"BACKEND": "tests.appeals.closed.Closed"}}

        with django_capture_on_commit_callbacks(execute=True):
            services.revoke_showing(showing, by=showing.made_by)
        settings.STORAGES = working

        showing.refresh_from_db()
        assert not showing.is_running
        left = len(files("restricted"))
        assert left > 0
        assert sweep_showings() == left
        assert files("restricted") == set()

    def test_the_beat_sends_the_sweep(self) -> None:
        entry = project.CELERY_BEAT_SCHEDULE["sweep-showings"]

        assert entry["task"] == sweep_showings.name


class TestLinks:
    def test_the_link_leads_to_the_public_site_and_back_to_the_showing(self, settings: Any) -> None:
        settings.PUBLIC_URL = "https://tips.example.org"
        showing = make_showing()

        link = link_to(showing)

        assert link == f"https://tips.example.org/shown/{token_of(showing)}/"
        path = link.removeprefix("https://tips.example.org")
        token = resolve(path, "tipsite.urls.public").kwargs["token"]
        assert find_showing(token) == showing

    def test_no_changed_bit_opens_it(self) -> None:
        token = token_of(make_showing())

        changed = [
            token[:place] + chr(ord(token[place]) ^ (1 << bit)) + token[place + 1 :]
            for place in range(len(token))
            for bit in range(7)
        ]

        assert len(set(changed)) == 7 * len(token)
        assert [each for each in changed if find_showing(each)] == []

    @pytest.mark.parametrize(
        "token", ["", ".", "x", "\0", "a.1.b", "ä" * 22 + ".1." + "b" * 43, "a" * 10_000]
    )
    def test_what_is_no_token_costs_no_query(
        self, token: str, django_assert_num_queries: Any
    ) -> None:
        with django_assert_num_queries(0):
            assert find_showing(token) is None

    def test_a_forged_signature_costs_no_query(self, django_assert_num_queries: Any) -> None:
        token = token_of(make_showing())

        with django_assert_num_queries(0):
            assert find_showing(token[:-43] + "A" * 43) is None

    def test_two_showings_have_two_links(self) -> None:
        first, second = make_showing(), make_showing()
        parts = [token_of(each).split(".") for each in (first, second)]

        assert find_showing(".".join([parts[0][0], *parts[1][1:]])) is None
        assert find_showing(".".join([*parts[0][:2], parts[1][2]])) is None

    def test_another_key_ends_all_links(self, settings: Any) -> None:
        token = token_of(make_showing())

        settings.SHOWING_KEY = "another"

        assert find_showing(token) is None

    def test_neither_the_secret_key_nor_an_old_one_signs_links(self, settings: Any) -> None:
        showing = make_showing()
        token = token_of(showing)
        settings.SECRET_KEY_FALLBACKS = [settings.SHOWING_KEY]
        settings.SHOWING_KEY = settings.SECRET_KEY

        assert find_showing(token) is None

    def test_prolonging_the_row_does_not_prolong_its_link(self) -> None:
        showing = make_showing(days=3)
        token = token_of(showing)

        Showing.objects.update(expires_on=showing.expires_on + timedelta(days=3))

        assert find_showing(token) is None

    def test_the_link_works_until_the_end_of_its_last_day(
        self, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        showing = make_showing(days=0)
        last_second = showing.expires_on - timedelta(seconds=1)
        assert last_second.date() == showing.last_day == timezone.now().date()

        for now, works in ((last_second, True), (showing.expires_on, False)):
            monkeypatch.setattr(timezone, "now", lambda now=now: now)
            assert showing.is_running is works
            assert Showing.objects.running().exists() is works


class TestSituation:
    def test_it_says_why_a_link_is_dead(self) -> None:
        showing, revoked, expired = make_showing(), make_showing(), make_showing()
        services.revoke_showing(revoked, by=revoked.made_by)
        expire(expired)
        services.return_appeal(expired.appeal, reason="x", by=expired.made_by)

        found = [Showing.objects.get(pk=each.pk).situation for each in (showing, revoked, expired)]

        assert found == ["The link works", "Revoked", "Expired"]


@pytest.mark.django_db(transaction=True)
def test_openings_at_one_instant_are_all_counted() -> None:
    showing = make_showing()
    start = threading.Barrier(8)

    def open_page() -> None:
        start.wait()
        services.count_opening(showing)
        connection.close()

    threads = [threading.Thread(target=open_page) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    showing.refresh_from_db()
    assert (showing.openings, showing.last_opened_on) == (8, timezone.now().date())


def test_files_lie_below_names_that_lead_nowhere() -> None:
    for each in make_showing().renditions.select_related("rendition"):
        assert each.rendition
        assert each.key not in {each.rendition.private_key, each.rendition.public_key}
        assert len(each.key.split(".")[0]) == 32
        assert storages["restricted"].exists(each.key)
