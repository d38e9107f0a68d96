"""Browser and service read sounds alike: `tests/javascript/sounds.test.js` has these cases."""

from __future__ import annotations

import json

import pytest

from search_service.analysis.chains import Analyser
from search_service.analysis.pinyin import syllable
from search_service.asking.lexicon import Lexicon
from tests.builders import ROOT

SHARED = json.loads((ROOT / "tests/javascript/sounds.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def lexicon(shop_analyser: Analyser) -> Lexicon:
    return Lexicon.build(SHARED["texts"], {}, frozenset(), shop_analyser)


def test_the_readings_of_the_cases_are_those_of_the_service() -> None:
    readings = {one: sound for sound, them in SHARED["readings"].items() for one in them}
    assert {one: syllable(one) for one in readings} == readings
    assert set("".join(SHARED["texts"])) <= set(readings)


@pytest.mark.parametrize("case", SHARED["typed"], ids=lambda case: case["letters"])
def test_typed_letters_mean_the_same(lexicon: Lexicon, case: dict[str, str | None]) -> None:
    assert lexicon.from_pinyin(str(case["letters"])) == case["meant"]


@pytest.mark.parametrize("case", SHARED["written"], ids=lambda case: case["text"])
def test_wrong_characters_are_put_right_alike(lexicon: Lexicon, case: dict[str, str]) -> None:
    assert "".join(piece.after for piece in lexicon.correct(case["text"])) == case["meant"]
