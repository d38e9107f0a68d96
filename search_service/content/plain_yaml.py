"""YAML as people write it: no aliases, which multiply; no depth or length that nobody would read.

A few hundred bytes of aliases stand for gigabytes, and a thousand brackets end PyYAML in a
RecursionError. Such a text is refused at the line where it passes the bound: the error's `problem`
says what is wrong and its `note` what to do, both in the writer's words.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import yaml

from search_service.content.fast_yaml import events_by_libyaml, is_plain, with_libyaml

CHARACTER_LIMIT = 500_000
# Each entry and each key is one.
NODE_LIMIT = 50_000
DEPTH_LIMIT = 20
# A text as long as this is counted before it is read: PyYAML needs two seconds for 50,000 nodes.
_COUNTED_FIRST = 5_000
# Python takes quadratic time to read a long number.
_NUMBER_LIMIT = 64
_DATE = re.compile(r"\d{4}-\d{1,2}-\d{1,2}")
_LESS = "请照模板重写这一处"
# A project has fewer files of YAML, heads of pages and the questions beside them included.
_REMEMBERED = 1_000
# Where a text of several lines is folded a space is put in, which Chinese does not have.
_HAN = "\u2e80-\u2fdf\u3400-\u9fff\uf900-\ufaff"
_AROUND = "\u3001-\u301f\uff01-\uff0f\uff1a-\uff1f\u201c\u201d\u2026"
_FOLDED = re.compile(rf"(?<=[{_HAN}]) (?=[{_HAN}])|(?<=[{_AROUND}]) | (?=[{_AROUND}])")
_LITERAL = "|"
_NUMBERS = frozenset({"tag:yaml.org,2002:int", "tag:yaml.org,2002:float"})


class _Bounded(yaml.composer.Composer):
    """Composes nodes up to the bounds."""

    _depth = _nodes = 0

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The next node of the document.

        Raises:
            yaml.MarkedYAMLError: It is an alias, or one too many, or lies too deep.
        """
        event = self.peek_event()  # type: ignore[attr-defined]
        line = event.start_mark.line
        if isinstance(event, yaml.AliasEvent):
            raise _alias(line)
        self._nodes += 1
        if self._nodes > NODE_LIMIT:
            raise _too_many(line)
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            raise _too_deep(line)
        node: yaml.Node | None = super().compose_node(parent, index)
        self._depth -= 1
        return node


class PlainLoader(_Bounded, yaml.SafeLoader):
    """SafeLoader that refuses what makes a short text a long work; every refusal has its line."""

    def __init__(self, stream: str) -> None:
        if len(stream) > CHARACTER_LIMIT:
            line = stream.count("\n", 0, CHARACTER_LIMIT)
            raise _refused(f"太长，超过 {CHARACTER_LIMIT} 个字", line)
        try:
            super().__init__(stream)
        except yaml.reader.ReaderError as error:
            line = stream.count("\n", 0, error.position)
            raise _refused(f"有不能使用的字符 U+{error.character:04X}", line, "请删掉它") from error

    def construct_scalar(self, node: yaml.ScalarNode | yaml.MappingNode) -> Any:  # noqa: ANN401
        """The text of a node; where Chinese was folded, without the space that YAML puts in."""
        text = super().construct_scalar(node)
        is_folded = node.end_mark.line > node.start_mark.line
        if not is_folded or (isinstance(node, yaml.ScalarNode) and node.style == _LITERAL):
            return text
        return _FOLDED.sub("", text)

    def construct_object(self, node: yaml.Node, deep: bool = False) -> Any:  # noqa: ANN401, FBT001, FBT002
        """The value of a node.

        Raises:
            yaml.MarkedYAMLError: Python cannot make it: a month 13, an empty `!!int`, a list as
                a key.
        """
        line = node.start_mark.line
        if node.tag in _NUMBERS and len(node.value) > _NUMBER_LIMIT:
            raise _refused("数字太长", line)
        try:
            return super().construct_object(node, deep=deep)
        except (ValueError, TypeError, LookupError, AttributeError, ArithmeticError) as error:
            raise _unreadable(str(node.value), line) from error


_FastLoader = with_libyaml(_Bounded)


def _refuse_bombs(text: str) -> None:
    """Raise what composing a long text would raise for one of the bounds, for a tenth of the work.

    Raises:
        yaml.MarkedYAMLError: As `_Bounded.compose_node`, and in its order.
    """
    nodes = around = 0
    for event in events_by_libyaml(text):
        line = event.start_mark.line if event.start_mark else 0
        if isinstance(event, yaml.AliasEvent):
            raise _alias(line)
        if isinstance(event, yaml.NodeEvent):
            nodes += 1
            if nodes > NODE_LIMIT:
                raise _too_many(line)
            if around >= DEPTH_LIMIT:
                raise _too_deep(line)
            around += isinstance(event, yaml.CollectionStartEvent)
        elif isinstance(event, yaml.CollectionEndEvent):
            around -= 1


@lru_cache(maxsize=_REMEMBERED)
def composed(text: str) -> yaml.Node | None:
    """The nodes of a text. Remembered, for values, lines and every reader of them; do not change.

    Raises:
        yaml.YAMLError: It is no YAML, or passes a bound.
    """
    if _COUNTED_FIRST <= len(text) <= CHARACTER_LIMIT:
        _refuse_bombs(text)
    if len(text) <= CHARACTER_LIMIT and is_plain(text):
        try:
            node: yaml.Node | None = _FastLoader(text).get_single_node()
        except (yaml.YAMLError, ValueError):
            pass  # it is refused below, in words that we know
        else:
            return node
    return PlainLoader(text).get_single_node()


def value_of(text: str, loader: type[PlainLoader] = PlainLoader) -> Any:  # noqa: ANN401 - any value
    """What a text says; None when it says nothing.

    Args:
        text: YAML.
        loader: Makes values of nodes.

    Raises:
        yaml.YAMLError: It is no YAML, or passes a bound.
    """
    node = composed(text)
    return None if node is None else loader("").construct_document(node)


def _refused(problem: str, line: int, advice: str = _LESS) -> yaml.MarkedYAMLError:
    mark = yaml.Mark("", 0, line, 0, None, 0)
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark, note=advice)


def _alias(line: int) -> yaml.MarkedYAMLError:
    return _refused("不能用 & 和 * 引用别处的内容", line, "请用英文双引号把这句括起来")


def _too_many(line: int) -> yaml.MarkedYAMLError:
    return _refused(f"内容太多，超过 {NODE_LIMIT} 项", line)


def _too_deep(line: int) -> yaml.MarkedYAMLError:
    return _refused(f"套得太深，超过 {DEPTH_LIMIT} 层", line)


def _unreadable(value: str, line: int) -> yaml.MarkedYAMLError:
    if _DATE.match(value):
        return _refused(f"没有 {value[:10]} 这一天", line, "请写 2026-01-31 这样的日期")
    return _refused("读不懂这个值", line, "请用英文双引号把它括起来")
