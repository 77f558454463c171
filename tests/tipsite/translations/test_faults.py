"""Each fault a translation can have is found, and a good translation has none."""

from dataclasses import replace

import pytest

from tipsite.translations.faults import RULES, faults_of
from tipsite.translations.glossary import Allowed, Glossary
from tipsite.translations.places import LANGUAGES
from tipsite.translations.words import Words

NNBSP = "\u202f"


def rules(english: str, *forms: str, language: str = "de", plural: str = "") -> set[str]:
    found = faults_of(
        Words(english, plural), forms, language=language, glossary=Glossary.of(language)
    )
    return {fault.rule for fault in found}


@pytest.mark.parametrize(
    ("language", "english", "translated"),
    [
        ("de", "Closed on %(date)s.", "Abgeschlossen am %(date)s."),
        ("de", "Then press “Send tip”.", "Drücken Sie dann „Hinweis senden“."),
        ("de", 'Call <a href="tel:112">112</a>.', 'Rufen Sie <a href="tel:112">112</a> an.'),
        ("de", "More than 10,000 characters.", "Mehr als 10.000 Zeichen."),
        ("de", "Europe", "Europa"),
        ("fr", "When?", f"Quand{NNBSP}?"),
        ("es", "When?", "¿Cuándo?"),
        ("ro", "Printed matter", "Ceva tipărit, poștă"),
        ("fr", "Press “Send”.", f"Appuyez sur «{NNBSP}Envoyer{NNBSP}»."),
        ("el", "When?", "Πότε;"),
        ("ar", "When?", "متى؟"),
        ("ar", "Received at %(hour)s UTC.", "وصلت في الساعة %(hour)s UTC."),
        ("sv", "Then press “Send tip”.", "Tryck på ”Skicka tips”."),
        ("hu", "Closed on %(date)s.", "Lezárva: %(date)s"),
        ("uk", "Tor Browser hides that.", "Tor Browser це приховує."),
    ],
)
def test_a_good_translation_has_no_fault(language: str, english: str, translated: str) -> None:
    assert rules(english, translated, language=language) == set()


@pytest.mark.parametrize(
    ("rule", "language", "english", "translated"),
    [
        ("missing", "de", "When?", ""),
        ("placeholders", "de", "Closed on %(date)s.", "Abgeschlossen."),
        ("placeholders", "de", "Closed on %(date)s.", "Abgeschlossen am %(datum)s."),
        ("placeholders", "de", "Page {number}", "Seite {nummer}"),
        ("placeholders", "de", "Half of it", "50 % davon"),
        ("markup", "de", "Call <b>now</b>.", "Rufen Sie jetzt an."),
        ("markup", "de", "Call <b>now</b>.", "Rufen Sie <i>jetzt</i> an."),
        ("markup", "de", 'A <a href="/a">link</a>', 'Ein <a href="/b">Link</a>'),
        ("markup", "de", "You &amp; we", "Sie & wir"),
        ("markup", "de", "Less", "< weniger"),
        ("space", "de", "Error:", "Fehler: "),
        ("space", "de", " by", "von"),
        ("space", "de", "One two", "Eins  zwei"),
        ("space", "de", "One two", "Eins\nzwei"),
        ("space", "de", "One two", "Eins\u200bzwei"),
        ("equal", "de", "What makes this useful here", "What makes this useful here"),
        ("glossary", "de", "Send a tip", "Einen Tipp senden"),
        ("glossary", "de", "Your receipt", "Ihr Code"),
        ("glossary", "de", "Try again later", "Versuche es später, wenn du magst"),
        ("script", "el", "When", "When"),
        ("script", "ar", "No picture", "No picture"),
        ("script", "ar", "No picture", "لا picture"),
        ("script", "uk", "No picture", "Hемає"),
        ("script", "de", "No picture", "Kеin Bild"),
        ("quotes", "de", "Press “Send”", "Drücken Sie “Senden”"),
        ("quotes", "de", "Press “Send”", "Drücken Sie Senden"),
        ("quotes", "de", "Press “Send”", 'Drücken Sie "Senden"'),
        ("quotes", "it", "No more", "Non c'è"),
        ("quotes", "de", "Starting …", "Beginnt ..."),
        ("numbers", "de", "At most 10,000", "Höchstens 1.000"),
        ("numbers", "ar", "Call 112", "اتصل ١١٢"),
        ("ending", "de", "It is a guess.", "Es ist geraten"),
        ("ending", "de", "It is a guess", "Es ist geraten."),
        ("ending", "de", "When?", "Wann."),
        ("ending", "el", "When?", "Πότε?"),
        ("ending", "ar", "When?", "متى?"),
        ("signs", "es", "When?", "Cuándo?"),
        ("signs", "ar", "Here, now", "هنا, الآن"),
        ("signs", "uk", "Open", "Открыто ы"),
        ("signs", "ro", "Open", "Deschiş"),
        ("signs", "fr", "When?", "Quand ?"),
        ("signs", "fr", "When?", "Quand?"),
        ("signs", "fr", "Press “Send”", f"Appuyez sur « Envoyer{NNBSP}»"),
    ],
)
def test_each_fault_is_found(rule: str, language: str, english: str, translated: str) -> None:
    assert rule in rules(english, translated, language=language)


def test_every_rule_has_a_case_above() -> None:
    marks = getattr(test_each_fault_is_found, "pytestmark")  # noqa: B009  # pytest sets it
    assert {case[0] for mark in marks for case in mark.args[1]} == RULES | {"missing"}


class TestCounted:
    ENGLISH, PLURAL = "%(n)s object", "%(n)s objects"

    def rules(self, language: str, *forms: str) -> set[str]:
        return rules(self.ENGLISH, *forms, language=language, plural=self.PLURAL)

    def test_each_language_has_its_number_of_forms(self) -> None:
        assert self.rules("de", "%(n)s Gegenstand", "%(n)s Gegenstände") == set()
        assert self.rules("de", "%(n)s Gegenstand") == {"forms"}
        assert self.rules("pl", "%(n)s przedmiot", "%(n)s przedmioty") == {"forms"}

    def test_a_form_for_one_number_may_say_it_in_a_word(self) -> None:
        forms = ("لا أغراض", "غرض واحد", "غرضان", *["%(n)s أغراض"] * 3)

        assert self.rules("ar", *forms) == set()

    def test_a_form_for_many_numbers_has_to_show_which(self) -> None:
        assert "placeholders" in self.rules("de", "ein Gegenstand", "viele Gegenstände")
        assert "placeholders" in self.rules("sl", *["predmet"] * 4)

    def test_an_empty_form_is_missing(self) -> None:
        assert self.rules("de", "%(n)s Gegenstand", "") == {"missing"}


def test_the_glossary_may_allow_a_fault_with_a_reason() -> None:
    english = "No picture here at all"
    allowed = (Allowed(rule="equal", text=english, reason="a test"),)
    allowing = replace(Glossary.of("de"), allowed=allowed)

    assert faults_of(Words(english), (english,), language="de", glossary=allowing) == []


def test_nothing_is_expected_of_an_untranslated_text_but_a_translation() -> None:
    for language in LANGUAGES:
        assert rules("When?", "", language=language) == {"missing"}
