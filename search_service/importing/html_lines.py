"""Words, pictures and breaks of one line of HTML → runs; what cannot be carried is a loss."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from dataclasses import dataclass

from selectolax.lexbor import LexborNode

from search_service.importing import html_nodes as html
from search_service.importing.document import (
    Block,
    Blocks,
    Break,
    Inline,
    Mark,
    Paragraph,
    Picture,
    Runs,
    Table,
    Words,
)
from search_service.importing.line_ends import trimmed
from search_service.importing.losses import Kind, Loss

# Open elements on one way; the parser stops far later.
_DEEPEST = 150
_INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u2060\ufeff\u00ad\x00-\x08\x0b\x0e-\x1f\x7f]")
_SPACE = re.compile(r"[ \t\n\r\f\u00a0\u2028\u2029\u0085]+")
_RAISED = str.maketrans("0123456789+-n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")
_SHOWN = 60
# What a system draws into its pages by itself.
_CHROME_CLASSES = {"toc-macro", "headerlink", "header-anchor", "anchorjs-link", "footnote-backref"}


@dataclass(frozen=True)
class Style:
    """How words look where they stand."""

    bold: bool = False
    italic: bool = False
    code: bool = False
    link: str | None = None
    depth: int = 0


class LineReader(ABC):
    """Reads lines; blocks in them are for whoever reads blocks.

    Args:
        where: The place in the export, for the losses.
    """

    def __init__(self, where: str) -> None:
        self._where = where
        self.losses: list[Loss] = []
        # Tables that stand in a cell of another one: they follow it.
        self._lifted: list[Block] = []

    @abstractmethod
    def _table(self, node: LexborNode, style: Style) -> Blocks:
        """A table, and what goes with it."""

    def _lose(self, kind: Kind, what: str, why: str) -> None:
        self.losses.append(Loss(kind, self._where, " ".join(what.split())[:_SHOWN], why))

    def _is_lost(self, node: LexborNode) -> bool:
        """Whether an element is left out with all that is in it, said or not."""
        name = html.name_of(node)
        if name in html.SILENT:
            return True
        if html.is_hidden(node):
            if words := node.text(strip=True):
                self._lose("格式", words, "原来就是隐藏的，没有导入")
            return True
        if behind := html.picture_behind(node):
            self._lose("图片", behind, "当背景的图不能导入，请插到文章里")
        if html.is_struck(node):
            if words := node.text(strip=True):
                self._lose("格式", words, "划掉的文字，没有导入；还有效就补回去")
            return True
        if name in html.EMBEDDED:
            names = ("src", "data-src", "data", "data-nickname", "data-title")
            what = next(filter(None, (html.attribute(node, one) for one in names)), f"<{name}>")
            self._lose("嵌入", what, "视频、表单之类的嵌入内容不能导入，请改成文字或图")
            return True
        if name in html.CONTROLS and name not in {"form", "button"}:
            return True
        return html.attribute(node, "role") == "navigation" or bool(
            html.classes(node) & _CHROME_CLASSES
        )

    def _styled(self, node: LexborNode, style: Style) -> Style:
        if style.depth > _DEEPEST:
            raise RecursionError
        name = html.name_of(node)
        link = style.link
        if name == "a" and (target := html.attribute(node, "href")):
            link = target
        return Style(
            html.is_bold(node, style.bold),
            html.is_italic(node, style.italic),
            style.code or name in {"code", "kbd", "samp", "tt"},
            link,
            style.depth + 1,
        )

    def _mark(self, node: LexborNode, run: list[Inline]) -> None:
        name = html.attribute(node, "id")
        if not name and html.name_of(node) == "a":
            name = html.attribute(node, "name")
        if name:
            run.append(Mark(name))

    def _inline(self, node: LexborNode, style: Style, run: list[Inline]) -> None:
        name = html.name_of(node)
        if name == html.TEXT:
            text = _INVISIBLE.sub("", node.text_content or "")
            if text:
                text = _SPACE.sub(" ", text)
                run.append(Words(text, style.bold, style.italic, style.code, style.link))
            return
        if name == "br":
            run.append(Break())
            return
        if name == "wbr" or self._is_lost(node):
            return
        if name == "img":
            run += self._picture(node)
            return
        if name == "svg":
            if words := node.text(strip=True):
                self._lose("图片", words, "画在网页里的图不能导入，请截图")
            return
        if name in {"sup", "sub"} and (moved := _moved(node.text(), name)):
            run.append(Words(moved, style.bold, style.italic, style.code, style.link))
            return
        self._mark(node, run)
        inner = self._styled(node, style)
        for child in html.children(node):
            self._inline(child, inner, run)

    def _picture(self, node: LexborNode) -> list[Inline]:
        words = html.attribute(node, "alt")
        if {"emoticon", "emoji"} & html.classes(node):
            shown = html.attribute(node, "data-emoji-fallback") or words
            return [Words(shown)] if shown else []
        for name in ("src", "data-image-src", "data-src", "data-original", "data-lazy-src"):
            source = html.attribute(node, name)
            if source and not source.startswith("data:image/gif;base64,R0lGOD"):
                return [Picture(source, words or html.attribute(node, "title"))]
        self._lose("图片", words or "<img>", "没有写图在哪里")
        return [Words(words)] if words else []

    def _runs(self, node: LexborNode, style: Style) -> Runs:
        """All words of an element in one line; blocks in it are lines, entries are named apart."""
        run: list[Inline] = []
        self._flat(node, style, run)
        return trimmed(tuple(run))

    def _flat(self, node: LexborNode, style: Style, run: list[Inline]) -> None:
        entries = 0
        for child in html.children(node):
            name = html.name_of(child)
            if name == html.TEXT or (name not in html.BLOCKS and not html.holds_blocks(child)):
                self._inline(child, style, run)
            elif not self._is_lost(child):
                inner = self._styled(child, style)
                self._mark(child, run)
                entries += name == "li"
                if name == "table":
                    self._lift(child, inner, run)
                elif name == "pre":
                    code = Words(" ".join(child.text().split()), code=True)
                    run += [Break(), code, Break()]
                elif name == "li" and entries > 1:
                    run.append(Words("；"))
                    self._flat(child, inner, run)
                else:
                    run += [Break()] if name in html.BLOCKS else []
                    self._flat(child, inner, run)
                    run += [Break()] if name in html.BLOCKS - {"li"} else []

    def _lift(self, table: LexborNode, style: Style, run: list[Inline]) -> None:
        found = self._table(table, style)
        if any(isinstance(one, Table) for one in found):
            self._lifted += found
            run.append(Words("（见下表）"))
            return
        for one in found:  # a table of one cell is no table
            run += [Break(), *one.runs] if isinstance(one, Paragraph) else []


def _moved(text: str, name: str) -> str:
    """Small numbers beside a word as the signs that there are for them; empty when none."""
    table = _RAISED if name == "sup" else _LOWERED
    text = text.strip()
    return text.translate(table) if text and all(ord(one) in table for one in text) else ""
