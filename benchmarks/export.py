"""CSV export of many leads, against COPY of the same rows, with the streaming process' memory."""

from .filling import fill_leads, fill_tips
from .ground import Ground
from .load import LoadGenerator
from .sizes import Sizes
from .table import Figure, Ratio, Results, pair_ratios


def measure(ground: Ground, _load: LoadGenerator, sizes: Sizes, _appeals: list[str]) -> Results:
    """By turns: the export, COPY of its query, COPY of rows that lie ready; leads a second."""
    fill_tips(ground, sizes.many_tips)
    leads = fill_leads(ground)
    results = Results(f"CSV export of {leads:,} leads (leads a second)")
    rates: dict[str, list[float]] = {"export": [], "query": [], "rows": []}
    memory_mib, grown_mib = [], []
    for _ in range(sizes.exports):
        done = ground.ask("exporting", "export")
        if done["leads"] != leads:
            raise RuntimeError(f"{done['leads']} of {leads} leads were exported")
        memory_mib.append(done["peak_mib"])
        grown_mib.append(done["peak_mib"] - done["before_mib"])
        rates["export"].append(leads / done["seconds"])
        rates["query"].append(leads / ground.ask("exporting", "copy_query"))
        rates["rows"].append(leads / ground.ask("exporting", "copy_stored_rows"))
    ours = rates["export"]
    results.ratios += [
        Ratio("export : COPY of the same query", pair_ratios(ours, rates["query"])),
        Ratio("export : COPY of the same rows lying ready", pair_ratios(ours, rates["rows"])),
    ]
    results.figures += [
        Figure("export (safe cells, ledger, hash)", ours, "a second"),
        Figure("COPY of the same query", rates["query"], "a second"),
        Figure("COPY of the same rows lying ready", rates["rows"], "a second"),
        Figure("whole export", [leads / rate for rate in ours], "s"),
        Figure("peak memory of the streaming process", memory_mib, "MiB"),
        Figure("of which the export added", grown_mib, "MiB"),
    ]
    return results
