"""Letters that mean nothing cost little more than a message: calls are counted, not time."""

from __future__ import annotations

import random
from string import ascii_lowercase

import pytest

from search_service.answering.long_search import search_text
from search_service.asking.typed_text import QUERY_LIMIT, RAW_QUERY_LIMIT
from tests.builders import ROOT
from tests.calls import calls_of
from tests.conftest import RealBuild

MESSAGES = (ROOT / "tests/relevance/long_texts.tsv").read_text(encoding="utf-8").splitlines()[1:]


def meaningless(seed: int, length: int, signs: str) -> str:
    chance = random.Random(seed)  # noqa: S311 - no secret, the same on every run
    return "".join(chance.choices(signs, k=length))


@pytest.fixture(scope="module")
def of_a_message(real_build: RealBuild) -> int:
    """Calls for a real message of 700 characters and more, all articles read before."""
    articles = real_build.search.answering.index.articles
    for article in real_build.search.documents.articles:
        articles.get(article.id)
        articles.phrasings(article.id)
    message = "".join(line.split("\t")[1] for line in MESSAGES)[:RAW_QUERY_LIMIT]
    search_text(real_build.search, message)
    return calls_of(lambda: search_text(real_build.search, message[1:]))


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("signs", [ascii_lowercase, "zxcvbnm", "bcdfghjklmnpqrstvwxz   "])
def test_two_thousand_letters_cost_what_a_few_questions_do(
    real_build: RealBuild, of_a_message: int, seed: int, signs: str
) -> None:
    letters = meaningless(seed, RAW_QUERY_LIMIT, signs)
    search_text(real_build.search, letters)  # what is read once is read

    work = calls_of(lambda: search_text(real_build.search, letters[::-1]))

    assert work <= 6 * of_a_message


def test_a_longer_text_of_letters_costs_no_more(real_build: RealBuild) -> None:
    def work(length: int) -> int:
        letters = meaningless(7, length, ascii_lowercase)
        search_text(real_build.search, letters)
        return calls_of(lambda: search_text(real_build.search, letters[::-1]))

    assert work(RAW_QUERY_LIMIT) <= 1.5 * work(8 * QUERY_LIMIT)
