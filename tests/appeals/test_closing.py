"""What happens to public appeals: updates, closing, withdrawing; and the audit of every act."""

from typing import Any

import pytest
from django.db import transaction

from appeals import services, signals
from appeals.exceptions import SamePerson, WrongStatus
from appeals.models import Appeal, Rendition, Update
from moderation.models import AuditEntry
from tests.factories import (
    approve,
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_user,
    make_withdrawn_appeal,
)

pytestmark = pytest.mark.django_db


def acts() -> list[str]:
    return list(AuditEntry.objects.order_by("number").values_list("act", flat=True))


class TestWithdrawing:
    @pytest.mark.parametrize("make", [make_open_appeal, make_closed_appeal])
    def test_the_public_files_go_and_the_code_stays(self, make: Any, files: Any) -> None:
        appeal = make()
        code, masters = appeal.code, files("private")

        services.withdraw_appeal(appeal, reason="Wrong object", by=make_user("approver"))

        withdrawn = Appeal.objects.get(code=code)
        assert (withdrawn.status, withdrawn.outcome) == ("withdrawn", "withdrawn")
        assert withdrawn.country_found == ""
        assert files("public") == set()
        assert files("private") == masters
        assert not Rendition.objects.filter(public_key__isnull=False).exists()

    def test_the_lock_of_the_audit_comes_after_the_slow_work(self, files: Any) -> None:
        appeal, left = make_open_appeal(), []

        def look(**_more: Any) -> None:
            left.append(files("public"))

        signals.acted.connect(look)
        services.withdraw_appeal(appeal, reason="x", by=make_user("approver"))
        signals.acted.disconnect(look)

        assert left == [set()]

    @pytest.mark.parametrize("make", [make_draft, make_awaiting_appeal, make_withdrawn_appeal])
    def test_only_what_is_public_can_be_withdrawn(self, make: Any) -> None:
        with pytest.raises(WrongStatus):
            services.withdraw_appeal(make(), reason="x", by=make_user("approver"))


class TestUpdates:
    def test_an_update_is_unseen_until_another_person_releases_it(self) -> None:
        appeal, approver = make_open_appeal(), make_user("approver")
        update = services.propose_update(appeal, text="Seen twice.", by=appeal.author)
        assert Update.objects.get().published_on is None

        services.approve_update(update, by=approver)

        update = Update.objects.get()
        assert (update.approver, update.published_on is None) == (approver, False)
        assert Appeal.objects.get().is_open

    def test_its_author_cannot_release_it(self) -> None:
        appeal = make_open_appeal()
        update = services.propose_update(appeal, text="Seen twice.", by=appeal.author)

        with pytest.raises(SamePerson):
            services.approve_update(update, by=appeal.author)

        assert Update.objects.get().published_on is None

    @pytest.mark.parametrize("outcome", ["identified", "country_found", "too_common"])
    def test_with_an_outcome_its_release_closes_the_appeal(self, outcome: str) -> None:
        appeal = make_closed_appeal(outcome)

        assert (appeal.status, appeal.outcome) == ("closed", outcome)
        assert appeal.country_found == ("PL" if outcome == "country_found" else "")
        assert appeal.outcome_text == "The shop was found."

    def test_it_is_released_once(self) -> None:
        appeal = make_open_appeal()
        update = services.propose_update(appeal, text="Seen twice.", by=appeal.author)
        services.approve_update(update, by=make_user("approver"))

        with pytest.raises(WrongStatus):
            services.approve_update(update, by=make_user("approver"))

    def test_an_appeal_is_closed_once(self) -> None:
        appeal = make_open_appeal()
        both = [
            services.propose_update(appeal, text=text, outcome="identified", by=appeal.author)
            for text in ("first", "second")
        ]
        services.approve_update(both[0], by=make_user("approver"))

        with pytest.raises(WrongStatus):
            services.approve_update(both[1], by=make_user("approver"))

        assert Appeal.objects.get().outcome_text == "first"

    def test_a_closed_appeal_takes_further_updates_without_an_outcome(self) -> None:
        appeal = make_closed_appeal()

        services.propose_update(appeal, text="Thank you.", by=appeal.author)
        with pytest.raises(WrongStatus):
            services.propose_update(appeal, text="x", outcome="too_common", by=appeal.author)

    @pytest.mark.parametrize("make", [make_draft, make_awaiting_appeal, make_withdrawn_appeal])
    def test_what_is_not_public_takes_none(self, make: Any) -> None:
        appeal = make()

        with pytest.raises(WrongStatus):
            services.propose_update(appeal, text="x", by=appeal.author)

    def test_a_refused_update_is_gone_and_its_text_is_nowhere(self) -> None:
        appeal = make_open_appeal()
        update = services.propose_update(appeal, text="A secret.", by=appeal.author)

        services.refuse_update(update, by=make_user("approver"))

        entry = AuditEntry.objects.latest("number")
        assert not Update.objects.exists()
        assert (entry.act, entry.subject_id) == ("update_refused", str(update.pk))
        assert entry.detail == {"appeal": appeal.code, "outcome": "", "text_length": 9}
        with pytest.raises(WrongStatus):
            services.refuse_update(update, by=make_user("approver"))

    def test_what_is_public_cannot_be_refused(self) -> None:
        appeal = make_open_appeal()
        update = services.propose_update(appeal, text="Seen twice.", by=appeal.author)
        services.approve_update(update, by=make_user("approver"))

        with pytest.raises(WrongStatus):
            services.refuse_update(update, by=make_user("approver"))

        assert Update.objects.get().text == "Seen twice."

    def test_an_update_of_an_appeal_withdrawn_meanwhile_stays_unseen(self) -> None:
        appeal = make_open_appeal()
        update = services.propose_update(appeal, text="Seen twice.", by=appeal.author)
        services.withdraw_appeal(appeal, reason="x", by=make_user("approver"))

        with pytest.raises(WrongStatus):
            services.approve_update(update, by=make_user("approver"))


class TestAudit:
    def test_every_act_leaves_one_entry_with_its_person(self) -> None:
        author, approver = make_user("publisher"), make_user("approver")
        appeal = make_draft(by=author)
        services.edit_appeal(appeal, fields=["title"], by=author)
        crop, spare = make_crop(appeal), make_crop(appeal)
        services.edit_crop(crop, alt_text="A bag", caption="", position=1, by=author)
        services.remove_crop(spare, by=author)
        services.submit_appeal(appeal, by=author)
        services.return_appeal(appeal, reason="x", by=approver)
        services.submit_appeal(appeal, by=author)
        approve(appeal, by=approver)
        update = services.propose_update(appeal, text="x", outcome="identified", by=author)
        services.approve_update(update, by=approver)
        services.withdraw_appeal(appeal, reason="Wrong", by=approver)

        found = AuditEntry.objects.order_by("number").values_list("act", "by__username")
        assert list(found) == [
            (act, (approver if act in BY_APPROVER else author).username) for act in EVERY_ACT
        ]

    def test_what_is_undone_leaves_no_entry(self) -> None:
        appeal = make_awaiting_appeal()
        before = acts()

        with transaction.atomic():
            approve(appeal)
            transaction.set_rollback(True)

        assert acts() == before

    def test_a_refused_act_leaves_no_entry(self) -> None:
        appeal = make_awaiting_appeal()
        before = acts()

        with pytest.raises(SamePerson):
            approve(appeal, by=appeal.author)

        assert acts() == before


BY_APPROVER = {"appeal_returned", "appeal_approved", "update_approved", "appeal_withdrawn"}
EVERY_ACT = [
    "appeal_drafted",
    "appeal_edited",
    "crop_added",
    "crop_added",
    "crop_edited",
    "crop_removed",
    "appeal_submitted",
    "appeal_returned",
    "appeal_submitted",
    "appeal_approved",
    "update_proposed",
    "update_approved",
    "appeal_withdrawn",
]
