"""GET /search/?q=…: the built results page with an answer already in it.

So the hits are there with the first paint, and for readers without JavaScript. What is not answered
here gets the page as it was built, whose script asks the API or says why it does not: a private
number, a missing index. So does everybody while a web server sends the file in the service's place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import jinja2
import orjson
from fastapi import APIRouter, Request, Response
from fastapi.responses import HTMLResponse
from markupsafe import escape

from search_service.answering.page_bounds import OFFSET_LIMIT
from search_service.answering.search import Search
from search_service.asking.lines import one_line
from search_service.asking.tool_links import china_today
from search_service.asking.typed_text import QUERY_LIMIT
from search_service.errors import QueryRejected
from search_service.records.privacy import without_private
from search_service.records.visit_log import VisitorLog
from search_service.releases.live_release import LiveRelease
from search_service.web.answers import Answers, SearchRequest, answer_and_count
from search_service.web.site_files import SiteFiles
from search_service.web.threads import SearchThreads
from search_service.web.visits import visitor_log

PAGE_SIZE = 10
# Of the hits of a question that no article is on.
NEAREST_SHOWN = 3
_MOST_PAGES = OFFSET_LIMIT // PAGE_SIZE + 1
_PAGE = re.compile(r"[0-9]{1,4}")
# What of the built page is replaced; theme/search.html sets it.
_FROM, _TO = "<!-- kb-answer -->", "<!-- /kb-answer -->"
_FIELD = 'id="kb-field-input"'
_TITLE = "<title>"
# A page of somebody's results is nobody else's to find.
_NOINDEX = '<meta name="robots" content="noindex">'
# What somebody asked is kept neither by browsers nor by the service worker.
_HEADERS = {"Cache-Control": "private, no-store", "X-Robots-Tag": "noindex"}
_templates = jinja2.Environment(
    loader=jinja2.FileSystemLoader(Path(__file__).parent), autoescape=True, trim_blocks=True
)


@dataclass(frozen=True)
class ResultsState:
    """What an address of the results page asks for; as `readState` in search_page.js reads it."""

    q: str
    category: str
    page: int
    literal: bool

    @classmethod
    def of(cls, parameters: Mapping[str, str]) -> ResultsState:
        """Whatever is not understood is left at what it is without it."""
        page = parameters.get("page", "1")
        number = int(page) if _PAGE.fullmatch(page) else 1
        return cls(
            q=one_line(parameters.get("q", "")),
            category=parameters.get("category", ""),
            page=number if 1 <= number <= _MOST_PAGES else 1,
            literal=parameters.get("literal") == "true",
        )


def results_router(site: SiteFiles) -> APIRouter:
    """The route of the results page; without a question it is a file like any other."""
    router = APIRouter(include_in_schema=False)
    built = _BuiltPage()

    @router.get("/search/")
    async def results(request: Request) -> Response:
        state = ResultsState.of(request.query_params)
        answers: Answers = request.app.state.answers
        log = visitor_log(request)
        threads: SearchThreads = request.app.state.threads
        live: LiveRelease = request.app.state.live
        # Once: a switch in between must not put the hits of one release into a page of another.
        release = live.release if live.is_open else None
        frame = built.frame(release.site) if release and state.q else None
        if release is None or frame is None:
            return await site.get_response("search", request.scope)
        page = await threads.run(_page, frame, answers, log, state, release.search)
        if page is None:
            return await site.get_response("search", request.scope)
        return HTMLResponse(page, headers=_HEADERS)

    return router


def _page(
    frame: _Frame, answers: Answers, log: VisitorLog | None, state: ResultsState, search: Search
) -> str | None:
    """The page with its answer in it; None when nothing is asked that is not private."""
    # What is private is withheld from the log and from the links, not the answer.
    state = replace(state, q=one_line(without_private(state.q)))
    if not state.q:
        return None
    try:
        answer = _ask(answers, log, state, search)
        if answer["total"] and not answer["hits"]:  # past the last page
            state = replace(state, page=_last_page(answer["total"]))
            answer = _ask(answers, None, state, search)
    except QueryRejected as rejected:
        return frame.filled(state.q, _drawn(state, rejection=str(rejected)))
    return frame.filled(state.q, _drawn(state, answer, counted=log is not None))


def _ask(
    answers: Answers, log: VisitorLog | None, state: ResultsState, search: Search
) -> dict[str, Any]:
    """A `SearchModel` as the API sends it.

    Raises:
        QueryRejected: The text is out of range, or the topic unknown.
    """
    asked = SearchRequest(
        text=state.q,
        limit=PAGE_SIZE,
        offset=(state.page - 1) * PAGE_SIZE,
        category=state.category or None,
        literal=state.literal,
        explain=False,
        today=china_today(),
    )
    answer: dict[str, Any] = orjson.loads(answer_and_count(answers, log, asked, search))
    return answer


def _drawn(
    state: ResultsState,
    answer: Mapping[str, Any] | None = None,
    rejection: str = "",
    *,
    counted: bool = False,
) -> str:
    """The HTML that takes the place of the empty answer; `counted`: visits are."""
    unsure = answer is not None and answer["level"] == "none"
    cards = _cards(answer) if answer and state.page == 1 else []
    return _templates.get_template("results_page.html").render(
        state=state,
        answer=answer,
        rejection=rejection,
        unsure=unsure,
        counted=counted,
        cards=cards,
        hits=[*map(_placed, answer["hits"][: NEAREST_SHOWN if unsure else None])] if answer else (),
        chips=_chips(state, answer["categories"]) if answer and not unsure else (),
        last_page=_last_page(answer["total"]) if answer and not unsure else 0,
        view=partial(_view, state.q),
        address=_address,
        short=_short,
        today=china_today().isoformat(),
    )


def _short(text: str) -> str:
    """The beginning of what was asked, where it is said again."""
    return f"{text[:QUERY_LIMIT]}…" if len(text) > QUERY_LIMIT else text


def _cards(answer: Mapping[str, Any]) -> list[dict[str, Any]]:
    """What stands above the hits: a sure answer, two possible ones, or one to each question."""
    return [answer["answer"], *answer["also_possible"]] if answer["answer"] else []


def _last_page(total: int) -> int:
    return -(-total // PAGE_SIZE)


def _chips(state: ResultsState, categories: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The topics that the hits can be narrowed to, those with most hits first."""
    if len(categories) < 2 and not state.category:  # noqa: PLR2004 - one topic is no choice
        return []
    everything = {"id": "", "title": "全部", "count": sum(one["count"] for one in categories)}
    return [everything, *sorted(categories, key=lambda one: -one["count"])]


def _view(q: str, category: str = "", page: int = 1, literal: bool = False) -> str:  # noqa: FBT001, FBT002
    """The address of another view of the results, from this one."""
    parameters = {
        "q": q,
        "category": category,
        "page": page if page > 1 else "",
        "literal": "true" if literal else "",
    }
    return "?" + urlencode({name: value for name, value in parameters.items() if value})


def _address(hit: Mapping[str, Any]) -> str:
    """Where a hit or an extract leads, from the results page; never to another site."""
    path = "../" + hit["url"].lstrip("/\\")
    return f"{path}#{quote(hit['anchor'])}" if hit["anchor"] else path


def _placed(hit: Mapping[str, Any]) -> Mapping[str, Any]:
    """A hit at the place of its first extract; a tool stays as it is opened."""
    if hit["kind"] == "tool" or not hit["extracts"]:
        return hit
    first = hit["extracts"][0]
    return {**hit, "anchor": first["anchor"], "heading": first["heading"]}


@dataclass(frozen=True)
class _Frame:
    """The built page around the answer."""

    before_title: str
    before_field: str
    before_answer: str
    after: str

    def filled(self, q: str, answer: str) -> str:
        title = f"{_NOINDEX}{_TITLE}{escape(_short(q))} - " if q else f"{_NOINDEX}{_TITLE}"
        value = f'{_FIELD} value="{escape(q)}"'
        parts = (self.before_title, title, self.before_field, value, self.before_answer, answer)
        return "".join(parts) + self.after


class _BuiltPage:
    """The results page of the site in service, read once a release."""

    def __init__(self) -> None:
        self._seen: Path | None = None
        self._frame: _Frame | None = None

    def frame(self, site: Path) -> _Frame | None:
        """None when there is no page, or none that can be filled."""
        if site != self._seen:
            try:
                page = (site / "search" / "index.html").read_text(encoding="utf-8")
            except OSError:
                return None
            self._frame, self._seen = _frame_of(page), site
        return self._frame


def _frame_of(page: str) -> _Frame | None:
    if any(page.count(one) != 1 for one in (_TITLE, _FIELD, _FROM, _TO)):
        return None
    before_title, rest = page.split(_TITLE)
    before_field, rest = rest.split(_FIELD)
    before_answer, rest = rest.split(_FROM)
    return _Frame(before_title, before_field, before_answer, rest.split(_TO)[1])
