"""A question in English gets the piece that the same question in Chinese gets."""

from __future__ import annotations

import csv

import pytest

from search_service.answering.extracts import Extract
from search_service.answering.wanted import wanted
from tests.builders import ROOT
from tests.conftest import RealBuild

with (ROOT / "tests/relevance/english_twins.tsv").open(encoding="utf-8", newline="") as lines:
    TWINS = [(row["english"], row["chinese"]) for row in csv.DictReader(lines, delimiter="\t")]
with (ROOT / "content/judgements/typed.tsv").open(encoding="utf-8", newline="") as lines:
    TYPED = [
        row["query"] for row in csv.DictReader(lines, delimiter="\t") if row["kind"] == "english"
    ]
# In Chinese it names a tool, which opens first.
NAMES_A_TOOL = "service hours"


def _first(build: RealBuild, text: str) -> tuple[str, tuple[str, ...]]:
    result = build.search.search(text)
    pieces: list[Extract] = [result.answer] if result.answer else [*result.hits[0].extracts]
    return pieces[0].article_id, pieces[0].words


@pytest.mark.parametrize("english", [text for text in TYPED if text != NAMES_A_TOOL])
def test_english_gets_the_piece_that_its_own_reading_gets(
    real_build: RealBuild, english: str
) -> None:
    chinese = real_build.search.parsed(english).corrected.replace(" ", "")

    assert _first(real_build, english) == _first(real_build, chinese)


@pytest.mark.parametrize(("english", "chinese"), TWINS, ids=[one for one, _ in TWINS])
def test_english_gets_the_piece_that_chinese_gets(
    real_build: RealBuild, english: str, chinese: str
) -> None:
    assert _first(real_build, english) == _first(real_build, chinese)


@pytest.mark.parametrize(
    ("english", "kind"),
    [
        ("how long does a refund take", "duration"),
        ("when will my refund arrive", "duration"),
        ("how many days for refund", "duration"),
        ("where is my refund", "where"),
        ("where do I find my order number", "where"),
        ("how much is the withdrawal fee", "amount"),
        ("can I get my money back", "yesno"),
        ("how to change phone number", "how"),
        ("why is my account frozen", "why"),
    ],
)
def test_the_kind_of_answer_that_english_asks_for_is_known(
    real_build: RealBuild, english: str, kind: str
) -> None:
    asked = real_build.search.answering.asked(real_build.search.parsed(english))

    assert kind in asked.wanted
    assert asked.wanted == wanted(asked.text)
