"""The glossaries are complete and agree with themselves."""

import pytest

from tipsite.translations.faults import RULES
from tipsite.translations.glossary import Glossary, meanings, terms_in
from tipsite.translations.places import LANGUAGES


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_a_word_for_every_term(language: str) -> None:
    glossary = Glossary.of(language)

    assert glossary.terms.keys() == meanings().keys()
    assert all(term.use for term in glossary.terms.values())
    assert glossary.address
    assert len(glossary.quotes) == len(glossary.inner_quotes) == 2


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_glossary_forbids_its_own_words(language: str) -> None:
    glossary = Glossary.of(language)

    contradictions = [
        (name, fault)
        for name, term in glossary.terms.items()
        for fault in glossary.departures(meanings()[name]["words"][0], term.use)
    ]

    assert contradictions == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_glossary_allows_names_a_rule_and_a_reason(language: str) -> None:
    for each in Glossary.of(language).allowed:
        assert each.rule in RULES
        assert each.text
        assert each.reason


def test_terms_are_known_by_whole_words() -> None:
    assert "tip" in terms_in("Send a tip")
    assert "tip" in terms_in("Two tips")
    assert "tip" not in terms_in("A multiple choice")
    assert "tip" not in terms_in("Page %(tip)s")


def test_some_words_are_terms_only_where_they_stand_alone() -> None:
    assert "open" in terms_in("Open")
    assert "open" not in terms_in("Open this picture on its own")


def test_a_word_may_be_wrong_for_one_term_and_right_for_another() -> None:
    glossary = Glossary.of("de")

    assert list(glossary.departures("Send a tip", "Meldung senden"))
    assert not list(glossary.departures("A tip is no report", "Ein Hinweis ist keine Meldung"))
