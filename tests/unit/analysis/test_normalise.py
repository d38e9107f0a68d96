# ruff: noqa: RUF001 - full-width characters are what people type
from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.normalise import (
    is_han,
    normalise,
    normalised_text,
    simplified_by_traditional,
)

# What people paste into a search box: Chinese of both kinds, full width, marks, invisible ones.
TYPED = st.text(
    st.one_of(
        st.sampled_from(
            "灯燈電話错錯ＡｂＣ１２３ａé㎏㈱ﬁ…—　 \t\n\x00\u200b\u202e\u2066\ufeff😀👍🏽"
        ),
        st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF, exclude_characters="薴"),
        st.characters(max_codepoint=0x24F),
    ),
    max_size=40,
)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Ｕ灯卡　１２３", "u灯卡 123"),
        ("退款多久？", "退款多久?"),
        ("燈不亮，換燈泡", "灯不亮,换灯泡"),
        ("ABC", "abc"),
        ("３㎏", "3kg"),
        ("e\u0301", "e"),
    ],
)
def test_variants_of_one_text_become_the_same(written: str, expected: str) -> None:
    assert normalise(written).text == expected
    assert normalised_text(written) == expected


@pytest.mark.parametrize(
    "code", [0x200B, 0x200D, 0xFEFF, 0x202E, 0x2066, 0xD800, 0xDFFF, 0xE000, 0x00AD]
)
def test_invisible_bidi_private_and_surrogate_characters_vanish(code: int) -> None:
    assert normalise(f"灯{chr(code)}泡").text == "灯泡"


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\t", "\n", "\u2028", "\u3000"])
def test_control_characters_and_odd_spaces_become_a_space(control: str) -> None:
    assert normalise(f"灯{control}泡").text == "灯 泡"


def test_each_character_knows_where_it_stood() -> None:
    normalised = normalise("\u200bＡ３㎏燈")

    assert normalised.text == "a3kg灯"
    assert normalised.offsets == (1, 2, 3, 3, 4, 5)


def test_a_span_covers_the_whole_character_it_came_from() -> None:
    normalised = normalise("３㎏的燈")

    assert normalised.original_span(1, 3) == (1, 2)  # kg ← ㎏
    assert normalised.original_span(4, 5) == (3, 4)  # 灯 ← 燈


def test_an_empty_span_stays_empty_at_its_place() -> None:
    assert normalise("灯泡").original_span(1, 1) == (1, 1)
    assert normalise("").original_span(0, 0) == (0, 0)


def test_a_simplified_character_is_not_simplified_again_but_for_one() -> None:
    table = simplified_by_traditional()

    assert len(table) > 2_000
    # 薴 is written 苧 today, and another, older 苧 is written 苎.
    assert set(table) & set(table.values()) == {"苧"}


def test_a_simplified_character_is_still_a_chinese_one() -> None:
    strange = {old: new for old, new in simplified_by_traditional().items() if not is_han(new)}

    assert strange == {}, f"{len(strange)} characters would no longer count as Chinese"


@given(TYPED)
def test_offsets_never_go_back_and_end_at_the_length(text: str) -> None:
    normalised = normalise(text)

    assert len(normalised.offsets) == len(normalised.text) + 1
    assert list(normalised.offsets) == sorted(normalised.offsets)
    assert normalised.offsets[-1] == len(text)


@given(TYPED, st.data())
def test_every_span_lies_inside_the_original(text: str, data: st.DataObject) -> None:
    normalised = normalise(text)
    start = data.draw(st.integers(0, len(normalised.text)))
    end = data.draw(st.integers(start, len(normalised.text)))

    first, last = normalised.original_span(start, end)

    assert 0 <= first <= last <= len(text)
    assert (first < last) == (start < end)


@given(TYPED)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text).text

    assert normalise(once).text == once


@given(TYPED)
def test_the_fast_form_without_offsets_agrees(text: str) -> None:
    assert normalised_text(text) == normalise(text).text


@given(
    st.text(
        st.sampled_from("薴苧苎ＡAaÀ退，,。！（國国①½ \u3000\u0301\n") | st.characters(),
        max_size=80,
    )
)
def test_characters_are_replaced_one_by_one_or_all_at_once_with_the_same_result(text: str) -> None:
    apart = "".join(normalise(one).text for one in text)

    if not any(unicodedata.category(one).startswith("M") for one in text):
        assert normalise(text).text == apart
    assert normalised_text(text) == normalise(text).text


@given(st.text(max_size=60))
def test_any_text_at_all_is_normalised(text: str) -> None:
    normalised = normalise(text)

    assert len(normalised.offsets) == len(normalised.text) + 1
