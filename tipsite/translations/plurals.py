"""How many forms a counted word has in each language, and which number takes which form.

As Unicode's CLDR has them for whole numbers, in the order that gettext's manual lists them. Left
out is a form for whole millions (French, Italian, Spanish, Portuguese): it differs in one word.
"""

import gettext
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Final

_SAMPLES: Final = 1_000
_SHOWN: Final = 5


@dataclass(frozen=True)
class Plural:
    """The forms of one language."""

    count: int
    expression: str

    @property
    def header(self) -> str:
        """As the catalogue's header says it, for gettext and Django."""
        return f"nplurals={self.count}; plural=({self.expression});"

    @cached_property
    def index(self) -> Callable[[int], int]:
        """Which form a whole number takes."""
        form: Callable[[int], int] = gettext.c2py(self.expression)
        return form

    @cached_property
    def examples(self) -> list[str]:
        """For each form the first numbers that take it: ``1, 21, 31``."""
        numbers: list[list[str]] = [[] for _form in range(self.count)]
        for number in range(_SAMPLES):
            numbers[self.index(number)].append(str(number))
        return [", ".join(each[:_SHOWN]) for each in numbers]


_ONE_OR_OTHER: Final = Plural(2, "n != 1")
_SLAVIC_EAST: Final = Plural(
    3,
    "n % 10 == 1 && n % 100 != 11 ? 0 : "
    "n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2",
)
_SLAVIC_WEST: Final = Plural(3, "n == 1 ? 0 : n >= 2 && n <= 4 ? 1 : 2")

PLURALS: Final[dict[str, Plural]] = {
    "ar": Plural(
        6,
        "n == 0 ? 0 : n == 1 ? 1 : n == 2 ? 2 : n % 100 >= 3 && n % 100 <= 10 ? 3 : "
        "n % 100 >= 11 && n % 100 <= 99 ? 4 : 5",
    ),
    "bg": _ONE_OR_OTHER,
    "cs": _SLAVIC_WEST,
    "da": _ONE_OR_OTHER,
    "de": _ONE_OR_OTHER,
    "el": _ONE_OR_OTHER,
    "en": _ONE_OR_OTHER,
    "es": _ONE_OR_OTHER,
    "et": _ONE_OR_OTHER,
    "fi": _ONE_OR_OTHER,
    "fr": Plural(2, "n > 1"),
    "ga": Plural(5, "n == 1 ? 0 : n == 2 ? 1 : n >= 3 && n <= 6 ? 2 : n >= 7 && n <= 10 ? 3 : 4"),
    "hr": _SLAVIC_EAST,
    "hu": _ONE_OR_OTHER,
    "it": _ONE_OR_OTHER,
    "lt": Plural(
        3,
        "n % 10 == 1 && n % 100 != 11 ? 0 : n % 10 >= 2 && (n % 100 < 10 || n % 100 >= 20) ? 1 : 2",
    ),
    # Not gettext's, which has a form for nothing: ten and eleven take the genitive, too.
    "lv": Plural(
        3,
        "n % 10 == 1 && n % 100 != 11 ? 0 : "
        "n % 10 == 0 || (n % 100 >= 11 && n % 100 <= 19) ? 2 : 1",
    ),
    "mt": Plural(
        4,
        "n == 1 ? 0 : n == 0 || (n % 100 > 1 && n % 100 < 11) ? 1 : "
        "n % 100 > 10 && n % 100 < 20 ? 2 : 3",
    ),
    "nl": _ONE_OR_OTHER,
    "pl": Plural(
        3,
        "n == 1 ? 0 : n % 10 >= 2 && n % 10 <= 4 && (n % 100 < 12 || n % 100 > 14) ? 1 : 2",
    ),
    "pt": _ONE_OR_OTHER,
    "ro": Plural(3, "n == 1 ? 0 : n == 0 || (n % 100 > 0 && n % 100 < 20) ? 1 : 2"),
    "sk": _SLAVIC_WEST,
    "sl": Plural(4, "n % 100 == 1 ? 0 : n % 100 == 2 ? 1 : n % 100 == 3 || n % 100 == 4 ? 2 : 3"),
    "sv": _ONE_OR_OTHER,
    "tr": _ONE_OR_OTHER,
    "uk": _SLAVIC_EAST,
}
