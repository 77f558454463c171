"""Holds requirements*.txt against pyproject.toml, without a network.

Every dependency declared there has to be pinned here, inside its declared range, with a hash; the
three files agree on each version; no line names a place to download from. Recompiling would be the
stronger check, but it needs the network and changes with the day.
"""

import re
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PROJECT = Path(__file__).resolve().parents[1]
# Which of pyproject's optional groups each file holds beside the dependencies themselves.
GROUPS: dict[str, tuple[str, ...]] = {
    "requirements.txt": (),
    "requirements-embedded.txt": ("embedded",),
    "requirements-dev.txt": ("embedded", "dev"),
}
PIN = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[^]]*\])?==(\S+)", re.MULTILINE)

Pins = dict[str, str]


def main() -> int:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())["project"]
    faults: list[str] = []
    everything: dict[str, Pins] = {}
    for name, groups in GROUPS.items():
        text = (PROJECT / name).read_text()
        everything[name] = {canonicalize_name(found[1]): found[2] for found in PIN.finditer(text)}
        declared = [*project["dependencies"]]
        for group in groups:
            declared += project["optional-dependencies"][group]
        faults += [f"{name}: {fault}" for fault in unmet(declared, everything[name])]
        faults += [f"{name}: {fault}" for fault in unsafe_lines(text)]
    faults += disagreements(everything)
    sys.stderr.writelines(f"{fault}\n" for fault in faults)
    return 1 if faults else 0


def unmet(declared: list[str], pins: Pins) -> list[str]:
    """Say which declared dependencies have no pin in their range."""
    faults = []
    for requirement in map(Requirement, declared):
        version = pins.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            faults.append(f"{requirement} is declared, pinned is {version}; compile it again")
    return faults


def unsafe_lines(text: str) -> list[str]:
    """Say which pins have no hash, and which lines name a place to download from."""
    entries = re.sub(r"\\\n", " ", text).splitlines()
    pins = [line for line in entries if line.strip() and not line.startswith("#")]
    return [
        *(f"no hash for {line.split()[0]}" for line in pins if "--hash=sha256:" not in line),
        *(f"names a place: {line.split()[0]}" for line in entries if "://" in line),
    ]


def disagreements(everything: dict[str, Pins]) -> list[str]:
    """Say which packages are pinned to several versions."""
    versions: dict[str, set[str]] = {}
    for pins in everything.values():
        for package, version in pins.items():
            versions.setdefault(package, set()).add(version)
    return [
        f"{package} is pinned to {' and '.join(sorted(found))}"
        for package, found in versions.items()
        if len(found) > 1
    ]


if __name__ == "__main__":
    sys.exit(main())
