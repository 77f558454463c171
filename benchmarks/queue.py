"""The moderators' queue page with few tips and with many; what counts is that it costs the same."""

from .filling import fill_tips
from .ground import Ground
from .load import LoadGenerator
from .sizes import Sizes
from .table import Figure, Ratio, Results, percentile


def measure(ground: Ground, _load: LoadGenerator, sizes: Sizes, _appeals: list[str]) -> Results:
    """Each way into the queue at two sizes: median and 95th percentile of the whole page."""
    results = Results("Queue page (milliseconds)")
    fill_tips(ground, sizes.few_tips)
    few = ground.ask("visiting", "visit_queue", sizes.queue_visits)
    fill_tips(ground, sizes.many_tips)
    many = ground.ask("visiting", "visit_queue", sizes.queue_visits)
    growth = f"{sizes.many_tips:,} : {sizes.few_tips:,} tips"
    for case, at_many in many.items():
        slow, quick = at_many["milliseconds"], few[case]["milliseconds"]
        ratio = percentile(slow, 0.5) / percentile(quick, 0.5)
        results.ratios.append(Ratio(f"{case}, p50, {growth}", [ratio]))
        for tips, times in ((sizes.few_tips, quick), (sizes.many_tips, slow)):
            p95 = f"ms (p95 {percentile(times, 0.95):.0f} ms, {at_many['queries']} queries)"
            results.figures.append(Figure(f"{case}, p50 at {tips:,} tips", times, p95))
    return results
