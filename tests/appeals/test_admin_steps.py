"""The two-person steps, updates and withdrawing, on the pages of the staff."""

from typing import Any

import pytest

from appeals import services
from appeals.contents import contents_sha256
from appeals.models import Appeal, Approval, Update, User
from moderation.models import AuditEntry
from tests.factories import (
    make_awaiting_appeal,
    make_closed_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_user,
    make_withdrawn_appeal,
)

from .pages import signed_in

pytestmark = pytest.mark.django_db


class TestSteps:
    def step(self, appeal: Appeal, name: str, by: User) -> str:
        address = f"/admin/appeals/appeal/{appeal.pk}/{name}/"
        fields = {"seen": contents_sha256(appeal), "checks": Approval.Check.values}
        return str(signed_in(by).post(address, fields, follow=True).content.decode())

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

    def test_an_approver_returns_it_and_the_author_reads_why(self) -> None:
        appeal = make_awaiting_appeal()
        client = signed_in(make_user("approver"))
        address = f"/admin/appeals/appeal/{appeal.pk}/return/"

        assert client.get(address).status_code == 200
        assert client.post(address, {"reason": " "}).status_code == 422
        assert client.post(address, {"reason": "A <hand> is seen"}).status_code == 302

        assert Appeal.objects.get().is_editable
        review = f"/admin/appeals/appeal/{appeal.pk}/review/"
        assert "A &lt;hand&gt; is seen" in signed_in(appeal.author).get(review).content.decode()

    def test_the_review_names_everybody_who_worked_on_it(self) -> None:
        appeal, colleague = make_draft(), make_user("publisher")
        make_crop(appeal, by=colleague)

        page = signed_in(make_user("approver")).get(f"/admin/appeals/appeal/{appeal.pk}/review/")

        both = ", ".join(sorted([appeal.author.username, colleague.username]))
        assert both in page.content.decode()

    @pytest.mark.parametrize(
        ("make", "heading"),
        [
            (make_draft, "What visitors will see"),
            (make_awaiting_appeal, "What visitors will see"),
            (make_open_appeal, "What visitors see"),
            (make_withdrawn_appeal, "What visitors saw"),
        ],
    )
    def test_the_review_says_what_it_shows(self, make: Any, heading: str) -> None:
        appeal = make()

        page = signed_in(appeal.author).get(f"/admin/appeals/appeal/{appeal.pk}/review/")

        assert heading in page.content.decode()
        assert ("Wrong object" in page.content.decode()) == (make is make_withdrawn_appeal)

    def test_there_is_no_other_step(self) -> None:
        appeal = make_awaiting_appeal()

        response = signed_in(make_user("approver")).post(
            f"/admin/appeals/appeal/{appeal.pk}/publish/", follow=True
        )

        # The admin's own catch-all: it takes the address for the number of an appeal.
        assert response.redirect_chain[-1][0] == "/admin/"
        assert not Appeal.objects.get().is_public

    def test_the_review_shows_every_rendition_from_the_private_bucket(self) -> None:
        appeal = make_awaiting_appeal()
        client = signed_in(make_user("approver"))

        page = client.get(f"/admin/appeals/appeal/{appeal.pk}/review/").content.decode()

        for rendition in appeal.crops.get().renditions.all():
            address = f"/admin/appeals/appeal/rendition/{rendition.pk}/"
            assert f'<a href="{address}">' in page
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
            ({"outcome": "country_found", "country_found": "1ß"}, "is no country’s code"),
            ({"outcome": "country_found", "country_found": "ZZ"}, "is no country’s code"),
            ({"outcome": "country_found", "country_found": "EU"}, "is no country’s code"),
            ({"outcome": "country_found", "country_found": "xa"}, "is no country’s code"),
            ({"country_found": "QQ"}, "is no country’s code"),
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

    def test_a_proposed_update_is_refused_from_the_review(self) -> None:
        appeal = make_open_appeal()
        update = services.propose_update(appeal, text="Wrong", by=appeal.author)
        client = signed_in(make_user("approver"))
        review = f"/admin/appeals/appeal/{appeal.pk}/review/"
        address = f"/admin/appeals/appeal/{appeal.pk}/update/{update.pk}/refuse/"

        assert address in client.get(review).content.decode()
        assert client.get(address).status_code == 405
        assert client.post(address)["Location"] == review
        assert not Update.objects.exists()
        assert client.post(address).status_code == 404

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
