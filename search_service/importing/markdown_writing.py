"""Blocks → the Markdown of this project's articles.

How Markdown is read stands in `content/markdown.yml`: four columns for what belongs to an entry,
empty lines around lists, tables and boxes, no HTML.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby

from search_service.importing.document import (
    Block,
    Box,
    Break,
    Code,
    Heading,
    Inline,
    Listing,
    Paragraph,
    Picture,
    Quote,
    Runs,
    Table,
    Words,
    text_of,
)
from search_service.importing.markdown_escaping import address, code_span, escaped, escaped_first

_INDENT = "    "
# An entry whose first thing is no paragraph needs one.
_BELOW = "见下："
# Signs that stand better beside bold words than at their beginning or end.
_OUTSIDE = " ，。：；！？、）（"

Target = Callable[[str], str | None]


class MarkdownWriter:
    """Writes blocks.

    Args:
        link: Where a link of the export leads now; None when nowhere.
        picture: The picture's path as the page names it; None when there is none.
    """

    def __init__(self, link: Target, picture: Target) -> None:
        self._link = link
        self._picture = picture

    def written(self, blocks: Iterable[Block]) -> str:
        """The text, with a line end at its end when there is any."""
        text = "\n\n".join(self._parts(blocks))
        return f"{text}\n" if text else ""

    def _parts(self, blocks: Iterable[Block]) -> Iterator[str]:
        before: Block | None = None
        for block in blocks:
            part = self._part(block)
            if not part:
                continue
            if isinstance(block, Listing) and isinstance(before, Listing):
                yield from _between(before, block)
            yield part
            before = block

    def _part(self, block: Block) -> str:  # noqa: PLR0911 - one a block
        match block:
            case Paragraph(runs):
                return self._paragraph(runs)
            case Heading(level, runs):
                words = escaped(text_of(runs)).replace("#", r"\#")
                return f"{'#' * level} {words}"
            case Listing():
                return self._listing(block)
            case Table(rows):
                return self._table(rows)
            case Code(language, text):
                return _fenced(language, text)
            case Quote(inside):
                return _prefixed(self.written(inside), "> ")
            case Box(kind, title, inside):
                body = _prefixed(self.written(inside), _INDENT)
                return f'!!! {kind} "{_quotable(title)}"\n\n{body}' if body.strip() else ""

    def _paragraph(self, runs: Runs) -> str:
        return escaped_first(self._line(runs))

    def _line(self, runs: Runs, *, in_cell: bool = False) -> str:
        """Runs on one line, links and styles around as much as possible."""
        done = []
        for link, group in groupby(runs, key=_link_of):
            words = self._styled(tuple(group), in_cell=in_cell)
            target = self._link(link) if link else None
            if not target or not words.strip():
                done.append(words)
                continue
            inner = words.strip()
            lead = words[: len(words) - len(words.lstrip())]
            trail = words[len(words.rstrip()) :]
            if "](" in inner:  # a picture that is a link: the picture stays
                done.append(words)
            else:
                done.append(f"{lead}[{inner}]({address(target)}){trail}")
        return re.sub(r" {2,}", " ", "".join(done)).strip()

    def _styled(self, runs: Runs, *, in_cell: bool) -> str:
        done: list[str] = []
        for (bold, italic, code), group in groupby(runs, key=_style_of):
            parts = [self._plain(one, code=code, in_cell=in_cell) for one in group]
            text = (" " if code else "").join(parts)
            sign = "*" * (2 * bold + italic)
            words = text.strip(_OUTSIDE) if bold or italic else text.strip()
            # Stars right behind stars would be read as other stars.
            touching = bool(done) and done[-1].endswith("*") and text.startswith(words)
            plain = words.startswith("![") or not re.search(r"\w", words) or touching
            if not sign or not words or plain:
                done.append(text)
                continue
            start = text.index(words)
            done.append(f"{text[:start]}{sign}{words}{sign}{text[start + len(words) :]}")
        return "".join(done)

    def _plain(self, one: Inline, *, code: bool, in_cell: bool) -> str:
        match one:
            case Words(text):
                if not code:
                    return escaped(text, in_cell=in_cell)
                inner = code_span(text, in_cell=in_cell)
                return f"{' ' * text.startswith(' ')}{inner}{' ' * text.endswith(' ')}"
            case Picture(source, words):
                path = self._picture(source)
                alt = escaped(" ".join(words.split()), in_cell=in_cell)
                return f"![{alt}]({address(path)})" if path else ""
            case Break():
                return " "
            case _:
                return ""

    def _listing(self, listing: Listing) -> str:
        parts = []
        loose = any(not _is_tight(entry) for entry in listing.entries)
        for number, entry in enumerate(listing.entries, listing.start or 0):
            sign = "- " if listing.start is None else f"{number}. "
            body = self.written(entry).rstrip("\n")
            if not body:
                body = _BELOW if entry else ""
            if not isinstance(entry[0], Paragraph | Listing):
                body = f"{_BELOW}\n\n{body}"
            if isinstance(entry[0], Listing):
                body = f"{_BELOW}\n\n{body}"
            if not loose:
                body = body.replace("\n\n", "\n")
            parts.append(f"{sign}{_prefixed(body, _INDENT).removeprefix(_INDENT)}")
        return ("\n\n" if loose else "\n").join(parts)

    def _table(self, rows: tuple[tuple[Runs, ...], ...]) -> str:
        lines = [
            f"| {' | '.join(self._line(cell, in_cell=True) for cell in row)} |" for row in rows
        ]
        if lines:
            lines.insert(1, f"| {' | '.join('---' for _ in rows[0])} |")
        return "\n".join(lines)


def _link_of(one: Inline) -> str | None:
    return one.link if isinstance(one, Words) else None


def _style_of(one: Inline) -> tuple[bool, bool, bool]:
    return (one.bold, one.italic, one.code) if isinstance(one, Words) else (False, False, False)


def _is_tight(entry: tuple[Block, ...]) -> bool:
    """Whether an entry is one paragraph, or one with a list below it that is tight as well."""
    match entry:
        case (Paragraph(),):
            return True
        case (Paragraph(), Listing(_, inner)):
            return all(map(_is_tight, inner))
        case _:
            return False


def _between(before: Listing, after: Listing) -> Iterator[str]:
    """Words between two numbered lists that would else be counted through."""
    if before.start is not None and after.start == 1:
        yield "另外："


def _fenced(language: str, text: str) -> str:
    longest = max((len(one) for one in re.findall(r"`{3,}", text)), default=2)
    fence = "`" * (longest + 1)
    # No code may hold what the site reads as a reference to data.
    text = re.sub(r"\{(?=[{%])", "{ ", text)
    return f"{fence}{language}\n{text}\n{fence}"


def _prefixed(text: str, prefix: str) -> str:
    lines = text.rstrip("\n").split("\n")
    return "\n".join(f"{prefix}{line}" if line else prefix.rstrip() for line in lines)


def _quotable(title: str) -> str:
    return escaped(" ".join(title.split())).replace('"', "”")
