"""560 sentences in ordinary words: what only a swindler asks for, and its neighbours."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.checks.unsafe_advice import unsafe_advice


def _sentences(kind: str) -> list[str]:
    text = Path(__file__).with_name("unsafe_advice.txt").read_text(encoding="utf-8")
    return text.partition(f"# {kind}\n")[2].partition("\n#")[0].splitlines()


UNSAFE, MISSED, HARMLESS = map(_sentences, ("unsafe", "missed", "harmless"))


def test_all_are_read() -> None:
    assert (len(UNSAFE) + len(MISSED), len(HARMLESS)) == (280, 280)


@pytest.mark.parametrize("text", UNSAFE)
def test_advice_is_found_in_many_words(text: str) -> None:
    assert unsafe_advice(text)


# FIXME: 33 of 280 are not found, and of advice in words that nobody listed more than half.
@pytest.mark.parametrize("text", MISSED)
def test_some_advice_is_not_found(text: str) -> None:
    assert unsafe_advice(text) is None


@pytest.mark.parametrize("text", HARMLESS)
def test_what_shares_its_words_is_left_alone(text: str) -> None:
    assert unsafe_advice(text) is None


@pytest.mark.parametrize("around", ["先看清页面。{}", "{}然后等结果。", "第一步：{}", "好的！{}"])
@pytest.mark.parametrize("text", UNSAFE)
def test_what_stands_beside_advice_does_not_excuse_it(text: str, around: str) -> None:
    assert unsafe_advice(around.format(text))


@pytest.mark.parametrize("around", ["骗子会说「{}」", "骗子的话术：{}", "诈骗是这样的：{}"])
@pytest.mark.parametrize("text", [one for one in UNSAFE if "？" not in one])
def test_what_others_say_is_no_advice(text: str, around: str) -> None:
    assert unsafe_advice(around.format(text)) is None
