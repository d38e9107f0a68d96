"""POST /api/v1/answer: a text in, its answer out, for chat bots and apps."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Body, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from search_service.answering.extracts import Extract, Level
from search_service.asking.tool_links import china_today
from search_service.asking.typed_text import RAW_QUERY_LIMIT
from search_service.records.privacy import without_private
from search_service.records.visit_log import VisitorLog
from search_service.web.answers import Answers, SearchRequest, answer_and_count
from search_service.web.json_response import json_of
from search_service.web.live import LiveAnswers, Threads
from search_service.web.problem_details import problem_responses
from search_service.web.visits import visitor_log

_ARTICLES = 3
_QUESTIONS = {
    "a condition is named": {"summary": "问到了条件", "value": {"text": "信用卡退款几天"}},
    "a code": {"summary": "错误码", "value": {"text": "E1003"}},
    "two questions": {
        "summary": "一次问两件事，或者一整条短信",
        "value": {"text": "退款几天到账，还有怎么改手机号"},
    },
    "nothing on this": {"summary": "没有这方面的文章", "value": {"text": "今天天气怎么样"}},
}
_EXAMPLE: JsonDict = {
    "text": "信用卡退款几天",
    "level": "sure",
    "confidence": 0.97,
    "answer": {
        "kind": "row",
        "article_id": "R-102",
        "title": "退款多久到账",
        "url": "/refunds/how-long/",
        "anchor": "各种付款方式要等多久",
        "heading": "各种付款方式要等多久",
        "parts": [
            {"role": "name", "label": "付款方式", "spans": [{"text": "信用卡", "marked": True}]},
            {
                "role": "text",
                "label": "到账时间",
                "spans": [{"text": "1–7 个工作日", "marked": False}],
            },
        ],
        "lead": "",
        "source": "data",
        "unverified": True,
        "confidence": 0.97,
        "level": "sure",
        "review_due": "2027-02-01",
    },
    "also_possible": [],
    "articles": [{"id": "R-102", "title": "退款多久到账", "url": "/refunds/how-long/"}],
    "tools": [{"id": "G-102", "title": "算退款到账日期", "url": "/tools/refund-date/"}],
    "generation": "20261122T122954.657683Z",
}


class QuestionModel(BaseModel):
    """Body of `POST /api/v1/answer`."""

    model_config = ConfigDict(frozen=True, strict=True, extra="forbid")

    text: Annotated[str, Field(min_length=1, max_length=RAW_QUERY_LIMIT)]


class PageModel(BaseModel):
    """An article or a tool that goes further."""

    id: str
    title: str
    url: str


class AnswerModel(BaseModel):
    """Answer of `POST /api/v1/answer`.

    `level` says what may be said: `sure` gives `answer`; `possible` adds `also_possible`, and both
    are to be offered as what may be meant; with `articles` and `none` there is no answer, and
    `none` says that no article is on this. A text that asks two things is answered by both, in the
    order asked, at the level of the less sure. Personal data in `text` is masked before it is read.
    """

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    text: str
    level: Level | Literal["articles"]
    confidence: float
    answer: Extract | None
    also_possible: tuple[Extract, ...]
    articles: tuple[PageModel, ...]
    tools: tuple[PageModel, ...]
    generation: str


router = APIRouter(prefix="/api/v1", responses=problem_responses(404, 409, 422, 503))


@router.post("/answer", response_model=AnswerModel)
async def answer(
    request: Request,
    answers: LiveAnswers,
    threads: Threads,
    question: Annotated[QuestionModel, Body(openapi_examples=_QUESTIONS)],
) -> Response:
    """The answer to a text, the articles it stands in, and the tools that help."""
    log = visitor_log(request, "api")
    return json_of(await threads.run(_answered, answers, log, question.text))


def _answered(answers: Answers, log: VisitorLog | None, text: str) -> dict[str, Any]:
    asked = SearchRequest(
        text=" ".join(without_private(text).split()),
        limit=10,
        offset=0,
        category=None,
        literal=False,
        explain=False,
        today=china_today(),
    )
    return _answer(orjson.loads(answer_and_count(answers, log, asked)))


def _answer(found: dict[str, Any]) -> dict[str, Any]:
    """An `AnswerModel` of a `SearchModel`."""
    hits = found["hits"]
    return {
        "text": found["query"]["text"],
        "level": found["level"],
        "confidence": found["answer"]["confidence"] if found["answer"] else 0.0,
        "answer": found["answer"],
        "also_possible": found["also_possible"],
        "articles": _pages(hits, "article"),
        "tools": _pages(hits, "tool"),
        "generation": found["generation"],
    }


def _pages(hits: list[dict[str, Any]], kind: str) -> list[dict[str, str]]:
    pages = [
        {"id": hit["article_id"], "title": hit["title"], "url": hit["url"]}
        for hit in hits
        if hit["kind"] == kind
    ]
    return pages[:_ARTICLES]
