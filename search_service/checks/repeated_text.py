"""The same sentence twice on a page, or the same case twice in a table: pasted, half changed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import Block, MarkdownFile
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

# What a reader would notice; 「如图。」 may stand twice.
_ENOUGH = 8
_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_SPACE = re.compile(r"\s")


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        yield from _sentences(page)
        yield from _cases(page)


def _sentences(page: MarkdownFile) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for block in page.blocks:
        if block.kind != "paragraph":
            continue
        for line, sentence in _split(block):
            above = seen.setdefault(sentence, line)
            if above != line:
                message = f"「{sentence[:12]}……」和第 {above} 行的一句一样"
                yield page.problem(RULE.id, line, message, "请删掉一处，或写上不同的话")


def _split(block: Block) -> Iterator[tuple[int, str]]:
    for line, text in block.lines:
        for found in _SENTENCE.finditer(text):
            sentence = _SPACE.sub("", found[0])
            # Several lines may lead to one page.
            if len(sentence) >= _ENOUGH and not sentence.startswith(("见", "看")):
                yield line, sentence


def _cases(page: MarkdownFile) -> Iterator[Problem]:
    """Rows of a table whose cells are alike but for the last."""
    seen: dict[tuple[str, ...], int] = {}
    row: list[str] = []
    line = page.first_line
    for token, words in zip(page.tokens, page.tokens[1:], strict=False):
        if token.type == "table_open":
            seen = {}
        elif token.type == "tr_open":
            row, line = [], page.first_line + (token.map or [0])[0]
        elif token.type == "td_open":
            row.append(words.content.strip())
        elif token.type == "tr_close" and len(row) > 1 and any(row[:-1]):
            above = seen.setdefault(tuple(row[:-1]), line)
            if above != line:
                message = f"「{'，'.join(row[:-1])[:16]}」和第 {above} 行说的是同一种情况"
                advice = "请写上这一行是哪一种情况；真是同一种，就并成一行"
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("repeated", _find)
