"""How much of everything is measured: the full run, the quick one, and a tiny one for tests."""

from dataclasses import dataclass

# What a sealed tip takes: most are padded to one KiB, and the seal adds 310 to 480 bytes
# (docs/decisions/0005).
SEALED_BYTES = 1024 + 400


@dataclass(frozen=True)
class Sizes:
    """Counts and times of one run; every load is bounded by them."""

    # Rounds alternate between ours and the yardstick, so that both meet the same disturbances.
    pairs: int
    picture_px: tuple[int, int]
    page_round_s: float
    tip_round_s: float
    triaged_tips: int
    empty_tasks: int
    few_tips: int
    many_tips: int
    queue_visits: int
    exports: int


FULL = Sizes(
    pairs=5,
    picture_px=(4000, 3000),
    page_round_s=2.0,
    tip_round_s=6.0,
    triaged_tips=300,
    empty_tasks=3000,
    few_tips=10_000,
    many_tips=1_000_000,
    queue_visits=60,
    exports=2,
)
QUICK = Sizes(
    pairs=2,
    picture_px=(4000, 3000),
    page_round_s=0.5,
    tip_round_s=2.0,
    triaged_tips=60,
    empty_tasks=500,
    few_tips=1000,
    many_tips=20_000,
    queue_visits=15,
    exports=1,
)
TINY = Sizes(
    pairs=1,
    picture_px=(800, 600),
    page_round_s=0.2,
    tip_round_s=0.3,
    triaged_tips=4,
    empty_tasks=10,
    few_tips=100,
    many_tips=300,
    queue_visits=2,
    exports=1,
)
