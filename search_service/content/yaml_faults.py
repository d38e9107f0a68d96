"""What YAML's parser could not read, in words a writer knows; nothing of its English leaks."""

from __future__ import annotations

import re
from typing import NamedTuple

import yaml

# A key, and a colon that YAML does not see: full-width, or without the space behind it.
_WIDE_COLON = re.compile(r"^\s*(?:- )?[\w-]+：", re.ASCII)
_TIGHT_COLON = re.compile(r"^\s*(?:- )?[a-z_]+:(?=[^\s:/])", re.ASCII)
_SECOND_COLON = re.compile(r"^\s*(?:- )?[\w-]+: +[^\"'\[{].*: ")
_STARTING_SIGN = re.compile(r"^\s*(?:- )?(?:[\w-]+: +)?[@`%!&*]")


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
    lines = text.split("\n")
    # The parser notices a missing colon one line late.
    for near in (line, line - 1):
        if 0 <= near < len(lines) and (found := _seen(lines[near])):
            return YamlFault(near, *found)
    problem = str(getattr(error, "problem", "") or "")
    if isinstance(error, RecursionError):
        return YamlFault(0, "嵌套得太深，读不了", "请照模板重写这个文件")
    return YamlFault(min(line, max(len(lines) - 1, 0)), *_by_kind(problem))


def _seen(line: str) -> tuple[str, str] | None:
    """What a look at the line itself shows."""
    if "\t" in line[: len(line) - len(line.lstrip())]:
        return "行首用了制表符", "缩进请用空格"
    if _WIDE_COLON.match(line):
        return "用了全角冒号「：」", "请改成半角冒号加一个空格，例如 title: 退款多久到账"
    if _SECOND_COLON.match(line):
        return "一行里有两个「冒号加空格」", "请用英文双引号把冒号后面的整句括起来"
    if _TIGHT_COLON.match(line):
        return "冒号后面没有空格", "请在冒号后加一个空格"
    if _STARTING_SIGN.match(line):
        return "文字以 YAML 有别用的符号开头", "请用英文双引号把这句括起来"
    return None


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
