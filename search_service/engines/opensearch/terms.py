"""How terms stand in the cluster, what an index of them is, and what it is asked.

An index has a field for each of ours with ready terms, whose `whitespace` analyzer only parts them,
and the ordinal. It stores no text: what is shown comes from the release. A cluster knows one length
of a field, so running text, which counts as more, is lengthened by a filler nobody asks for
(`norms.BODY_B`); what a passage counts in a field (`norms.BODY_WEIGHT`) is a number beside it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from typing import Any

from search_service.analysis.chains import FIELDS
from search_service.asking.query import WeightedTerm
from search_service.engines.embedded_engine import COORDINATION
from search_service.engines.norms import BODY_WEIGHT, K1, mean_b
from search_service.engines.statistics import Statistics

ORDINAL = "n"
# The analyzer cuts longer tokens; this leaves room for any character outside the first plane.
_LONGEST = 120
_MARK = "\ue000"
# No term is written so: what begins with the mark is its digest.
FILLER = f"{_MARK}-"
# The fields whose weight differs from passage to passage.
WEIGHED = tuple(field for field in FIELDS if BODY_WEIGHT[field] != 1)
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


def weight_name(field: str) -> str:
    """Where a passage's weight in a field stands."""
    return f"{field}_weight"


def index_body(replicas: int, statistics: Statistics) -> Mapping[str, Any]:
    """Settings and mapping of an index: one shard, our k1 and b for each field."""
    similarity = {
        f"bm25_{field}": {
            "type": "BM25",
            "k1": K1[field],
            "b": mean_b(row, statistics),
            "discount_overlaps": False,
        }
        for row, field in enumerate(FIELDS)
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
    properties |= {weight_name(field): {"type": "float", "index": False} for field in WEIGHED}
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
    plain = [term for term in terms if term.field != "w" and term.field not in WEIGHED]
    weighed = [[term for term in terms if term.field == field] for field in WEIGHED]
    others = [*map(_term, plain), *map(_weighed, filter(None, weighed))]
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


def _weighed(terms: Sequence[WeightedTerm]) -> dict[str, Any]:
    """Terms of one field, times what each passage counts in it."""
    return {
        "function_score": {
            "query": {"bool": {"should": list(map(_term, terms))}},
            "field_value_factor": {"field": weight_name(terms[0].field)},
            "boost_mode": "multiply",
        }
    }


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
