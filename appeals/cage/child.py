"""What runs inside the cage: locks the door, then runs one program over its input.

Started as a script by running.py, with the input on descriptor 0, one line of answer on
descriptor 1, and an output file whose number is an argument.
"""

import importlib
import io
import os
import sys
from pathlib import Path

_PIECE_BYTES = 1 << 20


def main() -> None:
    """Answer "caged" or "half caged", then "done …", "refused …" or "failed …"."""
    limits, parent, folders, name, output, *arguments = sys.argv[1:]
    # Isolated Python without its site knows the standard library only.
    sys.path += [str(Path(__file__).parents[2]), *folders.split(os.pathsep)]
    from appeals.cage.limits import (  # noqa: PLC0415  # found only now
        Limits,
        bound_threads,
        die_with,
        obey,
    )
    from appeals.cage.programs import ProgramRefused  # noqa: PLC0415
    from appeals.cage.seccomp import keep_few_calls  # noqa: PLC0415

    die_with(int(parent))
    obey(Limits.parse(limits))
    program = importlib.import_module(name)
    program.prepare(*arguments)
    threads = program.starts_threads(*arguments)
    if threads:
        bound_threads()
        # It is forgotten when the user changes.
        die_with(int(parent))
    _answer("caged" if keep_few_calls(threads=threads) else "half caged")
    try:
        content = io.BytesIO(_read_all())
        found = program.run(content, Output(int(output)), *arguments)
        _answer(f"done {found}")
    except ProgramRefused as refusal:
        _answer(f"refused {refusal.word}")
    except Exception as error:  # noqa: BLE001  # broken files raise anything
        _answer("failed memory" if _lacked_memory(error) else f"failed {type(error).__name__}")
    # What a file has made of this process is not tidied up, only ended.
    os._exit(0)


class Output:
    """The output file, by its descriptor."""

    def __init__(self, descriptor: int) -> None:
        self._descriptor = descriptor

    def write(self, content: bytes) -> None:
        """Append all of ``content``."""
        left = memoryview(content)
        while left:
            left = left[os.write(self._descriptor, left[:_PIECE_BYTES]) :]


def _answer(line: str) -> None:
    os.write(1, f"{line}\n".encode("ascii", "replace"))


def _read_all() -> bytes:
    pieces = []
    while piece := os.read(0, _PIECE_BYTES):
        pieces.append(piece)
    return b"".join(pieces)


def _lacked_memory(error: Exception) -> bool:
    # Codecs say it in words only.
    return isinstance(error, MemoryError) or "memory" in str(error).lower()


if __name__ == "__main__":
    main()
