"""A parsed query as a question to units: its subject weighed, its kind of answer named."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.analysis.chains import UNIT, Analyser
from search_service.analysis.normalise import is_han
from search_service.answering.choosing import Asked
from search_service.answering.naive_bayes import Grams, grams_of
from search_service.answering.unit_index import UnitIndex
from search_service.answering.unit_terms import Term
from search_service.answering.wanted import is_question_word, wanted, without_question_words
from search_service.asking.codes import DIGIT, digits_of, in_figures
from search_service.asking.particulars import without_days
from search_service.asking.query import Query

# What a matter counts beside a word's weight of .4 and a synonym's of 1.
MATTER_WEIGHT = 0.5
# What stood between English words says nothing between Chinese ones.
_BETWEEN = re.compile(r"(?<=[\u3400-\u9fff]) +(?=[\u3400-\u9fff])")
_REWRITTEN = frozenset({"pinyin", "homophone"})
# A code of the app, its letters left out or its digits read aloud; le 3000 after pinyin is none.
_SPELLED = re.compile(
    rf"(?<![a-z0-9])((?:(?<![a-z] )|(?=[a-z]{{1,4}}{DIGIT}|[a-z][\s-]))[a-z]{{1,4}}|)"
    rf"[\s-]*((?:{DIGIT}\s?){{4,6}})(?!{DIGIT})"
)


def understood_text(query: Query) -> str:
    """The query in Chinese characters: pinyin read, homophones put right, days left out.

    Of English nothing stays in its place: how long does a refund take asks what 多久 退款 does.
    """
    is_english = any(applied.kind == "english" for applied in query.applied)
    if is_english and not any(map(is_han, query.normalised)):
        return _BETWEEN.sub("", query.corrected)
    text = query.normalised
    for applied in query.applied:
        if applied.kind in _REWRITTEN:
            text = text.replace(applied.before, applied.after, 1)
    return without_days(text)


def asked_of(query: Query, index: UnitIndex, analyser: Analyser) -> Asked:
    """What a query asks of units."""
    text = understood_text(query)
    subject = without_question_words(text)
    characters = set(UNIT.findall(subject))
    concepts = {
        analyser.synonyms.concept(word)
        for word in analyser.segmenter.words(text)
        if word not in subject and is_question_word(word)
    }
    weights: dict[Term, float] = {}
    idf, uncorrected = index.weights.idf, query.uncorrected
    for field, term, weight in query.terms:
        if field == "w":
            is_subject = term not in concepts
        else:
            is_subject = field == "u" and (term in characters or len(term) > 1)
        if is_subject and (one := (field, term)) not in uncorrected:
            weights[one] = weight * idf(one)
    for matter in analyser.related.terms(subject):
        weights["w", matter] = MATTER_WEIGHT * index.weights.idf(("w", matter))
    return Asked(weights, wanted(text), subject, text, Grams(grams_of(query.corrected)))


def codes_of(text: str) -> Iterator[str]:
    """Codes of the app in a text, digits in figures: e 一零零三 → e1003, 1003."""
    for match in _SPELLED.finditer(in_figures(text)):
        yield match[1] + digits_of(match[2])
