"""What a developer and a translator can ask for: extract, check, compile, todo and fill."""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

from .compiling import compile_stale
from .places import LANGUAGES

_PARTS = {
    "extract": "bring every language's file up to date with the sources",
    "check": "say what is missing or wrong in the files, and which words no translator can reach",
    "compile": "make what Django reads of the files that changed",
    "todo": "print as JSON what is missing or wrong in one language",
    "fill": "take translations from a JSON file into one language's file",
}


def add_commands(parser: argparse.ArgumentParser) -> None:
    """The command line."""
    parts = parser.add_subparsers(dest="part", required=True)
    for name, meaning in _PARTS.items():
        part = parts.add_parser(name, help=meaning, description=meaning)
        if name in {"todo", "fill"}:
            part.add_argument("language", choices=LANGUAGES)
        if name == "check":
            part.add_argument("languages", nargs="*", choices=[*LANGUAGES, []], metavar="language")
        if name == "todo":
            part.add_argument("--all", action="store_true", help="what is done already, too")
        if name == "fill":
            part.add_argument("file", help="JSON as todo prints it; - reads the standard input")


def main(arguments: Sequence[str], *, set_up: Callable[[], None]) -> int:
    """Run a command outside of manage.py; ``set_up`` loads Django for those that need it."""
    parser = argparse.ArgumentParser(prog="python -m tipsite.translations")
    add_commands(parser)
    options = vars(parser.parse_args(arguments))
    if options["part"] != "compile":
        set_up()
    return run(options)


def run(options: Mapping[str, Any]) -> int:
    """Run one command; 1 if it found faults."""
    part: Callable[[Mapping[str, Any]], int] = globals()[f"_{options['part']}"]
    return part(options)


def _extract(_options: Mapping[str, Any]) -> int:
    from .catalogs import bring_all_up_to_date  # noqa: PLC0415  # needs Django

    for line in bring_all_up_to_date():
        _say(line)
    return 0


def _check(options: Mapping[str, Any]) -> int:
    from .checking import faults  # noqa: PLC0415  # needs Django

    found = faults(options["languages"] or LANGUAGES)
    for line in found:
        _say(line)
    return 1 if found else 0


def _compile(_options: Mapping[str, Any]) -> int:
    made = compile_stale()
    if made:
        _say(f"Compiled translations: {' '.join(made)}")
    return 0


def _todo(options: Mapping[str, Any]) -> int:
    from .filling import todo  # noqa: PLC0415  # needs Django

    wanted = todo(options["language"], everything=options["all"])
    _say(json.dumps(wanted, ensure_ascii=False, indent=1))
    return 0


def _fill(options: Mapping[str, Any]) -> int:
    from .filling import fill  # noqa: PLC0415  # needs Django

    text = sys.stdin.read() if options["file"] == "-" else Path(options["file"]).read_text()
    filled, refused = fill(options["language"], json.loads(text))
    for line in refused:
        _say(f"refused: {line}")
    _say(f"{filled} filled, {len(refused)} refused")
    return 1 if refused else 0


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
