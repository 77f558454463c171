"""The cage itself: what a caged process cannot do, and what becomes of one that goes wrong."""

import logging
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from appeals.cage import running
from appeals.cage.limits import Limits
from appeals.cage.running import memory_file, run
from appeals.exceptions import CageFailed

SHORT = Limits(memory_bytes=300 * 2**20, seconds=4, file_bytes=2**22)
filtered = pytest.mark.skipif(
    sys.platform != "linux", reason="only Linux filters the system calls of a process"
)


# Like a web process in the middle of an upload; the time would last for the whole test.
_PARENT = """
import sys
from appeals.cage.limits import Limits
from appeals.cage.running import memory_file, run
with open(sys.argv[2], "w+b", buffering=0) as output:
    limits = Limits(300 * 2**20, 60, 2**22)
    program = "tests.appeals.cage.probes"
    run(program, sys.argv[1], content=memory_file(), output=output, limits=limits)
"""


def wait_until(is_so: Callable[[], bool], *, seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.02)


def children_of(process: int) -> list[str]:
    return Path(f"/proc/{process}/task/{process}/children").read_text().split()


def probe(*words: str, content: bytes = b"", limits: Limits = SHORT) -> str:
    with memory_file() as file, memory_file() as output:
        file.write(content)
        return run("tests.appeals.cage.probes", *words, content=file, output=output, limits=limits)


def failure(*words: str, limits: Limits = SHORT) -> str:
    with pytest.raises(CageFailed) as raised:
        probe(*words, limits=limits)
    return raised.value.reason


class TestWhatIsLeft:
    def test_the_input_the_output_and_a_line_of_answer(self) -> None:
        with memory_file() as file, memory_file() as output:
            file.write(b"something")
            answer = run(
                "tests.appeals.cage.probes", "echo", content=file, output=output, limits=SHORT
            )
            output.seek(0)

            assert (answer, output.read()) == ("9", b"something")

    def test_no_environment_and_no_folder_of_ours(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("DATABASE_URL", "postgres://secret")
        monkeypatch.setenv("TIPSITE_SECRET_KEY", "secret")

        assert probe("environment") == "LC_ALL MALLOC_ARENA_MAX in /"

    @filtered
    def test_a_few_threads_where_a_decoder_starts_some(self) -> None:
        assert 2 <= int(probe("threads")) < 100

    @filtered
    def test_no_threads_anywhere_else(self) -> None:
        assert probe("no threads") == "0"


@filtered
class TestWhatIsRefused:
    @pytest.mark.parametrize(
        "what",
        [
            "open",
            "create",
            "list",
            "stat",
            "socket",
            "fork",
            "exec",
            "kill",
            "kill itself",
            "executable memory",
        ],
    )
    def test_files_the_network_and_other_processes(self, what: str) -> None:
        assert probe(what) == "EPERM"

    @pytest.mark.parametrize(
        "call",
        [
            "ptrace",
            "process_vm_readv",
            "memfd_create",
            "prlimit64",
            "io_uring_setup",
            "pidfd_open",
            "openat2",
            "memfd_secret",
        ],
    )
    def test_calls_that_python_does_not_make(self, call: str) -> None:
        assert probe("call", call) == "EPERM"

    def test_writing_to_the_input(self) -> None:
        with memory_file() as file, memory_file() as output:
            file.write(b"something")
            answer = run(
                "tests.appeals.cage.probes",
                "write to the input",
                content=file,
                output=output,
                limits=SHORT,
            )
            file.seek(0)

            assert (answer, file.read()) == ("EBADF", b"something")


class TestWhatGoesWrong:
    @pytest.mark.parametrize("what", ["hang", "spin"])
    def test_what_hangs_is_ended(self, what: str) -> None:
        started = time.monotonic()

        reason = failure(what, limits=Limits(300 * 2**20, 0.8, 2**20))

        assert (reason, time.monotonic() - started < 2) == ("time", True)

    @pytest.mark.parametrize(
        ("what", "reason"),
        [
            ("crash", "broken"),
            ("raise", "broken"),
            ("lie", "broken"),
            ("flood the answer", "broken"),
            ("flood the output", "broken"),
            ("refuse", "odd"),
        ],
    )
    def test_a_word_for_every_end(self, what: str, reason: str) -> None:
        assert failure(what) == reason

    @pytest.mark.skipif(sys.platform != "linux", reason="macOS limits no address space")
    def test_what_takes_too_much_memory(self) -> None:
        assert failure("hog") == "memory"

    def test_what_closes_its_answer_and_stays_is_not_waited_for(self) -> None:
        stays = "import os, time; os.close(1); time.sleep(60)"
        process = subprocess.Popen([sys.executable, "-c", stays], process_group=0)

        with pytest.raises(CageFailed, match="time"), process, running._ended(process):
            running._wait_for_end(process)

        assert process.returncode < 0

    def test_nothing_of_it_is_left(self) -> None:
        failure("hang", limits=Limits(300 * 2**20, 0.5, 2**20))

        children = subprocess.run(
            ["ps", "-eo", "args"], capture_output=True, text=True, check=True
        ).stdout
        assert "tests.appeals.cage.probes hang" not in children.replace("  ", " ")

    def test_the_log_names_the_kind_of_error_and_no_word_of_the_file(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.INFO):
            failure("raise")

        assert "ValueError" in caplog.text
        assert "secret" not in caplog.text

    def test_what_took_the_decoder_over_writes_no_prose_into_our_log(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        with caplog.at_level(logging.INFO):
            assert failure("tell") == "broken"

        assert "secret" not in caplog.text

    @filtered
    @pytest.mark.parametrize("program", ["sleep deaf", "threads sleep deaf"])
    def test_a_parent_that_is_killed_takes_it_along(self, program: str, tmp_path: Path) -> None:
        said = tmp_path / "said"
        with subprocess.Popen([sys.executable, "-c", _PARENT, program, str(said)]) as parent:
            wait_until(lambda: said.exists() and said.read_bytes() == b"asleep")
            (child,) = children_of(parent.pid)
            parent.kill()

        wait_until(lambda: not Path(f"/proc/{child}").exists())

    def test_without_a_filter_it_goes_on_and_says_so_once(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        running._warn_once.cache_clear()
        with caplog.at_level(logging.WARNING):
            assert running._understood(b"half caged\ndone 1 2\n") == "1 2"
            assert running._understood(b"half caged\ndone 1 2\n") == "1 2"
        running._warn_once.cache_clear()

        assert caplog.text.count("seccomp") == 1

    @pytest.mark.parametrize(
        "answer",
        [
            b"",
            b"done 1\n",
            b"caged\n",
            b"caged\ndone 1",
            b"caged\ndone \n",
            b"caged\ndone 1\ndone 2\n",
            b"caged\nwell 1\n",
            b"caged\ndone 1\x00\n",
            b"caged\ndone \xff\n",
            b"caged\nfailed two words\n",
            b"caged\nrefused two words\n",
            b"caged\nfailed " + b"x" * 65 + b"\n",
        ],
    )
    def test_only_answers_of_our_form_are_understood(self, answer: bytes) -> None:
        with pytest.raises(CageFailed, match="broken"):
            running._understood(answer)


def test_the_child_is_our_own_script() -> None:
    assert Path(running._CHILD).is_file()
