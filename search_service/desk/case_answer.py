"""`POST /api/v1/agent/answer`: the text of a case in, its answer and the 话术 out, for a CRM.

The JSON contract, and how one result is made of the questions of a case.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from search_service.answering.extracts import Extract, Level
from search_service.answering.long_search import questions_answered
from search_service.answering.results import SearchResult
from search_service.answering.search import Search
from search_service.answering.urgent_model import UrgentModel, urgent_model
from search_service.asking.typed_text import RAW_QUERY_LIMIT
from search_service.content.article import Approval
from search_service.desk.fact_approvals import ApprovedFact
from search_service.desk.links import customer_link
from search_service.desk.material import Audience, DeskArticle, ShownScripts
from search_service.desk.models import HandOut, hand_out_of
from search_service.desk.status import Status, status_of

_ARTICLES = 3
_HITS = 10
# The better one is to be said first.
_LEVELS = ("none", "articles", "possible", "sure")


class CaseModel(BaseModel):
    """Body of `POST /api/v1/agent/answer`."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=RAW_QUERY_LIMIT)]


class CaseArticle(BaseModel):
    """An article for the case.

    Attributes:
        audience: What is internal is neither read out nor sent.
        hand_out: What may be sent to the customer; None for an internal one.
        handover: The code of the article with the form for passing this case on.
        approved: Who has answered for what it says of law or money.
        approved_facts: The same of single facts that it shows.
        desk: The address that opens it at the desk.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    title: str
    audience: Audience
    status: Status
    scripts: ShownScripts | None
    hand_out: HandOut | None
    handover: str | None
    approved: Approval | None
    approved_facts: tuple[ApprovedFact, ...]
    desk: str


class CaseAnswerModel(BaseModel):
    """Answer of `POST /api/v1/agent/answer`.

    Attributes:
        question: The part of the case that is answered, what is private withheld.
        urgent: The trouble that the case tells of, and whom to ring; the question is the one that
            tells of it then.
        level: As of `POST /api/v1/answer`: unless it is `sure`, it is what may be meant.
        articles: At most three; that of the answer is the first.
    """

    model_config = ConfigDict(frozen=True)

    question: str
    urgent: UrgentModel | None
    level: Level | Literal["articles"]
    confidence: float
    answer: Extract | None
    also_possible: tuple[Extract, ...]
    articles: tuple[CaseArticle, ...]
    generation: str


def results_of(search: Search, text: str, day: date) -> tuple[SearchResult, ...]:
    """What is found for each question of a case: trouble first, then the best answered.

    Raises:
        QueryRejected: There is nothing to ask for.
    """
    found = questions_answered(search, text, _HITS, day)
    return tuple(sorted(found, key=_standing, reverse=True))


def case_answer(
    results: tuple[SearchResult, ...],
    articles: Mapping[str, DeskArticle],
    generation: str,
    site_url: str,
    day: date,
) -> CaseAnswerModel:
    """The JSON form of what was found; `results` as of `results_of`."""
    best = results[0]
    answered = [best.answer.article_id] if best.answer else []
    hits = [hit.article.id for result in results for hit in result.hits if result.level != "none"]
    codes = [code for code in dict.fromkeys((*answered, *hits)) if code in articles][:_ARTICLES]
    return CaseAnswerModel(
        question=best.query.text,
        urgent=urgent_model(best.urgent),
        level=best.level,
        confidence=best.answer.confidence if best.answer else 0.0,
        answer=best.answer,
        also_possible=best.also_possible,
        articles=tuple(_articles((articles[code] for code in codes), site_url, day)),
        generation=generation,
    )


def _standing(result: SearchResult) -> tuple[bool, int, float]:
    confidence = result.answer.confidence if result.answer else 0.0
    return result.urgent is not None, _LEVELS.index(result.level), confidence


def _articles(chosen: Iterable[DeskArticle], site_url: str, day: date) -> Iterable[CaseArticle]:
    for article in chosen:
        yield CaseArticle(
            id=article.id,
            title=article.title,
            audience=article.audience,
            status=status_of(article, day),
            scripts=article.scripts,
            hand_out=hand_out_of(article, site_url),
            handover=article.handover,
            approved=article.approved,
            approved_facts=article.approved_facts,
            desk=customer_link(site_url, "/agent/") + f"#{article.id}",
        )
