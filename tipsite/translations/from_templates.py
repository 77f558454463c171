"""Words in Django's templates, found by Django's own parser, so that a page and the translators'
files can never disagree on what the words are.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from django.template import Engine, Node, NodeList
from django.template.base import FilterExpression, Lexer, TokenType, Variable
from django.template.context import Context
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.functional import Promise

from .words import Words

COMMENT_MARK: Final = "Translators:"
# A comment belongs to what stands on its line or on the next.
_COMMENT_REACH: Final = 1


def words_of_template(path: Path, *, engine: Engine, place: str) -> Iterator[Words]:
    """Every translatable text of one template, in its order."""
    source = path.read_text()
    comments = _comments(source)
    template = engine.from_string(source)
    for node in _nodes(template.nodelist):
        line = (node.token and node.token.lineno) or 0
        for singular, plural, context in _texts(node):
            yield Words(
                singular,
                plural,
                context,
                places=(place,),
                comments=tuple(
                    comment for at, comment in comments if line - _COMMENT_REACH <= at <= line
                ),
            )


def _comments(source: str) -> list[tuple[int, str]]:
    """Line and text of each ``{# Translators: … #}``."""
    return [
        (token.lineno or 0, token.contents)
        for token in Lexer(source).tokenize()
        if token.token_type == TokenType.COMMENT and token.contents.startswith(COMMENT_MARK)
    ]


def _nodes(nodelist: NodeList) -> Iterator[Node]:
    """Every node in the order of the source, those in attributes that only a tag knows of too."""
    for node in nodelist:
        yield node
        for value in vars(node).values():
            yield from _nodes_in(value)


def _nodes_in(value: object) -> Iterator[Node]:
    if isinstance(value, NodeList):
        yield from _nodes(value)
    elif isinstance(value, Node):
        yield from _nodes(NodeList([value]))
    elif isinstance(value, dict):
        for each in value.values():
            yield from _nodes_in(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from _nodes_in(each)


def _texts(node: Node) -> Iterator[tuple[str, str, str]]:
    """Singular, plural and context of what the node itself translates."""
    if isinstance(node, TranslateNode):
        if not node.noop:
            yield from _text_of_translate(node)
    elif isinstance(node, BlockTranslateNode):
        context = _constant(node.message_context) if node.message_context else ""
        singular = node.render_token_list(node.singular)[0]
        plural = node.render_token_list(node.plural)[0] if node.plural else ""
        yield singular, plural, context
        yield from _texts_in([node.extra_context, node.counter])
    else:
        yield from _texts_in(list(vars(node).values()))


def _text_of_translate(node: TranslateNode) -> Iterator[tuple[str, str, str]]:
    variable = node.filter_expression.var
    # Django marks it for translation only when it renders.
    if isinstance(variable, Variable) and isinstance(variable.literal, str):
        context = _constant(node.message_context) if node.message_context else ""
        yield _doubled(variable.literal), "", context
    yield from _texts_in(node.filter_expression)


def _texts_in(value: object) -> Iterator[tuple[str, str, str]]:
    """Constants marked for translation, ``_("…")``, wherever a tag keeps its arguments."""
    if isinstance(value, FilterExpression):
        yield from _texts_in(value.var)
        for _function, arguments in value.filters:
            yield from _texts_in([argument for _is_variable, argument in arguments])
    elif isinstance(value, Variable):
        if value.translate and isinstance(value.literal, str):
            yield _doubled(value.literal), "", value.message_context or ""
    elif isinstance(value, Promise):
        # The parser has made a lazy translation of a filter's argument already.
        yield str(_arguments(value)[-1]), "", ""
    elif isinstance(value, dict):
        yield from _texts_in(list(value.values()))
    elif isinstance(value, list | tuple) and not isinstance(value, NodeList):
        for each in value:
            yield from _texts_in(each)
    elif _is_condition(value):
        yield from _texts_in(list(vars(value).values()))


def _arguments(lazy: Any) -> tuple[object, ...]:
    _function, (_unlazy, arguments, _named, *_classes) = lazy.__reduce__()
    return tuple(arguments)


def _is_condition(value: object) -> bool:
    """The operators of ``{% if %}`` keep their operands in objects of their own."""
    return type(value).__module__ in {
        "django.template.smartif",
        "django.template.defaulttags",
    } and (not isinstance(value, Node))


def _constant(expression: FilterExpression) -> str:
    return str(expression.resolve(Context()))


def _doubled(text: str) -> str:
    """As Django doubles percent signs before it looks a text up."""
    return text.replace("%", "%%")
