"""Typed queries and the articles they must find, through the real service on the real index."""

from __future__ import annotations

import csv
from dataclasses import dataclass

import pytest

from search_service.analysis.normalise import normalised_text
from search_service.releases.live_release import LiveRelease
from search_service.web.factory import create_app
from tests.builders import ROOT
from tests.conftest import RealBuild
from tests.service_client import TestClient

KINDS = {"colloquial", "pinyin", "initials", "typo", "traditional", "single", "sentence", "code"}
LEAST_ROWS = 200
LEAST_SHARE_FIRST = 0.8
LEAST_SHARE_IN_TOP_3 = 0.95


@dataclass(frozen=True)
class Judgement:
    """A typed query and the articles any of which is right."""

    query: str
    expected: frozenset[str]
    kind: str


def read_judgements() -> list[Judgement]:
    file = ROOT / "content" / "judgements" / "queries.tsv"
    with file.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [Judgement(r["query"], frozenset(r["expected"].split("|")), r["kind"]) for r in rows]


JUDGEMENTS = read_judgements()


@pytest.fixture(scope="module")
def found(real_build: RealBuild) -> dict[str, list[str]]:
    """The first three articles for each query."""
    app = create_app(real_build.settings, LiveRelease(real_build.settings, real_build.analyser))
    with TestClient(app, "http://127.0.0.1") as client:
        answers = {
            judgement.query: client.get(
                "/api/v1/search", params={"q": judgement.query, "limit": 3}
            ).json()
            for judgement in JUDGEMENTS
        }
    return {
        query: [hit["article_id"] for hit in answer["hits"]] for query, answer in answers.items()
    }


def test_there_are_enough_judgements_of_every_kind() -> None:
    assert len(JUDGEMENTS) >= LEAST_ROWS
    assert {judgement.kind for judgement in JUDGEMENTS} == KINDS


def test_no_query_is_judged_twice() -> None:
    queries = [judgement.query for judgement in JUDGEMENTS]

    assert sorted({query for query in queries if queries.count(query) > 1}) == []


def test_every_expected_article_exists(real_build: RealBuild) -> None:
    known = set(real_build.search.documents.articles_by_id)
    unknown = [judgement for judgement in JUDGEMENTS if not judgement.expected <= known]

    assert unknown == []


def test_every_article_is_expected_by_some_query(real_build: RealBuild) -> None:
    expected = {article_id for judgement in JUDGEMENTS for article_id in judgement.expected}

    assert set(real_build.search.documents.articles_by_id) <= expected


def test_no_query_copies_a_title_or_a_question(real_build: RealBuild) -> None:
    """A copy would only test that the index holds what was put in."""
    written = {
        normalised_text(text)
        for article in real_build.search.documents.articles
        for text in (article.title, *article.questions)
    }
    copied = [j.query for j in JUDGEMENTS if normalised_text(j.query) in written]

    assert copied == []


def test_no_query_comes_back_empty(found: dict[str, list[str]]) -> None:
    assert [query for query, articles in found.items() if not articles] == []


def test_the_right_article_is_among_the_first_three(found: dict[str, list[str]]) -> None:
    misses = [j for j in JUDGEMENTS if not j.expected & set(found[j.query])]
    share = 1 - len(misses) / len(JUDGEMENTS)
    listed = "\n".join(
        f"  {j.kind:<12}{j.query}  wanted {'|'.join(sorted(j.expected))}, got {found[j.query]}"
        for j in misses
    )

    assert share >= LEAST_SHARE_IN_TOP_3, f"{share:.1%} of {len(JUDGEMENTS)}; missed:\n{listed}"


def test_the_right_article_is_first_for_most(found: dict[str, list[str]]) -> None:
    first = [j for j in JUDGEMENTS if found[j.query][:1] and found[j.query][0] in j.expected]

    assert len(first) / len(JUDGEMENTS) >= LEAST_SHARE_FIRST


def test_every_explanation_multiplies_out_to_the_score(real_build: RealBuild) -> None:
    search = real_build.search
    for judgement in JUDGEMENTS:
        result = search.search(judgement.query)
        for hit in result.hits:
            explained = search.explain(result.query, hit)
            assert explained.score == pytest.approx(hit.score, rel=1e-5), judgement.query
