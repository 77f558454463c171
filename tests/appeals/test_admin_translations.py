"""The staff's pages of translations: the list, writing beside the original, releasing."""

import re
from typing import Any

import pytest

from appeals import services
from appeals.models import Appeal, Translation
from appeals.telling import translation_sha256
from tests.factories import (
    approve,
    make_awaiting_appeal,
    make_crop,
    make_draft,
    make_open_appeal,
    make_user,
    make_waiting_translation,
    make_withdrawn_appeal,
    polish_texts,
    release,
    tell,
)

from .pages import signed_in

pytestmark = pytest.mark.django_db
CHECKS = Translation.Check.values


def address(appeal: Appeal, *more: str) -> str:
    return "/".join(["/admin/appeals/appeal", str(appeal.pk), "texts", *more, ""])


def row(page: str, language: str) -> str:
    """What the list says of a language, without markup."""
    found = next(each for each in page.split("<tr>") if f">\n              {language}" in each)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", found))


class TestTheList:
    def test_says_of_every_language_how_far_it_is(self) -> None:
        appeal, client = make_open_appeal(), signed_in(make_user("publisher"))
        tell(appeal, language="de", question="")
        tell(appeal, language="fr")
        make_waiting_translation(appeal, language="pl")
        release(make_waiting_translation(appeal, language="ar"))

        page = client.get(address(appeal)).content.decode()

        assert "Draft, 1 part missing" in row(page, "German")
        assert "Draft, complete" in row(page, "French")
        assert "Awaiting release" in row(page, "Polish")
        assert "Public" in row(page, "Arabic")
        assert "Write a new version" in row(page, "Arabic")
        assert "Not told" in row(page, "Maltese")
        assert "Translate" in row(page, "Maltese")
        assert "Told in 1 language" in page
        assert page.count('<th scope="row">') == 27

    def test_says_what_is_out_of_date_because_an_update_came_later(self) -> None:
        appeal, client = make_open_appeal(), signed_in(make_user("publisher"))
        release(make_waiting_translation(appeal))
        assert "Out of date" not in client.get(address(appeal)).content.decode()

        update = services.propose_update(appeal, text="Thank you.", by=appeal.author)
        services.approve_update(update, by=make_user("approver"))

        assert "Out of date" in row(client.get(address(appeal)).content.decode(), "Polish")
        services.submit_translation(tell(appeal), by=make_user("publisher"))
        release(Translation.objects.get(state="awaiting_release"))
        assert "Out of date" not in client.get(address(appeal)).content.decode()

    def test_says_what_is_out_of_date_because_a_draft_was_edited(self) -> None:
        appeal = make_draft()
        tell(appeal, by=appeal.author)
        appeal.question = "Which town?"
        services.edit_appeal(appeal, fields=["question"], by=appeal.author)

        page = signed_in(appeal.author).get(address(appeal)).content.decode()

        assert "Out of date" in row(page, "Polish")

    def test_offers_nothing_to_write_to_those_who_may_not(self) -> None:
        appeal = make_open_appeal()

        page = signed_in(make_user("auditor")).get(address(appeal)).content.decode()

        assert "Translate" not in row(page, "Polish")

    def test_costs_the_same_at_any_length(self, django_assert_max_num_queries: Any) -> None:
        appeal, client = make_open_appeal(), signed_in(make_user("publisher"))
        release(make_waiting_translation(appeal))
        with django_assert_max_num_queries(20) as few:
            client.get(address(appeal))
        for language in ("de", "fr", "ar"):
            tell(appeal, language=language)

        with django_assert_max_num_queries(20) as many:
            client.get(address(appeal))

        assert len(many) == len(few)

    def test_is_led_to_from_the_review(self) -> None:
        appeal = make_open_appeal()

        page = signed_in(appeal.author).get(f"/admin/appeals/appeal/{appeal.pk}/review/")

        assert address(appeal) in page.content.decode()

    def test_approvers_find_the_appeals_whose_translations_wait(self) -> None:
        waiting, other = make_waiting_translation().appeal, make_open_appeal()
        with_appeal = make_draft()
        make_crop(with_appeal)
        tell(with_appeal, by=with_appeal.author)
        services.submit_appeal(with_appeal, by=with_appeal.author)
        client = signed_in(make_user("approver"))
        assert "?translations=awaiting" in client.get("/admin/").content.decode()

        page = client.get("/admin/appeals/appeal/?translations=awaiting").content.decode()

        assert waiting.code in page
        assert other.code not in page
        assert with_appeal.code not in page


class TestWriting:
    def test_each_field_stands_beside_its_original_in_its_own_direction(self) -> None:
        appeal = make_open_appeal(known="Sold in 2012.")

        page = signed_in(make_user("publisher")).get(address(appeal, "ar")).content.decode()

        field = re.search(r'<input type="text" name="title"[^>]*>', page)
        assert field
        assert 'maxlength="80"' in field[0]
        assert 'lang="ar" dir="rtl"' in field[0]
        assert 'aria-describedby="original-title id_title_helptext"' in field[0]
        assert '<div id="original-title" lang="en" dir="auto">' in page
        assert "At most 80 characters." in page
        assert 'name="known"' in page
        # There is nothing to tell.
        assert 'name="ruled_out"' not in page

    def test_a_draft_may_have_gaps_and_comes_back_as_it_was_left(self) -> None:
        appeal, client = make_open_appeal(), signed_in(make_user("publisher"))

        answer = client.post(
            address(appeal, "pl"), {"title": "Torba z ptakiem", "step": "save"}, follow=True
        )

        assert "Saved. In Polish, 2 parts are missing." in answer.content.decode()
        assert "Torba z ptakiem" in client.get(address(appeal, "pl")).content.decode()
        assert Translation.objects.get().is_draft

    def test_asking_for_release_with_a_gap_says_where_and_keeps_what_was_typed(self) -> None:
        appeal, client = make_open_appeal(), signed_in(make_user("publisher"))
        texts = polish_texts(appeal, question="", title="Torba z ptakiem")

        answer = client.post(address(appeal, "pl"), {**texts, "step": "submit"})

        page = answer.content.decode()
        assert answer.status_code == 422
        assert page.count("This part is missing.") == 1
        assert "The draft is saved, but it was not sent on." in page
        assert "Throw the draft away" in page
        assert "Torba z ptakiem" in page
        assert Translation.objects.get().title == "Torba z ptakiem"

    def test_a_complete_one_waits_for_somebody_else(self) -> None:
        appeal, client = make_open_appeal(), signed_in(make_user("publisher"))

        answer = client.post(
            address(appeal, "pl"), {**polish_texts(appeal), "step": "submit"}, follow=True
        )

        assert Translation.objects.get().is_awaiting_release
        assert "waits for somebody else" in answer.content.decode()

    def test_a_new_version_starts_from_the_public_one(self) -> None:
        appeal = make_open_appeal()
        release(make_waiting_translation(appeal, title="Torba z ptakiem"))

        page = signed_in(make_user("publisher")).get(address(appeal, "pl")).content.decode()

        assert "Torba z ptakiem" in page
        assert "Visitors read the version before" in page

    def test_a_draft_can_be_thrown_away(self) -> None:
        appeal, client = make_open_appeal(), signed_in(make_user("publisher"))
        tell(appeal)

        client.post(address(appeal, "pl"), {**polish_texts(appeal), "step": "discard"})

        assert not Translation.objects.exists()

    def test_too_long_a_text_is_refused_and_nothing_typed_is_lost(self) -> None:
        appeal, client = make_open_appeal(), signed_in(make_user("publisher"))

        answer = client.post(address(appeal, "pl"), {**polish_texts(appeal), "title": "T" * 81})

        assert answer.status_code == 422
        assert "T" * 81 in answer.content.decode()
        assert not Translation.objects.exists()

    def test_what_came_too_late_is_not_lost_either(self) -> None:
        appeal, client = make_draft(), signed_in(make_user("publisher"))
        make_crop(appeal)
        services.submit_appeal(appeal, by=appeal.author)

        answer = client.post(address(appeal, "pl"), {"title": "Torba z ptakiem"})

        assert answer.status_code == 409
        assert "Torba z ptakiem" in answer.content.decode()

    @pytest.mark.parametrize("make", [make_awaiting_appeal, make_withdrawn_appeal])
    def test_nothing_is_written_of_what_awaits_approval_or_is_withdrawn(self, make: Any) -> None:
        assert signed_in(make_user("publisher")).get(address(make(), "pl")).status_code == 403

    @pytest.mark.parametrize("language", ["xx", "en", "PL"])
    @pytest.mark.parametrize("page", [[], ["review"], ["return"], ["end"]])
    def test_only_other_languages_of_ours_have_pages(self, language: str, page: list[str]) -> None:
        client = signed_in(make_user("publisher", "approver"))

        assert client.get(address(make_draft(), language, *page)).status_code == 404


class TestReleasing:
    def test_original_and_translation_stand_side_by_side_and_go_public(self) -> None:
        version, client = make_waiting_translation(), signed_in(make_user("approver"))
        page = client.get(address(version.appeal, "pl", "review")).content.decode()
        assert version.appeal.title in page
        assert f"PL {version.appeal.title}" in page
        assert all(f'value="{check}"' in page for check in CHECKS)

        answer = client.post(
            address(version.appeal, "pl", "release"),
            {"seen": translation_sha256(version), "checks": CHECKS},
            follow=True,
        )

        assert Translation.objects.get().is_public
        assert "in Polish now" in answer.content.decode()

    def test_what_a_new_version_changes_is_shown(self) -> None:
        appeal = make_open_appeal()
        release(make_waiting_translation(appeal, title="Torba z ptakiem"))
        make_waiting_translation(appeal, title="Torba z czerwonym ptakiem")

        page = signed_in(make_user("approver")).get(address(appeal, "pl", "review"))

        assert page.content.decode().count("Visitors read now:") == 1

    def test_with_a_line_unticked_the_page_says_so(self) -> None:
        version, client = make_waiting_translation(), signed_in(make_user("approver"))

        answer = client.post(
            address(version.appeal, "pl", "release"),
            {"seen": translation_sha256(version), "checks": CHECKS[1:]},
        )

        assert answer.status_code == 422
        assert "Not released" in answer.content.decode()
        assert not Translation.objects.get().is_public

    def test_a_stale_look_is_refused(self) -> None:
        version, client = make_waiting_translation(), signed_in(make_user("approver"))

        answer = client.post(
            address(version.appeal, "pl", "release"),
            {"seen": "0" * 64, "checks": CHECKS},
            follow=True,
        )

        assert "was changed since you opened it" in answer.content.decode()

    def test_whoever_wrote_it_is_told_that_somebody_else_must(self) -> None:
        writer = make_user("publisher", "approver")
        version = make_waiting_translation(by=writer)

        page = signed_in(writer).get(address(version.appeal, "pl", "review")).content.decode()

        assert "You worked on this translation" in page
        assert 'name="checks"' not in page

    def test_nothing_is_released_by_a_link(self) -> None:
        version, client = make_waiting_translation(), signed_in(make_user("approver"))

        for step, right in (("release", 405), ("take-back", 405)):
            assert client.get(address(version.appeal, "pl", step)).status_code == right

    def test_a_returned_one_tells_its_writer_why(self) -> None:
        version = make_waiting_translation()
        signed_in(make_user("approver")).post(
            address(version.appeal, "pl", "return"), {"reason": "“Torba” is too vague"}
        )

        page = signed_in(make_user("publisher")).get(address(version.appeal, "pl"))

        assert "“Torba” is too vague" in page.content.decode()

    def test_a_writer_takes_it_back_to_change_it(self) -> None:
        version, client = make_waiting_translation(), signed_in(make_user("publisher"))

        answer = client.post(address(version.appeal, "pl", "take-back"))

        assert answer["Location"] == address(version.appeal, "pl")
        assert Translation.objects.get().is_draft

    def test_a_public_one_is_taken_down_with_a_reason(self) -> None:
        version, client = release(make_waiting_translation()), signed_in(make_user("approver"))
        assert client.post(address(version.appeal, "pl", "end"), {}).status_code == 422

        client.post(address(version.appeal, "pl", "end"), {"reason": "Misleading"})

        assert Translation.objects.get().state == "ended"
        assert client.get(address(version.appeal, "pl", "end")).status_code == 404

    def test_the_approver_of_a_draft_reads_its_translations_on_the_review(self) -> None:
        appeal = make_draft()
        make_crop(appeal)
        tell(appeal, by=appeal.author)
        services.submit_appeal(appeal, by=appeal.author)
        client = signed_in(make_user("approver"))
        review = f"/admin/appeals/appeal/{appeal.pk}/review/"

        assert f"PL {appeal.title}" in client.get(review).content.decode()

        approve(appeal)
        assert f"PL {appeal.title}" not in client.get(review).content.decode()
