"""The commands, as manage.py and as a module of their own."""

import io
import json
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest
from django.core.management import call_command

from tipsite.translations import catalogs, checking, commands, compiling, filling
from tipsite.translations.places import LANGUAGES, LOCALE, PROJECT


def main(*arguments: str) -> int:
    return commands.main(arguments, set_up=lambda: None)


def test_todo_prints_json_for_a_translator(capsys: pytest.CaptureFixture[str]) -> None:
    assert main("todo", "pl", "--all") == 0

    wanted = json.loads(capsys.readouterr().out)
    assert wanted["language"] == "pl"
    assert len(wanted["entries"]) == len(catalogs.words_for_visitors())


def test_fill_says_what_it_took(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(filling, "fill", lambda _language, answers: (len(answers), ["'x': bad"]))
    path = tmp_path / "pl.json"
    path.write_text('{"Toy": "Zabawka"}')

    assert main("fill", "pl", str(path)) == 1
    assert capsys.readouterr().out == "refused: 'x': bad\n1 filled, 1 refused\n"


def test_fill_reads_the_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(filling, "fill", lambda _language, answers: (len(answers), []))
    monkeypatch.setattr(sys, "stdin", io.StringIO("[]"))

    assert main("fill", "pl", "-") == 0


@pytest.mark.parametrize(
    ("arguments", "languages"), [([], list(LANGUAGES)), (["pl", "mt"], ["pl", "mt"])]
)
def test_check_looks_at_all_languages_or_at_some(
    arguments: list[str], languages: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def faults(chosen: Iterable[str]) -> list[str]:
        asked.extend(chosen)
        return []

    monkeypatch.setattr(checking, "faults", faults)

    assert main("check", *arguments) == 0
    assert asked == languages


def test_check_fails_with_a_line_for_each_fault(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(checking, "faults", lambda _languages: ["one", "two"])

    assert main("check") == 1
    assert capsys.readouterr().out == "one\ntwo\n"


def test_an_unknown_language_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main("todo", "tlh")

    assert "tlh" in capsys.readouterr().err


def test_extract_says_how_far_each_language_is(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(catalogs, "bring_all_up_to_date", lambda: ["pl: 1 of 2 translated"])

    assert main("extract") == 0
    assert capsys.readouterr().out == "pl: 1 of 2 translated\n"


def test_manage_py_has_the_same_commands(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(checking, "faults", lambda _languages: [])
    call_command("translations", "check")
    monkeypatch.setattr(checking, "faults", lambda _languages: ["one"])

    with pytest.raises(SystemExit):
        call_command("translations", "check")


def test_compiling_needs_neither_settings_nor_keys() -> None:
    """A container's build and the launcher have none."""
    command = [sys.executable, "-m", "tipsite.translations", "compile"]

    done = subprocess.run(command, cwd=PROJECT, env={}, capture_output=True, text=True, check=False)

    assert (done.returncode, done.stderr) == (0, "")
    assert compiling.compile_stale(locale=LOCALE) == []


def test_a_translator_needs_no_keys_either(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tipsite.translations", "todo", "mt"]
    environment = {"TIPSITE_VAR_DIR": str(tmp_path)}

    done = subprocess.run(
        command, cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )

    assert json.loads(done.stdout)["language"] == "mt"


def test_the_files_have_every_word_of_the_sources() -> None:
    """Somebody changed words and did not run extract."""
    words = {each.key for each in catalogs.words_for_visitors()}

    for language in LANGUAGES:
        found = catalogs.words_of_catalog(catalogs.read_catalog(language))
        assert {each.key for each, _forms in found} == words
