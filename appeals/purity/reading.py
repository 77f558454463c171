"""Reading bytes and bits that may be hostile: every step is checked against the end."""

from typing import Final

from django.utils.translation import gettext as _

# More than the pipeline decodes; a header that claims more would only buy work for us.
MAX_PIXELS: Final = 64_000_000


class Impure(Exception):
    """Something in a file that is not needed to decode its pixels, and at which byte."""

    def __init__(self, sentence: str, *, at: int) -> None:
        super().__init__(
            _("At byte %(offset)d: %(sentence)s") % {"offset": at, "sentence": sentence}
        )


class Reader:
    """A place in a file that only moves on, within one part of it. Offsets count from the
    file's first byte.
    """

    def __init__(self, content: memoryview, *, at: int = 0, end: int | None = None) -> None:
        self.content = content
        self.at = at
        self.end = len(content) if end is None else end

    @property
    def left(self) -> int:
        """How many bytes are still to come."""
        return self.end - self.at

    def take(self, length: int) -> memoryview:
        """The next ``length`` bytes, not copied.

        Raises:
            Impure: there are not that many.
        """
        if length > self.left:
            raise Impure(_("The file or a part of it ends too early."), at=self.end)
        self.at += length
        return self.content[self.at - length : self.at]

    def big(self, length: int) -> int:
        """The next ``length`` bytes as a number, most significant first."""
        return int.from_bytes(self.take(length), "big")

    def little(self, length: int) -> int:
        """The next ``length`` bytes as a number, least significant first."""
        return int.from_bytes(self.take(length), "little")

    def part(self, length: int) -> "Reader":
        """A reader of the next ``length`` bytes, which this one steps over."""
        start = self.at
        self.take(length)
        return Reader(self.content, at=start, end=self.at)

    def require(self, expected: bytes, sentence: str) -> None:
        """Step over exactly these bytes.

        Raises:
            Impure: they are others.
        """
        start = self.at
        if self.take(len(expected)) != expected:
            raise Impure(sentence, at=start)

    def require_end(self, sentence: str) -> None:
        """Go on only if nothing is left.

        Raises:
            Impure: something is.
        """
        if self.left:
            raise Impure(sentence, at=self.at)


class Bits:
    """The bits of a short header, most significant first; past the end they are zero."""

    def __init__(self, content: memoryview) -> None:
        self._number = int.from_bytes(content, "big")
        self.left = 8 * len(content)

    def number(self, count: int) -> int:
        """The next ``count`` bits."""
        self.left -= count
        shifted = self._number >> self.left if self.left >= 0 else self._number << -self.left
        return shifted & ((1 << count) - 1)

    def flag(self) -> bool:
        """The next bit."""
        return bool(self.number(1))


def named(kind: bytes) -> str:
    """The name of a chunk or box, in printable characters: it is a stranger's."""
    return repr(kind)[2:-1]
