"""HTML as other help systems write it → blocks; what has no place in Markdown is a loss."""

from __future__ import annotations

from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from search_service.importing import html_nodes as html
from search_service.importing.document import (
    Block,
    Blocks,
    Box,
    Break,
    Code,
    Heading,
    Inline,
    Listing,
    Mark,
    Paragraph,
    Picture,
    Quote,
    Table,
    has_content,
    text_of,
)
from search_service.importing.grid import GridTooLarge, grid_of
from search_service.importing.html_boxes import box_of, language_of, summary_of
from search_service.importing.html_lines import LineReader, Style
from search_service.importing.line_ends import trimmed
from search_service.importing.losses import Loss


def read_html(source: str, where: str) -> tuple[Blocks, list[Loss]]:
    """Blocks of a piece of HTML, and what of it is in none of them.

    Args:
        source: A fragment or a whole page.
        where: The place in the export, for the losses.
    """
    body = LexborHTMLParser(source).body
    reader = _Reader(where)
    blocks = reader.blocks(body, Style()) if body is not None else ()
    return blocks, reader.losses


class _Reader(LineReader):
    def blocks(self, node: LexborNode, style: Style) -> Blocks:
        """What stands in an element, as blocks."""
        done: list[Block] = []
        run: list[Inline] = []
        self._fill(node, style, done, run)
        self._flush(done, run)
        return tuple(done)

    def _fill(self, node: LexborNode, style: Style, done: list[Block], run: list[Inline]) -> None:
        for child in html.children(node):
            name = html.name_of(child)
            if name == html.TEXT or name not in html.BLOCKS:
                if name != html.TEXT and self._is_box(child):
                    self._flush(done, run)
                    done += self._block(child, style)
                elif name != html.TEXT and html.holds_blocks(child) and not self._is_lost(child):
                    self._mark(child, run)
                    self._fill(child, self._styled(child, style), done, run)
                else:
                    self._inline(child, style, run)
                continue
            if self._is_lost(child):
                continue
            self._flush(done, run)
            self._mark(child, run)
            found = self._block(child, style)
            if run and found and isinstance(found[0], Heading | Paragraph):
                found = (replace(found[0], runs=(*run, *found[0].runs)), *found[1:])
                run.clear()
            done += found

    @staticmethod
    def _is_box(node: LexborNode) -> bool:
        return box_of(node) is not None

    def _block(self, node: LexborNode, style: Style) -> Blocks:  # noqa: C901, PLR0911 - one an element
        style = self._styled(node, style)
        name = html.name_of(node)
        if box := box_of(node):
            inside = self.blocks(box.inside, style) if box.inside is not None else ()
            kept = _without_title(inside, box.title)
            return (Box(box.kind, box.title, kept),) if kept else ()
        if name in html.HEADINGS:
            runs = self._runs(node, replace(style, bold=False))
            pictures = tuple(one for one in runs if isinstance(one, Picture))
            words = tuple(one for one in runs if not isinstance(one, Picture | Break))
            after = (Paragraph(pictures),) if pictures else ()
            head = (Heading(html.HEADINGS[name], words),) if text_of(words) else ()
            return (*head, *after)
        if name == "pre":
            return self._code(node)
        if name in {"ul", "ol", "menu"}:
            return self._listing(node, style)
        if name == "table":
            return self._table(node, style)
        if name == "blockquote":
            inside = self.blocks(node, style)
            return (Quote(inside),) if inside else ()
        if name == "dl":
            return self._definitions(node, style)
        if name == "details":
            return self._details(node, style)
        if name == "figure":
            return self._figure(node, style)
        if name == "hr":
            return ()
        if name == "li":  # outside any list
            inside = self.blocks(node, style)
            return (Listing(None, (inside,)),) if inside else ()
        return self.blocks(node, style)

    def _table(self, node: LexborNode, style: Style) -> Blocks:
        waiting, self._lifted = self._lifted, []
        try:
            grid = grid_of(node)
        except GridTooLarge:
            self._lose("格式", node.text(strip=True), "表格太大，没有导入，请手工搬")
            return ()
        captions = [one for one in html.children(node) if html.name_of(one) == "caption"]
        before = [block for one in captions for block in self.blocks(one, style)]
        cells = {cell.mem_id: cell for row in grid for cell in row if cell is not None}
        if len(cells) == 1:  # drawn around something
            inside = self.blocks(next(iter(cells.values())), style)
            self._lifted = waiting
            return (*before, *inside)
        plain = replace(style, bold=False)
        read = {key: self._runs(cell, plain) for key, cell in cells.items()}
        rows = tuple(
            tuple(read[cell.mem_id] if cell is not None else () for cell in row) for row in grid
        )
        after, self._lifted = self._lifted, waiting
        while rows and not any(map(has_content, rows[-1])):
            rows = rows[:-1]
        while rows and not any(map(has_content, rows[0])):
            rows = rows[1:]
        return (*before, *((Table(rows),) if rows else ()), *after)

    def _listing(self, node: LexborNode, style: Style) -> Blocks:
        entries: list[Blocks] = []
        for child in html.children(node):
            name = html.name_of(child)
            if name == html.TEXT or self._is_lost(child):
                if name == html.TEXT and (child.text_content or "").strip():
                    entries.append(self._loose(child, style))
                continue
            inside = (
                self.blocks(child, self._styled(child, style))
                if name == "li"
                else (
                    self._block(child, style) if name in html.BLOCKS else self._loose(child, style)
                )
            )
            if not inside:
                continue
            nested = name in {"ul", "ol"} or (
                isinstance(inside[0], Listing) and len(inside) == 1 and bool(entries)
            )
            if nested and entries:
                entries[-1] += inside
            elif nested and isinstance(inside[0], Listing):  # a list only around another one
                entries += inside[0].entries
            else:
                entries.append(inside)
        start = html.attribute(node, "start")
        first = int(start) if start.isdigit() else 1
        number = first if html.name_of(node) == "ol" else None
        return (Listing(number, tuple(entries)),) if entries else ()

    def _loose(self, node: LexborNode, style: Style) -> Blocks:
        done: list[Block] = []
        run: list[Inline] = []
        self._inline(node, style, run)
        self._flush(done, run)
        return tuple(done)

    def _figure(self, node: LexborNode, style: Style) -> Blocks:
        """A picture and its caption, which says what it shows where nobody else did."""
        caption = node.css_first("figcaption")
        words = " ".join(caption.text().split()) if caption is not None else ""
        return tuple(
            Paragraph(
                tuple(
                    replace(one, words=words) if isinstance(one, Picture) and not one.words else one
                    for one in block.runs
                )
            )
            if isinstance(block, Paragraph)
            else block
            for block in self.blocks(node, style)
        )

    def _definitions(self, node: LexborNode, style: Style) -> Blocks:
        entries: list[Blocks] = []
        for child in node.css("dt, dd"):
            if html.name_of(child) == "dt":
                runs = self._runs(child, replace(style, bold=True))
                if has_content(runs):
                    entries.append((Paragraph(runs),))
            elif inside := self.blocks(child, style):
                entries[-1:] = [(*(entries[-1] if entries else ()), *inside)]
        return (Listing(None, tuple(entries)),) if entries else ()

    def _details(self, node: LexborNode, style: Style) -> Blocks:
        summary = summary_of(node)
        title = self._runs(summary, replace(style, bold=True)) if summary is not None else ()
        inside = tuple(
            block
            for child in html.children(node)
            if html.name_of(child) != "summary" and not self._is_lost(child)
            for block in (
                self._block(child, style)
                if html.name_of(child) in html.BLOCKS
                else self._loose(child, style)
            )
        )
        return (*((Paragraph(title),) if has_content(title) else ()), *inside)

    def _code(self, node: LexborNode) -> Blocks:
        for line_break in node.css("br"):
            line_break.replace_with("\n")
        text = node.text().replace("\r\n", "\n").replace("\u00a0", " ").strip("\n").rstrip()
        return (Code(language_of(node), text),) if text.strip() else ()

    def _flush(self, done: list[Block], run: list[Inline]) -> None:
        """End a paragraph; a break in it begins another one."""
        marks: list[Inline] = []
        line: list[Inline] = []
        for one in [*run, Break()]:
            if not isinstance(one, Break):
                line.append(one)
                continue
            if has_content(tuple(line)):
                done.append(Paragraph(trimmed((*marks, *line))))
                marks = []
            else:
                marks += [mark for mark in line if isinstance(mark, Mark)]
            line = []
        run[:] = marks


def _without_title(inside: Blocks, title: str) -> Blocks:
    first = inside[0] if inside else None
    if title and isinstance(first, Paragraph | Heading) and text_of(first.runs) == title:
        return inside[1:]
    return inside
