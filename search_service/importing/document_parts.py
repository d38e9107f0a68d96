"""Questions to the blocks of one article: its anchors, its first words."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pymdownx.slugs import slugify

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
    Table,
    text_of,
)

_SLUG = slugify(case="lower")


def anchors_of(blocks: Blocks) -> dict[str, str]:
    """Where marks of an article are now: the anchor of the heading they stand at or under."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    here = ""
    waiting: list[str] = []
    headings: dict[str, str] = {}
    for block in blocks:
        if isinstance(block, Heading):
            here = _unique(_SLUG(text_of(block.runs), "-"), taken)
            headings |= {name: here for name in _written_anchors(block) if name not in headings}
            found |= dict.fromkeys((*waiting, *_marks(block)), here)
            waiting = []
        else:
            names = list(_marks(block))
            found |= {name: here for name in names if here and name not in found}
            waiting = names if isinstance(block, Paragraph) and not text_of(block.runs) else []
    return headings | found


def _written_anchors(heading: Heading) -> Iterator[str]:
    """How links of Markdown name a heading that has no name of its own: as it is, or as a slug."""
    words = text_of(heading.runs)
    yield from (words, words.replace(" ", "-"), words.lower().replace(" ", "-"))
    yield _SLUG(words, "-")  # GitHub, MkDocs with its slugs of Unicode
    yield re.sub(r"[^\w\u4e00-\u9fff]+", "-", words.lower()).strip("-")  # VuePress, VitePress


def _unique(slug: str, taken: set[str]) -> str:
    """As Python-Markdown's `toc` makes anchors different: `a`, `a_1`, `a_2`."""
    found, number = slug, 1
    while found in taken:
        found, number = f"{slug}_{number}", number + 1
    taken.add(found)
    return found


def _marks(block: Block) -> Iterator[str]:
    for runs in _all_runs(block):
        yield from (one.name for one in runs if isinstance(one, Mark))


def _all_runs(block: Block) -> Iterator[Runs]:
    match block:
        case Paragraph(runs) | Heading(_, runs):
            yield runs
        case Table(rows):
            for row in rows:
                yield from row
        case Listing(_, entries):
            for entry in entries:
                for inner in entry:
                    yield from _all_runs(inner)
        case Quote(inside) | Box(_, _, inside):
            for inner in inside:
                yield from _all_runs(inner)
        case _:
            return


def first_words(blocks: Blocks) -> str:
    """What the first block says that says anything; the entries of a list in a row."""
    for block in blocks:
        match block:
            case Paragraph(runs):
                words = text_of(runs)
            case Listing(_, entries):
                words = "；".join(filter(None, map(first_words, entries)))
            case Quote(inside) | Box(_, _, inside):
                words = first_words(inside)
            case _:
                words = ""
        if words:
            return words
    return ""
