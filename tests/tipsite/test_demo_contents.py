"""The demonstration's contents are complete, allowed and repeatable; loading has its own tests."""

import functools
import random
import re
from collections import Counter

import numpy as np
import pytest

from appeals.models import Appeal
from tipsite.demo.campaign import APPEALS, SCENES, TRANSLATIONS, UNITS, DemoAppeal, DemoTranslation
from tipsite.demo.pictures import SUBJECTS, draw
from tipsite.demo.tips import demo_tips
from tipsite.demo.tips.wording import chosen

# Drawing takes a second each, so tests share what they only look at.
picture_of = functools.cache(draw)

LANGUAGES = {"en", "de", "fr", "es", "pl", "nl", "tr", "ar"}


def test_campaign_has_every_status_and_outcome() -> None:
    assert len(UNITS) == 2
    assert len(SCENES) == 5
    assert len(APPEALS) == 24
    assert {each.status for each in APPEALS} == set(Appeal.Status.values)
    assert {each.outcome for each in APPEALS} == {"", *Appeal.Outcome.values}


def test_keys_are_unique_and_point_at_something() -> None:
    units, scenes = {each.code for each in UNITS}, {each.key: each for each in SCENES}
    assert len({each.key for each in APPEALS}) == len(APPEALS)
    assert {each.unit for each in APPEALS} == units
    assert {each.unit for each in SCENES} == units
    for each in APPEALS:
        assert each.scene is None or scenes[each.scene].unit == each.unit
    assert {each.scene for each in APPEALS} == {None, *scenes}


@pytest.mark.parametrize("each", APPEALS, ids=lambda each: each.key)
def test_appeal_fits_the_model(each: DemoAppeal) -> None:
    assert each.kind in Appeal.Kind.values
    assert each.region in Appeal.Region.values
    assert len(each.title) <= 80
    assert len(each.caption) <= 200
    assert 40 <= len(each.alt_text) <= 300
    assert len(each.question) <= 200
    assert each.question.endswith("?")
    assert each.known
    assert bool(each.outcome) == bool(each.outcome_text)
    assert bool(each.outcome) == (each.status in {"closed", "withdrawn"})
    assert bool(each.country_found) == (each.outcome == "country_found")


@pytest.mark.parametrize("language", TRANSLATIONS)
def test_translations_say_all_that_the_originals_say(language: str) -> None:
    originals = {each.key: each for each in APPEALS}
    longest = {"title": 80, "question": 200, "alt_text": 300, "caption": 200}
    for key, told in TRANSLATIONS[language].items():
        original = originals[key]
        assert original.status in {"published", "closed"}
        assert len(told.updates) == len(original.updates)
        for name in ("title", "question", "known", "ruled_out", "alt_text", "caption"):
            assert bool(getattr(told, name)) == bool(getattr(original, name)), (key, name)
        assert bool(told.outcome_text) == bool(original.outcome_text)
        assert all(len(getattr(told, name)) <= most for name, most in longest.items()), key
        assert told.question.endswith(("?", "؟"))
        # Numbers and names in Latin capitals are the same in every language.
        assert facts(told) == facts(original), key


def facts(told: DemoAppeal | DemoTranslation) -> list[str]:
    words = f"{told.title} {told.known} {told.ruled_out} {told.alt_text} {told.caption}"
    return sorted(set(re.findall(r"\b(?:[A-Z]{5,}|[0-9]+)\b", words)))


def test_updates_come_after_publication_in_order() -> None:
    for each in APPEALS:
        days = [day for day, _ in each.updates]
        assert days == sorted(days, reverse=True)
        assert all(0 <= day < each.days_ago for day in days)


def test_every_subject_is_asked_about_once() -> None:
    assert sorted(each.subject for each in APPEALS) == sorted(SUBJECTS)


@pytest.mark.parametrize("each", APPEALS, ids=lambda each: each.subject)
def test_picture_opens_in_the_right_size_and_fills_its_frame(each: DemoAppeal) -> None:
    picture = picture_of(each.subject, each.seed)

    assert picture.mode == "RGB"
    assert 900 <= max(picture.size) <= 1600
    assert min(picture.size) >= 600
    pixels = np.asarray(picture, np.float32)
    assert pixels.std() > 12
    corners = [
        pixels[y, x] for y in (slice(8), slice(-8, None)) for x in (slice(8), slice(-8, None))
    ]
    # A corner cut out of nothing is black in all its pixels.
    assert all(corner.max() > 6 for corner in corners)


def test_pictures_come_in_all_three_formats() -> None:
    seeds = {each.subject: each.seed for each in APPEALS}
    sizes = [
        picture_of(subject, seeds[subject]).size for subject in ("mug", "bus-ticket", "curtain")
    ]
    assert {int(np.sign(width - height)) for width, height in sizes} == {-1, 0, 1}


def test_same_subject_and_seed_give_the_same_pixels() -> None:
    first, second, other = (draw("bathroom-tiles", seed).tobytes() for seed in (5, 5, 6))
    assert first == second
    assert first != other


def test_an_unknown_subject_is_refused() -> None:
    with pytest.raises(KeyError):
        draw("person", 1)


def test_tips_are_many_and_always_the_same() -> None:
    tips = demo_tips()
    assert 320 <= len(tips) <= 400
    assert tips == demo_tips()


def test_tips_speak_every_language_and_say_how_they_know() -> None:
    tips = demo_tips()
    spoken = Counter(tip.language for tip in tips)
    assert set(spoken) >= LANGUAGES
    assert min(spoken[language] for language in LANGUAGES) >= 10
    assert {tip.how_known for tip in tips} == {"saw", "own", "trade", "web", "guess", ""}


def test_tips_go_to_appeals_that_were_public() -> None:
    public = {each.key for each in APPEALS if each.status not in {"draft", "awaiting_approval"}}
    spread = Counter(tip.appeal_key for tip in demo_tips())
    assert set(spread) <= public
    few = sum(count for _, count in spread.most_common(4))
    assert few > sum(spread.values()) / 2


def test_tips_repeat_with_copies_claims_and_noise() -> None:
    tips = demo_tips()
    assert len({tip.text for tip in tips}) < len(tips) - 15
    claims = Counter(tip.claim for tip in tips)
    assert claims["noise"] >= 30
    assert claims["bag-solmara-porto"] >= 30
    by_claim = {tip.claim: tip.appeal_key for tip in tips if tip.claim != "noise"}
    assert all(by_claim[tip.claim] == tip.appeal_key for tip in tips if tip.claim in by_claim)


def test_wordings_leave_no_brackets_behind() -> None:
    assert not [tip.text for tip in demo_tips() if re.search(r"[\[\]|]|  +[.,]| ,", tip.text)]


def test_a_choice_takes_one_of_its_words() -> None:
    rng = random.Random(1)
    assert {chosen("a [red|blue] bag", rng) for _ in range(20)} == {"a red bag", "a blue bag"}
