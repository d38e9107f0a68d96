"""What a search gives back: a page of hits with the answer, or where one article stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from search_service.answering.documents import StoredArticle
from search_service.answering.extracts import Extract, Level
from search_service.answering.snippets import Span
from search_service.answering.understanding import StatedConditions
from search_service.answering.urgent import Urgent
from search_service.asking.query import Query, WeightedTerm
from search_service.content.article import Topic


class Hit(NamedTuple):
    """An article found, and the place in it where the match stands.

    `url` opens a tool with what the query named, and `heading` says it. `by_code` says that it
    stands first because it was named, whatever its own score is. `unverified` says that the
    operator has yet to confirm something in the snippet. `extracts` are of the first hits only.
    """

    article: StoredArticle
    url: str
    passage: int
    topic: Topic | None
    anchor: str | None
    heading: str | None
    title_spans: tuple[Span, ...]
    snippet: tuple[Span, ...]
    score: float
    by_code: bool
    known: float = 1.0
    unverified: bool = False
    extracts: tuple[Extract, ...] = ()


@dataclass(frozen=True)
class SearchResult:
    """A page of hits and what was understood of the query.

    `stated` are the operators in it. `answer` and `also_possible` are as in `Answers`. `level` says
    what there is: a sure answer, possible ones, articles that may help, or none on this
    (`on_nothing`: the first article explains next to nothing of what is no trouble).
    """

    query: Query
    stated: StatedConditions | None
    total: int
    limit: int
    offset: int
    confident: bool
    topics: tuple[tuple[Topic, int], ...]
    hits: tuple[Hit, ...]
    answer: Extract | None = None
    also_possible: tuple[Extract, ...] = ()
    urgent: Urgent | None = None
    on_nothing: bool = False

    @property
    def level(self) -> Level | Literal["articles"]:
        """What may be said of the whole: none when neither an answer nor an article is likely.

        Who looks for exact words gets what there is.
        """
        if self.answer is not None:
            return self.answer.level
        is_chosen = self.confident or self.query.literal or self.stated is not None
        return "none" if self.on_nothing and not is_chosen else "articles"


@dataclass(frozen=True)
class Placing:
    """Where one article stands for a query, and why.

    Attributes:
        query: As it was understood.
        place: From 1; None when the article shares no term with the query.
        shown: Whether it stands clear enough of noise to be listed.
        share: Its score as a share of the best one.
        first: The article that stands first, None when nothing was found.
        found: Terms of the query that stand in its best passage, with what they add.
        missing: Terms of the query that stand in none of its passages.
    """

    query: Query
    place: int | None
    shown: bool
    share: float
    first: StoredArticle | None
    found: tuple[tuple[WeightedTerm, float], ...]
    missing: tuple[WeightedTerm, ...]
