"""A text that asks two things finds both: the best article of each question is among the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from search_service.answering.ranking import RankedPassage

# The whole text's own first hit stays first; two questions have room behind it.
_AMONG_THE_FIRST = 3


def with_each_question(
    ranked: Sequence[RankedPassage],
    bests: Iterable[str],
    article_of: Callable[[RankedPassage], str],
) -> list[RankedPassage]:
    """The hits with the best article of each question moved up among the first three.

    Args:
        ranked: Hits of the whole text, the best first.
        bests: The code of each question's best article.
        article_of: The code of a hit's article.
    """
    listed = list(ranked)
    places = {article_of(hit): place for place, hit in enumerate(listed)}
    wanted = sorted(places[code] for code in set(bests) if code in places)
    if all(place < _AMONG_THE_FIRST for place in wanted):
        return listed
    chosen = dict.fromkeys((0, *wanted, *range(len(listed))))
    first = sorted([*chosen][:_AMONG_THE_FIRST])
    rest = (place for place in range(len(listed)) if place not in first)
    return [listed[place] for place in (*first, *rest)]
