"""A paragraph ends with a sign that ends a sentence: one that does not was cut off."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from search_service.checks.content_view import ContentView
from search_service.checks.data_ends import odd_ends
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

_STARTS = "，。、；：？！）」"
_ENDS = "。！？：；……」』）"
_WHOLE = 8


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        tokens = page.tokens
        lines = page.body.split("\n")
        for opened, words in pairwise(tokens):
            if opened.type != "paragraph_open" or opened.level or not opened.map:
                continue
            written = lines[opened.map[1] - 1].rstrip()
            # A reference, a link or a picture may stand alone.
            if written.endswith(("}", "`", "|")) or not words.content.strip():
                continue
            first = lines[opened.map[0]].strip()
            if first[0] in _STARTS:
                message = f"这一段以「{first[0]}」开头"
                advice = "请删掉它；前面丢了字的，请补上"
                yield page.problem(RULE.id, page.first_line + opened.map[0], message, advice)
            text = written.rstrip("*_ ")
            if len(text) >= _WHOLE and text[-1] not in _ENDS and not text.endswith(")"):
                message = f"这一段的末尾没有标点：「……{text[-8:]}」"
                advice = "请补上句号；话没写完的，请写完"
                yield page.problem(RULE.id, page.first_line + opened.map[1] - 1, message, advice)


def _find_all(content: ContentView) -> Iterator[Problem]:
    yield from _find(content)
    yield from odd_ends(content)


RULE = Rule("sentence-end", _find_all)
