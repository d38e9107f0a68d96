"""Lines that belong to the block above them, or were meant as one of it, and are not.

A line without its sign runs on in the entry above; one without its four columns leaves the box.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import rule_of_files

_ITEM = re.compile(r"^(?P<indent>\s*)(?:[-*+]|\d+[.)])\s+(?P<text>\S.*)")
_DOUBLE = re.compile(r"^\s*[-*+]\s+[-*+]\s+\S")
_BOX = re.compile(r"^(?P<indent> *)(?:!!!|\?\?\?\+?) ?\w")
_FENCE = re.compile(r"^\s*(?:`{3}|~{3})")
# Begins a block of its own, or is another rule's.
_OWN = re.compile(
    r"^\s*(?:[-*+#>|:!?={<]|\d+[.)、．]|`{3}|~{3}|\[\^?[^\]]+\]:|[（(\u2460-\u2473\uff1e\uff03\uff01\uff1f\uff0d\uff0b\u2022\u00b7\u25cf\u2014\u2013*])|^\s*$"
)
_RULER = re.compile(r"^ {0,3}(?:-\s?){3,}$")


def _lines(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """Line, its text and the one below, of all that stand in no code."""
    in_fence = False
    for number, (line, below) in enumerate(pairwise((*page.body.split("\n"), "")), page.first_line):
        in_fence ^= bool(_FENCE.match(line))
        if not in_fence:
            yield number, line, below


def _run_on(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """A line at the margin right below an entry of a list: it becomes part of that entry."""
    for number, line, below in _lines(page):
        if _DOUBLE.match(line):
            yield number, "这一条前面有两个短横线", "请只留一个；是下一层，就另起一行缩进四格"
        if not _ITEM.match(line):
            continue
        if _RULER.match(below):
            message = "列表下面紧跟一行 ---，列表会断开"
            yield number + 1, message, "请删掉它；要横线，前后各空一行"
        elif not _OWN.match(below) and not below[0].isspace():
            message = f"这一行没有符号，会并进上一条：「{below.strip()[:12]}」"
            yield number + 1, message, "是一条就写成「- 文字」或「数字. 文字」；不是就在前面空一行"
        elif re.match(r"^[\u2014\u2013] ?[^\u2014\u2013\s]", below):
            message = f"这一行不是列表的一条，会并进上一条：「{below.strip()[:12]}」"
            yield number + 1, message, "请写成「- 文字」，短横线用半角"


def _out_of_box(page: MarkdownFile) -> Iterator[tuple[int, str, str]]:
    """A line at the margin right below the indented ones of a box."""
    inside: int | None = None
    for number, line, below in _lines(page):
        if found := _BOX.match(line):
            inside = len(found["indent"])
        elif line.strip() and inside is not None and _indent(line) <= inside:
            inside = None
        if inside is None or not line.strip() or not below.strip() or _BOX.match(line):
            continue
        if _indent(below) <= inside:
            message = f"这一行没有缩进，掉到提示框外面了：「{below.strip()[:12]}」"
            yield number + 1, message, "请缩进四格；不属于提示框，就在前面空一行"


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


RULES = (rule_of_files("run-on", _run_on), rule_of_files("box-left", _out_of_box))
