"""The page that shows a receipt, made mostly in advance: every accepted tip costs one.

Django's templates take as long for it as everything else that accepting a tip takes together.
"""

import re
from functools import lru_cache
from itertools import chain, zip_longest
from typing import Final

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from .receipts import SYMBOLS, Receipt

# Characters for private use stand for the symbols: no text, code or template of ours holds any.
_FIRST_STAND_IN: Final = 0xE000
_STAND_INS: Final = "".join(chr(_FIRST_STAND_IN + place) for place in range(SYMBOLS))
_STAND_IN: Final = re.compile(f"([{_STAND_INS}])")


def receipt_page(code: str, receipt: Receipt) -> str:
    """The page for a tip on the appeal ``code``, in the language that is active."""
    pieces, places = _page_in_pieces(code, get_language() or "")
    symbols = [receipt.symbols[place] for place in places]
    return "".join(chain.from_iterable(zip_longest(pieces, symbols, fillvalue="")))


@lru_cache(maxsize=256)
def _page_in_pieces(code: str, _language: str) -> tuple[list[str], list[int]]:
    """What stands before, between and after the symbols, and which symbol follows each piece."""
    # A request of nobody's, so that nothing of one visitor can ever reach the next.
    page = render_to_string(
        "submissions/receipt.html",
        {"appeal": {"code": code}, "receipt": Receipt(_STAND_INS)},
        request=HttpRequest(),
    )
    parts = _STAND_IN.split(page)
    return parts[::2], [ord(each) - _FIRST_STAND_IN for each in parts[1::2]]
