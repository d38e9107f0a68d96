"""A text of any length is answered: a long one by what is found for each of its questions.

Who tells of trouble is answered first. Of the others, those that ask come before those that only
tell, in the order asked; each answer stands above the hits, and the hits of all take turns.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import zip_longest

from search_service.analysis.normalise import normalised_text
from search_service.answering.extracts import Extract
from search_service.answering.results import Hit, SearchResult
from search_service.answering.search import Search
from search_service.answering.urgent import beside_danger
from search_service.answering.wanted import asks
from search_service.asking.distress import told_situation
from search_service.asking.lines import one_line
from search_service.asking.long_texts import questions_of
from search_service.asking.typed_text import QUERY_LIMIT, RAW_QUERY_LIMIT
from search_service.content.article import Topic
from search_service.errors import QueryRejected, QueryTooLong

# Of each question; more are a page of their own.
_HITS = 10
_MOST_CARDS = 3
# Where so many pieces without 汉字 mean nothing, or their initials alone, no others are asked.
_MOST_MEANINGLESS = 2
_URGENT, _ASKS, _TELLS = range(3)


def search_text(  # noqa: PLR0913 - as of a search
    search: Search,
    text: str,
    *,
    limit: int = 10,
    offset: int = 0,
    topic_id: str | None = None,
    literal: bool = False,
    today: date | None = None,
) -> SearchResult:
    """As `Search.search`, of a text of up to `RAW_QUERY_LIMIT` characters.

    Raises:
        QueryRejected: The text or a bound is out of range; the message says the limit.
    """
    try:
        return search.search(
            text, limit=limit, offset=offset, topic_id=topic_id, literal=literal, today=today
        )
    except QueryTooLong:
        if len(text) > RAW_QUERY_LIMIT:
            message = f"文字太长，最多 {RAW_QUERY_LIMIT} 个字。请只留下问题。"
            raise QueryTooLong(message) from None
    results = questions_answered(search, normalised_text(one_line(text)), _HITS, today)
    found = _together(results, text)
    numbers, words = search.documents.numbers_by_key, search.analyser.words
    told = beside_danger(found.urgent, found.query.normalised, numbers, words)
    return _page(replace(found, urgent=told), limit, offset, topic_id)


def questions_answered(
    search: Search, text: str, limit: int, today: date | None
) -> tuple[SearchResult, ...]:
    """What is found for each question of a text: of trouble first, then as asked.

    Raises:
        QueryRejected: There is nothing to ask for.
    """
    words = search.analyser.words

    def standing(piece: str) -> int:
        if told_situation(normalised_text(piece), words) is not None:
            return _URGENT
        return _ASKS if asks(piece) else _TELLS

    found: list[SearchResult] = []
    refusal = QueryRejected("里面没有可以查的问题，请写上遇到了什么。")
    meaningless = 0
    for question in questions_of(text, standing) or (text[:QUERY_LIMIT],):
        if question.isascii() and meaningless >= _MOST_MEANINGLESS:
            continue
        try:
            found.append(search.search(question, limit=limit, today=today))
            meaningless += _means_nothing(found[-1])
        except QueryRejected as error:
            refusal = error
    if not found:
        raise refusal
    return tuple(found)


def _means_nothing(result: SearchResult) -> bool:
    """Whether a piece of letters was read as initials alone, or no article is on it."""
    return result.query.text.isascii() and (result.query.by_initials or result.level == "none")


def _together(results: Sequence[SearchResult], text: str) -> SearchResult:
    """One result of several, with all their hits."""
    known = [one for one in results if one.level != "none"] or [*results]
    # What is answered comes first, and what is only found behind it.
    ordered = sorted(known, key=lambda one: (one.urgent is None, one.answer is None))
    hits = tuple(_each_once(_in_turn(one.hits for one in ordered)))
    cards = _cards(ordered)
    # What only tells (页面显示退款成功，银行说没收到) is surely on something, not surely answered.
    is_asked = any(one.answer and _is_asked(one) for one in ordered)
    if not is_asked or any(card.level != "sure" for card in cards):
        cards = [replace(card, level="possible") for card in cards]
    first = ordered[0]
    # Which word of which question was read differently says little, and nothing can be undone.
    query = replace(first.query, text=text, normalised=normalised_text(text), applied=())
    return replace(
        first,
        query=query,
        total=len(hits),
        hits=hits,
        topics=_topics(hits),
        confident=any(one.confident for one in known),
        answer=cards[0] if cards else None,
        also_possible=tuple(cards[1:]),
        urgent=next((one.urgent for one in known if one.urgent), None),
        on_nothing=all(one.on_nothing for one in known),
    )


def _is_asked(result: SearchResult) -> bool:
    return result.urgent is not None or asks(result.query.text)


def _in_turn(all_hits: Iterable[Sequence[Hit]]) -> Iterator[Hit]:
    for places in zip_longest(*all_hits):
        yield from (hit for hit in places if hit is not None)


def _each_once(hits: Iterable[Hit]) -> Iterator[Hit]:
    seen: set[str] = set()
    for hit in hits:
        if hit.article.id not in seen:
            seen.add(hit.article.id)
            yield hit


def _cards(results: Iterable[SearchResult]) -> list[Extract]:
    """The answer of each question, each article once; of what only tells where nothing asks."""
    answered = [one for one in results if one.answer]
    wanted = [*filter(_is_asked, answered)] or answered
    cards: dict[str, Extract] = {}
    for one in wanted:
        if one.answer:
            cards.setdefault(one.answer.article_id, one.answer)
    return [*cards.values()][:_MOST_CARDS]


def _topics(hits: Iterable[Hit]) -> tuple[tuple[Topic, int], ...]:
    counts = Counter(hit.topic for hit in hits if hit.topic)
    return tuple(sorted(counts.items(), key=lambda one: -one[1]))


def _page(result: SearchResult, limit: int, offset: int, topic_id: str | None) -> SearchResult:
    hits = result.hits
    if topic_id is not None:
        hits = tuple(hit for hit in hits if hit.article.topic_id == topic_id)
    shown = hits[offset : offset + limit]
    return replace(result, hits=shown, total=len(hits), limit=limit, offset=offset)
