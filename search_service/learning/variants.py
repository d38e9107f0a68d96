"""Questions that are another one with a slip in it, or with something said around it.

A matter that is served well is asked in slips and beside greetings too; where those miss its
article, the words are no gap: whoever asks it otherwise is answered.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence

from search_service.learning.questions import Question, Questions

# A question shorter than the first names a matter that many others are about: it is varied by what
# has so few characters more. One that has a slip is longer.
_SHORTEST_HELD, _MOST_AROUND, _SHORTEST_SLIPPED = 3, 3, 4
# So many times as often the whole one is asked than what has something around it, or a slip in it.
_MORE_FREQUENT, _THAN_SLIPS = 3, 2


def served_wholes(questions: Questions, served: Iterable[int], article: str) -> list[Question]:
    """Questions that find an article first: those that are served, and any that seldom fail.

    Args:
        questions: Of a period.
        served: Places of questions that are served where they stand, however often they seem to
            fail.
        article: Its code.
    """
    known, mean = set(served), questions.mean
    return [
        one
        for place, one in enumerate(questions.all)
        if 2 * one.first[article] > one.visits
        and (place in known or one.failed <= mean * one.visits)
    ]


def varying(
    questions: Iterable[Question],
    wholes: Sequence[Question],
    others: Sequence[Question] = (),
    *,
    words: bool = True,
) -> int:
    """Visits of questions that are a word, or vary a more frequent one.

    Args:
        questions: Of a group.
        wholes: Questions that find its article first and are served.
        others: Questions that are served at other articles: a slip in one is no other question,
            what is said around one may be.
        words: Whether a word counts.
    """

    def varies(text: str, visits: int) -> bool:
        return any(
            one.visits >= _MORE_FREQUENT * visits and is_variant(text, one.reading)
            for one in wholes
        ) or any(
            one.visits >= _THAN_SLIPS * visits and is_slip(text, one.reading)
            for one in itertools.chain(wholes, others)
        )

    return sum(
        one.visits
        for one in questions
        if (words and one.is_word) or varies(one.reading, one.visits)
    )


def is_variant(text: str, whole: str) -> bool:
    """Whether a text has another one within it, or one slip in it.

    A slip is a character too few, too many, another one, or two of them swapped.
    """
    if text == whole:
        return False
    if whole in text:
        return len(whole) >= _SHORTEST_HELD or len(text) - len(whole) <= _MOST_AROUND
    return is_slip(text, whole)


def is_slip(text: str, whole: str) -> bool:
    """Whether a text is another one with one slip in it, and has not all of it within."""
    if len(whole) < _SHORTEST_SLIPPED or abs(len(text) - len(whole)) > 1 or whole in text:
        return False
    start = sum(1 for _ in itertools.takewhile(_same, zip(text, whole, strict=False)))
    own, other = text[start:], whole[start:]
    if len(own) < len(other):
        return own == other[1:]
    if len(own) > len(other):
        return own[1:] == other
    return own[1:] == other[1:] or (own[:2] == other[1::-1] and own[2:] == other[2:])


def _same(pair: tuple[str, str]) -> bool:
    return pair[0] == pair[1]
