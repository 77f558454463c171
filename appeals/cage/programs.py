"""What a program for the cage looks like: a module of three functions.

``prepare(*arguments)`` imports all that is needed, because nothing can be opened afterwards.
``starts_threads(*arguments)`` says whether its libraries cannot do without; others may not.
``run(content, output, *arguments)`` gives one line of answer. All see only words as arguments.
"""

from typing import Protocol


class Output(Protocol):
    """Where the results go."""

    def write(self, content: bytes) -> None:
        """Append all of ``content``."""


class ProgramRefused(Exception):
    """The input is not what the program takes; ``word`` says why, in small letters."""

    def __init__(self, word: str) -> None:
        super().__init__(word)
        self.word = word
