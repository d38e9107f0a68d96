"""What was read is what the site shows: any blocks, written as Markdown and read from the page."""

from __future__ import annotations

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_service.content.fragments import Fragments
from search_service.content.normaliser import meant_shape, shape_of
from search_service.importing.document import (
    Block,
    Box,
    Code,
    Heading,
    Listing,
    Paragraph,
    Quote,
    Runs,
    Table,
    Words,
    text_of,
)
from search_service.importing.html_blocks import read_html
from search_service.importing.markdown_writing import MarkdownWriter

FRAGMENTS = Fragments(Path("content/pages"), ())
SIGNS = "退款灯a1 2.*_`<>&[]()#-+!|~\\{}:;\"'=^@$%/（）：，。①、"
TEXT = st.text(SIGNS, min_size=1, max_size=12).map(lambda s: " ".join(s.split())).filter(bool)


def words(text: str, style: str) -> Words:
    return Words(text, bold="b" in style, italic=style == "i", code=style == "c")


STYLES = st.sampled_from(["", "", "", "b", "i", "c"])
RUNS: st.SearchStrategy[Runs] = st.lists(
    st.builds(words, TEXT, STYLES), min_size=1, max_size=3
).map(tuple)
PARAGRAPH = st.builds(Paragraph, RUNS)
TABLE = st.integers(1, 3).flatmap(
    lambda width: st.lists(
        st.lists(RUNS, min_size=width, max_size=width).map(tuple), min_size=2, max_size=3
    ).map(lambda rows: Table(tuple(rows)))
)
CODE = st.builds(Code, st.just(""), st.text(SIGNS + "\n", max_size=30).map(str.strip).filter(bool))


def deeper(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[Block]:
    entry = st.builds(lambda first, rest: (first, *rest), PARAGRAPH, st.lists(inner, max_size=2))
    several = st.lists(inner, min_size=1, max_size=2).map(tuple)
    return st.one_of(
        st.builds(
            Listing,
            st.sampled_from([None, 1, 3]),
            st.lists(entry, min_size=1, max_size=3).map(tuple),
        ),
        st.builds(Box, st.just("note"), st.just("说明"), several),
        st.builds(Quote, st.lists(PARAGRAPH, min_size=1, max_size=2).map(tuple)),
    )


BLOCK: st.SearchStrategy[Block] = st.recursive(
    st.one_of(PARAGRAPH, TABLE, CODE), deeper, max_leaves=6
)
HEADING = st.builds(Heading, st.just(2), RUNS)


def said(blocks: tuple[Block, ...]) -> list[object]:
    """Blocks without styles and without white space that nobody sees."""
    found: list[object] = []
    for block in blocks:
        match block:
            case Paragraph(runs) | Heading(_, runs):
                found.append((type(block).__name__, bare(runs)))
            case Table(rows):
                found.append(("Table", [[bare(cell) for cell in row] for row in rows]))
            case Code(_, text):
                found.append(("Code", text.replace("{ {", "{{").replace("{ %", "{%")))
            case Listing(start, entries):
                found.append(("Listing", start, [said(entry) for entry in entries]))
            case Quote(inside) | Box(_, _, inside):
                found.append((type(block).__name__, said(inside)))
    return found


def bare(runs: Runs) -> str:
    return "".join(text_of(runs).split())


def without_neighbours(blocks: list[Block]) -> tuple[Block, ...]:
    """No two lists side by side: these are told apart by a word that nobody wrote."""
    kept: list[Block] = []
    for block in blocks:
        if not (kept and isinstance(block, Listing | Quote) and type(kept[-1]) is type(block)):
            kept.append(inner_apart(block))
    return tuple(kept)


def inner_apart(block: Block) -> Block:
    match block:
        case Listing(start, entries):
            return Listing(start, tuple(without_neighbours(list(entry)) for entry in entries))
        case Box(kind, title, inside):
            return Box(kind, title, without_neighbours(list(inside)))
        case _:
            return block


@given(st.lists(st.one_of(BLOCK, HEADING), min_size=1, max_size=4).map(without_neighbours))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_blocks_written_and_read_again_say_the_same(blocks: tuple[Block, ...]) -> None:
    markdown = MarkdownWriter(lambda _: None, lambda _: None).written(blocks)
    html = FRAGMENTS.of("x/y.md", markdown).html
    read, losses = read_html(html, "x")
    assert losses == []
    assert said(read) == said(blocks), markdown
    assert shape_of(html) == meant_shape(markdown), markdown
