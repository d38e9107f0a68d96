"""Markdown as writers and their editors understand it, as tokens with their lines."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from markdown_it.utils import EnvType
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin

# `{ .class }` or `{: #id }` behind an element, as the attr_list extension reads it.
_ATTRIBUTES = re.compile(r"\s*\{:?\s*[#.][^}\n]*\}")


# Pages, sentences of scripts and lines that were filled in, of all content twice over.
_REMEMBERED = 5_000


class _Parser(MarkdownIt):
    """Reads past the end of a text that ends in an open line: the boxes' rule looks there."""

    def parse(self, src: str, env: EnvType | None = None) -> list[Token]:
        return super().parse(f"{src}\n", env)


@cache
def markdown_parser() -> MarkdownIt:
    """The Markdown that articles are written in, as tokens with their lines; do not change it."""
    parser = _Parser("commonmark").enable(["table", "strikethrough"])
    return parser.use(admon_plugin).use(deflist_plugin)


@lru_cache(maxsize=_REMEMBERED)
def tokens_of(markdown: str) -> list[Token]:
    """The tokens of a text. Remembered, for every rule that asks and every save; do not change."""
    return markdown_parser().parse(markdown)


def inline_text(token: Token) -> str:
    """What a reader sees of an inline token, as plain text."""
    parts = []
    for child in token.children or ():
        if child.type in {"text", "code_inline"}:
            parts.append(child.content)
        elif child.type in {"softbreak", "hardbreak"}:
            parts.append("" if parts and not parts[-1][-1:].isascii() else " ")
        elif child.type == "image":
            parts.append(child.content)
    return _ATTRIBUTES.sub("", "".join(parts)).strip()
