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
# So many times as often the whole one is asked.
_MORE_FREQUENT = 3


def served_wholes(questions: Questions, served: Iterable[int], article: str) -> list[Question]:
    """Questions that find an article first: those that are served, and any that seldom fail.

    Args:
        questions: Of a period.
        served: Places of questions that are served, however often they seem to fail.
        article: Its code.
    """
    known, mean = set(served), questions.mean
    return [
        one
        for place, one in enumerate(questions.all)
        if 2 * one.first[article] > one.visits
        and (place in known or one.failed <= mean * one.visits)
    ]


def varying(questions: Sequence[Question], wholes: Sequence[Question]) -> int:
    """Visits of questions that are a word, or vary a far more frequent one of the whole ones."""
    return sum(
        one.visits
        for one in questions
        if one.is_word
        or any(
            whole.visits >= _MORE_FREQUENT * one.visits and is_variant(one.reading, whole.reading)
            for whole in wholes
        )
    )


def is_variant(text: str, whole: str) -> bool:
    """Whether a text has another one within it, or one slip in it.

    A slip is a character too few, too many, another one, or two of them swapped.
    """
    if text == whole:
        return False
    if whole in text:
        return len(whole) >= _SHORTEST_HELD or len(text) - len(whole) <= _MOST_AROUND
    return len(whole) >= _SHORTEST_SLIPPED and _is_slip(text, whole)


def _is_slip(text: str, whole: str) -> bool:
    if abs(len(text) - len(whole)) > 1:
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
