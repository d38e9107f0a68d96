"""The sums of an article in one pass are those of a loop over terms and places, to the bit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from search_service.answering.article_units import ArticleUnits, article_units
from search_service.answering.candidates import Place
from search_service.answering.choosing import Asked, choose
from search_service.answering.term_numbers import TermNumbers
from search_service.answering.term_sums import (
    HEADING,
    LABEL,
    LEAD,
    OWN,
    PLACE,
    TITLE_SHARE,
    Weighed,
)
from search_service.answering.unit_terms import Term, Terms
from search_service.content.units import Unit, UnitPart

WORDS = st.text(alphabet="灯亮坏修换", max_size=4)
UNITS = st.lists(st.tuples(WORDS, WORDS, WORDS, WORDS, WORDS, WORDS), min_size=1, max_size=5)
ASKED: st.SearchStrategy[dict[Term, float]] = st.dictionaries(
    st.tuples(st.sampled_from("uw"), st.sampled_from("灯亮坏修换门")),
    st.floats(0.05, 9.0),
    max_size=8,
)


def _read(text: str) -> Terms:
    return frozenset((kind, one) for one in text for kind in "uw")


def _article(rows: list[tuple[str, ...]], headlines: list[str]) -> ArticleUnits:
    units = [
        Unit(
            "L-101",
            "/",
            "row",
            (UnitPart("", text),),
            label=label,
            lead=lead,
            heading=heading,
            questions=(own,) if own else (),
            section_questions=(section,) if section else (),
        )
        for text, label, lead, heading, own, section in rows
    ]
    return article_units(units, headlines, _read, lambda terms: float(len(list(terms))))


def _half_of(term: Term, weight: float) -> float:
    return weight if term[0] == "w" else 0.5 * weight


@given(UNITS, st.lists(WORDS, max_size=3), ASKED)
def test_one_pass_gives_what_a_loop_over_terms_and_places_gives(
    rows: list[tuple[str, ...]], headlines: list[str], weights: dict[Term, float]
) -> None:
    article = _article(rows, headlines)
    sums = article.sums.of(Weighed(weights))
    count, title = len(rows), article.title
    names = ("characters", "rare", "lead", "label", "named", "said", "about")
    expected = {name: [0.0] * count for name in names}
    headed, asked = [0.0] * len(headlines), [0.0] * len(article.asked.masses)
    most_rare = beyond_words = beyond_characters = titled = of_title = held = mass = 0.0
    for term, weight in weights.items():
        scaled, is_word, in_title = _half_of(term, weight), term[0] == "w", term in title
        found = article.postings.get(term, ())
        rarity = scaled * (1.0 - len(found) / (count + 1)) ** 2
        most_rare += rarity if found else 0.0
        beyond_words += weight if is_word and not in_title else 0.0
        beyond_characters += 0.0 if is_word or in_title else weight
        titled += scaled if in_title else 0.0
        of_title += weight if in_title and not is_word else 0.0
        counted = scaled * TITLE_SHARE if in_title else scaled
        mass += counted
        for posting in found:
            at = posting // PLACE
            if posting & OWN:
                expected["rare"][at] += rarity
                expected["characters"][at] += 0.0 if is_word or in_title else weight
            elif posting & LEAD and (in_title or not posting & HEADING):
                expected["lead"][at] += weight
            if posting & LABEL:
                expected["label"][at] += scaled
                expected["named"][at] += 0.0 if in_title else scaled
        for at in article.holders.said.get(term, ()):
            expected["said"][at] += scaled
        for at in () if is_word else article.holders.about.get(term, ()):
            expected["about"][at] += weight
        numbers = article.headline_postings.get(term, ())
        held += scaled if numbers else 0.0
        for number in numbers:
            headed[number] += scaled
        for number in article.asked.postings.get(term, ()):
            asked[number] += counted

    assert dict(zip(names, sums.units.tolist(), strict=True)) == expected
    assert sums.given.tolist() == headed + asked
    assert (sums.most_rare, sums.held, sums.asked_mass) == (most_rare, held, mass)
    assert (sums.beyond_words, sums.beyond_characters) == (beyond_words, beyond_characters)
    assert (sums.titled, sums.titled_characters) == (titled, of_title)


def test_a_term_that_is_read_after_a_question_was_asked_is_found_by_it() -> None:
    numbers, question = TermNumbers(), Weighed({("u", "灯"): 1.0, ("u", "亮"): 1.0})
    [lamp] = numbers.of([("u", "灯")])

    assert question.numbered(numbers) == [lamp, -1]
    [bright] = numbers.of([("u", "亮")])
    assert question.numbered(numbers) == [lamp, bright]


@given(st.lists(UNITS, min_size=2, max_size=3), ASKED.filter(bool))
def test_units_of_several_articles_score_as_those_of_each_alone(
    articles: list[list[tuple[str, ...]]], weights: dict[Term, float]
) -> None:
    asked = Asked(weights, frozenset({"how"}))
    places = [
        Place(_article(rows, [rows[0][0]]), 1.0 / at, is_first=at == 1)
        for at, rows in enumerate(articles, 1)
    ]

    together = choose(asked, places)

    for place in places:
        own = [(one.score, one.unit.at) for one in together if one.place is place]
        assert own == [(one.score, one.unit.at) for one in choose(asked, [place])]
