"""What can be wrong with one translation, as rules that each look at one form of one text."""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from .glossary import Glossary
from .plurals import PLURALS
from .words import Words

_PLACEHOLDER: Final = re.compile(r"%%|%\(\w+\)[a-z]|%[a-z]|\{\w*\}")
_TAG: Final = re.compile(r"<[^<>]*>")
_ENTITY: Final = re.compile(r"&(?:#\w+|\w+);")
_NUMBER: Final = re.compile(r"\d(?:[\d.,’'\u00a0\u202f\u2009 ]*\d)?")
_LATIN_WORD: Final = re.compile(r"[A-Za-zÀ-ɏ]{2,}")
_LETTER: Final = re.compile(r"[^\W\d_]")
_ALL_QUOTES: Final = "“”„‟«»‹›‘‚"
# Signs and letters that are another language's.
_WRONG_SIGNS: Final = {
    "ar": [(re.compile(r"[,;?](?!\d)"), "is not Arabic: ، ؛ ؟ are")],
    "bg": [(re.compile(r"[ыэё]", re.IGNORECASE), "is no Bulgarian letter")],
    "el": [(re.compile(r"\?"), "is not Greek: ; is")],
    "fr": [
        (
            re.compile(r"(?<![\u202f\u00a0?!.…])[?!;:»]|«(?![\u202f\u00a0])"),
            "needs a narrow no-break space (U+202F)",
        )
    ],
    "ro": [(re.compile(r"[şţ]", re.IGNORECASE), "has a cedilla instead of a comma: ș, ț")],
    "uk": [(re.compile(r"[ыэёъ]", re.IGNORECASE), "is no Ukrainian letter")],
}
# More words than this are not the same in two languages by chance.
_MOST_EQUAL_WORDS: Final = 3
# How a sentence ends, where that is not as in English.
_ENDS: Final = {"el": {"?": ";"}, "ar": {"?": "؟"}}
_SCRIPTS: Final = {
    "ar": re.compile(r"[\u0600-\u06ff]"),
    "bg": re.compile(r"[\u0400-\u04ff]"),
    "uk": re.compile(r"[\u0400-\u04ff]"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]"),
}
_OTHER_SCRIPTS: Final = re.compile(r"[\u0370-\u03ff\u0400-\u04ff\u0600-\u06ff]")
# An A of another script looks right, and is not found by a search.
_MIXED: Final = re.compile(r"\w*(?:[A-Za-z][\u0370-\u04ff]|[\u0370-\u04ff][A-Za-z])\w*")
_FORMATS: Final = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\ufeff\ufffd]")


@dataclass(frozen=True)
class Fault:
    """A broken rule, and what is wrong."""

    rule: str
    what: str


@dataclass(frozen=True)
class _Form:
    """One form of a translation beside the English that it stands for."""

    english: str
    text: str
    language: str
    glossary: Glossary
    # Whether it is said of one number only, so that the number itself may be a word.
    is_of_one_number: bool = False


def faults_of(
    words: Words, forms: tuple[str, ...], *, language: str, glossary: Glossary
) -> list[Fault]:
    """Everything that is wrong with a translation; ``forms`` holds one text, or one for each form
    of a counted word.
    """
    expected = PLURALS[language].count if words.plural else 1
    if len(forms) != expected:
        return [Fault("forms", f"{len(forms)} forms instead of {expected}")]
    if not all(forms):
        return [Fault("missing", "not translated")]
    found = [
        Fault(rule, what)
        for form in _forms(words, forms, language, glossary)
        for rule, check in _RULES.items()
        for what in check(form)
        if not glossary.allows(rule, words.singular)
    ]
    return list(dict.fromkeys(found))


def _forms(
    words: Words, forms: tuple[str, ...], language: str, glossary: Glossary
) -> Iterator[_Form]:
    if not words.plural:
        yield _Form(words.singular, forms[0], language, glossary)
        return
    for text, examples in zip(forms, PLURALS[language].examples, strict=True):
        is_of_one_number = "," not in examples
        english = words.singular if examples == "1" else words.plural
        yield _Form(english, text, language, glossary, is_of_one_number)


def _placeholders(form: _Form) -> Iterator[str]:
    wanted, found = (Counter(_PLACEHOLDER.findall(text)) for text in (form.english, form.text))
    missing, unknown = wanted - found, found - wanted
    if form.is_of_one_number and missing.total() == 1:
        missing.clear()
    if missing or unknown:
        wrong = ", ".join([*missing.elements(), *unknown.elements()])
        yield f"placeholders differ: {wrong}"
    if "%" in _PLACEHOLDER.sub("", form.text):
        yield "a percent sign has to be doubled: %%"


def _markup(form: _Form) -> Iterator[str]:
    for pattern, name in ((_TAG, "tags"), (_ENTITY, "entities")):
        wanted, found = (Counter(pattern.findall(text)) for text in (form.english, form.text))
        if wanted != found:
            wrong = ", ".join([*(wanted - found).elements(), *(found - wanted).elements()])
            yield f"{name} differ: {wrong}"
    if re.search("[<>]", _TAG.sub("", form.text)):
        yield "a lone < or >"


def _space(form: _Form) -> Iterator[str]:
    for end, pattern in (("start", r"^\s*"), ("end", r"\s*\Z")):
        if _match(pattern, form.english) != _match(pattern, form.text):
            yield f"white space at the {end} differs"
    if form.text.count("\n") != form.english.count("\n"):
        yield "line breaks differ"
    if "  " in form.text:
        yield "two spaces in a row"
    if _FORMATS.search(form.text):
        yield "an invisible control character"


def _equal(form: _Form) -> Iterator[str]:
    words = _LATIN_WORD.findall(_plain(form.english))
    if form.text == form.english and len(words) > _MOST_EQUAL_WORDS:
        yield "the same as in English"


def _glossary(form: _Form) -> Iterator[str]:
    yield from form.glossary.departures(form.english, form.text)


def _script(form: _Form) -> Iterator[str]:
    text = _plain(form.text)
    script = _SCRIPTS.get(form.language)
    if script is None:
        if found := _OTHER_SCRIPTS.search(text):
            yield f"“{found[0]}” is not a Latin letter"
        return
    if found := _MIXED.search(text):
        yield f"“{found[0]}” mixes letters of two scripts"
    if _LETTER.search(_plain(form.english)) and not script.search(text):
        yield "no letter of the language's own script"
    # What English writes in capitals are names of formats and codes.
    names = {word.lower() for word in _LATIN_WORD.findall(form.english) if word.isupper()}
    for word in _LATIN_WORD.findall(text):
        if word.lower() not in names | form.glossary.latin:
            yield f"“{word}” is written in Latin letters"


def _quotes(form: _Form) -> Iterator[str]:
    text = _plain(form.text)
    allowed = form.glossary.quotes + form.glossary.inner_quotes
    for sign in sorted(set(text) & set(_ALL_QUOTES) - set(allowed)):
        yield f"{sign} is not a quotation mark here; they are {form.glossary.quotes}"
    opening, closing = tuple(form.glossary.quotes)
    wanted = form.english.count("“")
    found = text.count(opening) + (text.count(closing) if closing != opening else 0)
    if found != 2 * wanted:
        yield f"{wanted} times {form.glossary.quotes} is expected"
    for sign in ('"', "'", "..."):
        if sign in text:
            yield f"{sign} is typed, not set: use the language's own quotes, ’ or …"


def _numbers(form: _Form) -> Iterator[str]:
    wanted, found = (
        Counter(re.sub(r"\D", "", number) for number in _NUMBER.findall(_plain(text)))
        for text in (form.english, form.text)
    )
    if wanted != found and not form.is_of_one_number:
        yield f"numbers differ: {', '.join([*(wanted - found), *(found - wanted)])}"


def _ending(form: _Form) -> Iterator[str]:
    english, text = (
        re.sub(r"[”“»«’)\s]+\Z", "", _TAG.sub("", each)) for each in (form.english, form.text)
    )
    sign = english[-1:]
    ends = _ENDS.get(form.language, {})
    if sign in ".?!:…":
        # In some languages a date ends in a full stop of its own.
        is_after_date = english.endswith("%(date)s.") and text.endswith("%(date)s")
        if sign and not is_after_date and not text.endswith(ends.get(sign, sign)):
            yield f"it has to end in {ends.get(sign, sign)}"
    elif text[-1:] and text[-1:] in ".?!:…؟":
        yield f"there is no {text[-1:]} at the end of the English"


def _signs(form: _Form) -> Iterator[str]:
    text = _plain(form.text)
    for pattern, complaint in _WRONG_SIGNS.get(form.language, []):
        if found := pattern.search(text):
            yield f"“{found[0].strip()}” {complaint}"
    if form.language == "es" and any(text.count(a) != text.count(b) for a, b in ("¿?", "¡!")):
        yield "a question and an exclamation open with ¿ and ¡"


_RULES: Final[dict[str, Callable[[_Form], Iterator[str]]]] = {
    "placeholders": _placeholders,
    "markup": _markup,
    "space": _space,
    "equal": _equal,
    "glossary": _glossary,
    "script": _script,
    "quotes": _quotes,
    "numbers": _numbers,
    "ending": _ending,
    "signs": _signs,
}
RULES: Final = frozenset(_RULES)


def _plain(text: str) -> str:
    """Without tags, entities and placeholders."""
    return _PLACEHOLDER.sub("", _ENTITY.sub("", _TAG.sub("", text)))


def _match(pattern: str, text: str) -> str:
    found = re.search(pattern, text)
    return found[0] if found else ""
