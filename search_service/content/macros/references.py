"""What a writer may say in `{{ … }}` and `{% … %}`: a macro with constants, a shared component.

Jinja only reads the text. Its tree is turned into pieces here, and what is no such piece is
refused with its line; nothing that a writer wrote is ever compiled or evaluated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import jinja2
from jinja2 import nodes
from jinja2.sandbox import ImmutableSandboxedEnvironment

SOURCE_LIMIT = 200_000
CALL_LIMIT = 200
ARGUMENT_LIMIT = 200
# Signs between one pair of braces; a macro with a few arguments has twenty.
TOKEN_LIMIT = 200
_REMEMBERED = 5_000
_COMPONENT = re.compile(r"[a-z0-9_-]+\.md")
_REFERENCE = re.compile(r"\{[{%](?P<said>.*?)(?P<end>[%}]\}|$)")
_ALLOWED = '只能写 {{ 宏名("参数") }} 或 {% include "组件.md" %}'

Constant = str | int | bool


class ReferenceRefused(Exception):
    """A reference that is not allowed, is unknown or is cut off.

    Attributes:
        line: Line of the text, from 1.
        message: What is wrong (Chinese).
        component: The component whose line it is; None in the text itself.
    """

    def __init__(self, line: int, message: str, component: str | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.component = component


@dataclass(frozen=True)
class Text:
    """Words that stand for themselves."""

    text: str


@dataclass(frozen=True)
class Call:
    """A macro and what it is called with."""

    line: int
    name: str
    arguments: tuple[Constant, ...]
    named: tuple[tuple[str, Constant], ...]


@dataclass(frozen=True)
class Include:
    """A file of `content/components`."""

    line: int
    component: str


Piece = Text | Call | Include

# The stock comment marks would swallow explicit heading ids such as {#refund}.
_READER = ImmutableSandboxedEnvironment(
    comment_start_string="{##",
    comment_end_string="##}",
    autoescape=False,
)


@lru_cache(maxsize=_REMEMBERED)
def pieces_of(text: str) -> tuple[Piece, ...]:
    """The text as words, calls and includes.

    Remembered: when one file is saved, the others are the same as before.

    Raises:
        ReferenceRefused: Something else stands in it, or it is too long.
    """
    if len(text) > SOURCE_LIMIT:
        raise ReferenceRefused(1, f"文件太长，超过 {SOURCE_LIMIT} 个字")
    if "{" not in text and "\r" not in text:  # Jinja only drops the last line's end
        words = text.removesuffix("\n")
        return (Text(words),) if words else ()
    try:
        _check_lengths(text)
        tree = _READER.parse(text)
    except jinja2.TemplateSyntaxError as error:
        line = _line_of_fault(text, error.lineno)
        raise ReferenceRefused(line, f"引用没有写完整或写错了，{_ALLOWED}") from error
    # Thousands of brackets, or of digits.
    except (RecursionError, ValueError, OverflowError, MemoryError) as error:
        line = text.count("\n", 0, max(text.find("{{"), text.find("{%"), 0)) + 1
        raise ReferenceRefused(line, f"引用太长或套得太深，{_ALLOWED}") from error
    pieces: list[Piece] = []
    for statement in tree.body:
        written = statement.nodes if isinstance(statement, nodes.Output) else [statement]
        pieces += map(_piece, written)
    references = [piece for piece in pieces if not isinstance(piece, Text)]
    if len(references) > CALL_LIMIT:
        raise ReferenceRefused(
            references[CALL_LIMIT].line, f"引用太多，一个文件最多 {CALL_LIMIT} 处"
        )
    return tuple(pieces)


def _line_of_fault(text: str, noticed: int) -> int:
    """The first line with a reference that it does not end, or with half a pair of quotes.

    Jinja runs on to the next brace or quote, paragraphs away, and complains there.
    """
    for number, line in enumerate(text.split("\n")[:noticed], 1):
        for found in _REFERENCE.finditer(line):
            if not found["end"] or found["said"].count('"') % 2 or found["said"].count("'") % 2:
                return number
    return noticed


def _check_lengths(text: str) -> None:
    """Refuse a long expression before anybody tries to understand it."""
    tokens = 0
    for line, kind, _ in _READER.lex(text):
        tokens = 0 if kind.endswith(("_begin", "_end")) else tokens + (kind != "data")
        if tokens > TOKEN_LIMIT:
            raise ReferenceRefused(line, f"引用太长，{_ALLOWED}")


def _piece(node: nodes.Node) -> Piece:
    if isinstance(node, nodes.TemplateData):
        return Text(node.data)
    if isinstance(node, nodes.Include):
        return _include(node)
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name):
        if node.dyn_args is None and node.dyn_kwargs is None:
            arguments = tuple(_constant(one, node.node.name) for one in node.args)
            named = tuple((one.key, _constant(one.value, node.node.name)) for one in node.kwargs)
            return Call(node.lineno, node.node.name, arguments, named)
        raise ReferenceRefused(node.lineno, f"{node.node.name}(…) 里不能用星号，{_ALLOWED}")
    if isinstance(node, nodes.Name):
        raise ReferenceRefused(node.lineno, f"「{node.name}」不是宏的写法，{_ALLOWED}")
    raise ReferenceRefused(node.lineno, f"这种写法不能用，{_ALLOWED}")


def _include(node: nodes.Include) -> Include:
    name = node.template.value if isinstance(node.template, nodes.Const) else None
    if not isinstance(name, str) or not _COMPONENT.fullmatch(name) or node.ignore_missing:
        raise ReferenceRefused(node.lineno, f"include 后面只能写一个组件的文件名，{_ALLOWED}")
    return Include(node.lineno, name)


def _constant(node: nodes.Node, macro: str) -> Constant:
    value = node.value if isinstance(node, nodes.Const) else None
    if not isinstance(value, str | int):
        raise ReferenceRefused(node.lineno, f"{macro}(…) 的参数只能是引号里的文字或整数")
    if len(str(value)) > ARGUMENT_LIMIT:
        raise ReferenceRefused(node.lineno, f"{macro}(…) 的参数太长，最多 {ARGUMENT_LIMIT} 个字")
    return value


def included(text: str) -> Iterator[str]:
    """Names of the components that a text includes; none when it cannot be read."""
    try:
        yield from (one.component for one in pieces_of(text) if isinstance(one, Include))
    except ReferenceRefused:
        return
