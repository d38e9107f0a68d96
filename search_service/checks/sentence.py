"""No sentence over 40 字."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import Block
from search_service.checks.rule import Rule
from search_service.content.problems import Problem

SENTENCE_LIMIT = 40
_SENTENCE = re.compile(r"[^。！？!?]+[。！？!?]*[」』”）]*")
_SHOWN = 12


def _sentences(block: Block) -> Iterator[tuple[int, str]]:
    """Each sentence with the line on which it begins."""
    ends: list[tuple[int, int]] = []
    end = 0
    for line, text in block.lines:
        end += len(text)
        ends.append((end, line))
    for match in _SENTENCE.finditer(block.text):
        start = match.start()
        yield next((line for end, line in ends if start < end), block.line), match[0].strip()


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.markdown_files:
        for block in page.blocks:
            if block.kind == "heading":
                continue
            for line, sentence in _sentences(block):
                if (length := content.length_of(sentence)) > SENTENCE_LIMIT:
                    message = f"这句有 {length} 字，最多 {SENTENCE_LIMIT} 字：{sentence[:_SHOWN]}……"
                    yield page.problem(RULE.id, line, message, "请拆成两句，或改成列表")


RULE = Rule("sentence", _find)
