"""Collected static files: a module's imports lead to hashed names that are there."""

import json
import re
from pathlib import Path

from django.conf import settings

IMPORT = re.compile(r"""^\s*(?:import|export)\b[^;]*?["']([./][^"']*)["']\s*;""", re.MULTILINE)


def test_every_import_of_a_module_is_hashed_and_there() -> None:
    root = Path(settings.STATIC_ROOT)
    manifest: dict[str, str] = json.loads((root / "staticfiles.json").read_text())["paths"]
    modules = {
        name: root / hashed for name, hashed in manifest.items() if re.match(r"js/.*\.js$", name)
    }

    imported = [
        (name, path.parent / target)
        for name, path in modules.items()
        for target in IMPORT.findall(path.read_text())
    ]

    assert len(imported) > 10
    hashed = {(root / each).resolve() for each in manifest.values()}
    assert [name for name, target in imported if target.resolve() not in hashed] == []
