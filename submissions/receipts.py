"""Receipts: the code a visitor keeps. How it is made, written, checked and looked up; what it
opens is in services.py.
"""

import hashlib
import hmac
from dataclasses import dataclass
from typing import Final

from .exceptions import ReceiptMistyped

# Crockford's base 32: no I, L, O, U, so that nothing is mistaken for 1, 0 or a word.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKS_LIKE: Final = str.maketrans({"O": "0", "I": "1", "L": "1"})
# 22 symbols carry 110 bits (at least 100 are asked for); two more catch 1023 of 1024 slips.
_SECRET_SYMBOLS: Final = 22
_CHECK_SYMBOLS: Final = 2
_GROUP: Final = 4
SYMBOLS: Final = _SECRET_SYMBOLS + _CHECK_SYMBOLS


@dataclass(frozen=True)
class Receipt:
    """A receipt's 24 symbols, without spaces: 22 secret ones and two that check them."""

    symbols: str

    @classmethod
    def derive(cls, secret: str, *, token: str, contents: str) -> "Receipt":
        """The receipt of this form token with these contents: the same every time, for nobody to
        guess.

        The same form sent twice must show the same receipt although only its hash is stored, hence
        a keyed hash of the random token. The contents take part so that another text sent from the
        same page is another tip.
        """
        message = b"\0".join(part.encode("utf-8", "surrogatepass") for part in (token, contents))
        digest = hmac.digest(secret.encode(), b"receipt\0" + message, hashlib.sha256)
        secret_symbols = _in_symbols(digest, _SECRET_SYMBOLS)
        return cls(secret_symbols + _check(secret_symbols))

    @classmethod
    def read(cls, typed: str) -> "Receipt":
        """The receipt that somebody typed, with or without spaces and dashes, in either case.

        Raises:
            ReceiptMistyped: wrong length, a foreign character, or check symbols that do not fit.
        """
        kept = "".join(sign for sign in typed.upper() if sign.isalnum()).translate(_LOOKS_LIKE)
        if len(kept) != SYMBOLS or not set(kept) <= set(_ALPHABET):
            raise ReceiptMistyped
        if kept[_SECRET_SYMBOLS:] != _check(kept[:_SECRET_SYMBOLS]):
            raise ReceiptMistyped
        return cls(kept)

    def __str__(self) -> str:
        """In groups of four, as it is shown."""
        groups = range(0, len(self.symbols), _GROUP)
        return "-".join(self.symbols[start : start + _GROUP] for start in groups)

    def lookup(self, secret: str) -> bytes:
        """The 32 bytes under which the tip is found; they do not lead back to the receipt."""
        return hmac.digest(secret.encode(), b"lookup\0" + self.symbols.encode(), hashlib.sha256)


def _check(symbols: str) -> str:
    return _in_symbols(hashlib.sha256(symbols.encode()).digest(), _CHECK_SYMBOLS)


def _in_symbols(digest: bytes, count: int) -> str:
    number = int.from_bytes(digest)
    return "".join(_ALPHABET[(number >> (5 * place)) & 31] for place in range(count))
