"""Two hundred sentences in ordinary words: what only a swindler asks for, and its neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.checks.unsafe_advice import unsafe_advice

# FIXME: not found; the first tells of what a system lets one do, the others have a no of their own.
MISSED = {
    "系统会让你回复六位码，照着回就行。",
    "把余额转到客服名下的卡，核查后原路退回。",
    "一直保持通话，别理会警察打来的电话。",
}


def _sentences(kind: str) -> list[str]:
    text = Path(__file__).with_name("unsafe_advice.txt").read_text(encoding="utf-8")
    return text.partition(f"# {kind}\n")[2].partition("\n#")[0].splitlines()


UNSAFE, HARMLESS = _sentences("unsafe"), _sentences("harmless")


def test_both_are_read() -> None:
    assert (len(UNSAFE), len(HARMLESS)) == (100, 100)
    assert set(UNSAFE) >= MISSED


@pytest.mark.parametrize("text", UNSAFE)
def test_advice_is_found_in_any_words(text: str) -> None:
    assert bool(unsafe_advice(text)) is (text not in MISSED)


@pytest.mark.parametrize("text", HARMLESS)
def test_what_shares_its_words_is_left_alone(text: str) -> None:
    assert unsafe_advice(text) is None


@pytest.mark.parametrize("around", ["先看清页面。{}", "{}然后等结果。", "第一步：{}", "好的！{}"])
@pytest.mark.parametrize("text", sorted({*UNSAFE} - MISSED))
def test_what_stands_beside_advice_does_not_excuse_it(text: str, around: str) -> None:
    assert unsafe_advice(around.format(text))


@pytest.mark.parametrize("around", ["骗子会说「{}」", "骗子的话术：{}", "诈骗是这样的：{}"])
@pytest.mark.parametrize("text", UNSAFE)
def test_what_others_say_is_no_advice(text: str, around: str) -> None:
    assert unsafe_advice(around.format(text)) is None
