"""Spaces between 汉字 and Latin words, full-width signs in Chinese: the linter `autocorrect`.

People's own words in `questions` are left as they typed them, and so are code and data files.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

import autocorrect_py

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Rule
from search_service.content.article_parser import split_front_matter
from search_service.content.markdown_tokens import markdown_parser
from search_service.content.problems import Problem

# The brand begins with a Latin letter and is one word all the same.
_BRAND = re.compile(r"u 钱包")
_BLANK = "\ue000"
_HEAD_LINE = re.compile(r"^\s*(?:- )?(?:title|summary):")


def corrected(text: str) -> str:
    """A Markdown file with its typography mended; the same number of lines."""
    head, body, first_line = split_front_matter(text)
    written = text.split("\n")
    lines = written[: first_line - 1] if head is not None else []
    lines = [_formatted(line) if _HEAD_LINE.match(line) else line for line in lines]
    before, after = body.split("\n"), _formatted(body).split("\n")
    # A line more or less would be no matter of typography: then nothing is changed.
    if len(before) != len(after):
        after = before
    code = _code_lines(body)
    lines += [
        old if number in code else new
        for number, (old, new) in enumerate(zip(before, after, strict=True))
    ]
    return "\n".join(lines)


def _formatted(markdown: str) -> str:
    # Full-width spaces are blanks to be filled in by hand: （　）.
    hidden = markdown.replace("\u3000", _BLANK)
    mended = _BRAND.sub("u钱包", str(autocorrect_py.format_for(hidden, "md")))
    return mended.replace(_BLANK, "\u3000")


def _code_lines(markdown: str) -> set[int]:
    """Numbers of the lines, from 0, that stand in code."""
    return {
        line
        for token in markdown_parser().parse(markdown)
        if token.type in {"fence", "code_block"} and token.map
        for line in range(*token.map)
    }


def changes(before: str, after: str) -> str:
    """The stretches in which two lines differ, as 「旧」→「新」."""
    parts = []
    for tag, i, j, k, m in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag != "equal":
            old, new = before[max(0, i - 1) : j + 1], after[max(0, k - 1) : m + 1]
            parts.append(f"「{old.strip()}」→「{new.strip()}」")
    return "、".join(parts)


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        pairs = zip(page.text.split("\n"), corrected(page.text).split("\n"), strict=True)
        for line, (before, after) in enumerate(pairs, 1):
            if before != after:
                advice = "请照箭头修改，或运行 kb check --fix"
                message = f"排版：{changes(before, after)}"
                yield page.problem(RULE.id, line, message, advice)


RULE = Rule("typography", _find)
