"""A search result as the JSON of `SearchModel`, byte for byte, in a third of the time.

The models stay the contract: every field of theirs is written here, in their order, and a test
holds both to each other. What is left out for a request is left out by `json_answer`'s rules:
`explanation` unless it was asked for, `conditions` and `urgent` where there are none, `took_ms`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import orjson

from search_service.answering.explanation import Explanation
from search_service.answering.results import Hit, SearchResult
from search_service.answering.urgent_model import urgent_model
from search_service.asking.query import Query
from search_service.web.explanation_model import explanation_model


def search_json(
    result: SearchResult,
    generation: str,
    explain: Callable[[Query, Hit], Explanation] | None = None,
) -> bytes:
    """The JSON of a search result; `explain` says of each hit why it stands where it does."""
    query = result.query
    written: dict[str, Any] = {
        "query": {"text": query.text, "normalised": query.normalised, "literal": query.literal},
        "applied": [
            {"kind": one.kind, "from": one.before, "to": one.after} for one in query.applied
        ],
        "total": result.total,
        "limit": result.limit,
        "offset": result.offset,
        "confidence": "high" if result.confident else "low",
        "level": result.level,
        "answer": result.answer,
        "also_possible": result.also_possible,
        "categories": [
            {"id": topic.id, "title": topic.title, "count": count} for topic, count in result.topics
        ],
        "hits": [_hit(hit, explain(query, hit) if explain else None) for hit in result.hits],
        "generation": generation,
    }
    if result.stated is not None:
        written["conditions"] = result.stated
    if (urgent := urgent_model(result.urgent)) is not None:
        written["urgent"] = urgent.model_dump()
    return orjson.dumps(written)


def _hit(hit: Hit, explanation: Explanation | None) -> dict[str, Any]:
    article, topic = hit.article, hit.topic
    written: dict[str, Any] = {
        "kind": "tool" if article.tool else "article",
        "article_id": article.id,
        "url": hit.url,
        "anchor": hit.anchor,
        "title": article.title,
        "title_spans": hit.title_spans,
        "heading": hit.heading,
        "breadcrumbs": [{"title": topic.title, "url": topic.url}] if topic else (),
        "category": article.topic_id,
        "snippet": hit.snippet,
        "unverified": hit.unverified,
        "review_due": article.review_due or None,
        "summary": article.summary,
        "score": round(hit.score, 4),
        "extracts": hit.extracts,
    }
    if explanation is not None:
        written["explanation"] = explanation_model(explanation).model_dump()
    return written
