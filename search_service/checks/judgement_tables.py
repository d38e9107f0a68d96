"""The judged tables beside `queries.tsv`: their columns, codes, patterns and fixed words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from difflib import get_close_matches

from search_service.evaluation.answers import SPLITS

# What stands in a row's cell instead of a code: an entry of the glossary, or nothing that answers.
NO_CODES = ("", "none", "glossary")
_ALIKE = 0.7
_HALVES = ("dev", "learnt", "held-out", "sealed")
# Columns by the first line of the file.
_TABLES = {
    "answers.tsv": ("query", "articles", "answer", "kind", "split"),
    "no_answer.tsv": ("query", "split"),
    "distress.tsv": ("query", "articles", "kind", "half"),
    "trouble.tsv": ("query", "articles", "kind", "half"),
    "typed.tsv": ("query", "articles", "kind"),
}
_FIXED = {"split": SPLITS, "half": _HALVES}
# Columns whose words each stand in several rows: a word that stands in one and is nearly another.
_REPEATED = ("distress.tsv", "trouble.tsv", "typed.tsv"), "kind"
_NO_TABS = (
    1,
    "整张表里没有一个制表符，分不出栏",
    "是不是另存成了 CSV？请另存为用制表符分隔的文本，扩展名 .tsv",
)
TABLES = tuple(_TABLES)


def has_columns(text: str) -> bool:
    """Whether tabs part the columns; a table saved as CSV has none in any line."""
    return "\t" in text or not text.strip()


def faults_of_queries(text: str) -> Iterator[tuple[int, str, str]]:
    """As `faults_in`, of `queries.tsv`: its first line, queries written twice, lost quotes."""
    seen: dict[str, int] = {}
    if not has_columns(text):
        yield _NO_TABS
        return
    for number, line in enumerate(text.splitlines(), 1):
        query = line.split("\t")[0].strip()
        if number == 1:
            if line.rstrip() != "query\texpected\tkind":
                advice = "请写成 query、expected、kind，中间用制表符"
                yield 1, "第一行不是栏目的名字", advice
        elif (before := seen.setdefault(query, number)) != number:
            advice = "请只留一行；几篇都对，用 | 隔开编号"
            yield number, f"「{query}」在第 {before} 行已经有了", advice
        elif found := _quoted_fault(query):
            yield number, *found


def faults_in(
    name: str, text: str, is_known: Callable[[str], bool]
) -> Iterator[tuple[int, str, str]]:
    """Line, what is wrong and what to do, of a table of `content/judgements`.

    Args:
        name: Of the file.
        text: It.
        is_known: Whether there is an article of a code.
    """
    columns = _TABLES[name]
    if not has_columns(text):
        yield _NO_TABS
        return
    yield from _faults_of_kinds(name, text)
    yield from _rows_twice(text)
    for number, line in enumerate(text.splitlines(), 1):
        cells = line.split("\t")
        if number == 1:
            if tuple(cells) != columns:
                wanted = "、".join(columns)
                yield 1, "第一行不是栏目的名字", f"请写成 {wanted}，中间用制表符"
        elif len(cells) != len(columns) or not cells[0].strip():
            wanted = "、".join(columns)
            yield number, f"应当是 {len(columns)} 栏", f"请用制表符分开：{wanted}"
        else:
            row = dict(zip(columns, cells, strict=True))
            if found := _fault(row, is_known):
                yield number, *found


def _rows_twice(text: str) -> Iterator[tuple[int, str, str]]:
    """Rows that stand above, whole."""
    seen: dict[str, int] = {}
    for number, line in enumerate(text.splitlines()[1:], 2):
        if line.strip() and (above := seen.setdefault(line.strip(), number)) != number:
            query = line.split("\t")[0].strip()
            yield number, f"「{query}」和第 {above} 行一样", "请只留一行"


def _faults_of_kinds(name: str, text: str) -> Iterator[tuple[int, str, str]]:
    """Kinds that only one row has and that are nearly the kind of others."""
    names, column = _REPEATED
    if name not in names:
        return
    place = _TABLES[name].index(column)
    kinds = [(line.split("\t") + [""] * place)[place] for line in text.splitlines()]
    usual = [kind for kind, times in Counter(kinds).items() if times > 1]
    for number, kind in enumerate(kinds[1:], 2):
        near = get_close_matches(kind, usual, n=1, cutoff=_ALIKE) if kind not in usual else ()
        if kind and near:
            yield number, f"{column}：只有这一行写「{kind}」", f"是不是 {near[0]}？请核对"


def _quoted_fault(cell: str) -> tuple[str, str] | None:
    """A quote that begins a cell takes all that follows up to the next for one cell."""
    if cell.startswith('"') and not (cell.endswith('"') and len(cell) > 1):
        return "一格以英文双引号开头，会和后面几行连成一格", "请删掉它，或改成「」"
    return None


def _fault(row: dict[str, str], is_known: Callable[[str], bool]) -> tuple[str, str] | None:
    codes = [one for one in row.get("articles", "").split("|") if one not in NO_CODES]
    if unknown := [code for code in codes if not is_known(code)]:
        advice = "请改成现有文章的编号，几篇用 | 隔开"
        return f"没有编号为 {'、'.join(unknown)} 的文章", advice
    if codes and row.get("kind") == "none":
        return "kind 写 none，却写了编号", "没有文章能答的，编号那一栏写 none；能答的，换一个 kind"
    for column, choice in _FIXED.items():
        if column in row and row[column] not in choice:
            return f"{column}：{row[column]} 不认识", f"请从这些里选一个：{'、'.join(choice)}"
    try:
        re.compile(row.get("answer", ""))
    except re.error:
        advice = "请检查括号是不是成对；括号、点号这类符号前加 \\"
        return f"answer：「{row['answer']}」不是正则表达式", advice
    return next(filter(None, map(_quoted_fault, row.values())), None)
