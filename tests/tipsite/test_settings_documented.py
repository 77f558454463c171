"""The README lists every variable that the settings read, and no other."""

import re

from tipsite.launcher.places import PROJECT
from tipsite.settings import environment

ROW = re.compile(r"^\| `([A-Z][A-Z0-9_]+)` \|", re.MULTILINE)
# Read by the launcher, before there are settings.
LAUNCHER = {
    "TIPSITE_PUBLIC_PORT",
    "TIPSITE_STAFF_PORT",
    "TIPSITE_POSTGRES_BIN",
    "TIPSITE_VALKEY_BIN",
}


def test_the_readme_lists_every_variable_and_no_other() -> None:
    listed = ROW.findall((PROJECT / "README.md").read_text())

    assert sorted(listed) == sorted(environment.declared.keys() | LAUNCHER)
