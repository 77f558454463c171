"""Rank: a sum of named parts that puts first what may save a child. It orders the queue and
decides nothing.
"""

from collections.abc import Mapping
from typing import Final

from django.utils.translation import gettext_lazy as _

from .models import Triage

# Points a part; first-hand and checkable weighs most, because hotlines report that it saves the
# most time.
FIRST_HAND: Final = 30
FROM_TRADE: Final = 20
NAMES_CITY: Final = 20
NAMES_COUNTRY: Final = 8
SAYS_WHEN: Final = 10
SPECIFIC: Final = 10
SAYS_SOMETHING_NEW: Final = 10
# Below this a text seldom says where something is from.
_SPECIFIC_FROM_CHARACTERS: Final = 80


# What a moderator reads beside the points.
LABELS: Final = {
    "first_hand": _("first-hand"),
    "from_trade": _("from the trade"),
    "names_city": _("names a town"),
    "names_country": _("names a country"),
    "says_when": _("says when"),
    "specific": _("detailed"),
    "says_something_new": _("says something new"),
}


def labelled(parts: Mapping[str, int]) -> list[tuple[str, int]]:
    """The parts with their labels, the largest first; a part of an older version keeps its name."""
    largest_first = sorted(parts.items(), key=lambda part: (-part[1], part[0]))
    return [(str(LABELS.get(name, name)), points) for name, points in largest_first]


def rank_parts(triage: Triage) -> dict[str, int]:
    """The parts of a tip's rank by name, each above zero; their sum is the rank (0–100)."""
    kinds = {place["kind"] for place in triage.places}
    parts = {
        "first_hand": FIRST_HAND if triage.basis in {"saw", "own"} else 0,
        "from_trade": FROM_TRADE if triage.basis == "trade" else 0,
        "names_city": NAMES_CITY if "city" in kinds else 0,
        "names_country": NAMES_COUNTRY if "country" in kinds else 0,
        "says_when": SAYS_WHEN if triage.period.strip() else 0,
        "specific": SPECIFIC if len(triage.text) >= _SPECIFIC_FROM_CHARACTERS else 0,
        "says_something_new": SAYS_SOMETHING_NEW if triage.match == Triage.Match.NEW else 0,
    }
    return {name: points for name, points in parts.items() if points}
