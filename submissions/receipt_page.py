"""The page that shows a receipt, made mostly in advance: every accepted tip costs one.

Django's templates take as long for it as everything else that accepting a tip takes together.
"""

from functools import lru_cache
from typing import Final

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import get_language

from .receipts import SYMBOLS, Receipt

# Characters for private use stand for the symbols: no text, code or template of ours holds any.
_STAND_INS: Final = [chr(0xE000 + place) for place in range(SYMBOLS)]


def receipt_page(code: str, receipt: Receipt) -> str:
    """The page for a tip on the appeal ``code``, in the language that is active."""
    page = _page_with_stand_ins(code, get_language() or "")
    return page.translate(
        {ord(one): symbol for one, symbol in zip(_STAND_INS, receipt.symbols, strict=True)}
    )


@lru_cache(maxsize=256)
def _page_with_stand_ins(code: str, _language: str) -> str:
    # A request of nobody's, so that nothing of one visitor can ever reach the next.
    return render_to_string(
        "submissions/receipt.html",
        {"appeal": {"code": code}, "receipt": Receipt("".join(_STAND_INS))},
        request=HttpRequest(),
    )
