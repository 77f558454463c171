"""What was measured, and how it is printed: ratios first, then figures, then remarks."""

import datetime
import importlib.metadata
import os
import platform
import statistics
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

WIDTH = 100
PACKAGES = ("django", "granian", "celery", "psycopg2-binary", "redis", "pyrage", "pillow")


@dataclass(frozen=True)
class Ratio:
    """Ours over the yardstick's, one value a pair of rounds; their median is what counts."""

    name: str
    values: Sequence[float]
    target: str = ""

    def __str__(self) -> str:
        spread = f"{_short(min(self.values))} – {_short(max(self.values))}"
        middle = _short(statistics.median(self.values))
        return f"{self.name:<62}{middle:>8}  {spread:>17}  {self.target}".rstrip()


@dataclass(frozen=True)
class Figure:
    """One absolute value; several rounds give their median."""

    name: str
    values: Sequence[float]
    unit: str

    def __str__(self) -> str:
        return f"{self.name:<62}{_short(statistics.median(self.values)):>8}  {self.unit}"


@dataclass
class Results:
    """What one part has to say."""

    title: str
    ratios: list[Ratio] = field(default_factory=list)
    figures: list[Figure] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)


def pair_ratios(ours: Sequence[float], yardstick: Sequence[float]) -> list[float]:
    """Divide round by round: neighbours on the machine disturb both halves of a pair alike."""
    return [one / other for one, other in zip(ours, yardstick, strict=True)]


def percentile(values: Sequence[float], share: float) -> float:
    """The value that ``share`` (0–1) of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def print_table(parts: Sequence[Results], machine: Sequence[str]) -> None:
    """Print everything as one table."""
    print("\n".join(machine))
    _print_section("RATIOS", "median     smallest – largest  target")
    for part in parts:
        _print_group(part.title, part.ratios)
    _print_section("FIGURES", "median  unit")
    for part in parts:
        _print_group(part.title, part.figures)
    if any(part.remarks for part in parts):
        _print_section("REMARKS", "")
        for part in parts:
            _print_group(part.title, part.remarks)


def describe_machine(versions: Sequence[str], *, load_before: float) -> list[str]:
    """Date, machine and versions; ``load_before`` is the load average before the first part."""
    now = datetime.datetime.now(datetime.UTC)
    installed = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    memory_gib = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    loads = f"Load average before {load_before:.1f}, after {os.getloadavg()[0]:.1f}"
    return [
        f"tipsite benchmarks, {now:%Y-%m-%d %H:%M} UTC",
        f"{os.cpu_count()} cores ({_processor()}), {memory_gib:.0f} GiB, {system}",
        ", ".join(installed),
        *versions,
        f"{loads}; the load generator shares the cores with the servers.",
    ]


def _print_section(title: str, columns: str) -> None:
    print(f"\n{title:<62}{columns:>8}".rstrip())
    print("-" * WIDTH)


def _print_group(title: str, lines: Sequence[object]) -> None:
    if lines:
        print(title)
        for line in lines:
            print(f"  {line}")


def _short(value: float) -> str:
    """Three significant digits, thousands parted."""
    if abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{value:.3g}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text().splitlines()
    except OSError:
        return platform.machine()
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.machine()
