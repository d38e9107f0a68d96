"""Mending never makes a text worse."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.checks.typography import corrected

NAMES = ("u钱包",)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("U钱包里有钱", "u钱包里有钱"),
        ("打开U 钱包看", "打开 u钱包看"),
        ("看(这里)", "看（这里）"),
        ("看 (这里)", "看（这里）"),
        ("看[这里](b.md)(新)", "看[这里](b.md)（新）"),
        ("打开App(新版)", "打开 App（新版）"),
        ('{"code":"E1001","msg":"错了,重试"}', '{"code":"E1001","msg":"错了,重试"}'),
        ('{{ tool("verify", text="看(这里)") }}', '{{ tool("verify", text="看(这里)") }}'),
        ("`看(这里)`", "`看(这里)`"),
        ("看`U钱包a`里b", "看`U钱包a`里 b"),
        ('{{ channel("灯a") }}后面a', '{{ channel("灯a") }}后面 a'),
        ("## 灯a {#灯a}", "## 灯 a {#灯a}"),
        ("[灯a]: 灯a.md", "[灯a]: 灯a.md"),
        ('看[灯a](灯a.png "灯a")', '看[灯 a](灯a.png "灯a")'),
        ("看<https://example.com/灯a>", "看<https://example.com/灯a>"),
    ],
)
def test_brand_brackets_and_data_come_out_as_people_write_them(before: str, after: str) -> None:
    assert corrected(before, NAMES) == after


def said(text: str) -> str:
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text)).lower()


@given(
    st.lists(
        st.sampled_from(
            [
                "[",
                "](b.md)",
                "`x`",
                "{{ a() }}",
                "“",
                "”",
                "\n",
                "- ",
                "| ",
                "!",
                "1. ",
                "看",
                "灯泡",
                "u钱包",
                "U钱包",
                "App",
                "3",
                "(",
                ")",
                "（",
                "）",
                " ",
                ",",
                "。",
                ":",
            ]
        ),
        max_size=25,
    ).map("".join)
)
def test_mending_keeps_every_word_and_every_line_and_is_done_at_once(text: str) -> None:
    mended = corrected(text, NAMES)

    assert said(mended) == said(text)
    assert mended.count("\n") == text.count("\n")
    assert corrected(mended, NAMES) == mended


@given(
    st.lists(
        st.sampled_from(
            [
                "看",
                "a",
                "(",
                "灯)",
                " ",
                ",",
                "U钱包",
                "`灯a`",
                '{{ x("灯a") }}',
                "[灯](灯a.md)",
                "{#灯a}",
            ]
        ),
        max_size=12,
    ).map("".join)
)
def test_what_is_verbatim_stays_letter_by_letter(text: str) -> None:
    verbatim = re.compile(r"`[^`]*`|\{\{.*?\}\}|\]\([^)]*\)|\{#[^}]*\}")

    assert verbatim.findall(corrected(text, NAMES)) == verbatim.findall(text)


@pytest.mark.parametrize("count", [10, 1_000, 7_000])
def test_brackets_without_end_are_left_to_other_rules(count: int) -> None:
    text = "（退款[一般](原路*退回" * count

    assert corrected(text, NAMES).count("退款") == count
