"""The order of names in each language. Python's own order is that of code points, which puts
Österreich behind Zypern, and ICU would be a dependency for one list.
"""

import unicodedata
from typing import Final

_LATIN: Final = "abcdefghijklmnopqrstuvwxyz"
# One sign of private use for Czech and Slovak "ch", a letter behind "h".
_CH: Final = "\ue000"
# Where a language has letters of its own; what is missing here counts as its base letter. CLDR 45.
_ALPHABETS: Final = {
    "cs": f"abcčdefgh{_CH}ijklmnopqrřsštuvwxyzž",
    "da": f"{_LATIN}æøå",
    "es": "abcdefghijklmnñopqrstuvwxyz",
    "et": "abcdefghijklmnopqrsšzžtuvwõäöüxy",
    "fi": f"{_LATIN}åäö",
    "hr": "abcčćdđefghijklmnopqrsštuvwxyzž",
    "hu": "abcdefghijklmnoöpqrstuüvwxyz",
    "lt": "abcčdefghiyjklmnopqrsštuvwxzž",
    "lv": "abcčdefgģhijkķlļmnņopqrsštuvwxyzž",
    "mt": "abċcdefġghħijklmnopqrstuvwxżyz",
    "pl": "aąbcćdeęfghijklłmnńoópqrsśtuvwxyzźż",
    "ro": "aăâbcdefghiîjklmnopqrsștțuvwxyz",
    "sk": f"aäbcčdefgh{_CH}ijklmnoôpqrsštuvwxyzž",
    "sl": "abcčćdđefghijklmnopqrsštuvwxyzž",
    "sv": f"{_LATIN}åäö",
    "tr": "abcçdefgğhıijklmnoöpqrsştuüvwxyz",
    "uk": "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
}
# Whatever no alphabet lists comes behind it, in the order of code points.
_BEHIND: Final = 1000


def in_order(text: str, language: str) -> list[int]:
    """A key by which names in this language sort as its speakers expect."""
    alphabet = _ALPHABETS.get(language, _LATIN)
    return [_place(letter, alphabet) for letter in _small(text, language)]


def _small(text: str, language: str) -> str:
    if language == "tr":
        text = text.replace("I", "ı").replace("İ", "i")
    small = unicodedata.normalize("NFC", text).lower()
    return small.replace("ch", _CH) if _CH in _ALPHABETS.get(language, "") else small


def _place(letter: str, alphabet: str) -> int:
    for candidate in (letter, unicodedata.normalize("NFKD", letter)[0]):
        if candidate in alphabet:
            return alphabet.index(candidate) + 1
    return _BEHIND + ord(candidate) if letter.isalpha() else 0
