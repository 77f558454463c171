"""Languages: which language a tip is written in and how sure that is; nothing is translated."""

import functools
import re
from dataclasses import dataclass

from lingua import ConfidenceValue, IsoCode639_1, LanguageDetector, LanguageDetectorBuilder

from moderation.folding import LINK

# Served languages, their neighbours, and those that their script alone tells apart.
CODES = re.split(
    " ",
    "ar az be bg bn ca cs da de el en es et fa fi fr ga he hi hr hu hy id is it ja ka kk ko lt lv"
    " mk nb nl pl pt ro ru sk sl sq sr sv th tr uk ur vi zh",
)

# Letters beyond a–z that a language writes with. The small models know three letters at a time and
# take "plecak widziałem" for Indonesian; no Indonesian word has an "ł".
_LETTERS = {
    "az": "çəğıöşü",
    "ca": "àçèéíïòóúü",
    "cs": "áčďéěíňóřšťúůýž",
    "da": "æøåé",
    "de": "äöüß",
    "en": "éèêïç",
    "es": "áéíñóúü",
    "et": "äõöüšž",
    "fi": "äöåšž",
    "fr": "àâæçéèêëîïôœùûüÿ",
    "ga": "áéíóú",
    "hr": "čćđšž",
    "hu": "áéíóöőúüű",
    "id": "é",
    "is": "áðéíóúýþæö",
    "it": "àèéìíîòóùú",
    "lt": "ąčęėįšųūž",
    "lv": "āčēģīķļņšūž",
    "nb": "æøåéèêòóô",
    "nl": "áèéêëïóöü",
    "pl": "ąćęłńóśźż",
    "pt": "áâãàçéêíóôõúü",
    "ro": "ăâîșşțţ",
    "sk": "áäčďéíĺľňóôŕšťúýž",
    "sl": "čšž",
    "sq": "çë",
    "sv": "åäöéà",
    "tr": "çğıöşüâîû",
    "vi": "àáâãèéêìíòóôõùúýăđĩũơư" + "".join(map(chr, range(0x1EA1, 0x1EFA, 2))),
    "be": "абвгдеёжзійклмнопрстуўфхцчшыьэюя",
    "bg": "абвгдежзийклмнопрстуфхцчшщъьюя",
    "kk": "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя",
    "mk": "абвгдѓежзѕијклљмнњопрстќуфхцчџш",
    "ru": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "sr": "абвгдђежзијклљмнњопрстћуфхцчџш",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
_ALPHABETS = {code: frozenset(letters) for code, letters in _LETTERS.items()}
# A foreign letter makes a language a hundred times less likely; a loanword must not rule it out.
_FOREIGN_LETTER = 0.01
# The first sentences tell; time stays bounded however long the tip is.
_MAX_CHARS = 600
# Below this the names of shops got a language: "Lidl" was Czech at 0.44.
_MIN_CONFIDENCE = 0.45

_WORD = re.compile(r"[^\W\d_]+")
_LETTER = re.compile(r"[^\W\d_]")
_IDEOGRAPH = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


@dataclass(frozen=True, slots=True)
class Language:
    """A language by its ISO 639-1 code in lower case, "" when it cannot be told; confidence 0–1."""

    code: str
    confidence: float


UNKNOWN = Language("", 0.0)


def detect_language(text: str) -> Language:
    """Tell which language a tip is written in; links, addresses, numbers and symbols do not count.

    Norwegian is "no". Croatian stands for Bosnian, Montenegrin and Serbian in Latin script, which
    short texts do not tell apart. Safe in threads; never raises on any string.
    """
    words = _plain_words(text)
    if not _says_enough(words):
        return UNKNOWN
    guesses = _detector().compute_language_confidence_values(words)
    return _most_likely(guesses, _letters_in_small_words(words))


def preload() -> None:
    """Load the models now (about 0.6 s and 70 MiB), so that forked workers share them."""
    detect_language("a short sentence")


def _plain_words(text: str) -> str:
    plain = LINK.sub(" ", text[: 4 * _MAX_CHARS]).encode("utf-8", "ignore").decode("utf-8")
    return " ".join("".join(c if _belongs(c) else " " for c in plain).split())[:_MAX_CHARS]


def _belongs(char: str) -> bool:
    return char.isalpha() or char in "'’-" or (char > "\u02ff" and not char.isalnum())


def _says_enough(words: str) -> bool:
    return len(_LETTER.findall(words)) >= 4 or bool(_IDEOGRAPH.search(words))


def _letters_in_small_words(words: str) -> frozenset[str]:
    # Names keep the letters of their home: "Gdańsk" does not make a text Polish.
    small = (word for word in _WORD.findall(words) if word[0].islower())
    return frozenset(char for word in small for char in word.lower() if char > "\x7f")


def _most_likely(guesses: list[ConfidenceValue], letters: frozenset[str]) -> Language:
    weights = {}
    for guess in guesses:
        code = guess.language.iso_code_639_1.name.lower()
        foreign = len(letters - _ALPHABETS[code]) if code in _ALPHABETS else 0
        weights[code] = guess.value * _FOREIGN_LETTER ** min(foreign, 3)
    code = max(weights, key=lambda key: weights[key])
    confidence = weights[code] / (sum(weights.values()) or 1.0)
    if confidence < _MIN_CONFIDENCE:
        return UNKNOWN
    return Language("no" if code == "nb" else code, round(confidence, 4))


@functools.cache
def _detector() -> LanguageDetector:
    codes = [getattr(IsoCode639_1, code.upper()) for code in CODES]
    builder = LanguageDetectorBuilder.from_iso_codes_639_1(*codes)
    return builder.with_low_accuracy_mode().with_preloaded_language_models().build()
