"""Which wordings an article should get, from the groups that it answers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from search_service.answering.search import Search
from search_service.learning.findings import Group
from search_service.learning.questions import Question

# Beyond these the next month says what is still missing.
MOST_TEXTS = 30
_REDACTED = "【"
_SHORTEST, _LONGEST = 2, 40
# Of two texts that have so much in common one is enough.
_ALIKE = 0.85


@dataclass(frozen=True)
class Proposal:
    """Wordings for an article.

    Attributes:
        group: The group that they come from.
        article: Its code.
        texts: The most asked first.
    """

    group: Group
    article: str
    texts: tuple[str, ...]


def proposals(
    groups: Sequence[Group],
    search: Search,
    least_visits: int,
    is_taken: Callable[[str], bool],
) -> Iterator[Proposal]:
    """What the groups that an article answers would give it.

    Args:
        groups: The failing ones.
        search: Over the content as it is.
        least_visits: What fewer visits asked is shown to nobody.
        is_taken: Whether an article has a text already.
    """
    for group in groups:
        article = group.decision.article
        if article is None or not group.decision.answers:
            continue
        fit = (one for one in group.questions if one.visits >= least_visits and is_fit(one))
        missing = (_missing(one, article, search, least_visits) for one in fit)
        texts = [text for text in missing if text and not is_taken(text)]
        if chosen := tuple(_unlike(texts))[:MOST_TEXTS]:
            yield Proposal(group, article, chosen)


def is_fit(one: Question) -> bool:
    """Whether a question can stand in an article: whole, short, and nothing of it withheld."""
    return _SHORTEST <= len(one.reading) <= _LONGEST and _REDACTED not in one.reading


def _missing(one: Question, article: str, search: Search, least_visits: int) -> str:
    """What of a question does not find an article first: as understood, or as mostly typed."""
    if _first(search, one.reading) != article:
        return one.reading
    text, visits = max(one.texts.items(), key=lambda said: (said[1], said[0]))
    is_shown = visits >= least_visits and len(text) <= _LONGEST and _REDACTED not in text
    return text if is_shown and _first(search, text) != article else ""


def _unlike(texts: Sequence[str]) -> Iterator[str]:
    """Each text that says more than one before it with a slip or a particle."""
    taken: list[str] = []
    for text in texts:
        if not any(SequenceMatcher(None, text, one).ratio() >= _ALIKE for one in taken):
            taken.append(text)
            yield text


def _first(search: Search, text: str) -> str | None:
    return next((code for code, _ in search.rank_articles(text)), None)
