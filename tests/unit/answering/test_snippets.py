# ruff: noqa: RUF001 - full-width characters are what people type
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.normalise import normalised_text
from search_service.answering.snippets import (
    SNIPPET_CHARACTERS,
    Span,
    marked,
    marked_together,
    snippet,
)

LONG = "开头的一句话。" + "无关的话，" * 60 + "\n灯泡要逆时针拧下来。" + "还有别的，" * 60


def marks(spans: tuple[Span, ...]) -> list[str]:
    return [span["text"] for span in spans if span["marked"]]


def whole(spans: tuple[Span, ...]) -> str:
    return "".join(span["text"] for span in spans)


@pytest.mark.parametrize(
    ("original", "highlights", "expected"),
    [
        ("怎么换灯泡", ["灯泡"], ["灯泡"]),
        ("怎麼換燈泡", ["灯泡"], ["燈泡"]),
        ("小螺口，３瓦的", ["3"], ["３"]),
        ("Ｕ灯卡会员", ["u灯卡"], ["Ｕ灯卡"]),
        ("😀灯泡👍🏽灯泡", ["灯泡"], ["灯泡", "灯泡"]),
        ("灯\u200b泡坏了", ["灯泡"], ["灯\u200b泡"]),
        ("重５㎏的灯", ["kg"], ["㎏"]),
        ("cafe\u0301 的灯", ["cafe"], ["cafe\u0301"]),
        ("灯泡。灯泡", ["灯泡"], ["灯泡", "灯泡"]),
        ("没有", ["灯泡"], []),
        ("a.b 和 a+b", ["a+b"], ["a+b"]),
    ],
)
def test_marks_stand_on_the_text_as_it_was_written(
    original: str, highlights: list[str], expected: list[str]
) -> None:
    spans = marked(original, highlights)

    assert marks(spans) == expected
    assert whole(spans) == original


def test_the_longest_of_two_overlapping_words_is_marked() -> None:
    assert marks(marked("换萤火灯泡", ["萤火灯", "萤火"])) == ["萤火灯"]


def test_without_anything_to_mark_the_text_is_one_run() -> None:
    assert marked("灯泡", []) == ({"text": "灯泡", "marked": False},)
    assert marked("", []) == ()
    assert marked("", ["灯"]) == ()


def test_an_excerpt_shows_the_place_of_the_match() -> None:
    spans = snippet(LONG, ["灯泡", "拧下来"])

    assert marks(spans) == ["灯泡", "拧下来"]
    assert whole(spans).startswith("…灯泡要逆时针")
    assert whole(spans).endswith("…")


def test_the_stretch_with_the_most_different_matches_wins() -> None:
    text = "灯泡。灯泡。灯泡。" + "无关的话，" * 60 + "换灯泡先拔插头。"

    assert set(marks(snippet(text, ["灯泡", "插头"]))) == {"灯泡", "插头"}


def test_a_short_text_is_shown_whole() -> None:
    assert whole(snippet("先换一个插座。", ["插座"])) == "先换一个插座。"


def test_an_excerpt_without_a_match_is_the_beginning() -> None:
    assert whole(snippet(LONG, ["飞船"])).startswith("开头的一句话。")


def test_lines_are_joined_in_an_excerpt() -> None:
    assert whole(snippet("甲\n乙", [])) == "甲 乙"


@given(
    st.text(st.sampled_from("灯泡燈拧下来３３㎏Ａ。\n😀\u200b\u0301 "), max_size=400),
    st.lists(st.sampled_from(["灯泡", "灯", "3", "kg", "a", "拧下来"]), unique=True),
)
def test_runs_join_to_the_text_and_every_mark_matches(text: str, highlights: list[str]) -> None:
    highlights.sort(key=lambda word: -len(word))
    spans = marked(text, highlights)

    assert whole(spans) == text
    assert all(span["text"] for span in spans)
    for mark in marks(spans):
        assert any(word in normalised_text(mark) for word in highlights)


@given(
    st.lists(st.text(st.sampled_from("灯泡燈拧下来３㎏Ａ。\n\u0301 "), max_size=20), max_size=5),
    st.lists(st.sampled_from(["灯泡", "灯", "3", "kg", "a", "拧下来"]), unique=True),
)
def test_texts_marked_together_are_marked_as_each_alone(
    texts: list[str], highlights: list[str]
) -> None:
    assert [*marked_together(tuple(texts), highlights)] == [
        marked(text, highlights) for text in texts
    ]


@given(st.text(st.sampled_from("灯泡拧下来。\n a"), max_size=600))
def test_an_excerpt_is_never_longer_than_its_limit(text: str) -> None:
    assert len(whole(snippet(text, ["灯泡"]))) <= SNIPPET_CHARACTERS + 2
