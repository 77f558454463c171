"""Sealing: a tip's contents to bytes that only the holders of private keys can read, and back.

The age format, to several recipients at once: the workers and an offline recovery key
(docs/decisions/0005).
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Final

import pyrage

from .exceptions import SealBroken

# Padding to whole kibibytes keeps the length of a text from telling which text it is.
_PADDED_TO_BYTES: Final = 1024


@dataclass(frozen=True)
class TipContents:
    """What a visitor told us, and which row it belongs to, so that sealed parts cannot be
    swapped.
    """

    tip: str
    appeal: str
    text: str
    place: str = ""
    period: str = ""
    basis: str = ""
    page_language: str = ""
    # Tips that were sealed before these three existed open without them.
    maker: str = ""
    sources: str = ""
    limits: str = ""


def seal(contents: TipContents, recipients: Sequence[str]) -> bytes:
    """The contents, readable by each of ``recipients`` (age public keys, ``age1…``) alone.

    Raises:
        ValueError: no recipient, or one that is no age public key.
    """
    if not recipients:
        raise ValueError("a tip must be sealed to somebody")
    # ASCII escapes keep lone surrogates, which UTF-8 cannot carry, exactly as they were sent.
    plain = json.dumps(vars(contents), ensure_ascii=True).encode("ascii")
    padded = plain.ljust(-(-len(plain) // _PADDED_TO_BYTES) * _PADDED_TO_BYTES)
    return bytes(pyrage.encrypt(padded, _recipients(tuple(recipients))))


def unseal(sealed: bytes, identity: str, *, tip: str, appeal: str) -> TipContents:
    """The contents of a sealed tip that belongs to the row ``tip`` and the appeal ``appeal``.

    Raises:
        SealBroken: changed bytes, another key, or the contents of another row.
    """
    try:
        plain = pyrage.decrypt(sealed, [_identity(identity)])
    except pyrage.DecryptError as error:
        raise SealBroken("the sealed bytes do not open with this key") from error
    try:
        found = json.loads(plain)
        names = {field.name for field in fields(TipContents)}
        contents = TipContents(
            **{name: str(value) for name, value in found.items() if name in names}
        )
    except (ValueError, TypeError, AttributeError) as error:
        raise SealBroken("the opened bytes are no tip") from error
    if (contents.tip, contents.appeal) != (tip, appeal):
        raise SealBroken("the sealed bytes belong to another tip")
    return contents


@lru_cache(maxsize=8)
def _recipients(keys: tuple[str, ...]) -> list[pyrage.x25519.Recipient]:
    return [pyrage.x25519.Recipient.from_str(key) for key in keys]


@lru_cache(maxsize=2)
def _identity(key: str) -> pyrage.x25519.Identity:
    return pyrage.x25519.Identity.from_str(key)
