"""Blocks of any help system in the shape of this project's articles.

Headings begin at the second level and have two; numbers and dots that somebody typed become lists;
the title is not said twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from search_service.importing.document import (
    Block,
    Blocks,
    Box,
    Heading,
    Listing,
    Mark,
    Paragraph,
    Quote,
    Runs,
    Words,
    has_content,
    text_of,
)

_SECTION, _SUBSECTION = 2, 3
_DOT = re.compile(r"\s*(?:[·•●○■□◆◇▪▫‣\u2043∙➢➤►▶✔✓☑]|[-–—*](?=\s))\s*")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"
_TYPED = re.compile(
    rf"\s*(?:[（(](\d{{1,2}})[)）]|(\d{{1,2}})(?:[、．)）]|\.(?!\d))|([{_CIRCLED}]))\s*"
)
# How far apart two numbers of one typed list may stand.
_APART = 6


def tidied(blocks: Blocks, title: str) -> Blocks:
    """The blocks of an article with this title."""
    found = list(blocks)
    first = next((n for n, one in enumerate(found) if not isinstance(one, Paragraph)), None)
    if first == 0 and isinstance(head := found[0], Heading) and _same(text_of(head.runs), title):
        found = [Paragraph(marks), *found[1:]] if (marks := _marks(head.runs)) else found[1:]
    return tuple(_listed(_with_levels(found)))


def _same(one: str, other: str) -> bool:
    return re.sub(r"\W+", "", one).casefold() == re.sub(r"\W+", "", other).casefold()


def _marks(runs: Runs) -> Runs:
    return tuple(one for one in runs if isinstance(one, Mark))


def _with_levels(blocks: Iterable[Block]) -> list[Block]:
    """Headings of two levels, deeper ones as bold paragraphs; none inside other blocks."""
    blocks = list(blocks)
    used = sorted({one.level for one in blocks if isinstance(one, Heading)})
    done: list[Block] = []
    begun = False
    for one in blocks:
        if not isinstance(one, Heading):
            done.append(_without_headings(one))
        elif not begun or one.level == used[0]:
            done.append(replace(one, level=_SECTION))
            begun = True
        elif one.level == used[1]:
            done.append(replace(one, level=_SUBSECTION))
        else:
            done.append(_bold(one))
    return done


def _without_headings(block: Block) -> Block:
    match block:
        case Heading():
            return _bold(block)
        case Listing(start, entries):
            return Listing(start, tuple(tuple(_listed(_inner(entry))) for entry in entries))
        case Quote(inside):
            return Quote(tuple(_listed(_inner(inside))))
        case Box(kind, title, inside):
            return Box(kind, title, tuple(_listed(_inner(inside))))
        case _:
            return block


def _inner(blocks: Iterable[Block]) -> list[Block]:
    return [_without_headings(one) for one in blocks]


def _bold(heading: Heading) -> Paragraph:
    return Paragraph(
        tuple(replace(one, bold=True) if isinstance(one, Words) else one for one in heading.runs)
    )


def _listed(blocks: Iterable[Block]) -> Iterator[Block]:
    """Lists where somebody typed their signs."""
    blocks = list(blocks)
    place = 0
    while place < len(blocks):
        for find in (_numbered, _dotted):
            listing, after = find(blocks, place)
            if listing is not None:
                yield listing
                place = after
                break
        else:
            yield blocks[place]
            place += 1


def _numbered(blocks: list[Block], place: int) -> tuple[Listing | None, int]:
    """The list that begins here with 1, and where it ends; at least two numbers."""
    if _number(blocks[place]) != 1:
        return None, place
    starts = [place]
    for n in range(place + 1, len(blocks)):
        if isinstance(blocks[n], Heading) or n - starts[-1] > _APART:
            break
        if _number(blocks[n]) == len(starts) + 1:
            starts.append(n)
    if len(starts) == 1:
        return None, place
    ends = [*starts[1:], starts[-1] + 1]
    entries = tuple(
        (_unsigned(blocks[start], _TYPED), *blocks[start + 1 : end])
        for start, end in zip(starts, ends, strict=True)
    )
    return Listing(1, entries), ends[-1]


def _dotted(blocks: list[Block], place: int) -> tuple[Listing | None, int]:
    end = place
    while end < len(blocks) and _signed(blocks[end], _DOT):
        end += 1
    if end == place:
        return None, place
    return Listing(None, tuple((_unsigned(one, _DOT),) for one in blocks[place:end])), end


def _first_words(block: Block) -> str:
    return text_of(block.runs) if isinstance(block, Paragraph) else ""


def _signed(block: Block, sign: re.Pattern[str]) -> bool:
    words = _first_words(block)
    found = sign.match(words)
    return bool(found and words[found.end() :].strip() and _sign_is_whole(block, found.end()))


def _sign_is_whole(block: Block, length: int) -> bool:
    """Whether the sign stands in one run, from which it can be taken."""
    if not isinstance(block, Paragraph):
        return False
    first = next((one for one in block.runs if not isinstance(one, Mark)), None)
    return isinstance(first, Words) and not first.code and len(first.text) >= length


def _number(block: Block) -> int:
    """The number that somebody typed first in a paragraph; 0 without one."""
    if not _signed(block, _TYPED):
        return 0
    found = _TYPED.match(_first_words(block))
    if found is None:
        return 0
    return _CIRCLED.index(found[3]) + 1 if found[3] else int(found[1] or found[2])


def _unsigned(block: Block, sign: re.Pattern[str]) -> Block:
    if not isinstance(block, Paragraph):
        return block
    runs = list(block.runs)
    for n, one in enumerate(runs):
        if isinstance(one, Words):
            found = sign.match(one.text)
            runs[n] = replace(one, text=one.text[found.end() :] if found else one.text)
            break
    kept = tuple(one for one in runs if not isinstance(one, Words) or one.text)
    return Paragraph(kept) if has_content(kept) else block
