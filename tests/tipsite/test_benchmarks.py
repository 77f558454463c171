"""The benchmarks run: at tiny sizes, whose figures mean nothing."""

import subprocess
import sys

import pytest

from tipsite.launcher.places import PROJECT


@pytest.mark.durability
def test_every_part_runs_and_prints_one_table() -> None:
    command = [sys.executable, "-m", "benchmarks", "--size", "tiny"]

    done = subprocess.run(command, cwd=PROJECT, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("RATIOS") == 1


@pytest.mark.parametrize(("arguments", "size"), [([], "full"), (["--quick"], "quick")])
def test_the_size_is_full_unless_asked(
    arguments: list[str], size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from benchmarks.__main__ import _arguments

    monkeypatch.setattr(sys, "argv", ["benchmarks", *arguments])

    assert _arguments().size == size
