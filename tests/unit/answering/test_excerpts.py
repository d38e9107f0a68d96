from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.answering.excerpts import BADGE, excerpt, plain
from search_service.answering.snippets import SNIPPET_CHARACTERS

FAR = "换灯泡先断电。" * 30


def words_of(text: str, *words: str) -> tuple[str, bool]:
    found = excerpt(text, words)
    return "".join(span["text"] for span in found.spans), found.unverified


def test_the_badge_is_said_beside_the_words() -> None:
    said, unverified = words_of(f"电池 3 个工作日{BADGE} 到店里取", "电池")

    assert said == "电池 3 个工作日 到店里取"
    assert unverified


@pytest.mark.parametrize(
    "text", [f"灯丝断了。{FAR}电池 3 天{BADGE}。", f"柜台{BADGE}。{FAR}灯丝断了。"]
)
def test_a_badge_outside_the_excerpt_says_nothing_of_it(text: str) -> None:
    said, unverified = words_of(text, "灯丝")

    assert "灯丝断了" in said
    assert not unverified


def test_marks_stand_on_the_words_though_a_badge_stood_before_them() -> None:
    found = excerpt(f"柜台{BADGE}，电池在店里", ["电池"])

    assert [span["text"] for span in found.spans if span["marked"]] == ["电池"]


@given(st.lists(st.text(alphabet="灯泡。 \n电池3", max_size=40), min_size=1, max_size=6))
def test_no_excerpt_has_a_badge_in_it(runs: list[str]) -> None:
    text = BADGE.join(runs)
    said, unverified = words_of(text, "灯泡", "电")

    assert "待核实" not in said
    assert len(said) <= SNIPPET_CHARACTERS + 2
    assert len(plain[text].badges) == len(runs) - 1
    assert not (unverified and len(runs) == 1)
