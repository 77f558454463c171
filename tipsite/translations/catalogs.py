"""The translators' files, ``locale/<language>/LC_MESSAGES/django.po``: read, brought up to date
with the sources, and written so that two writings of the same words are the same bytes.
"""

import io
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po
from django.template import Engine, engines

from . import visitors
from .files import write_whole
from .from_python import words_of_module
from .from_templates import words_of_template
from .places import LANGUAGES, LOCALE, PROJECT, po_path
from .plurals import PLURALS
from .words import Words, merged

_WIDTH: Final = 100


def words_for_visitors(project: Path = PROJECT) -> list[Words]:
    """Every text that visitors' pages can show, as the sources have it now."""
    engine: Engine = engines["django"].engine  # type: ignore[attr-defined]  # the stubs know only the base class
    found: list[Words] = []
    for path in visitors.templates(project):
        found += words_of_template(path, engine=engine, place=_place(path, project))
    for path in visitors.modules(project):
        choices_only = visitors.is_of_models(path, project=project)
        found += words_of_module(path, place=_place(path, project), choices_only=choices_only)
    return merged(found)


def bring_all_up_to_date(*, locale: Path = LOCALE) -> list[str]:
    """Update every language's file; says of each how much of it is translated."""
    words = words_for_visitors()
    lines = []
    for language in LANGUAGES:
        catalog = brought_up_to_date(
            read_catalog(language, locale=locale), words, language=language
        )
        write_catalog(catalog, language, locale=locale)
        done = sum(1 for message in catalog if message.id and is_translated(message))
        lines.append(f"{language}: {done} of {len(words)} translated")
    return lines


def is_translated(message: Message) -> bool:
    """Whether every form has words."""
    return all(forms_of(message))


def words_of_catalog(catalog: Catalog) -> Iterator[tuple[Words, tuple[str, ...]]]:
    """Each text of a catalogue with the forms of its translation."""
    for message in catalog:
        if message.id:
            yield words_of(message), forms_of(message)


def words_of(message: Message) -> Words:
    """A catalogue's entry as the text that it translates."""
    singular, plural = _both(message)
    return Words(
        singular,
        plural,
        message.context or "",
        places=tuple(place for place, _line in message.locations),
        comments=tuple(message.auto_comments),
    )


def forms_of(message: Message) -> tuple[str, ...]:
    """The translation's forms: one, or several of a counted word."""
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def read_catalog(language: str, *, locale: Path = LOCALE) -> Catalog:
    """The language's file, or an empty catalogue where there is none yet."""
    path = po_path(language, locale=locale)
    if not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


def brought_up_to_date(old: Catalog, words: Iterable[Words], *, language: str) -> Catalog:
    """The sources' words with the old translations, none of which is guessed or kept in reserve."""
    forms = PLURALS[language].count
    catalog = Catalog(locale=language)
    # Babel knows fewer forms of some languages and would drop the others when it writes.
    catalog.mime_headers = [("Plural-Forms", PLURALS[language].header)]
    for each in words:
        before = old.get(each.singular, each.context or None)
        catalog.add(
            (each.singular, each.plural) if each.plural else each.singular,
            string=_still_fitting(before, each, forms=forms),
            context=each.context or None,
            locations=[(place, 0) for place in sorted(each.places)],
            auto_comments=each.comments,
            flags=_flags(each),
        )
    return catalog


def write_catalog(catalog: Catalog, language: str, *, locale: Path = LOCALE) -> None:
    """Write the language's file."""
    for message in catalog:
        # Babel guesses from signs such as "% o"; a flag is set by ``_flags`` only.
        if "%(" not in "".join(_both(message)):
            message.flags.discard("python-format")
    body = io.BytesIO()
    write_po(
        body, catalog, width=_WIDTH, omit_header=True, include_lineno=False, ignore_obsolete=True
    )
    path = po_path(language, locale=locale)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, _header(language).encode() + body.getvalue())


def _place(path: Path, project: Path) -> str:
    return path.relative_to(project).as_posix()


def _both(message: Message) -> tuple[str, str]:
    """Singular and plural, which is empty of what counts nothing."""
    return (message.id, "") if isinstance(message.id, str) else (message.id[0], message.id[1])


def _flags(words: Words) -> set[str]:
    return {"python-format"} if "%(" in words.singular + words.plural else set()


def _still_fitting(before: Message | None, words: Words, *, forms: int) -> str | tuple[str, ...]:
    """The old translation, or empty forms to be filled."""
    empty: str | tuple[str, ...] = ("",) * forms if words.plural else ""
    if before is None or before.fuzzy:
        return empty
    if words.plural:
        is_same = isinstance(before.id, tuple | list) and before.id[1] == words.plural
        strings = before.string if isinstance(before.string, tuple | list) else ()
        return tuple(strings) if is_same and len(strings) == forms else empty
    return before.string if isinstance(before.string, str) else empty


def _header(language: str) -> str:
    """Only what gettext needs: dates and names would make every writing differ."""
    return (
        'msgid ""\n'
        'msgstr ""\n'
        f'"Language: {language}\\n"\n'
        '"MIME-Version: 1.0\\n"\n'
        '"Content-Type: text/plain; charset=utf-8\\n"\n'
        '"Content-Transfer-Encoding: 8bit\\n"\n'
        f'"Plural-Forms: {PLURALS[language].header}\\n"\n\n'
    )
