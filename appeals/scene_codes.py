"""Scenes' public codes: how one is made and read. They are random, so that they tell neither how
many scenes there are nor which came first.
"""

import re
import secrets
from typing import Final

# Crockford's base 32: no I, L, O, U, so that nothing is mistaken for 1, 0 or a word.
_ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_LOOKS_LIKE: Final = str.maketrans("OIL", "011")
# A billion of them: among ten thousand scenes one try in 100,000 finds one, and finds nothing that
# is not public.
_SYMBOLS: Final = 6
PATTERN: Final = r"S-[0-9A-HJKMNP-TV-Z]{6}"


def new_scene_code() -> str:
    """A code such as ``S-7K3M9Q``."""
    return "S-" + "".join(secrets.choice(_ALPHABET) for _ in range(_SYMBOLS))


def read_scene_code(typed: str) -> str:
    """The code that somebody typed, in either case and with O for 0; empty if it is none."""
    start, dash, symbols = typed.strip().upper().partition("-")
    code = f"{start}{dash}{symbols.translate(_LOOKS_LIKE)}"
    return code if re.fullmatch(PATTERN, code) else ""
