"""Words that visitors would read and no translator can reach: text in templates outside of the
translation tags, and texts in Python and style sheets that pass no translation function.
"""

import ast
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Final

from django.template.base import Lexer, TokenType
from django.utils.text import smart_split

# Names and codes that are the same in every language, and letters that are no words.
UNTRANSLATED: Final = frozenset(
    {
        "112",
        "UTC",
        # Formats and protocols.
        "API", "Atom", "CSV", "HTML", "JSON", "JSON Feed", "OpenAPI", "PDF", "QR", "RSS", "ZIP",
        # Says of whoever reads it what it is written with.
        "noindex, nofollow, noarchive",
    }
)  # fmt: skip
_SPOKEN_ATTRIBUTES: Final = {
    "alt", "aria-description", "aria-label", "aria-placeholder", "aria-roledescription",
    "aria-valuetext", "label", "placeholder", "summary", "title",
}  # fmt: skip
_BUTTONS: Final = {"submit", "button", "reset"}
_DESCRIPTIONS: Final = {
    "author", "description", "application-name", "og:title", "og:description", "og:site_name",
    "og:image:alt", "twitter:title", "twitter:description", "twitter:image:alt",
}  # fmt: skip
_SILENT_ELEMENTS: Final = {"script", "style"}
# Stands for what a template puts in; for private use, so no text of ours holds it.
_DYNAMIC: Final = "\ue000"
_TRANSLATED_BLOCKS: Final = {"blocktranslate", "blocktrans"}
_IGNORED_BLOCKS: Final = {"comment"}
_WORD: Final = re.compile(r"[^\W\d_]")
_WORDS: Final = re.compile(r"[^\W\d_]{2,}\s+[^\W\d_]|^[A-Z][a-z]{2,}$")
_CONSTANT: Final = re.compile(r"""(?<!_\()(["'])((?:(?!\1).)*)\1""")
_CSS_CONTENT: Final = re.compile(r"""content\s*:\s*[^;{}]*?(["'])((?:(?!\1).)*)\1""")

# What a visitor reads when it is handed to these names.
_SPOKEN_KEYWORDS: Final = {"empty_label", "error_messages", "help_text", "label", "label_suffix"}
_SPOKEN_CALLS: Final = {"ValidationError", "HttpResponse", "HttpResponseForbidden"}
_TRANSLATORS: Final = {
    "_", "gettext", "gettext_lazy", "ngettext", "ngettext_lazy", "pgettext", "pgettext_lazy",
    "npgettext", "npgettext_lazy",
}  # fmt: skip

Found = tuple[int, str]


def unreachable_in_template(source: str) -> Iterator[Found]:
    """Line and text of what a template says in English only."""
    page = _Page()
    page.feed(_flattened(source))
    page.close()
    yield from page.found
    yield from _constants(source)


def unreachable_in_python(source: str) -> Iterator[Found]:
    """Line and text of what a module hands to visitors in English only."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
            yield from _renamed(node)
        elif isinstance(node, ast.keyword) and node.arg in _SPOKEN_KEYWORDS:
            yield from _spoken(node.value)
        elif isinstance(node, ast.Call):
            yield from _called(node)
        elif isinstance(node, ast.ClassDef):
            yield from _choices(node)


def unreachable_in_css(source: str) -> Iterator[Found]:
    """Line and text of words that a style sheet adds."""
    for found in _CSS_CONTENT.finditer(source):
        if _WORD.search(found[2]):
            yield source.count("\n", 0, found.start()) + 1, found[2]


class _Page(HTMLParser):
    """Listens to a flattened template for everything that is seen or read out."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[Found] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Look at the attributes."""
        values = {name.strip(_DYNAMIC): value or "" for name, value in attrs}
        if tag in _SILENT_ELEMENTS or values.get("translate") == "no":
            self._open.append(tag)
        for name, value in values.items():
            # Scripts put on the page what they find in attributes of their own.
            is_for_scripts = name.startswith("data-") and re.search(r"\w\s\w", value)
            if name in _SPOKEN_ATTRIBUTES or is_for_scripts:
                self._judge(value)
        if tag == "meta" and {values.get("name"), values.get("property")} & _DESCRIPTIONS:
            self._judge(values.get("content", ""))
        if tag == "input" and values.get("type") in _BUTTONS:
            self._judge(values.get("value", ""))

    def handle_endtag(self, tag: str) -> None:
        """Leave what is not seen."""
        if self._open and self._open[-1] == tag:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        """Look at text."""
        if not self._open:
            self._judge(data)

    def _judge(self, text: str) -> None:
        words = " ".join(text.replace(_DYNAMIC, " ").split())
        if _WORD.search(words) and words not in UNTRANSLATED:
            self.found.append((self.getpos()[0], words))


def _flattened(source: str) -> str:
    """The template as one page, with a mark for each tag and variable; its lines stay."""
    parts: list[str] = []
    skipping = ""
    for token in Lexer(source).tokenize():
        lines = "\n" * token.contents.count("\n")
        name = token.contents.split()[0] if token.contents.strip() else ""
        if token.token_type == TokenType.BLOCK and skipping:
            skipping = "" if name == f"end{skipping}" else skipping
        elif token.token_type == TokenType.BLOCK and name in _TRANSLATED_BLOCKS | _IGNORED_BLOCKS:
            skipping = name
        if token.token_type == TokenType.TEXT and not skipping:
            parts.append(token.contents)
        else:
            parts.append(_DYNAMIC + lines)
    # An element whose name is a variable.
    return re.sub(f"(</?){_DYNAMIC}", r"\1div", "".join(parts))


def _constants(source: str) -> Iterator[Found]:
    """Words in the arguments of tags and filters: ``{{ name|default:"No name" }}``."""
    for token in Lexer(source).tokenize():
        if token.token_type not in {TokenType.BLOCK, TokenType.VAR}:
            continue
        contents = token.contents
        if contents.split()[0] in {"translate", "trans"}:
            contents = " ".join(list(smart_split(contents))[2:])
        for found in _CONSTANT.finditer(contents):
            if _WORDS.search(found[2]):
                yield token.lineno or 0, found[2]


def _renamed(node: ast.ImportFrom) -> Iterator[Found]:
    """Extraction knows the functions by their names."""
    for name in node.names:
        if name.asname not in {None, "_"} and name.name in _TRANSLATORS:
            yield node.lineno, f"{name.name} as {name.asname}"


def _called(node: ast.Call) -> Iterator[Found]:
    name = ast.unparse(node.func).rsplit(".", 1)[-1]
    # An answer with a type of its own is for machines.
    is_for_people = all(each.arg != "content_type" for each in node.keywords)
    if name in _SPOKEN_CALLS and is_for_people:
        for argument in node.args[:1]:
            yield from _spoken(argument)


def _choices(node: ast.ClassDef) -> Iterator[Found]:
    """Labels of choices; Django makes an English one where there is none."""
    if not any(ast.unparse(base).endswith("Choices") for base in node.bases):
        return
    for statement in node.body:
        if isinstance(statement, ast.Assign):
            label = statement.value.elts[-1] if isinstance(statement.value, ast.Tuple) else None
            if label is None or isinstance(label, ast.Constant):
                yield statement.lineno, ast.unparse(statement)


def _spoken(node: ast.expr) -> Iterator[Found]:
    """Literal words in an expression, but not those handed to a translation function."""
    is_translated = isinstance(node, ast.Call) and ast.unparse(node.func) in _TRANSLATORS
    if is_translated or isinstance(node, ast.Subscript):
        return
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from _spoken(value)
    elif isinstance(node, ast.JoinedStr) or (
        isinstance(node, ast.Constant) and isinstance(node.value, str)
    ):
        text = ast.unparse(node)
        if _WORD.search(text.strip("f'\"")) and text.strip("'\"") not in UNTRANSLATED:
            yield node.lineno, text
    else:
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.expr):
                yield from _spoken(child)
