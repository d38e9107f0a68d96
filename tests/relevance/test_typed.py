"""What people really type: English, dialect, anger, amounts, two questions, numbers, gibberish."""

from __future__ import annotations

import csv

import pytest

from search_service.answering.results import SearchResult
from tests.builders import ROOT
from tests.conftest import RealBuild

_FILE = ROOT / "content" / "judgements" / "typed.tsv"
with _FILE.open(encoding="utf-8", newline="") as _lines:
    TYPED = [tuple(row.values()) for row in csv.DictReader(_lines, delimiter="\t")]
_UNANSWERED = {"none", "gibberish"}


def _articles(result: SearchResult) -> list[str]:
    return [hit.article.id for hit in result.hits]


@pytest.mark.parametrize(
    ("text", "expected", "kind"), [row for row in TYPED if row[2] not in {*_UNANSWERED, "both"}]
)
def test_the_right_article_is_first(
    real_build: RealBuild, text: str, expected: str, kind: str
) -> None:
    result = real_build.search.search(text)

    assert _articles(result)[0] in expected.split("|"), (kind, result.query.applied)


@pytest.mark.parametrize(("text", "expected", "kind"), [row for row in TYPED if row[2] == "both"])
def test_of_two_questions_both_are_found_among_the_first_three(
    real_build: RealBuild, text: str, expected: str, kind: str
) -> None:
    assert kind == "both"
    assert set(expected.split("|")) <= set(_articles(real_build.search.search(text))[:3])


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("退款几天到账，还有怎么改手机号", ["R-102", "A-107"]),
        ("提现要多久 还有怎么改密码", ["W-101", "A-101"]),
        ("收不到验证码怎么办？怎么解绑银行卡？", ["A-103", "F-108"]),
    ],
)
def test_two_questions_are_answered_in_the_order_asked(
    real_build: RealBuild, text: str, asked: list[str]
) -> None:
    result = real_build.search.search(text)

    assert result.answer is not None
    assert [one.article_id for one in (result.answer, *result.also_possible)] == asked
    assert set(asked) <= set(_articles(result)[:3])


def test_what_is_told_before_a_question_is_no_question(real_build: RealBuild) -> None:
    result = real_build.search.search("我银行卡注销了。退款退到哪里？")

    assert _articles(result)[0] == "R-108"
    assert {one.article_id for one in result.also_possible} <= {"R-108"}


@pytest.mark.parametrize(
    ("text", "expected", "kind"), [row for row in TYPED if row[2] in _UNANSWERED]
)
def test_what_no_article_answers_is_never_called_sure(
    real_build: RealBuild, text: str, expected: str, kind: str
) -> None:
    result = real_build.search.search(text)

    assert expected == "none"
    assert not result.confident
    if kind == "gibberish":
        assert result.query.applied == ()


@pytest.mark.parametrize("text", [row[0] for row in TYPED if row[2] == "verify"])
def test_a_number_or_an_address_opens_the_checking_tool(real_build: RealBuild, text: str) -> None:
    first = real_build.search.search(text).hits[0]

    if first.article.tool:  # 「这个号码是你们的吗」 names no number
        assert first.article.tool == "verify"
    else:
        assert not any(character.isdigit() for character in text)


def test_plain_words_hold_no_spoken_phrase(real_build: RealBuild) -> None:
    """A phrase that stands inside a plain word would change what people say (我操 in 我操作)."""
    replace = real_build.analyser.spoken.replace
    texts = [p.text for p in real_build.search.documents.passages]
    texts += [article.title for article in real_build.search.documents.articles]
    found = {said for text in texts for said, _ in replace(text)[1]}

    assert found <= {"讲"}  # the articles, too, mean 说 by it
