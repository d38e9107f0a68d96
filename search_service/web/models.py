"""The JSON contract of the API; `docs/api.md` is held to it by a test."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from search_service.answering.documents import StoredArticle
from search_service.answering.explanation import Explanation
from search_service.answering.extracts import Extract, Level
from search_service.answering.results import Hit, SearchResult
from search_service.answering.snippets import Span
from search_service.answering.suggest import Suggestion
from search_service.answering.understanding import StatedConditions
from search_service.answering.urgent_model import UrgentModel, urgent_model
from search_service.asking.query import Query
from search_service.asking.typed_text import Applied
from search_service.content.article import Topic
from search_service.web.explanation_model import ExplanationModel, explanation_model
from search_service.web.incident import Incident


class _Model(BaseModel):
    model_config = ConfigDict(frozen=True)


class ProblemDetails(_Model):
    """RFC 9457 problem details; the body of every error."""

    type: str = "about:blank"
    title: str
    status: int
    detail: str


class QueryModel(_Model):
    """How the query was read."""

    text: str
    normalised: str
    literal: bool


class Breadcrumb(_Model):
    """A page above the article."""

    title: str
    url: str


class CategoryCount(_Model):
    """A topic and how many hits lie in it."""

    id: str
    title: str
    count: int


class HitModel(_Model):
    """An article, or a self-service tool whose `url` may carry parameters taken from the query.

    `anchor` and `heading` are null when the match stands at its top; the heading of a tool is what
    it is opened with. `extracts` are the two or three pieces that say most of what was asked; only
    the first hits have them.

    `unverified` says that the operator has yet to confirm something in `snippet`: it must be shown
    with it; so must that its review is overdue, once `review_due` has passed. `explanation` is
    there only when it was asked for.
    """

    kind: Literal["article", "tool"]
    article_id: str
    url: str
    anchor: str | None
    title: str
    title_spans: tuple[Span, ...]
    heading: str | None
    breadcrumbs: tuple[Breadcrumb, ...]
    category: str
    snippet: tuple[Span, ...]
    unverified: bool = False
    review_due: str | None = None
    summary: str
    score: float
    extracts: tuple[Extract, ...] = ()
    explanation: ExplanationModel | None = None


class SearchModel(_Model):
    """Answer of `GET /api/v1/search`.

    `conditions` is there only when operators were typed, `urgent` only when the text tells of
    trouble. `level` says what there is: a sure answer, possible ones, articles, or none on this.
    """

    query: QueryModel
    applied: tuple[Applied, ...]
    total: int
    limit: int
    offset: int
    confidence: Literal["high", "low"]
    level: Level | Literal["articles"]
    answer: Extract | None
    also_possible: tuple[Extract, ...]
    categories: tuple[CategoryCount, ...]
    hits: tuple[HitModel, ...]
    generation: str
    took_ms: float
    conditions: StatedConditions | None = None
    urgent: UrgentModel | None = None


class SuggestionModel(_Model):
    """A completion; `kind` says what it was taken from."""

    text: str
    kind: Literal["title", "heading", "question"]
    article_id: str
    url: str
    anchor: str | None


class SuggestModel(_Model):
    """Answer of `GET /api/v1/suggest`."""

    query: str
    suggestions: tuple[SuggestionModel, ...]


class ArticleModel(_Model):
    """Answer of `GET /api/v1/articles/{id}`."""

    id: str
    url: str
    title: str
    summary: str
    category: str
    breadcrumbs: tuple[Breadcrumb, ...]
    updated: str
    reviewed: str


class FeedbackModel(BaseModel):
    """Body of `POST /api/v1/feedback`."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    article_id: Annotated[str, Field(min_length=1, max_length=20)]
    helpful: bool
    reason: Literal["outdated", "wrong", "unclear", "not_found", "other"] | None = None
    comment: Annotated[str | None, Field(max_length=500)] = None


class FeedbackRecordedModel(_Model):
    """Answer of `POST /api/v1/feedback`."""

    status: Literal["recorded"] = "recorded"


class IncidentModel(_Model):
    """Answer of `GET /api/v1/incident`; null when nothing is announced."""

    incident: Incident | None


class HealthModel(_Model):
    """Answer of `GET /healthz`: the process is alive."""

    status: Literal["ok"] = "ok"


class ReadyModel(_Model):
    """Answer of `GET /readyz`: which generation is served, and each thing that is not well."""

    status: Literal["ready", "degraded", "unavailable"]
    generation: str | None
    passages: int
    detail: str | None
    degraded: tuple[Literal["release", "engine", "state", "disk"], ...] = ()


def _breadcrumbs(topic: Topic | None) -> tuple[Breadcrumb, ...]:
    return (Breadcrumb(title=topic.title, url=topic.url),) if topic else ()


def _hit(hit: Hit, explanation: Explanation | None) -> HitModel:
    return HitModel(
        explanation=explanation and explanation_model(explanation),
        kind="tool" if hit.article.tool else "article",
        article_id=hit.article.id,
        url=hit.url,
        anchor=hit.anchor,
        title=hit.article.title,
        title_spans=hit.title_spans,
        heading=hit.heading,
        breadcrumbs=_breadcrumbs(hit.topic),
        category=hit.article.topic_id,
        snippet=hit.snippet,
        unverified=hit.unverified,
        review_due=hit.article.review_due or None,
        summary=hit.article.summary,
        score=round(hit.score, 4),
        extracts=hit.extracts,
    )


def search_model(
    result: SearchResult,
    generation: str,
    took_ms: float,
    explain: Callable[[Query, Hit], Explanation] | None = None,
) -> SearchModel:
    """The JSON form of a search result; `explain` says of each hit why it stands where it does."""
    return SearchModel(
        query=QueryModel(
            text=result.query.text,
            normalised=result.query.normalised,
            literal=result.query.literal,
        ),
        conditions=result.stated,
        urgent=urgent_model(result.urgent),
        applied=result.query.applied,
        total=result.total,
        limit=result.limit,
        offset=result.offset,
        confidence="high" if result.confident else "low",
        level=result.level,
        answer=result.answer,
        also_possible=result.also_possible,
        categories=tuple(
            CategoryCount(id=topic.id, title=topic.title, count=count)
            for topic, count in result.topics
        ),
        hits=tuple(
            _hit(hit, explain(result.query, hit) if explain else None) for hit in result.hits
        ),
        generation=generation,
        took_ms=round(took_ms, 3),
    )


def suggest_model(text: str, suggestions: Iterable[Suggestion]) -> SuggestModel:
    """The JSON form of completions."""
    return SuggestModel(
        query=text,
        suggestions=tuple(
            SuggestionModel(
                text=one.text,
                kind=one.kind,
                article_id=one.article_id,
                url=one.url,
                anchor=one.anchor,
            )
            for one in suggestions
        ),
    )


def article_model(article: StoredArticle, topic: Topic | None) -> ArticleModel:
    """The JSON form of a stored article."""
    return ArticleModel(
        id=article.id,
        url=article.url,
        title=article.title,
        summary=article.summary,
        category=article.topic_id,
        breadcrumbs=_breadcrumbs(topic),
        updated=article.updated,
        reviewed=article.reviewed,
    )
