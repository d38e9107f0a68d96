from __future__ import annotations

import json

import pytest

from search_service.analysis.phrases import EnglishPhrases, Phrases
from tests.builders import ROOT

SHARED = json.loads((ROOT / "tests/javascript/phrases.json").read_text(encoding="utf-8"))
SPOKEN = Phrases(SHARED["spoken"])
ENGLISH = EnglishPhrases(SHARED["english"])


@pytest.mark.parametrize(("text", "expected", "done"), SHARED["spoken_cases"])
def test_spoken_phrases_become_plain_words(text: str, expected: str, done: list[list[str]]) -> None:
    assert SPOKEN.replace(text) == (expected, [tuple(pair) for pair in done])


@pytest.mark.parametrize(("text", "expected", "done"), SHARED["english_cases"])
def test_english_is_replaced_where_the_text_is_english(
    text: str, expected: str, done: list[list[str]]
) -> None:
    found = ENGLISH.replace(text, frozenset(SHARED["known"]))

    assert found == (expected, [tuple(pair) for pair in done])


def test_what_may_be_pinyin_or_is_left_out_is_not_surely_english() -> None:
    assert {*SHARED["english"]} - ENGLISH.surely_english == {"name", "can", "the"}


def test_empty_tables_replace_nothing() -> None:
    assert Phrases().replace("灯") == ("灯", [])
    assert EnglishPhrases().replace("lamp") == ("lamp", [])
