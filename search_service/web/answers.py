"""Search results as JSON, the last ones of a generation remembered.

What is remembered are bytes. Remembered objects, some two hundred a result, would all be visited
by the garbage collector, which then stopped a query in a thousand for 100 to 200 ms (measured).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache, partial
from typing import NamedTuple

import orjson

from search_service.answering.long_search import search_text
from search_service.answering.search import Search
from search_service.answering.shown import shown_of
from search_service.asking.typed_text import RAW_QUERY_LIMIT
from search_service.errors import QueryRejected
from search_service.records.visit_log import VisitorLog
from search_service.records.visits import Shown
from search_service.releases.live_release import LiveRelease
from search_service.web.search_json import search_json

REMEMBERED = 2_000
_Remembered = Callable[["SearchRequest"], "Answered"]


@dataclass(frozen=True)
class SearchRequest:
    """The parameters of `GET /api/v1/search`; equal requests have equal answers."""

    text: str
    limit: int
    offset: int
    category: str | None
    literal: bool
    explain: bool
    today: date


class Answered(NamedTuple):
    """An answer, and what is counted of it."""

    body: bytes
    hits: int
    level: str
    shown: Shown


class Answers:
    """Answers requests over the search in service; safe to use from several threads.

    Args:
        live: The release in service.
        count: Told level and hits of every search that somebody has made.
    """

    def __init__(
        self, live: LiveRelease, count: Callable[[str, int], None] = lambda _level, _hits: None
    ) -> None:
        self._live = live
        self.count = count
        self._remembering: tuple[Search, _Remembered] | None = None

    def answer(self, request: SearchRequest, search: Search | None = None) -> Answered:
        """A `SearchModel` as JSON, and what is counted of it.

        Args:
            request: What is asked for.
            search: Of the release that the caller reads from; None: the one in service.

        Raises:
            QueryRejected: The text or a bound is out of range.
            IndexUnavailable: There is nothing to search.
        """
        if len(request.text) > RAW_QUERY_LIMIT:  # before it becomes a key
            raise QueryRejected(f"文字太长，最多 {RAW_QUERY_LIMIT} 个字。请只留下问题。")
        started = time.perf_counter()
        asked = search or self._live.search
        # An explanation is 30 to 120 kB and nobody asks for it twice: 2,000 of them were 300 MB.
        found = json_answer(asked, request) if request.explain else self._of(asked)(request)
        took_ms = round((time.perf_counter() - started) * 1000, 3)
        body = found.body[:-1] + b',"took_ms":' + orjson.dumps(took_ms) + b"}"
        return found._replace(body=body)

    def _of(self, search: Search) -> _Remembered:
        if self._remembering is None or self._remembering[0] is not search:
            # Not a method: a cycle would keep a whole generation until the garbage collector comes.
            remembered = lru_cache(REMEMBERED)(partial(json_answer, search))
            self._remembering = (search, remembered)
        return self._remembering[1]


def answer_and_count(
    answers: Answers,
    log: VisitorLog | None,
    request: SearchRequest,
    search: Search | None = None,
    *,
    typing: bool = False,
) -> bytes:
    """The answer to somebody who asked; counted when the operator wants it and it is a first page.

    Args:
        answers: Answers and remembers.
        log: Counts, when the operator wants it.
        request: What is asked for.
        search: As for `Answers.answer`.
        typing: The text is not finished, and nothing is counted.

    Raises:
        QueryRejected: The text or a bound is out of range.
    """
    answered = answers.answer(request, search)
    if request.offset == 0 and not typing:
        answers.count(answered.level, answered.hits)
        if log is not None:
            log.note(request.text, answered.shown)
    return answered.body


def json_answer(search: Search, request: SearchRequest) -> Answered:
    """A `SearchModel` as JSON, and what is counted of it.

    Raises:
        QueryRejected: The text or a bound is out of range.
    """
    # Of a text of several questions an explanation has no one query to multiply out to.
    found = search.search if request.explain else partial(search_text, search)
    result = found(
        request.text,
        limit=request.limit,
        offset=request.offset,
        topic_id=request.category,
        literal=request.literal,
        today=request.today,
    )
    body = search_json(result, search.generation, search.explain if request.explain else None)
    return Answered(body, result.total, result.level, shown_of(result))
