"""How well near-duplicates are told apart: labelled pairs of tips, and the table they give.

Run with ``python -m benchmarks.nearness_pairs``. The pairs are ours: invented, never sent.
"""

import re
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from rapidfuzz import fuzz

from moderation import nearness


@dataclass(frozen=True)
class Pair:
    """Two tips in one language, and whether a moderator would read them as one."""

    language: str
    same: bool
    first: str
    second: str


# "# xx" opens a language; "=" opens a pair that says the same, "!" one that does not; a bar parts
# the two texts.
_PAIRS = Path(__file__).with_name("nearness_pairs.txt")
_UNSEEN = Path(__file__).with_name("nearness_unseen.txt")


def _read(lines: str) -> list[Pair]:
    pairs: list[Pair] = []
    language = ""
    for line in lines.splitlines():
        mark, _, rest = line.partition(" ")
        if mark == "#":
            language = rest
        else:
            first, _, second = rest.partition(" | ")
            pairs.append(Pair(language, mark == "=", first, second))
    return pairs


PAIRS = _read(_PAIRS.read_text(encoding="utf-8"))
# Written after every threshold and word list was settled; to stay honest, tune on PAIRS only.
UNSEEN = _read(_UNSEEN.read_text(encoding="utf-8"))


def shares_a_band(pair: Pair) -> bool:
    """Whether the index would bring the two together at all."""
    first, second = (nearness.bands(nearness.signature(text)) for text in (pair.first, pair.second))
    return nearness.fingerprint(pair.first) == nearness.fingerprint(pair.second) or not set(
        first
    ).isdisjoint(second)


def judged_near(pair: Pair) -> bool:
    """Whether triage would put the two in one cluster."""
    near = nearness.resemblance(pair.first, pair.second) >= nearness.NEAR_THRESHOLD
    return near and shares_a_band(pair)


def rates(pairs: Iterable[Pair], judge: Callable[[Pair], bool]) -> tuple[float, float]:
    """Precision and recall of a judge, 0–1; both 1.0 where there is nothing to find."""
    judged = [(pair.same, judge(pair)) for pair in pairs]
    hits = sum(same and near for same, near in judged)
    said = sum(near for _, near in judged)
    true = sum(same for same, _ in judged)
    return hits / said if said else 1.0, hits / true if true else 1.0


def _trigrams(text: str) -> set[str]:
    plain = "  " + re.sub(r"\W+", " ", text.lower()) + " "
    return {plain[at : at + 3] for at in range(len(plain) - 2)}


def _trigram_jaccard(pair: Pair) -> float:
    first, second = _trigrams(pair.first), _trigrams(pair.second)
    return len(first & second) / len(first | second)


def _token_set(pair: Pair) -> float:
    return fuzz.token_set_ratio(pair.first.lower(), pair.second.lower()) / 100


def _above(score: Callable[[Pair], float], threshold: float) -> Callable[[Pair], bool]:
    return lambda pair: score(pair) >= threshold


def _best(score: Callable[[Pair], float]) -> float:
    """The threshold with the best F1 on these very pairs: the kindest one to a rival."""

    def f1(threshold: float) -> float:
        precision, recall = rates(PAIRS, _above(score, threshold))
        return 2 * precision * recall / (precision + recall) if precision + recall else 0.0

    return max((step / 50 for step in range(10, 51)), key=f1)


def _print_rates() -> None:
    rows: list[tuple[str, Callable[[Pair], bool]]] = [("triage", judged_near)]
    for name, score in (("trigram Jaccard", _trigram_jaccard), ("token set", _token_set)):
        best = _best(score)
        rows.append((f"{name} >= {best:.2f}", _above(score, best)))
    languages = list(dict.fromkeys(pair.language for pair in PAIRS))
    groups = [("all", PAIRS), ("unseen", UNSEEN)]
    groups += [(code, [pair for pair in PAIRS if pair.language == code]) for code in languages]
    print(f"{'precision / recall':<26}" + "".join(f"{name:>11}" for name, _ in groups))
    for name, judge in rows:
        cells = [rates(pairs, judge) for _, pairs in groups]
        print(f"{name:<26}" + "".join(f"  {one:.2f}/{two:.2f}" for one, two in cells))


def _print_times() -> None:
    text = (" ".join(pair.first for pair in PAIRS if pair.language == "en"))[:200]
    for name, call in (
        ("fingerprint", lambda: nearness.fingerprint(text)),
        ("signature and bands", lambda: nearness.bands(nearness.signature(text))),
        ("resemblance", lambda: nearness.resemblance(text, text.replace("shop", "market"))),
    ):
        call()
        start = time.process_time()
        for _ in range(200):
            call()
        print(f"{name:<26}{(time.process_time() - start) * 5:>8.2f} ms for 200 characters")


def main() -> None:
    """Print the table."""
    same = sum(pair.same for pair in PAIRS)
    print(f"{len(PAIRS)} pairs, {same} the same, {len(PAIRS) - same} not; {len(UNSEEN)} unseen")
    _print_rates()
    found = sum(shares_a_band(pair) for pair in PAIRS if pair.same)
    print(f"pairs that say the same and share a band: {found} of {same}")
    _print_times()


if __name__ == "__main__":
    main()
