"""Questions of a group that are served where they stand: the first hit is read and stayed with.

A matter that is asked in many words is often answered first in most of them. Readers who ask on
after a good answer, take the number that they asked for, or look at a second article make such
questions seem to fail; what readers do with the first hit says that they do not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from search_service.learning.evidence import stayed
from search_service.learning.habits import Habits
from search_service.learning.questions import Article, Questions

# A question has an article first when more than so many of its visits saw it there.
_MOST_SAW = 0.5
# How much staying has to speak for it over these questions. Where an article that is first does not
# help, staying speaks against it: below -.9 in each of 31 rows of six simulated months.
_ENOUGH = 1.5


def served_first(
    questions: Questions, places: Sequence[int], article: str, habits: Habits
) -> set[int]:
    """Places of the questions that find an article first which readers there stay with.

    Args:
        questions: Of a period.
        places: Of a group.
        article: What answers the group.
        habits: Of the period.
    """
    found = {
        n for n in places if questions.all[n].first[article] > _MOST_SAW * questions.all[n].visits
    }
    sums: Counter[str] = Counter()
    for place in found:
        if article in questions.opened[place]:
            sums.update(vars(questions.opened[place][article]))
    return found if stayed(Article(**sums), habits) >= _ENOUGH else set()


def served_by_any(
    questions: Questions, places: Sequence[int], articles: Iterable[str], habits: Habits
) -> set[int]:
    """Places of the questions that find one of the articles first and whose readers stay there.

    Args:
        questions: Of a period.
        places: Of a group.
        articles: Codes.
        habits: Of the period.
    """
    found = (served_first(questions, places, code, habits) for code in articles if code)
    return set().union(*found)


def served_alone(questions: Questions, habits: Habits) -> set[int]:
    """Places of the questions that are served where they stand, each taken by itself."""
    return {
        place
        for place, one in enumerate(questions.all)
        if served_by_any(questions, [place], one.first.keys() & questions.opened[place], habits)
    }
