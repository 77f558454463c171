"""Words in Python sources, found by Babel's extractor."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from babel.messages.extract import extract

from .visitors import STAFF_CHOICES
from .words import Words

KEYWORDS: Final[dict[str, Any]] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
COMMENT_MARK: Final = "Translators:"


def words_of_module(path: Path, *, place: str, choices_only: bool) -> Iterator[Words]:
    """Every translatable text of one module; of a module of models only its choices' labels."""
    wanted = set(_lines_of_choices(ast.parse(path.read_text()))) if choices_only else None
    with path.open("rb") as file:
        found = list(extract("python", file, keywords=KEYWORDS, comment_tags=[COMMENT_MARK]))
    for line, message, comments, context in found:
        if wanted is None or line in wanted:
            singular, plural = (message, "") if isinstance(message, str) else message[:2]
            yield Words(singular, plural, context or "", places=(place,), comments=tuple(comments))


def _lines_of_choices(tree: ast.AST, outer: str = "") -> Iterator[int]:
    """The lines on which choices for visitors are named."""
    for node in ast.iter_child_nodes(tree):
        if not isinstance(node, ast.ClassDef):
            continue
        name = f"{outer}{node.name}"
        if not any(ast.unparse(base).endswith("Choices") for base in node.bases):
            yield from _lines_of_choices(node, outer=f"{name}.")
        elif name not in STAFF_CHOICES:
            yield from range(node.lineno, (node.end_lineno or node.lineno) + 1)
