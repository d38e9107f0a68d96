"""The terms of `pages/glossary.md`, and the article that each one's explanation leads to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

PAGE = "glossary.md"
# 工作日 {#工作日}
# :   周一到周五……见[退款多久到账](refunds/how-long.md#工作日怎么算)。
_ENTRY = re.compile(
    r"^(?P<term>[^\s{][^{\n]*?)\s*\{#[^}\n]+\}[ \t]*\n(?P<text>:[ \t]+.*(?:\n[ \t]+.*)*)",
    re.MULTILINE,
)
_ARTICLE = re.compile(r"\]\((?P<path>[^)#\s]+\.md)(?:#[^)\s]*)?\)")


class Definition(NamedTuple):
    """A term and the path of the article about it, below `pages`."""

    term: str
    article: str


def definitions_in(text: str) -> Iterator[Definition]:
    """The terms of the glossary page that lead to an article."""
    for entry in _ENTRY.finditer(text):
        if found := _ARTICLE.search(entry["text"]):
            yield Definition(entry["term"], found["path"])
