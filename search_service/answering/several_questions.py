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
    wanted = set(bests)
    first = [article_of(hit) for hit in listed[:_AMONG_THE_FIRST]]
    for code in sorted(wanted - set(first)):
        place = next((n for n, hit in enumerate(listed) if article_of(hit) == code), None)
        # The last of the first hits that is nobody's best makes room.
        room = next((n for n in range(len(first) - 1, 0, -1) if first[n] not in wanted), None)
        if place is None or room is None:
            continue
        listed.insert(room, listed.pop(place))
        first = [article_of(hit) for hit in listed[:_AMONG_THE_FIRST]]
    return listed
