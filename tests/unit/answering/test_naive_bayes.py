"""How people ask for an article and for its pieces: the model against its formula."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.answering.naive_bayes import (
    Grams,
    Wordings,
    articles_likely,
    grams_of,
    pieces_likely,
    put_together,
    wordings_of,
)
from search_service.answering.term_numbers import TermNumbers
from search_service.content.units import Unit, UnitPart

SMOOTHING, GRAMS, BELIEVED, HALF_TRUSTED = 0.1, 30_000, 0.3, 40
TEXTS = st.lists(st.text("灯亮坏换买", min_size=1, max_size=5), max_size=4)
ARTICLES = st.lists(st.lists(TEXTS, min_size=1, max_size=3), min_size=2, max_size=4)


def piece(text: str, *questions: str, section: tuple[str, ...] = ()) -> Unit:
    return Unit(
        "L-101",
        "lamps/",
        "paragraph",
        (UnitPart("", text),),
        piece_questions=questions,
        section_questions=section,
    )


def asking(text: str) -> Grams:
    return Grams(grams_of(text))


NUMBERS = TermNumbers()


def article(pieces: Sequence[Sequence[str]]) -> Wordings:
    return wordings_of([piece("灯", *questions) for questions in pieces], ["灯坏了"], NUMBERS)


def by_the_formula(asked: str, classes: Sequence[Sequence[str]]) -> list[float]:
    """Of each class of texts, as written in the book, with each gram of a text counted once."""
    counts = [Counter(gram for text in texts for gram in grams_of(text)) for texts in classes]
    said = [gram for gram in grams_of(asked) if any(gram in one for one in counts)]
    logs = [
        sum(math.log((one[gram] + SMOOTHING) / (one.total() + SMOOTHING * GRAMS)) for gram in said)
        for one in counts
    ]
    raised = [math.exp(BELIEVED * (one - max(logs))) for one in logs]
    return [one / sum(raised) for one in raised]


@pytest.mark.parametrize(
    ("text", "grams"),
    [
        ("", ()),
        ("灯", ("灯",)),
        ("灯 亮", ("灯", "亮", "灯亮")),
        ("灯灯灯", ("灯", "灯灯")),
    ],
)
def test_grams_are_characters_and_pairs_each_once(text: str, grams: tuple[str, ...]) -> None:
    assert grams_of(text) == grams


@given(ARTICLES, st.text("灯亮坏换买贵", min_size=1, max_size=6))
def test_articles_are_as_likely_as_the_formula_says(
    articles: list[list[list[str]]], asked: str
) -> None:
    known = [article(pieces) for pieces in articles]
    texts = [
        [*dict.fromkeys(("灯坏了", *(text for own in pieces for text in own)))]
        for pieces in articles
    ]

    trust = sum(len(own) / (len(own) + HALF_TRUSTED) for own in texts) / len(texts)
    expected = [trust * one for one in by_the_formula(asked, texts)]
    assert articles_likely(asking(asked), known) == pytest.approx(expected)


@given(ARTICLES, st.text("灯亮坏换买贵", min_size=1, max_size=6))
def test_articles_put_together_are_as_likely_to_the_bit(
    articles: list[list[list[str]]], asked: str
) -> None:
    known = [article(pieces) for pieces in articles]
    apart = [articles_likely(asking(asked), own) for own in (known, known[:1], known[::-1])]

    put_together([article([["灯买贵"]]), *known, article([["换"]])])

    again = [articles_likely(asking(asked), own) for own in (known, known[:1], known[::-1])]
    assert again == apart


@given(ARTICLES, st.text("灯亮坏换买贵", min_size=1, max_size=6))
def test_pieces_of_several_articles_are_as_likely_as_those_of_each(
    articles: list[list[list[str]]], asked: str
) -> None:
    known = [article(pieces) for pieces in articles]

    likely = pieces_likely(asking(asked), known).tolist()

    assert likely == [one for own in known for one in pieces_likely(asking(asked), [own]).tolist()]


@given(st.lists(TEXTS, min_size=1, max_size=4), st.text("灯亮坏换买贵", min_size=1, max_size=6))
def test_pieces_are_as_likely_as_the_formula_says(pieces: list[list[str]], asked: str) -> None:
    texts, known = [["灯", *own] for own in pieces], article(pieces)

    likely = pieces_likely(asking(asked), [known])

    expected = [known.trust * one for one in by_the_formula(asked, texts)]
    assert likely.tolist() == pytest.approx(expected)


def test_what_all_ask_says_nothing() -> None:
    same = [article([["灯亮不亮"]]), article([["灯亮不亮"]])]

    first, second = articles_likely(asking("灯亮"), same)
    assert first == second


def test_a_question_of_a_section_is_one_of_each_of_its_pieces() -> None:
    section = ("灯泡怎么换",)
    units = [piece("关电", section=section), piece("拧开", section=section), piece("别的")]

    first, second, other = pieces_likely(asking("换灯泡"), [wordings_of(units, [])]).tolist()

    assert first == pytest.approx(second)
    assert first > other


def test_other_forms_of_characters_are_the_same() -> None:
    known = wordings_of([piece("燈壞了"), piece("價錢")], [])

    assert pieces_likely(asking("灯坏了"), [known]).argmax() == 0


def test_a_text_without_a_known_gram_is_of_each_alike() -> None:
    first, second = articles_likely(asking("星"), [article([["灯"]]), article([["灯"]])])
    assert first == second
    assert article([["灯"]]).share_of(asking("星")) == 0.0
    known = article([["灯"], ["换"]])
    assert pieces_likely(asking("星"), [known]).tolist() == [known.trust / 2, known.trust / 2]


def test_the_share_of_pairs_that_people_ask_with() -> None:
    known = article([["灯不亮"]])

    assert known.share_of(asking("灯不亮了")) == pytest.approx(2 / 3)
    assert known.share_of(asking("灯")) == 0.0


def test_the_more_is_known_the_more_it_is_believed() -> None:
    few, many = article([["灯"]]), article([["灯" + "亮" * number for number in range(1, 200)]])

    assert 0.0 < few.trust < 0.1
    assert 0.8 < many.trust < 1.0
