"""How terms stand in the cluster, what an index of them is, and what it is asked.

An index has a field for each of ours with ready terms, whose `whitespace` analyzer only parts them,
and the ordinal. It stores no text: what is shown comes from the release.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from search_service.analysis.chains import FIELDS
from search_service.asking.query import WeightedTerm
from search_service.engines.contributions import K1, B
from search_service.engines.embedded_engine import COORDINATION

ORDINAL = "n"
# The analyzer cuts longer tokens; this leaves room for any character outside the first plane.
_LONGEST = 120
_MARK = "\ue000"
# The number of words that match is carried above their score: see `_words`.
_LEAST_STEP = 256.0
_COORDINATED = (
    "double n = Math.floor(_score / params.step);"
    "double s = _score - n * params.step;"
    "return s * (1 + params.share * Math.max(n - 1, 0));"
)


def written(term: str) -> str:
    """A term as the cluster has it: as it is, or a digest where its analyzer would part it."""
    if len(term) <= _LONGEST and not any(map(str.isspace, term)) and not term.startswith(_MARK):
        return term
    return _MARK + blake2b(term.encode(), digest_size=16).hexdigest()


def index_body(replicas: int) -> Mapping[str, Any]:
    """Settings and mapping of an index: one shard, our k1 and b for each field."""
    similarity = {
        f"bm25_{field}": {
            "type": "BM25",
            "k1": K1[field],
            "b": B[field],
            "discount_overlaps": False,
        }
        for field in FIELDS
    }
    properties: dict[str, Any] = {
        field: {
            "type": "text",
            "analyzer": "whitespace",
            "similarity": f"bm25_{field}",
            "index_options": "freqs",
        }
        for field in FIELDS
    }
    index = {
        "number_of_shards": 1,
        "number_of_replicas": replicas,
        "refresh_interval": "-1",
        # A copy is small: making it anew costs less than a minute with one copy alone.
        "unassigned": {"node_left": {"delayed_timeout": "5s"}},
    }
    return {
        "settings": {"index": index, "similarity": similarity},
        "mappings": {
            "dynamic": "strict",
            "_source": {"enabled": False},
            "properties": {**properties, ORDINAL: {"type": "integer"}},
        },
    }


def question(terms: Sequence[WeightedTerm], idf: Sequence[float], size: int) -> Mapping[str, Any]:
    """What the cluster is asked: the best passages, ties by ordinal, nothing but ordinals.

    Args:
        terms: Terms that stand in the index.
        idf: Of each term.
        size: How many passages.
    """
    others = [_term(term) for term in terms if term.field != "w"]
    words = [term for term in terms if term.field == "w"]
    if len(words) > 1:
        most = sum(
            term.weight * (K1["w"] + 1) * of_term
            for term, of_term in zip(terms, idf, strict=True)
            if term.field == "w"
        )
        others.append(_words(words, most))
    else:
        others += map(_term, words)
    return {
        "size": size,
        "query": {"bool": {"should": others}},
        "_source": False,
        "track_total_hits": False,
        "docvalue_fields": [ORDINAL],
        "sort": [{"_score": "desc"}, {ORDINAL: "asc"}],
    }


def _term(term: WeightedTerm) -> dict[str, Any]:
    """BM25 of a term; OpenSearch 3 leaves out the factor (k1 + 1)."""
    boost = term.weight * (K1[term.field] + 1)
    return {"term": {term.field: {"value": written(term.term), "boost": boost}}}


def _words(words: Sequence[WeightedTerm], most: float) -> dict[str, Any]:
    """The words with their coordination.

    Each word that matches adds a step above all that their scores can sum up to, so that a script
    can tell their number from the sum.
    """
    step = max(_LEAST_STEP, 2.0 ** math.ceil(math.log2(most + 1)))
    counted = [
        {
            "bool": {
                "must": [
                    _term(word),
                    {
                        "constant_score": {
                            "filter": {"term": {"w": written(word.term)}},
                            "boost": step,
                        }
                    },
                ]
            }
        }
        for word in words
    ]
    return {
        "script_score": {
            "query": {"bool": {"should": counted}},
            "script": {
                "lang": "painless",
                "source": _COORDINATED,
                "params": {"step": step, "share": COORDINATION},
            },
        }
    }
