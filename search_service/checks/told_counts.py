"""A number of steps or things that is told agrees with the list, table or row of words below.

Somebody adds a step and leaves 「六步」 in the heading, or takes one away that a line points to.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from markdown_it.token import Token

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.rule import Rule
from search_service.checks.sums import tables_of
from search_service.content.markdown_tokens import inline_text
from search_service.content.problems import Problem

_HAN_NUMBERS = {sign: number for number, sign in enumerate("一二三四五六七八九十", 1)}
_NUMBER = r"(?P<number>\d{1,2}|[一二三四五六七八九十])"
_TOLD = re.compile(
    rf"(?<![第\d一二三四五六七八九十几百]){_NUMBER} ?"
    r"(?:步|样|处|件事|件|条|项|点|段|句|类|种|招|通)(?![\d钟])"
)
# 「三样：甲、乙和丙。」
_ROW = re.compile(
    rf"{_TOLD.pattern}[^。：；，「」]{{0,4}}：(?P<row>[^。；！？：「」（）]+)[。；！？]"
)
_PHRASE = re.compile(rf"第 ?{_NUMBER} ?[句样](?![\u4e00-\u9fff]?[:：])")
_STEP = re.compile(rf"(?<!\])第 ?{_NUMBER} ?步(?!骤?[:：])")
_BETWEEN = re.compile(r"、|，|(?<=[^\s、，])[和与](?=[^\s、，])")
# One or two of something are told of without being counted: 一种, 两处都查.
_FEWEST = 3
_LISTS = {"ordered_list_open": "list_item_open", "bullet_list_open": "list_item_open"}
_ROWS = {**_LISTS, "table_open": "tr_open"}

Fault = tuple[int, str, str]


def _number(found: re.Match[str]) -> int:
    written = found["number"]
    return int(written) if written.isdigit() else _HAN_NUMBERS[written]


def _blocks(tokens: list[Token]) -> Iterator[tuple[str, int, str, int]]:
    """Kind, line in the body, words and number of entries of each block outside all others."""
    for place, token in enumerate(tokens):
        if token.level or token.nesting != 1:
            continue
        counted = _ROWS.get(token.type)
        inside = tokens[place + 1 :]
        if counted:
            until = next(n for n, one in enumerate(inside) if one.level == 0)
            depth = 1 if token.type in _LISTS else 2
            entries = sum(one.type == counted and one.level == depth for one in inside[:until])
            entries -= token.type == "table_open"  # its head
            yield token.type, (token.map or [0])[0], "", entries
        else:
            words = inline_text(inside[0]) if inside[0].type == "inline" else ""
            yield token.type, (token.map or [0])[0], words, 0


def _lists(page: MarkdownFile) -> Iterator[Fault]:
    """Headings above one list or table, and lines that end in a colon above a list."""
    blocks = list(_blocks(page.tokens))
    starts = [n for n, (kind, *_) in enumerate(blocks) if kind == "heading_open"]
    for start, end in pairwise((*starts, len(blocks))):
        counted = [one for one in blocks[start + 1 : end] if one[0] in _ROWS]
        if len(counted) == 1:
            yield from _against(page, blocks[start], counted[0])
    for said, shown in pairwise(blocks):
        if said[0] == "paragraph_open" and said[2].endswith("：") and shown[0] in _LISTS:
            yield from _against(page, (*said[:2], re.split("[。！？]", said[2])[-1], 0), shown)


def _against(
    page: MarkdownFile, said: tuple[str, int, str, int], shown: tuple[str, int, str, int]
) -> Iterator[Fault]:
    told = list(_TOLD.finditer(said[2]))
    if len(told) == 1 and (number := _number(told[0])) >= _FEWEST and number != shown[3]:
        message = f"写的是「{told[0][0]}」，下面有 {shown[3]} {_unit(shown[0])}"
        yield page.first_line + said[1], message, "请改数字，或补上、删掉多出来的"


def _unit(kind: str) -> str:
    return "行" if kind == "table_open" else "条"


def _rows(page: MarkdownFile) -> Iterator[Fault]:
    for line, text in page.prose:
        for found in _ROW.finditer(text):
            row = found["row"]
            counts = {len(_BETWEEN.split(row)), row.count("、") + 1, row.count("，") + 1}
            counts.add(len(re.split("、|和|与", row)))
            if (number := _number(found)) >= _FEWEST and number not in counts and max(counts) > 1:
                message = f"写的是「{found[0].split('：')[0]}」，后面数出来是 {max(counts)} 样"
                yield line, message, "请改数字，或补上、删掉多出来的"


def _steps(page: MarkdownFile) -> Iterator[Fault]:
    """「第 6 步」 where the page's longest list of steps is shorter."""
    longest = max((count for kind, _, _, count in _all_lists(page)), default=0)
    for line, text in page.prose:
        for found in _STEP.finditer(text):
            if longest >= _FEWEST and _number(found) > longest:
                message = f"「{found[0]}」没有：这一页最长的步骤只有 {longest} 步"
                yield line, message, "请改成有的那一步"


def _phrases(page: MarkdownFile) -> Iterator[Fault]:
    """「第 5 句」 where no list and no table has so many."""
    longest = max((count for kind, _, _, count in _blocks(page.tokens) if kind in _ROWS), default=0)
    for line, text in page.prose:
        for found in _PHRASE.finditer(text):
            if longest >= _FEWEST and _number(found) > longest:
                message = f"「{found[0]}」没有：这一页最长的只有 {longest} 条"
                yield line, message, "请改成有的那一条"


def _numbered_rows(page: MarkdownFile) -> Iterator[Fault]:
    """A first column that counts 1, 2, 3, and one of its numbers is another."""
    for table in tables_of(page.prose):
        rows = table[1:]
        numbers = [int(cells[0]) if cells[0].isdecimal() else 0 for _, cells in rows]
        wrong = [at for at, number in enumerate(numbers, 1) if number != at]
        is_turned = sorted(numbers) == [*range(1, len(rows) + 1)]
        if len(rows) >= _FEWEST and (len(wrong) == 1 or (wrong and is_turned)) and all(numbers):
            at = wrong[0]
            message = f"这一列是一行一行数的，第 {at} 行写的是 {numbers[at - 1]}"
            yield rows[at - 1][0], message, f"请改成 {at}"


def _summary(page: MarkdownFile) -> Iterator[Fault]:
    """Steps that the summary counts, where nothing on the page has so many steps.

    Steps are what is numbered, and what a heading calls so.
    """
    counts, heading = set(), ""
    for kind, _, words, count in _blocks(page.tokens):
        heading = words if kind == "heading_open" else heading
        if kind == "ordered_list_open" or (kind in _ROWS and "步" in heading):
            counts.add(count)
    counts |= {_number(found) for _, text in page.prose[1:] for found in _STEP.finditer(text)}
    for line, summary in page.head_texts("summary"):
        for found in _TOLD.finditer(summary):
            if found[0].endswith("步") and counts and _number(found) not in counts | {1, 2}:
                message = f"摘要写的是「{found[0]}」，正文里没有一张是这么多条"
                yield line, message, "请数一数，改成正文的数"


def _all_lists(page: MarkdownFile) -> Iterator[tuple[str, int, str, int]]:
    return (one for one in _blocks(page.tokens) if one[0] == "ordered_list_open")


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for find in (_lists, _rows, _steps, _phrases, _numbered_rows, _summary):
            for line, message, advice in find(page):
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("count", _find)
