"""A text sounds like trouble by its characters, whatever words anybody listed."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from search_service.asking.trouble import WEIGHTS_FILE, grams_of, likelihood_of_trouble


@given(st.text(max_size=200))
def test_a_likelihood_lies_between_nothing_and_certainty(text: str) -> None:
    assert 0.0 <= likelihood_of_trouble(text) <= 1.0


def test_spaces_say_nothing() -> None:
    assert likelihood_of_trouble("钱 被 骗 走 了") == likelihood_of_trouble("钱被骗走了")


def test_characters_and_their_pairs_are_what_is_looked_at() -> None:
    assert grams_of("钱没 了") == {"钱", "没", "了", "钱没", "没了"}


def test_trouble_sounds_likelier_than_a_question() -> None:
    assert likelihood_of_trouble("我婆婆被人忽悠把养老钱都打过去了") > 0.8
    assert likelihood_of_trouble("退款几天能到账") < 0.2


def test_every_weight_is_of_a_character_or_a_pair() -> None:
    fitted = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))

    assert all(len(gram) in (1, 2) for gram in fitted["weights"])
    assert all(isinstance(weight, int) for weight in fitted["weights"].values())
