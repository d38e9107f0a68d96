"""What YAML's parser could not read, in words a writer knows; nothing of its English leaks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

import yaml

# A quote where a value begins: behind a key, a dash, a comma or a bracket.
_QUOTED = re.compile(r"^\s*(?:[^#]*(?:: |- |[\[{,] ?))?(?P<sign>[\"'])(?!.*(?P=sign)\s*(?:#.*)?$)")

_ODD_SPACE = re.compile(r"^[ \t]*[\u00a0\u3000\ufeff\u200b-\u200d\u2000-\u200a]")
_FAR = 30
_NEITHER = re.compile(r"^\s+[^\s#:\"'\[\]{}-][^:\"'\[\]{}]*$")
_BEGIN = "是列表里的一条，就在前面加短横线和空格；是一项，就写成「键: 值」"


class YamlFault(NamedTuple):
    """Line from 0, what is wrong, what to do."""

    line: int
    message: str
    advice: str


def yaml_fault(text: str, error: Exception) -> YamlFault:
    """What is wrong with `text`, which raised `error` when it was read."""
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    line = mark.line if mark else 0
    if isinstance(error, yaml.MarkedYAMLError) and error.note:  # our own loader's words
        return YamlFault(line, str(error.problem), error.note)
    if isinstance(error, RecursionError):
        return YamlFault(0, "嵌套得太深，读不了", "请照模板重写这个文件")
    lines = text.split("\n")
    problem = str(getattr(error, "problem", "") or "")
    opening = error.context_mark if isinstance(error, yaml.MarkedYAMLError) else None
    if opening and problem.startswith("expected ','") and _is_left_open(lines[opening.line]):
        line = opening.line  # the parser notices a missing bracket where the next key begins
    seen = next(_faults_in(lines, line), None)
    return seen or YamlFault(min(line, max(len(lines) - 1, 0)), *_by_kind(problem))


def _faults_in(lines: list[str], line: int) -> Iterator[YamlFault]:
    """What a look at the lines up to the one that the parser named shows."""
    if (opened := _open_quote(lines[: line + 1])) is not None:
        yield YamlFault(opened, "引号没有成对", "请补上另一半引号，或删掉这一个")
    # An odd space before a key puts it in the line before; the parser notices that later.
    for near in range(max(0, line - _FAR), min(line, len(lines))):
        if _ODD_SPACE.match(lines[near]):
            yield YamlFault(near, "行首有全角的或看不见的空格", "请删掉它们，缩进用半角空格")
    # The parser notices a missing colon one line late.
    for near in (line, line - 1):
        if 0 <= near < len(lines) and (found := _seen(lines[near])):
            yield YamlFault(near, *found)
    for near in (line - 1, line):
        if 0 <= near < len(lines) and _NEITHER.match(lines[near]):
            yield YamlFault(near, "这一行没有短横线，也没有冒号", _BEGIN)


def _open_quote(lines: list[str]) -> int | None:
    """The first line with a quote that no later line closes, from 0.

    The parser runs on to the next quote, pages away, and complains there.
    """
    for number, line in enumerate(lines):
        sign = next((sign for sign in "\"'" if _is_half_quoted(line, sign)), None)
        if sign is None:
            continue
        closing = next((one for one in lines[number + 1 :] if sign in one), "")
        if not closing.rstrip(" ,]}").endswith(sign) or not _is_odd(closing, sign):
            return number
    return None


def _is_half_quoted(line: str, sign: str) -> bool:
    """Whether a value begins with a quote that does not end on the line."""
    found = _QUOTED.match(line)
    return bool(found) and found["sign"] == sign and _is_odd(line, sign)  # type: ignore[index]


def _is_odd(line: str, sign: str) -> bool:
    return line.replace(f"\\{sign}", "").count(sign) % 2 == 1


def _is_left_open(line: str) -> bool:
    line = line.partition(" #")[0]
    return line.count("[") > line.count("]") or line.count("{") > line.count("}")


# What a line of bad YAML shows → what is wrong and what to do; the first that fits.
_SIGHTS = (
    (re.compile(r"\{\{|\{%"), "写了宏，这里不能用宏", "请直接写成文字"),
    (_ODD_SPACE, "行首有全角的或看不见的空格", "请删掉它们，缩进用半角空格"),
    (re.compile(r"^\s*\t"), "行首用了制表符", "缩进请用空格"),
    (
        re.compile(r"^\s*(?:- )?[\w-]+：", re.ASCII),
        "用了全角冒号「：」",
        "请改成半角冒号加一个空格，例如 title: 退款多久到账",
    ),
    (
        re.compile(r"^\s*(?:- )?[^\s:\"'\[{#][^:\"'\[{]*：\s*[\[\"'{]"),
        "用了全角冒号「：」",
        "请改成半角冒号加一个空格",
    ),
    (
        re.compile(r"^\s*(?:- )?[\w-]+: +[^\"'\[{].*: "),
        "一行里有两个「冒号加空格」",
        "请用英文双引号把冒号后面的整句括起来",
    ),
    (
        re.compile(r"^\s*(?:- )?[a-z_]+:(?=[^\s:/])", re.ASCII),
        "冒号后面没有空格",
        "请在冒号后加一个空格",
    ),
    (re.compile(r"^\s*-[^\s\d-]"), "短横线后面没有空格", "请在短横线后加一个空格"),
    (re.compile(r"^\s*[－—–]"), "列表用的不是半角短横线", "请改成半角短横线加一个空格"),
    (
        re.compile(r"^\s*(?:- )?(?:[\w-]+: +)?[@`%!&*]"),
        "文字以 YAML 有别用的符号开头",
        "请用英文双引号把这句括起来",
    ),
)


def _seen(line: str) -> tuple[str, str] | None:
    """What a look at the line itself shows."""
    return next(((wrong, advice) for sign, wrong, advice in _SIGHTS if sign.search(line)), None)


# A part of the parser's words → what is wrong and what to do; the first that fits.
_KINDS = (
    ("found unexpected end of stream", "引号没有成对", "请补上另一半引号"),
    ("quoted scalar", "引号没有成对", "请补上另一半引号"),
    ("found character", "有一个不能这样用的符号", "请用英文双引号把这句括起来"),
    ("expected ',' or ']'", "方括号里的列表写法不对", "请用半角逗号隔开，并补上「]」"),
    ("expected ',' or '}'", "花括号里的写法不对", "请用半角逗号隔开，并补上「}」"),
    (
        "mapping values are not allowed",
        "这里多了一个冒号",
        "请检查上一行的缩进，或用英文双引号把整句括起来",
    ),
    ("alias", "文字以 YAML 有别用的符号开头", "请用英文双引号把这句括起来"),
    ("tag", "文字以 YAML 有别用的符号开头", "请用英文双引号把这句括起来"),
    ("", "读不懂这一行", "请检查这一行的缩进、冒号后的空格和引号"),
)


def _by_kind(problem: str) -> tuple[str, str]:
    return next((message, advice) for part, message, advice in _KINDS if part in problem)
