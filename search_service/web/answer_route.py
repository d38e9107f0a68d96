"""POST /api/v1/answer: a text in, its answer out, for chat bots and apps."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import orjson
from fastapi import APIRouter, Body, Request, Response
from pydantic import BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from search_service.answering.extracts import Extract, Level
from search_service.answering.search import Search
from search_service.answering.urgent_model import UrgentModel
from search_service.asking.lines import one_line
from search_service.asking.tool_links import china_today
from search_service.asking.typed_text import RAW_QUERY_LIMIT
from search_service.records.privacy import Kind, searched_for
from search_service.records.visit_log import VisitorLog
from search_service.web.answers import Answers, SearchRequest, answer_and_count
from search_service.web.json_response import json_of
from search_service.web.live import Live, LiveAnswers, Threads
from search_service.web.problem_details import problem_responses
from search_service.web.visits import visitor_log

_ARTICLES = 3
# What 验真 checks, as in `theme/javascripts/search/verify_offer.js`.
_CHECKED: frozenset[Kind] = frozenset(
    {"mobile", "landline", "long_number", "email", "account", "link", "message"}
)
_QUESTIONS = {
    "a condition is named": {"summary": "问到了条件", "value": {"text": "信用卡退款几天"}},
    "a code": {"summary": "错误码", "value": {"text": "E1003"}},
    "two questions": {
        "summary": "一次问两件事，或者一整条短信",
        "value": {"text": "退款几天到账，还有怎么改手机号"},
    },
    "trouble": {"summary": "出了急事", "value": {"text": "我被骗转了五千"}},
    "a message": {
        "summary": "只有链接或短信",
        "value": {"text": "【客服中心】您的账户异常，请点击 https://a.example 认证"},
    },
    "nothing on this": {"summary": "没有这方面的文章", "value": {"text": "今天天气怎么样"}},
}
# The OpenAPI document leaves nulls out of its examples, so this one has none.
_EXAMPLE: JsonDict = {
    "text": "扫码被骗了钱能追回来吗",
    "level": "sure",
    "confidence": 0.884,
    "answer": {
        "kind": "paragraph",
        "article_id": "S-105",
        "title": "被骗转账后先做什么",
        "url": "/safety/i-was-scammed/",
        "anchor": "钱追得回来吗",
        "heading": "钱追得回来吗",
        "parts": [
            {
                "role": "text",
                "label": "",
                "spans": [{"text": "没有人能保证。法律规定了这样几件事：", "marked": False}],
            },
            {
                "role": "text",
                "label": "",
                "spans": [
                    {
                        "text": "公安机关有紧急止付、快速冻结、及时解冻和资金返还的制度。",
                        "marked": False,
                    }
                ],
            },
            {
                "role": "text",
                "label": "",
                "spans": [
                    {"text": "公安机关决定止付冻结的，银行和支付机构应当配合。", "marked": False}
                ],
            },
            {
                "role": "text",
                "label": "",
                "spans": [{"text": "接到报案，应当依法立案侦查。", "marked": False}],
            },
            {
                "role": "text",
                "label": "",
                "spans": [
                    {"text": "应当加强追赃挽损，及时返还被害人的合法财产。", "marked": False}
                ],
            },
        ],
        "lead": "",
        "source": "article",
        "unverified": False,
        "confidence": 0.884,
        "level": "sure",
        "review_due": "2027-02-22",
    },
    "also_possible": [],
    "urgent": {
        "situation": "已经被骗走了钱",
        "call": [
            {"name": "报警电话", "value": "110", "use": "钱已经转出、人身受到威胁，先打这个"},
            {
                "name": "反诈预警劝阻专线",
                "value": "96110",
                "use": "拿不准是不是骗局时咨询，也可以举报线索",
            },
        ],
    },
    "articles": [
        {"id": "S-105", "title": "被骗转账后先做什么", "url": "/safety/i-was-scammed/"},
        {"id": "W-104", "title": "转错账了怎么办", "url": "/withdrawals/wrong-transfer/"},
        {"id": "Y-104", "title": "怎么认出假活动", "url": "/promotions/fake-promotions/"},
    ],
    "tools": [],
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
    order asked, at the level of the less sure. Personal data, links and messages in `text` are
    masked before it is read; of a number, a link or a message 验真 is the first of `tools`, and a
    text of nothing else gets that alone, its `text` empty. `urgent` is there when the text tells of
    trouble: say its numbers before anything else.
    """

    model_config = ConfigDict(json_schema_extra={"example": _EXAMPLE})

    text: str
    level: Level | Literal["articles"]
    confidence: float
    answer: Extract | None
    also_possible: tuple[Extract, ...]
    urgent: UrgentModel | None = None
    articles: tuple[PageModel, ...]
    tools: tuple[PageModel, ...]
    generation: str


router = APIRouter(prefix="/api/v1", responses=problem_responses(400, 404, 409, 413, 422, 503))


@router.post("/answer", response_model=AnswerModel)
async def answer(
    request: Request,
    answers: LiveAnswers,
    live: Live,
    threads: Threads,
    question: Annotated[QuestionModel, Body(openapi_examples=_QUESTIONS)],
) -> Response:
    """The answer to a text, the articles it stands in, the tools that help, and whom to ring."""
    log = visitor_log(request, "api")
    # Once: the pages named beside the answer are those of its release.
    return json_of(await threads.run(_answered, answers, log, question.text, live.search))


def _answered(
    answers: Answers, log: VisitorLog | None, text: str, search: Search
) -> dict[str, Any]:
    searched = searched_for(text)
    checks = _verification(search) if _CHECKED.intersection(searched.kinds) else []
    if searched.kinds and not any(map(str.isalnum, searched.text)):
        return _nothing_searched(search.generation, checks)
    asked = SearchRequest(
        text=one_line(searched.text),
        limit=10,
        offset=0,
        category=None,
        literal=False,
        explain=False,
        today=china_today(),
    )
    return _answer(orjson.loads(answer_and_count(answers, log, asked, search)), checks)


def _verification(search: Search) -> list[dict[str, str]]:
    """The page of 验真, where the site has it."""
    tool = search.documents.tools.get("verify")
    return [{"id": tool.id, "title": tool.title, "url": tool.url}] if tool else []


def _answer(found: dict[str, Any], checks: list[dict[str, str]]) -> dict[str, Any]:
    """An `AnswerModel` of a `SearchModel`."""
    hits = found["hits"]
    known = {one["id"] for one in checks}
    return {
        "text": found["query"]["text"],
        "level": found["level"],
        "confidence": found["answer"]["confidence"] if found["answer"] else 0.0,
        "answer": found["answer"],
        "also_possible": found["also_possible"],
        "urgent": found.get("urgent"),
        "articles": _pages(hits, "article"),
        "tools": [*checks, *(one for one in _pages(hits, "tool") if one["id"] not in known)],
        "generation": found["generation"],
    }


def _nothing_searched(generation: str, checks: list[dict[str, str]]) -> dict[str, Any]:
    """An `AnswerModel` of a text of which all was withheld."""
    return {
        "text": "",
        "level": "none",
        "confidence": 0.0,
        "answer": None,
        "also_possible": [],
        "urgent": None,
        "articles": [],
        "tools": checks,
        "generation": generation,
    }


def _pages(hits: list[dict[str, Any]], kind: str) -> list[dict[str, str]]:
    pages = [
        {"id": hit["article_id"], "title": hit["title"], "url": hit["url"]}
        for hit in hits
        if hit["kind"] == kind
    ]
    return pages[:_ARTICLES]
