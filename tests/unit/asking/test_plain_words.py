"""Fillers and our own name change no answer; the browser is held to the same cases."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from search_service.analysis.chains import Analyser
from search_service.asking.typed_text import without_politeness
from tests.builders import ROOT

SHARED = json.loads((ROOT / "tests/javascript/phrases.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), SHARED["plain_cases"])
def test_greetings_and_our_own_name_are_left_out_while_something_remains(
    shop_analyser: Analyser, text: str, expected: str
) -> None:
    words = replace(
        shop_analyser.words,
        politeness=frozenset(SHARED["polite"]),
        ours=frozenset(SHARED["ours"]),
        function_words=frozenset(SHARED["functions"]),
    )

    assert without_politeness(text, replace(shop_analyser, words=words)) == expected
