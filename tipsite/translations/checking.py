"""Everything that stands between the sources and a complete translation, as lines to print."""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog

from . import visitors
from .catalogs import read_catalog, words_for_visitors, words_of_catalog
from .faults import RULES, faults_of
from .glossary import Glossary, meanings
from .places import LANGUAGES, LOCALE, PROJECT, po_path
from .plurals import PLURALS
from .unreachable import (
    Found,
    unreachable_in_css,
    unreachable_in_python,
    unreachable_in_template,
)
from .words import Words

# Style sheets below static/css/ of the staff's pages.
_STAFF_STYLES: Final = "staff/"
_SHORT: Final = 60


def faults(languages: Iterable[str] = LANGUAGES, *, locale: Path = LOCALE) -> list[str]:
    """Every fault, of the sources first, then language by language."""
    words = words_for_visitors()
    found = [*unreachable_words(PROJECT), *contradictions(words)]
    for language in languages:
        found += language_faults(language, words, locale=locale)
    return found


def unreachable_words(project: Path) -> Iterator[str]:
    """What visitors read and no translator can reach."""
    styles = project / "static" / "css"
    sources: list[tuple[Iterable[Path], Callable[[str], Iterator[Found]]]] = [
        (visitors.templates(project), unreachable_in_template),
        (visitors.modules(project), unreachable_in_python),
        (
            [
                path
                for path in sorted(styles.rglob("*.css"))
                if not path.relative_to(styles).as_posix().startswith(_STAFF_STYLES)
            ],
            unreachable_in_css,
        ),
    ]
    for paths, look in sources:
        for path in paths:
            for line, text in look(path.read_text()):
                place = path.relative_to(project).as_posix()
                yield f"{place}:{line}: no translator can reach {text!r}"


def contradictions(words: Iterable[Words]) -> Iterator[str]:
    """Texts that a catalogue cannot hold."""
    for each in words:
        if not each.singular.strip():
            yield f"{each.places[0]}: an empty text is marked for translation"


def language_faults(language: str, words: Iterable[Words], *, locale: Path) -> Iterator[str]:
    """What is wrong in one language's files."""
    path = po_path(language, locale=locale)
    if not path.exists():
        yield f"{language}: {path.name} is missing; run extract"
        return
    glossary = Glossary.of(language, locale=locale)
    catalog = read_catalog(language, locale=locale)
    yield from _of_file(catalog, path, language)
    yield from _of_glossary(glossary)
    wanted = {each.key: each for each in words}
    seen = set()
    for found, forms in words_of_catalog(catalog):
        seen.add(found.key)
        source = wanted.get(found.key)
        if source is None or source.plural != found.plural:
            yield _line(language, found, "obsolete; run extract")
            continue
        for fault in faults_of(source, forms, language=language, glossary=glossary):
            yield _line(language, found, f"{fault.what} ({fault.rule})")
    for key in wanted.keys() - seen:
        yield _line(language, wanted[key], "not in the file; run extract")
    for text in {each.text for each in glossary.allowed} - {text for _context, text in wanted}:
        yield f"{language}: the glossary allows a fault of a text that is gone: {text!r}"


def _of_file(catalog: Catalog, path: Path, language: str) -> Iterator[str]:
    if catalog.plural_forms != PLURALS[language].header:
        yield f"{language}: Plural-Forms has to be {PLURALS[language].header}"
    if catalog.obsolete or "\n#~" in path.read_text():
        yield f"{language}: obsolete texts are kept as comments; run extract"
    for message in catalog:
        if message.id and message.fuzzy:
            yield f"{language}: {message.id!r} is marked as a guess (fuzzy)"


def _of_glossary(glossary: Glossary) -> Iterator[str]:
    unknown = glossary.terms.keys() ^ meanings().keys()
    if unknown:
        yield f"{glossary.language}: the glossary differs in its terms: {', '.join(unknown)}"
    for each in glossary.allowed:
        if each.rule not in RULES or not each.reason:
            yield f"{glossary.language}: the glossary allows {each.text!r} without rule or reason"


def _line(language: str, words: Words, what: str) -> str:
    text = words.singular if len(words.singular) <= _SHORT else f"{words.singular[:_SHORT]}…"
    return f"{language}: “{text}”: {what}"
