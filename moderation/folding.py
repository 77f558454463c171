"""Folding: what a link is and how case and accents are levelled; no meaning is read here."""

import re
import unicodedata

# Starts only where a run starts, so that a long run of letters is walked once.
LINK = re.compile(
    r"https?://[!-~]+|\bwww\.[!-~]+|(?<![\w.+%-])[\w.+%-]+@[\w-]+(?:\.[\w-]+)*", re.IGNORECASE
)

# Letters that Unicode does not decompose but that people type without their stroke or dot.
_UNDECOMPOSED = {
    "ı": "i",
    "ß": "ss",
    "ł": "l",
    "ø": "o",
    "æ": "ae",
    "œ": "oe",
    "đ": "d",
    "ð": "d",
    "þ": "th",
    "ħ": "h",
    "ŋ": "n",
    "ə": "e",
    # Arabic, Persian and Urdu keyboards write the same name with different letters.
    "ة": "ه",
    "ى": "ي",
    "ی": "ي",
    "ک": "ك",
    "ہ": "ه",
    "ـ": "",
}
# Marks that are left out in everyday typing. Vowel signs of Indic scripts and Thai are letters in
# all but name and stay, and so does the mark that makes か into が.
_DROPPED_MARKS = [*range(0x300, 0x370), *range(0x591, 0x5C8), *range(0x610, 0x61B)]
_DROPPED_MARKS += [*range(0x64B, 0x660), 0x670, *range(0xFE00, 0xFE10), 0x200B, 0x200C, 0x200D]
_LEVEL = str.maketrans(_UNDECOMPOSED) | dict.fromkeys(_DROPPED_MARKS)


def _mark_ranges() -> str:
    """The combining marks of the basic plane as the inside of a character class."""
    marks = [i for i in range(0x300, 0xFFFF) if unicodedata.category(chr(i)) in {"Mn", "Mc"}]
    starts = [m for m, before in zip(marks, [0, *marks[:-1]], strict=True) if m != before + 1]
    ends = [m for m, after in zip(marks, [*marks[1:], 0], strict=True) if m + 1 != after]
    return "".join(f"{chr(a)}-{chr(b)}" for a, b in zip(starts, ends, strict=True))


# "re" does not count combining marks as word characters, which would cut Hindi words in pieces.
MARKS = _mark_ranges()
# Writing without spaces: Thai, Lao, Myanmar, Khmer, kana, Han.
UNSPACED = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
)


def fold(text: str) -> str:
    """Level case, accents and variant letters: "İZMİR", "Izmir" and "ızmır" become "izmir".

    Any string is accepted, lone surrogates too. The length may change.
    """
    if text.isascii():
        return text.lower()
    # Compatibility forms can hide capitals (a bold "A"), and small letters can hide marks ("İ"),
    # so both steps are taken before anything is dropped.
    spread = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", spread.translate(_LEVEL))
