"""A text that asks two things finds both, and is answered with both.

The best article of each question is among the first hits. Where each part is a question of its own
(退款几天到账，还有怎么改手机号), no article that is on neither stands first, and the answer of each
stands above the hits, in the order asked.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from search_service.answering.answers import EXTRACTS_A_HIT, Answers
from search_service.answering.ranking import RankedPassage

# Where the whole text's own first hit stays first, two questions have room behind it.
AMONG_THE_FIRST = 3


@dataclass(frozen=True)
class Question:
    """A question of several: the code of its best article, and what makes its answers."""

    best: str
    answers: Callable[[], Answers]


@dataclass(frozen=True)
class Questions:
    """Those that are understood, in the order asked.

    `apart`: every part of the text asks, is understood, and is on another article, so that none is
    what the other was about.
    """

    understood: tuple[Question, ...] = ()
    apart: bool = False


def questions_of(
    parts: Sequence[str], found: int, question: Callable[[str], Question | None], *, apart: bool
) -> Questions:
    """What the parts of a text ask, as far as it makes a difference.

    Args:
        parts: Of the text.
        found: How many hits the whole text has.
        question: What a part asks; None where that is not understood.
        apart: Whether each may be a question of its own.
    """
    understood: list[Question] = []
    for part in parts:
        if found <= AMONG_THE_FIRST and not apart:
            break  # whatever they ask, all hits stand where they would be moved to
        one = question(part)
        if one is None:
            apart = False
        else:
            understood.append(one)
    return Questions(tuple(understood), apart and len({one.best for one in understood}) > 1)


def with_each_question(
    ranked: Sequence[RankedPassage],
    questions: Questions,
    article_of: Callable[[RankedPassage], str],
) -> list[RankedPassage]:
    """The hits with the best article of each question moved up among the first three.

    Args:
        ranked: Hits of the whole text, the best first.
        questions: What the text asks.
        article_of: The code of a hit's article.
    """
    listed = list(ranked)
    if not questions.understood:
        return listed
    places = {article_of(hit): place for place, hit in enumerate(listed)}
    asked = [one.best for one in questions.understood]
    wanted = [places[code] for code in dict.fromkeys(asked) if code in places]
    if questions.apart and 0 not in wanted:
        return _in_order(listed, wanted)
    if all(place < AMONG_THE_FIRST for place in wanted):
        return listed
    chosen = dict.fromkeys((0, *sorted(wanted), *range(len(listed))))
    return _in_order(listed, sorted([*chosen][:AMONG_THE_FIRST]))


def answers_to_each(questions: Questions, whole: Answers) -> Answers:
    """The first answer of each question; those of the whole text where no question has one.

    All together are no surer than the least sure of them.
    """
    each = [one.answers() for one in questions.understood]
    cards = [one.answer for one in each if one.answer]
    if not cards:
        return whole
    first, *others = cards
    if any(card.level != "sure" for card in cards):
        first = replace(first, level="possible")
    extracts = dict(whole.extracts)
    for question, answers in zip(questions.understood, each, strict=True):
        extracts[question.best] = answers.extracts.get(question.best, ())[:EXTRACTS_A_HIT]
    return Answers(first, tuple(others), extracts)


def _in_order(listed: Sequence[RankedPassage], first: Sequence[int]) -> list[RankedPassage]:
    rest = (place for place in range(len(listed)) if place not in first)
    return [listed[place] for place in (*first, *rest)]
