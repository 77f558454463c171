"""What a translator still has to do in one language, and taking in what they did."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from .catalogs import (
    brought_up_to_date,
    read_catalog,
    words_for_visitors,
    words_of,
    words_of_catalog,
    write_catalog,
)
from .faults import faults_of
from .glossary import Glossary
from .places import LOCALE
from .plurals import PLURALS
from .words import Words

# As gettext writes a context before a text.
_CONTEXT_END: Final = "\x04"


@dataclass(frozen=True)
class _Answer:
    """A translation as it was handed in."""

    context: str
    singular: str
    forms: tuple[str, ...]


def todo(language: str, *, everything: bool = False, locale: Path = LOCALE) -> dict[str, Any]:
    """What is missing or wrong, in the form that ``fill`` takes back."""
    glossary = Glossary.of(language, locale=locale)
    catalog = brought_up_to_date(
        read_catalog(language, locale=locale), words_for_visitors(), language=language
    )
    entries = []
    for words, forms in words_of_catalog(catalog):
        found = faults_of(words, forms, language=language, glossary=glossary)
        if found or everything:
            entries.append(_entry(words, forms, [each.what for each in found if any(forms)]))
    return {
        "language": language,
        "address": glossary.address,
        "quotes": glossary.quotes,
        "numbers_of_each_form": PLURALS[language].examples,
        "entries": entries,
    }


def fill(language: str, answers: Any, *, locale: Path = LOCALE) -> tuple[int, list[str]]:
    """Take translations into the language's file; returns how many, and why others were refused.

    ``answers`` is what ``todo`` printed with its translations filled in, the list of its entries,
    or a dictionary from a text to its translation or its list of forms.
    """
    glossary = Glossary.of(language, locale=locale)
    catalog = brought_up_to_date(
        read_catalog(language, locale=locale), words_for_visitors(), language=language
    )
    filled, refused = 0, []
    for answer in _answers(answers):
        message = catalog.get(answer.singular, answer.context or None)
        if message is None:
            refused.append(f"{answer.singular!r}: no page has this text")
            continue
        words = words_of(message)
        found = faults_of(words, answer.forms, language=language, glossary=glossary)
        if found:
            refused.append(f"{answer.singular!r}: {'; '.join(each.what for each in found)}")
            continue
        message.string = answer.forms if words.plural else answer.forms[0]
        filled += 1
    write_catalog(catalog, language, locale=locale)
    return filled, refused


def _entry(words: Words, forms: tuple[str, ...], wrong: list[str]) -> dict[str, Any]:
    entry: dict[str, Any] = {"id": words.singular}
    if words.plural:
        entry["plural"] = words.plural
    if words.context:
        entry["context"] = words.context
    if words.comments:
        entry["comments"] = list(words.comments)
    entry["where"] = list(words.places)
    if wrong:
        entry["wrong"] = wrong
    entry["translation"] = list(forms) if words.plural else forms[0]
    return entry


def _answers(answers: Any) -> Iterator[_Answer]:
    """The translations in any of the three shapes; those left empty are skipped."""
    if isinstance(answers, Mapping) and "entries" in answers:
        answers = answers["entries"]
    pairs: Iterable[tuple[str, str, Any]]
    if isinstance(answers, Mapping):
        pairs = [(*_split(key), translation) for key, translation in answers.items()]
    else:
        pairs = [(each.get("context", ""), each["id"], each["translation"]) for each in answers]
    for context, singular, translation in pairs:
        forms = (translation,) if isinstance(translation, str) else tuple(translation)
        if any(forms):
            yield _Answer(context, singular, forms)


def _split(key: str) -> tuple[str, str]:
    context, end, singular = key.partition(_CONTEXT_END)
    return (context, singular) if end else ("", key)
