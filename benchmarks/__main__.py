"""`python -m benchmarks`: starts what it needs, measures, prints one table, leaves nothing."""

import argparse
import os
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from . import export, pages, pictures, queue, tips, triage
from .ground import Ground, prepared_ground
from .load import LoadGenerator, load_generator
from .sizes import FULL, QUICK, TINY, Sizes
from .table import Results, describe_machine, print_table

Part = Callable[[Ground, LoadGenerator, Sizes, list[str]], Results]
# In this order: the queue's and the export's rows would weigh on the others.
PARTS: dict[str, Part] = {
    "pages": pages.measure,
    "pictures": pictures.measure,
    "tips": tips.measure,
    "triage": triage.measure,
    "queue": queue.measure,
    "export": export.measure,
}
SIZES = {"full": FULL, "quick": QUICK, "tiny": TINY}


def main() -> None:
    """Measure what the command line asks for."""
    chosen = _arguments()
    # Also when it is ended from outside, whatever was started is stopped again.
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda got, _frame: sys.exit(128 + got))
    load_before = os.getloadavg()[0]
    with prepared_ground(chosen.folder) as ground, load_generator() as load:
        appeals = ground.ask("contents", "fill")
        found = []
        for name in chosen.parts or PARTS:
            _say(name)
            found.append(PARTS[name](ground, load, SIZES[chosen.size], appeals))
        machine = describe_machine(ground.versions, load_before=load_before)
    _say("done")
    print_table(found, machine)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument(
        "parts", nargs="*", choices=[[], *PARTS], metavar="PART", help=", ".join(PARTS)
    )
    parser.add_argument(
        "--quick",
        action="store_const",
        const="quick",
        default="full",
        dest="size",
        help="small sizes, 90 seconds",
    )
    parser.add_argument("--size", choices=SIZES, default="full", help=argparse.SUPPRESS)
    parser.add_argument(
        "--folder", type=Path, help="where the servers keep their files (default: a disk)"
    )
    return parser.parse_args()


def _say(what: str, since: float = time.monotonic()) -> None:
    """Progress, apart from the table."""
    print(f"{time.monotonic() - since:6.0f} s  {what}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
