"""Texts of tips in several languages, with the repetition and the variety that real ones have."""

import random
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PAIRS = Path(__file__).with_name("nearness_pairs.txt")
# One in this many repeats an earlier text word for word; campaigns see as much.
_REPEATED = 5


def tip_texts(seed: int) -> Iterator[str]:
    """Endless texts of 20 to 300 characters; the same ones for the same seed."""
    chance = random.Random(seed)
    while True:
        text = " ".join(chance.sample(_sentences(), chance.choice((1, 1, 2, 3))))
        if chance.randrange(_REPEATED):
            text += f" {chance.randrange(1990, 2026)}, {chance.randrange(1, 400)}."
        yield text


@cache
def _sentences() -> list[str]:
    lines = _PAIRS.read_text(encoding="utf-8").splitlines()
    return [
        sentence
        for line in lines
        if line and not line.startswith("#")
        for sentence in line[2:].split(" | ")
    ]
