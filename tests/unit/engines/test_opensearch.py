"""The engine over a cluster, as far as no cluster is needed: nobody answers, or what is asked."""

from __future__ import annotations

import socket
from base64 import b64decode
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import FIELDS, FieldTerms
from search_service.asking.query import WeightedTerm
from search_service.engines.contributions import contributions_of
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.norms import BODY_B, BODY_WEIGHT, K1, B, mean_b, norms_of
from search_service.engines.opensearch.breaker import Breaker
from search_service.engines.opensearch.cluster import cluster
from search_service.engines.opensearch.documents import documents, terms_of
from search_service.engines.opensearch.engine import OpenSearchEngine
from search_service.engines.opensearch.terms import FILLER, written
from search_service.engines.postings import postings_of
from search_service.engines.statistics import statistics_of
from search_service.errors import SettingsInvalid
from tests.postings import headlines_of, with_headlines

WORDS = st.sampled_from(("灯", "泡", "3\n天", "a" * 200, "\ue000", "#快递")) | st.text(
    st.characters(exclude_categories=["Cs"]), min_size=1, max_size=5
)
PASSAGES = st.lists(
    st.fixed_dictionaries(dict.fromkeys(FIELDS, st.lists(WORDS, max_size=8))), max_size=8
)


@given(PASSAGES)
def test_a_passage_is_written_with_each_term_as_often_as_it_stands_there(
    passages: list[FieldTerms],
) -> None:
    found = list(documents(with_headlines(passages)))

    assert [ordinal for ordinal, _ in found] == list(range(len(passages)))
    for (ordinal, document), own in zip(found, passages, strict=True):
        assert document["n"] == ordinal
        for field in FIELDS:
            # As an analyzer that parts at white space reads it.
            read = Counter(str(document[field]).split())
            fillers = read.pop(FILLER, 0)
            assert read == Counter(map(written, own[field]))
            in_headlines = len(headlines_of(own)[field])
            text = len(own[field]) - in_headlines
            counted = B[field] * in_headlines + BODY_B[field] * text
            assert abs(B[field] * (len(own[field]) + fillers) - counted) <= B[field] / 2
        share = 1 - len(headlines_of(own)["pb"]) / max(len(own["pb"]), 1)
        assert document["pb_weight"] == pytest.approx(
            1 + (BODY_WEIGHT["pb"] - 1) * share if own["pb"] else BODY_WEIGHT["pb"]
        )


@given(PASSAGES.filter(bool))
def test_the_b_of_the_cluster_gives_our_norms(passages: list[FieldTerms]) -> None:
    postings = with_headlines(passages)
    statistics = statistics_of(postings)
    ours = norms_of(postings, statistics)

    for row, field in enumerate(FIELDS):
        text = postings.lengths[row] - postings.headline_lengths[row]
        lengths = postings.headline_lengths[row] + text * BODY_B[field] / B[field]
        if not lengths.any():
            continue
        b = mean_b(row, statistics)
        norms = K1[field] * (1 - b + b * lengths / lengths.mean())
        assert norms == pytest.approx(ours[field].norms, rel=1e-4)


@given(PASSAGES.filter(bool))
def test_the_terms_of_a_passage_are_found_again(passages: list[FieldTerms]) -> None:
    postings = postings_of(passages)

    for ordinal, own in enumerate(passages):
        found = {(term.field, term.term) for term in terms_of(postings, ordinal)}
        assert found == {(field, term) for field in FIELDS for term in own[field]}


@given(st.lists(WORDS | st.text(min_size=100, max_size=300), unique=True))
def test_two_terms_are_never_written_alike_and_none_is_parted(terms: list[str]) -> None:
    forms = [written(term) for term in terms]

    assert len(set(forms)) == len(terms)
    assert all(form.split() == [form] and len(form) <= 120 for form in forms)


@given(PASSAGES.filter(bool), st.lists(st.tuples(st.sampled_from(FIELDS), WORDS)), st.data())
def test_passages_scored_apart_have_the_scores_that_they_have_among_all(
    passages: list[FieldTerms], query: list[tuple[str, str]], data: st.DataObject
) -> None:
    make = data.draw(st.sampled_from((0, 1_000)))
    engine = EmbeddedEngine(contributions_of(postings_of(passages), make))
    terms = [WeightedTerm(field, term, 0.6) for field, term in dict.fromkeys(query)]
    all_found = engine.search(terms, len(passages))
    few = data.draw(st.lists(st.sampled_from(range(len(passages))), min_size=1, unique=True))

    found = engine.scored(terms, few, len(passages))

    assert found == [one for one in all_found if one.passage in few]


@pytest.fixture
def silent() -> Iterator[str]:
    """The address of somebody who takes a connection and says nothing, as a frozen node does."""
    with socket.create_server(("127.0.0.1", 0), backlog=32) as server:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"


def nobody() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"http://127.0.0.1:{server.getsockname()[1]}"


def lamps() -> EmbeddedEngine:
    terms = [{field: word.split() for field in FIELDS} for word in ("灯 泡", "灯", "卡")]
    return EmbeddedEngine(contributions_of(postings_of(terms)))


@pytest.mark.parametrize("is_silent", [True, False])
def test_a_cluster_that_does_not_answer_changes_no_list_and_is_soon_asked_no_more(
    silent: str, *, is_silent: bool
) -> None:
    client = cluster(silent if is_silent else nobody())
    engine = OpenSearchEngine(client, "kb-index-x", lamps(), timeout_seconds=0.05)
    terms = [WeightedTerm("w", "灯", 1.0)]
    assert engine.degraded is None

    for _ in range(8):
        assert engine.search(terms, 10) == lamps().search(terms, 10)

    assert engine.degraded is not None
    assert "本机" in engine.degraded
    assert (engine.counts.failed, engine.counts.not_asked) == (5, 3)


def test_a_breaker_lets_one_caller_try_again_after_five_seconds() -> None:
    now = [0.0]
    breaker = Breaker(lambda: now[0])
    for _ in range(5):
        assert breaker.may_try()
        breaker.failed()
    assert not breaker.may_try()

    now[0] = 5.1
    assert [breaker.may_try() for _ in range(3)] == [True, False, False]
    breaker.succeeded()
    assert all(breaker.may_try() for _ in range(3))


@pytest.mark.parametrize("url", ["search-1:9200", "ftp://a:1", "http://", "http://a:x"])
def test_an_address_that_is_none_is_refused(url: str) -> None:
    with pytest.raises(SettingsInvalid, match="KB_OPENSEARCH_URL"):
        cluster(url)


def test_several_nodes_with_tls_and_passwords_are_one_client() -> None:
    client = cluster("https://reader:p%40ss密@a:9200, https://b")

    hosts = [one["host"] for one in client.transport.hosts]
    assert hosts == ["a", "b"]
    said = client.transport.hosts[0]["headers"]["authorization"]
    assert b64decode(said.removeprefix("Basic ")).decode() == "reader:p@ss密"
    assert client.transport.hosts[1]["port"] == 443


class Cluster:
    """Answers as a cluster whose lengths lift some passages above others."""

    def __init__(self, order: Sequence[tuple[int, float]]) -> None:
        self.order = order

    def search(self, *, body: Mapping[str, Any], **_: object) -> dict[str, Any]:
        hits = [
            {"fields": {"n": [passage]}, "sort": [score, passage]}
            for passage, score in self.order[: body["size"]]
        ]
        return {"timed_out": False, "_shards": {"failed": 0}, "hits": {"hits": hits}}


@given(
    alike=st.integers(0, 150),
    better=st.integers(0, 12),
    worse=st.integers(0, 40),
    lifted=st.floats(1.0, 1.05),
    limit=st.integers(1, 20),
)
def test_better_passages_behind_many_that_the_cluster_lifts_are_found_all_the_same(
    alike: int, better: int, worse: int, lifted: float, limit: int
) -> None:
    """Passages that are alike, and too high by what their lengths err, fill the cluster's list."""
    kinds = ["灯 泡 罩"] * worse + ["灯 泡"] * alike + ["灯"] * better + ["卡"]
    terms = [{field: kind.split() if field == "u" else [] for field in FIELDS} for kind in kinds]
    copy = EmbeddedEngine(contributions_of(postings_of(terms)))
    asked = [WeightedTerm("u", "灯", 1.0)]
    expected = copy.search(asked, limit)
    given_scores = [
        (one.passage, one.score * (2.0 * lifted if kinds[one.passage] == "灯 泡" else 1.0))
        for one in copy.search(asked, len(kinds))
    ]
    given_scores.sort(key=lambda one: (-one[1], one[0]))

    engine = OpenSearchEngine(Cluster(given_scores), "kb-index-x", copy)  # type: ignore[arg-type]

    assert engine.from_cluster(asked, limit) == expected
