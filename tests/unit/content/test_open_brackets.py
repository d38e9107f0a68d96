"""Brackets left open are counted, so that no page keeps Markdown's reader busy for minutes."""

from __future__ import annotations

import pytest

from search_service.content.open_brackets import line_of_too_many


@pytest.mark.parametrize("bomb", ["[" * 5000 + "]" * 5000, "[a](" * 3000, "<a " * 3000])
def test_thousands_of_open_brackets_are_found_at_their_line(bomb: str) -> None:
    assert line_of_too_many(f"一句话。\n\n{bomb}\n") == 3


def test_many_closed_ones_and_many_paragraphs_with_one_are_sound() -> None:
    row = "| " + " | ".join(["[甲](a.md)"] * 30) + " | <br> |\n"

    assert line_of_too_many(row * 50 + "\n\n[ 开着\n" * 500) is None
