"""What `bin/run` does before the launcher: Python, environment, packages, or one sentence."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

BIN = Path(__file__).resolve().parents[2] / "bin"
REQUIREMENTS = "requirements-embedded.txt"
TOLD_PYTHON = '#!/bin/sh\ncase "$1" in -c) exit 0 ;; *) echo "$@" ;; esac\n'


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project with nothing but its commands, and a folder `path` that comes first in PATH."""
    made = tmp_path / "a project"
    shutil.copytree(BIN, made / "bin")
    (made / REQUIREMENTS).write_text("# nothing to install\n")
    (made / "path").mkdir()
    return made


def put_program(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)
    path.chmod(0o755)


def put_pythons(project: Path, text: str) -> None:
    for name in ("python3", "python3.11", "python3.12", "python3.13"):
        put_program(project / "path" / name, text)


def put_environment(project: Path, *, made_in: Path, installed: str) -> None:
    put_program(project / ".venv/bin/python", TOLD_PYTHON)
    (project / ".venv/made-in").write_text(f"{made_in}\n")
    (project / f".venv/installed-{REQUIREMENTS}").write_text(installed)


def start(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    path = f"{project / 'path'}{os.pathsep}{os.environ['PATH']}"
    environment = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [str(project / "bin/run"), *arguments],
        env={**environment, "PATH": path},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def refusal(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 1
    assert done.stdout == ""
    (sentence,) = done.stderr.splitlines()
    return sentence


def test_no_usable_python_is_one_sentence(project: Path) -> None:
    put_pythons(project, "#!/bin/sh\nexit 1\n")

    assert "needs Python 3.11, 3.12 or 3.13" in refusal(start(project))


def test_a_missing_venv_module_names_the_package(project: Path) -> None:
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    put_pythons(
        project,
        f'#!/bin/sh\ncase "$2" in *ensurepip*) exit 1 ;; *) exec {sys.executable} "$@" ;; esac\n',
    )

    assert f"apt install python{version}-venv" in refusal(start(project))


def test_too_little_room_is_one_sentence(project: Path) -> None:
    put_program(project / "path/df", "#!/bin/sh\necho head\necho disk 1 1 204800 1 /\n")

    sentence = refusal(start(project))

    assert "has 200 MB free" in sentence
    assert str(project) in sentence


def test_a_second_start_installs_nothing(project: Path) -> None:
    put_pythons(project, "#!/bin/sh\nexit 1\n")
    put_environment(project, made_in=project, installed="# nothing to install\n")

    done = start(project, "--no-demo")

    assert done.stdout == "-m tipsite.launcher run --no-demo\n"


def test_changed_requirements_are_installed_once(project: Path) -> None:
    put_pythons(project, TOLD_PYTHON)
    put_environment(project, made_in=project, installed="# something older\n")

    first, second = start(project), start(project)

    assert f"--require-hashes -r {REQUIREMENTS}" in first.stdout
    assert "-m venv" not in first.stdout
    assert second.stdout == "-m tipsite.launcher run\n"


def test_an_environment_made_elsewhere_is_made_anew(project: Path) -> None:
    put_pythons(project, TOLD_PYTHON)
    put_environment(project, made_in=Path("/elsewhere"), installed="# nothing to install\n")

    assert "-m venv --clear .venv" in start(project).stdout
    assert (project / ".venv/made-in").read_text().strip() == str(project)


def test_a_failed_installation_is_tried_again(project: Path) -> None:
    failing = '#!/bin/sh\ncase "$*" in *pip*) exit 1 ;; *) exit 0 ;; esac\n'
    put_environment(project, made_in=project, installed="# something older\n")
    put_program(project / ".venv/bin/python", failing)

    done = start(project)

    assert done.returncode == 1
    assert "cannot be installed" in done.stderr
    assert (project / f".venv/installed-{REQUIREMENTS}").read_text() == "# something older\n"
