"""What aliases must not make worse: judged queries, what neighbours are asked, real traffic."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from search_service.answering.documents import Documents
from search_service.learning.questions import Questions

Source = Literal["judged", "neighbour", "traffic"]
# Of real traffic the most asked questions that visits read something of: what stands first, for
# many read it there and open nothing, or what so many of the visits read from further below. A few
# who strayed to a third hit do not keep words from an article that needs them.
_TRAFFIC, _LEAST_READ = 500, 3
_MOST_SAW, _READ_BELOW = 0.5, 0.2


@dataclass(frozen=True)
class Watched:
    """A text and the articles of which one has to stay where it is."""

    text: str
    right: frozenset[str]
    source: Source
    visits: int = 0


def judged_queries(judged: Iterable[tuple[str, Iterable[str]]]) -> Iterator[Watched]:
    """The judged queries of the project."""
    for text, right in judged:
        yield Watched(text, frozenset(right), "judged")


def neighbours(documents: Documents) -> Iterator[Watched]:
    """Titles and questions of all articles.

    Those of articles without aliases lose most when others get them: on a public set of questions
    they fell from .587 to .415 first (docs/learning.md).
    """
    for article in documents.articles:
        for text in (article.title, *article.questions):
            yield Watched(text, frozenset({article.id}), "neighbour")


def traffic(questions: Questions, least_visits: int, failing: Iterable[int]) -> list[Watched]:
    """The most asked questions that lead somewhere today, with the article that is read most.

    Args:
        questions: Of a month or more.
        least_visits: What fewer visits asked is left out.
        failing: Places of questions that fail; they are to change.
    """
    left_out = set(failing)
    found: list[Watched] = []
    order = sorted(range(len(questions.all)), key=lambda n: -questions.all[n].visits)
    for place in order:
        one = questions.all[place]
        if one.visits < least_visits or len(found) == _TRAFFIC:
            break
        read: Mapping[str, int] = {
            code: article.read
            for code, article in questions.opened[place].items()
            if article.read > article.left
        }
        best = max(read, key=lambda code: (read[code], code), default=None)
        if place in left_out or best is None or read[best] < _LEAST_READ:
            continue
        if one.first[best] > _MOST_SAW * one.visits or read[best] >= _READ_BELOW * one.visits:
            found.append(Watched(one.reading, frozenset({best}), "traffic", one.visits))
    return found
