"""Searching for words among listed appeals: any text may come in, and none of it is ever read as a
query.
"""

import re
import unicodedata
from typing import Final

from django.db.models.expressions import RawSQL

# Nobody types more, and every word costs a look into the index.
MAX_CHARACTERS: Final = 100
MAX_WORDS: Final = 8
# They join letters in some scripts; without them a word would fall apart.
_JOINERS: Final = "\u200c\u200d"


# The column and the function are made in migration 0012_browsing_indexes. Words that stand in other
# tables can be added here, with UNION.
_WITH_WORDS: Final = "SELECT id FROM appeals_appeal WHERE words @@ appeals_searched(%s)"


def keys_of_appeals_with(searched: str) -> RawSQL:
    """The keys of appeals that have, for each word, one that begins with it."""
    words = " ".join(searched.split()[:MAX_WORDS])
    return RawSQL(_WITH_WORDS, [words])  # noqa: S611  # a fixed statement with a parameter


def part_of_code(searched: str) -> str:
    """What somebody typed as it stands in codes, if it can be a part of one; else nothing."""
    is_part = re.fullmatch(r"[A-Z]{0,8}-?\d*-?\d*", searched.upper(), re.ASCII)
    return searched.upper() if is_part and re.search(r"\d", searched, re.ASCII) else ""


def readable(typed: str) -> str:
    """What somebody typed, on one line, without signs that are not seen; nothing where there is no
    letter or digit to search for.
    """
    seen = "".join(sign if _is_seen(sign) else " " for sign in typed[:MAX_CHARACTERS])
    return " ".join(seen.split()) if any(sign.isalnum() for sign in seen) else ""


def _is_seen(sign: str) -> bool:
    """Not a control character, a change of direction, or half of a character."""
    return sign in _JOINERS or not unicodedata.category(sign).startswith("C")
