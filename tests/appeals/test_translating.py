"""Appeals told in more languages: written by one person, released by another, in versions."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from appeals import languages, services
from appeals.exceptions import (
    ChangedMeanwhile,
    NotChecked,
    NotEditable,
    NotReady,
    SamePerson,
    WrongStatus,
)
from appeals.models import Appeal, Crop, CropText, Translation, Update, UpdateText, User
from appeals.telling import parts_of, translation_sha256
from moderation.models import AuditEntry
from tests.factories import (
    approve,
    make_awaiting_appeal,
    make_closed_appeal,
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

pytestmark = pytest.mark.django_db
EVERY_CHECK = Translation.Check.values


@contextmanager
def refused_by(constraint: str) -> Iterator[None]:
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        yield
    assert refusal.value.__cause__.diag.constraint_name == constraint  # type: ignore[union-attr]


def public_title(appeal: Appeal, language: str = "pl") -> str:
    """What visitors with that language read as its title."""
    with override(language):
        return Appeal.objects.get(pk=appeal.pk).words.title


def add_update(appeal: Appeal, text: str = "Thank you.", **more: str) -> Update:
    update = services.propose_update(appeal, text=text, by=appeal.author, **more)
    services.approve_update(update, by=make_user("approver"))
    return Update.objects.get(pk=update.pk)


class TestADraftsTranslations:
    def test_are_published_with_it_and_released_by_its_approver(self) -> None:
        appeal, approver = make_draft(known="Sold in 2012."), make_user("approver")
        make_crop(appeal)
        tell(appeal, by=appeal.author)
        services.submit_appeal(appeal, by=appeal.author)
        assert Translation.objects.get().is_awaiting_release

        approve(appeal, by=approver)

        translation = Translation.objects.get()
        assert translation.is_public
        assert translation.approver == approver
        assert translation.contents_sha256 == translation_sha256(translation)
        assert public_title(appeal) == f"PL {appeal.title}"

    def test_whoever_wrote_one_cannot_approve_the_appeal(self) -> None:
        appeal, writer = make_draft(), make_user("publisher", "approver")
        make_crop(appeal)
        tell(appeal, by=writer)
        services.submit_appeal(appeal, by=appeal.author)

        with pytest.raises(SamePerson):
            approve(appeal, by=writer)

    def test_a_gap_holds_the_appeal_up_until_it_is_filled_or_the_language_dropped(self) -> None:
        appeal = make_draft()
        make_crop(appeal)
        tell(appeal, by=appeal.author)
        late = make_crop(appeal)

        with pytest.raises(NotReady, match=r"Polish.*Picture 2: description"):
            services.submit_appeal(appeal, by=appeal.author)

        services.remove_crop(late, by=appeal.author)
        services.submit_appeal(appeal, by=appeal.author)
        assert Appeal.objects.get().is_awaiting_approval

    def test_are_drafts_again_when_the_appeal_is_returned(self) -> None:
        appeal = make_draft()
        make_crop(appeal)
        tell(appeal, by=appeal.author)
        services.submit_appeal(appeal, by=appeal.author)

        services.return_appeal(appeal, reason="x", by=make_user("approver"))

        assert Translation.objects.get().is_draft
        services.submit_appeal(Appeal.objects.get(), by=appeal.author)
        approve(Appeal.objects.get())
        assert Translation.objects.get().is_public

    def test_without_any_text_the_language_is_dropped(self) -> None:
        appeal = make_draft()
        tell(appeal, by=appeal.author)

        kept = services.tell_appeal(appeal, language="pl", texts={"title": " "}, by=appeal.author)

        assert kept is None
        assert not Translation.objects.exists()
        assert AuditEntry.objects.filter(act="translation_dropped").count() == 1

    def test_gaps_are_kept_as_gaps(self) -> None:
        appeal = make_draft()
        crop = make_crop(appeal)

        services.tell_appeal(
            appeal, language="pl", texts={f"crop-{crop.pk}-alt_text": "Torba"}, by=appeal.author
        )

        assert Translation.objects.get().title == ""
        assert CropText.objects.get().alt_text == "Torba"

    @pytest.mark.parametrize("make", [make_awaiting_appeal, make_withdrawn_appeal])
    def test_nothing_is_told_of_what_awaits_approval_or_is_withdrawn(
        self, make: Callable[[], Appeal]
    ) -> None:
        with pytest.raises(NotEditable):
            tell(make())


class TestAPublicAppealsTranslation:
    def test_is_read_once_a_second_person_has_released_it(self) -> None:
        appeal, approver = make_open_appeal(), make_user("approver")
        version = make_waiting_translation(appeal)
        assert public_title(appeal) == appeal.title

        release(version, by=approver)

        assert public_title(appeal) == f"PL {appeal.title}"
        assert public_title(appeal, "de") == appeal.title
        entry = AuditEntry.objects.get(act="translation_released")
        assert (entry.by, entry.detail["language"]) == (approver, "pl")
        assert entry.detail["contents_sha256"] == translation_sha256(version)

    def test_everybody_who_wrote_is_kept_from_releasing(self) -> None:
        first, second = make_user("publisher", "approver"), make_user("publisher", "approver")
        appeal = make_open_appeal()
        tell(appeal, by=first)
        version = make_waiting_translation(appeal, by=second)

        for writer in (first, second):
            with pytest.raises(SamePerson):
                release(version, by=writer)

        assert not Translation.objects.get().is_public

    def test_whoever_asked_for_the_release_does_not_release(self) -> None:
        asker = make_user("publisher", "approver")
        version = tell(make_open_appeal())
        services.submit_translation(version, by=asker)

        with pytest.raises(SamePerson):
            release(Translation.objects.get(), by=asker)

    def test_cannot_wait_with_a_gap(self) -> None:
        version = tell(make_open_appeal(), question="")

        with pytest.raises(NotReady, match="Question"):
            services.submit_translation(version, by=make_user("publisher"))

    def test_is_not_changed_while_it_waits(self) -> None:
        version = make_waiting_translation()

        with pytest.raises(NotEditable):
            tell(version.appeal, title="Torba")

    def test_what_changed_since_the_look_is_not_released(self) -> None:
        version = make_waiting_translation()
        seen = translation_sha256(version)
        services.return_translation(version, by=make_user("publisher"))
        tell(version.appeal, title="Torba")
        services.submit_translation(version, by=make_user("publisher"))

        with pytest.raises(ChangedMeanwhile):
            services.release_translation(
                version, seen=seen, checks=EVERY_CHECK, by=make_user("approver")
            )

    @pytest.mark.parametrize("missing", EVERY_CHECK)
    def test_every_check_is_asked_for(self, missing: str) -> None:
        version = make_waiting_translation()

        with pytest.raises(NotChecked):
            services.release_translation(
                version,
                seen=translation_sha256(version),
                checks=set(EVERY_CHECK) - {missing},
                by=make_user("approver"),
            )

    def test_a_returned_one_says_why_until_it_waits_again(self) -> None:
        version = make_waiting_translation()

        services.return_translation(
            version, reason="“Torba” is too vague", by=make_user("approver")
        )

        assert Translation.objects.get().return_reason == "“Torba” is too vague"
        services.submit_translation(version, by=make_user("publisher"))
        assert Translation.objects.get().return_reason == ""

    def test_the_version_before_stays_until_the_new_one_is_released(self) -> None:
        appeal = make_open_appeal()
        release(make_waiting_translation(appeal, title="Pierwsza"))

        second = make_waiting_translation(appeal, title="Druga")
        assert public_title(appeal) == "Pierwsza"
        release(second)

        assert public_title(appeal) == "Druga"
        assert Translation.objects.filter(state="ended").count() == 1

    def test_one_that_is_taken_down_gives_way_to_the_original(self) -> None:
        version = release(make_waiting_translation())

        services.end_translation(version, reason="Misleading", by=make_user("approver"))

        assert public_title(version.appeal) == version.appeal.title
        assert AuditEntry.objects.get(act="translation_ended").detail["reason"] == "Misleading"

    @pytest.mark.parametrize(
        "step",
        [
            lambda version: services.submit_translation(version, by=make_user("publisher")),
            lambda version: services.return_translation(version, by=make_user("publisher")),
            release,
            lambda version: services.end_translation(version, reason="x", by=make_user("approver")),
        ],
        ids=["submit", "return", "release", "end"],
    )
    def test_no_step_of_a_withdrawn_appeal(self, step: Callable[[Translation], object]) -> None:
        version = make_waiting_translation()
        services.withdraw_appeal(version.appeal, reason="x", by=make_user("approver"))

        with pytest.raises(WrongStatus):
            step(version)

    def test_two_releases_of_one_are_one(self) -> None:
        version = make_waiting_translation()
        release(version)

        with pytest.raises(WrongStatus):
            release(version)


class TestWhatVisitorsRead:
    def test_their_language_and_else_the_original(self, visitor: Client) -> None:
        appeal = make_open_appeal(known="Sold in 2012.", ruled_out="Spain.")
        add_update(appeal)
        release(make_waiting_translation(appeal, title="Torba z czerwonym ptakiem"))

        pages = {
            code: visitor.get(f"/{code}/appeals/{appeal.code}/").content.decode()
            for code in ("pl", "fr")
        }

        assert 'lang="pl" dir="auto">Torba z czerwonym ptakiem</h1>' in pages["pl"]
        for text in ("PL Sold in 2012.", "PL Spain.", "PL Thank you.", f"PL {appeal.question}"):
            assert text in pages["pl"]
        assert 'alt="PL A brown bag with a green oval" lang="pl"' in pages["pl"]
        assert f'lang="en" dir="auto">{appeal.title}</h1>' in pages["fr"]
        assert 'alt="A brown bag with a green oval" lang="en"' in pages["fr"]
        assert "PL " not in pages["fr"]

    def test_nothing_of_drafts_and_of_what_waits(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        tell(appeal, language="de")
        make_waiting_translation(appeal)

        for code in ("de", "pl"):
            for address in (f"/{code}/", f"/{code}/appeals/{appeal.code}/"):
                assert "PL " not in visitor.get(address).content.decode()

    def test_an_update_that_came_later_as_it_was_written(self, visitor: Client) -> None:
        appeal = make_open_appeal()
        release(make_waiting_translation(appeal))
        add_update(appeal, "Was it sold in 2014?")

        page = visitor.get(f"/pl/appeals/{appeal.code}/").content.decode()

        assert 'lang="en" dir="auto"><p>Was it sold in 2014?</p>' in page

    def test_an_ending_told_or_as_it_was_written(self) -> None:
        appeal = make_open_appeal()
        release(make_waiting_translation(appeal))
        add_update(appeal, "The shop was found.", outcome="identified")
        with override("pl"):
            words = Appeal.objects.get().words
            assert (words.outcome_text, words.outcome_language) == ("The shop was found.", "en")

        release(make_waiting_translation(Appeal.objects.get()))

        with override("pl"):
            words = Appeal.objects.get().words
            assert (words.outcome_text, words.outcome_language) == ("PL The shop was found.", "pl")

    def test_the_list_too(self, visitor: Client) -> None:
        release(make_waiting_translation(title="Torba z czerwonym ptakiem"))

        page = visitor.get("/pl/").content.decode()

        title = page.partition("Torba z czerwonym ptakiem</a>")[0].rpartition("<h2")[2]
        assert 'lang="pl" dir="auto"' in title

    def test_lists_cost_the_same_at_any_length(
        self, visitor: Client, django_assert_num_queries: Any
    ) -> None:
        release(make_waiting_translation(make_closed_appeal()))
        # Count, appeals, crops, renditions; what the filters offer, twice; translations, their
        # crops’ and their updates’ texts.
        with django_assert_num_queries(9):
            visitor.get("/pl/")
        for _each in range(3):
            release(make_waiting_translation(make_closed_appeal()))
        with django_assert_num_queries(9):
            visitor.get("/pl/")
        with django_assert_num_queries(6):
            visitor.get("/en/")

    def test_an_audience_reads_what_would_become_public(self) -> None:
        appeal = make_draft()
        make_crop(appeal)
        tell(appeal, by=appeal.author)
        assert public_title(appeal) == appeal.title

        services.submit_appeal(appeal, by=appeal.author)

        assert public_title(appeal) == f"PL {appeal.title}"

    def test_updates_of_many_appeals_cost_the_same(self, django_assert_num_queries: Any) -> None:
        for _each in range(3):
            appeal = make_open_appeal()
            add_update(appeal)
            release(make_waiting_translation(appeal))

        # Updates, appeals, translations, their crops’ and updates’ texts.
        with override("pl"), django_assert_num_queries(5):
            texts = [each.words.text for each in Update.objects.public().with_words()]

        assert texts == ["PL Thank you."] * 3


class TestWhatTheDatabaseRefuses:
    @pytest.fixture
    def public(self) -> Translation:
        """A translation with every kind of part."""
        appeal = make_open_appeal()
        add_update(appeal)
        return release(make_waiting_translation(appeal))

    @pytest.mark.parametrize(
        "change",
        [
            lambda: Translation.objects.update(title="Torba"),
            lambda: Translation.objects.update(approver=make_user("approver")),
            lambda: Translation.objects.update(writers=[1]),
            lambda: Translation.objects.update(contents_sha256="0" * 64),
            lambda: CropText.objects.update(alt_text="Twarz"),
            lambda: CropText.objects.all().delete(),
            lambda: UpdateText.objects.update(text="Co innego"),
            lambda: UpdateText.objects.all().delete(),
            lambda: Translation.objects.all()._raw_delete("default"),
        ],
    )
    @pytest.mark.usefixtures("public")
    def test_a_change_of_what_is_public(self, change: Callable[[], object]) -> None:
        with refused_by("translation_words_are_fixed"):
            change()

    def test_a_change_of_what_waits(self) -> None:
        make_waiting_translation()

        with refused_by("translation_words_are_fixed"):
            Translation.objects.update(title="Torba")
        with refused_by("translation_words_are_fixed"):
            CropText.objects.update(alt_text="Twarz")

    @pytest.mark.parametrize("state", ["draft", "awaiting_release"])
    @pytest.mark.usefixtures("public")
    def test_a_way_back_from_what_was_public(self, state: str) -> None:
        with refused_by("translation_goes_one_way"):
            Translation.objects.update(
                state=state, approver=None, released_on=None, contents_sha256=""
            )

    def test_a_release_without_waiting(self) -> None:
        tell(make_open_appeal())

        with refused_by("translation_goes_one_way"):
            self.release_by_hand(make_user("approver"))

    def test_a_release_by_a_writer(self) -> None:
        version = make_waiting_translation()

        with refused_by("translation_approver_is_no_writer"):
            self.release_by_hand(User.objects.get(pk=version.writers[0]))

    def test_a_release_without_an_approver(self) -> None:
        make_waiting_translation()

        with refused_by("translation_public_is_released"):
            Translation.objects.update(state="public")

    def test_a_writer_who_is_forgotten(self) -> None:
        tell(make_open_appeal())

        with refused_by("translation_words_are_fixed"):
            Translation.objects.update(writers=[make_user().pk])

    def test_a_release_of_what_is_not_public_itself(self) -> None:
        appeal = make_draft()
        make_crop(appeal)
        tell(appeal, by=appeal.author)
        services.submit_appeal(appeal, by=appeal.author)

        with refused_by("translation_appeal_is_public"):
            self.release_by_hand(make_user("approver"))

    def test_one_that_lacks_a_crop(self) -> None:
        appeal = make_draft()
        make_crop(appeal)
        tell(appeal, by=appeal.author)
        make_crop(appeal)

        with refused_by("translation_describes_every_crop"):
            Translation.objects.update(state="awaiting_release")

    @pytest.mark.parametrize("blank", ["title", "question"])
    def test_one_without_title_or_question(self, blank: str) -> None:
        tell(make_open_appeal())
        Translation.objects.update(**{blank: " "})

        with refused_by("translation_has_title_and_question"):
            Translation.objects.update(state="awaiting_release")

    def test_one_that_starts_public(self) -> None:
        with refused_by("translation_goes_one_way"):
            self.new(make_open_appeal(), state="public", approver=make_user("approver"))

    def test_two_that_are_written_at_once(self) -> None:
        appeal = tell(make_open_appeal()).appeal

        with refused_by("translation_unreleased_once"):
            self.new(appeal)

    def test_a_language_of_no_site_of_ours(self) -> None:
        with refused_by("translation_language_is_known"):
            self.new(make_open_appeal(), language="xx")

    def test_one_that_nobody_wrote(self) -> None:
        with refused_by("translation_has_a_writer"):
            self.new(make_open_appeal(), writers=[])

    def test_a_part_of_another_appeal(self) -> None:
        version = tell(make_open_appeal())
        other = make_open_appeal()
        proposed = services.propose_update(version.appeal, text="x", by=other.author)

        with refused_by("translation_part_is_its_appeals"):
            CropText.objects.create(
                translation=version, crop=Crop.objects.get(appeal=other), alt_text="Torba"
            )
        with refused_by("translation_part_is_its_appeals"):
            UpdateText.objects.create(translation=version, update=proposed, text="x")

    def release_by_hand(self, approver: User) -> None:
        Translation.objects.update(
            state="public", approver=approver, released_on=timezone.now(), contents_sha256="0" * 64
        )

    def new(self, appeal: Appeal, **changes: Any) -> Translation:
        fields = {"language": "pl", "title": "x", "question": "x", "writers": [appeal.author_id]}
        return Translation.objects.create(appeal=appeal, **{**fields, **changes})


def test_a_text_is_as_long_as_the_original_may_be() -> None:
    appeal = make_open_appeal(known="x", ruled_out="x")
    add_update(appeal)
    limits = {part.key.rpartition("-")[2]: part.max_length for part in parts_of(appeal)}

    for name in ("title", "question", "known", "ruled_out"):
        assert limits[name] == Appeal._meta.get_field(name).max_length  # type: ignore[union-attr]
    assert limits["alt_text"] == Crop._meta.get_field("alt_text").max_length
    assert Update._meta.get_field("text").max_length in limits.values()


def test_what_the_original_does_not_say_is_not_told() -> None:
    appeal = make_open_appeal(known="", ruled_out="")

    release(make_waiting_translation(appeal, known="Dodane"))

    assert "known" not in polish_texts(appeal)
    assert Translation.objects.get().known == ""


def test_the_official_languages_of_the_eu_are_there() -> None:
    assert len(languages.CODES) == 24 + 3
    assert len(set(languages.CODES)) == len(languages.CODES)
    assert ("pl", "Polish") in languages.others()
