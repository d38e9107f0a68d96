"""What a page may hold is counted, so that no page keeps Markdown's readers busy for minutes."""

from __future__ import annotations

import pytest

from search_service.checks.read_page import ReadPage
from search_service.content.data.operator_data import OperatorData
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.reading_bounds import LEVELS, SIGNS, excess_of, excess_of_signs
from tests.builders import SHOP
from tests.calls import calls_of

PAGE = "lamps/change-bulb.md"
MANY = 8_000
# Calls of Python functions for a character: ten times what a sound article needs.
CALLS = 600
SIGNS_OF_MARKDOWN = "*_`[]!<>#|&{}\\~^$="
INLINE = (
    "**a", "*a ", "_a ", "__a ", "a_", "a*", "***a***", "*a*", "**a**", "_*", "*_", "**_", "[*",
    "*[", "![", "![[", "](", "[](", "[a](b.md)", "[a][b]", "[a]", "[^1]", "`a`", "`` a", "`*",
    "<b>", "<b", "</b>", "<!-- ", "<?", "<![CDATA[", "<http://a.b>", "&amp;", "&#38;", "{.a}",
    "{: #a}", "~~", "\\*", "a  \n", "\n> ", "\n- ", "||",
)  # fmt: skip
BLOCKS = (
    "- a\n", "- a\n\n", "1. a\n", "1) a\n", "+ a\n* a\n- a\n", "*\n", "> a\n", "> a\n\n",
    "# a\n", "## a\n\n", "a\n===\n", "***\n", "```\na\n```\n", "```\n", "~~~\n", "| a |\n",
    "| a | b |\n| - | - |\n| 1 | 2 |\n\n", "!!! note\n", '!!! note "a"\n    b\n\n', ": a\n",
    "a\n: b\n\n", "[a]: b\n", "[^1]: a\n", "    code\n\n", "<div>\n", "<div>\n\n", "a\n\n",
    "a\n{: .a}\n\n", "&nbsp;\n",
)  # fmt: skip
NESTED = {
    "lists": lambda n: "\n".join(" " * 4 * i + "- a" for i in range(n)),
    "lists of two columns": lambda n: "\n".join(" " * 2 * i + "- a" for i in range(n)),
    "numbers": lambda n: "\n".join(" " * 4 * i + "1. a" for i in range(n)),
    "lists apart": lambda n: "\n\n".join(" " * 4 * i + "- a" for i in range(n)),
    "tabs": lambda n: "\n".join("\t" * i + "- a" for i in range(n)),
    "dashes": lambda n: "- " * n + "a",
    "numbers on a line": lambda n: "1. " * n + "a",
    "dashes and numbers": lambda n: "- 1. " * n + "a",
    "quotations": lambda n: ">" * n + " a",
    "quotations with spaces": lambda n: "> " * n + "a",
    "quoted lists": lambda n: "> - " * n + "a",
    "quotations line by line": lambda n: "\n".join("> " * i + "a" for i in range(1, n)),
    "boxes": lambda n: "\n".join(" " * 4 * i + '!!! note "a"' for i in range(n)),
    "boxes apart": lambda n: "\n\n".join(" " * 4 * i + '!!! note "a"' for i in range(n)),
    "definitions": lambda n: "\n".join(f"{' ' * 4 * i}a\n{' ' * 4 * i}:   b" for i in range(n)),
    "lists in quotations": lambda n: "\n".join("> " + " " * 2 * i + "- a" for i in range(n)),
}


@pytest.fixture(scope="module")
def renderer() -> ContentRenderer:
    return ContentRenderer(SHOP / "content", OperatorData())


@pytest.mark.parametrize("bomb", ["[" * 5000 + "]" * 5000, "[a](" * 3000, "<a " * 3000])
def test_thousands_of_open_brackets_are_found_at_their_line(bomb: str) -> None:
    found = excess_of(f"一句话。\n\n{bomb}\n")

    assert found
    assert found.line == 3


def test_many_closed_ones_and_many_paragraphs_with_one_are_sound() -> None:
    row = "| " + " | ".join(["[甲](a.md)"] * 30) + " | <br> |\n"

    assert excess_of_signs(row * 50 + "\n\n[ 开着\n" * 500) is None


@pytest.mark.parametrize("sign", SIGNS_OF_MARKDOWN)
def test_thousands_of_one_sign_are_refused_at_their_line(sign: str) -> None:
    for text in (sign * MANY, f"| a |\n| - |\n| {sign * MANY} |", f"甲{sign}" * MANY):
        found = excess_of(f"一句话。\n\n{text}\n")

        assert found
        assert found.line >= 3


@pytest.mark.parametrize("part", [*INLINE, *BLOCKS])
def test_thousands_of_one_construct_are_refused(part: str) -> None:
    assert excess_of(part * MANY)


@pytest.mark.parametrize("make", NESTED.values(), ids=NESTED)
def test_what_is_nested_too_deeply_is_refused(make) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    assert excess_of(make(LEVELS + 2))
    assert excess_of(make(6)) is None


def test_a_table_of_five_thousand_cells_is_refused_and_a_long_one_is_not() -> None:
    head = "| 甲 | 乙 | 丙 | 丁 | 戊 |\n| - | - | - | - | - |\n"
    row = "| 1 | 2 | 3 | 4 | 5 |\n"

    assert excess_of(head + row * 1_000)
    assert excess_of(head + row * 400) is None


def test_hundreds_of_breaks_in_a_paragraph_are_refused() -> None:
    assert excess_of("甲  \n" * (SIGNS + 1))
    assert excess_of("甲  \n" * SIGNS) is None


def test_a_row_counts_as_many_cells_as_the_head_of_its_table() -> None:
    head = f"{'| a ' * 200}|\n{'| - ' * 200}|\n"

    assert excess_of(head) is None
    assert excess_of(head + "| 1 |\n" * 50)


def _calls_of(renderer: ContentRenderer, text: str) -> int:
    """How many Python functions are called to read a page."""
    looked_at: list[object] = []

    def read() -> None:
        page = ReadPage(PAGE, text, text, 1, renderer)
        looked_at.append((page.blocks, page.differs_at))

    return calls_of(read)


@pytest.mark.parametrize("part", [*SIGNS_OF_MARKDOWN, *INLINE, *BLOCKS])
def test_what_is_read_costs_a_bounded_number_of_calls(renderer: ContentRenderer, part: str) -> None:
    few, many = part * (SIGNS // 8), part * (SIGNS // 2)
    _calls_of(renderer, "甲")  # what is made once
    least = _calls_of(renderer, few)

    assert _calls_of(renderer, many) <= 6 * least + CALLS * len(part)
