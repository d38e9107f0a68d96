"""Typed text to a `Query`: weighted terms for the engine, and what was understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

from search_service.analysis.chains import UNIT, Analyser, compounds, reading
from search_service.analysis.numerals import quantities
from search_service.analysis.pinyin import letter_grams, syllable_pairs
from search_service.analysis.synonyms import CONCEPT_MARK
from search_service.analysis.word_lists import Situation, WordLists
from search_service.asking.codes import codes_in
from search_service.asking.definitions import asked_term
from search_service.asking.distress import told_danger, told_situation
from search_service.asking.lexicon import Lexicon
from search_service.asking.products import Names, products_in, rivals_in
from search_service.asking.typed_text import (
    QUERY_LIMIT,
    Applied,
    TypedText,
    alternatives,
    is_negative,
    read_typed,
    text_length,
)

TERM_LIMIT = 400

# Chosen on the development judgements, each with its experiment in docs/relevance.md.
FIELD_WEIGHTS = {"u": 1.0, "w": 1.0, "p": 0.4, "pb": 0.3, "i": 1.0}
FUNCTION_CHARACTER_WEIGHT = 0.5
FUNCTION_CONCEPT_WEIGHT = 0.8
WORD_WEIGHT = 0.4
SYNONYM_WEIGHT = 0.6
RARITY_POWER, RARITY_REFERENCE = 0.7, 0.6
UNCORRECTED_WEIGHT = 0.5
INITIALS_WEIGHT = 3.5
# From here on a lone character is marked: 钱, 查 and 退 are, 一, 个, 说 and 来 are not.
TELLING_RARITY = 0.55


class WeightedTerm(NamedTuple):
    """A term of one field and how much it counts."""

    field: str
    term: str
    weight: float


# As `WeightedTerm._make` but in a third of its time.
_weighted_term = partial(tuple.__new__, WeightedTerm)


@dataclass(frozen=True)
class Query:
    """What the engine is asked.

    Attributes:
        text: As typed.
        normalised: As understood: normalised, spaces folded.
        terms: Distinct (field, term) pairs with weights.
        codes: Article codes that were typed, such as R-102.
        highlights: Normalised strings worth marking in a result, the longest first.
        applied: Rewritings.
        length: Letters, digits and 汉字 of the query as understood.
        urgent: The trouble that it tells of; None for most.
        negative: Whether something does not work or was not done.
        products: The products it names.
        rivals: Wallets and loans of others that it asks about.
        literal: Whether rewriting was switched off.
        term: The term that it asks the meaning of, without spaces; None for most.
        said: As it was said, without politeness: what is heard for trouble.
        corrected: As it is looked for: politeness gone, pinyin read, homophones put right.
        uncorrected: Fields and terms of the wrong spelling alone; where they stand nowhere, nothing
            that was meant is missing.
    """

    text: str
    normalised: str
    terms: tuple[WeightedTerm, ...]
    codes: tuple[str, ...]
    urgent: Situation | None
    highlights: tuple[str, ...]
    applied: tuple[Applied, ...]
    length: int
    negative: bool
    products: Names
    rivals: Names
    literal: bool
    term: str | None = None
    said: str = ""
    corrected: str = ""
    uncorrected: frozenset[tuple[str, str]] = frozenset()

    @cached_property
    def by_initials(self) -> bool:
        """Whether initials were read, which say too little to be sure of."""
        return any(applied.kind == "initials" for applied in self.applied)


class _Terms:
    """Distinct terms with the greatest weight each was given."""

    def __init__(self) -> None:
        self._weights: dict[tuple[str, str], float] = {}

    def add(self, field: str, term: str, weight: float) -> None:
        key, weight = (field, term), weight * FIELD_WEIGHTS[field]
        known = self._weights.setdefault(key, weight)
        if weight > known:
            self._weights[key] = weight

    def add_all(self, field: str, terms: Iterable[str]) -> None:
        """Each as much as the field counts; the first terms of a query."""
        weight = FIELD_WEIGHTS[field]
        self._weights.update([((field, term), weight) for term in terms])

    def known(self) -> frozenset[tuple[str, str]]:
        return frozenset(self._weights)

    def weighted(self) -> tuple[WeightedTerm, ...]:
        """The first ones, in the order in which they were given."""
        rows = [(*key, weight) for key, weight in self._weights.items()]
        return tuple(map(_weighted_term, rows[:TERM_LIMIT]))


def parse_query(
    text: str,
    analyser: Analyser,
    lexicon: Lexicon,
    *,
    literal: bool = False,
    longest: int = QUERY_LIMIT,
) -> Query:
    """Analyse typed text.

    Args:
        text: As typed.
        analyser: The chain the index was made with.
        lexicon: The words of the index by their sound.
        literal: Look for the characters as they were typed, without any rewriting.
        longest: How many characters are accepted after normalising.

    Raises:
        QueryRejected: Nothing to search for, or too much.
    """
    typed = read_typed(text, analyser, lexicon, literal=literal, longest=longest)
    terms = _Terms()
    uncorrected: frozenset[tuple[str, str]] = frozenset()
    applied = list(typed.applied)
    words = analyser.content_words(typed.corrected)
    if literal:
        _add_characters(typed.read, analyser, terms)
    elif typed.initials:
        applied += _add_initials(typed.initials, lexicon, terms)
    else:
        applied += _add_all(typed.corrected, words, analyser, terms)
        if typed.corrected != typed.read:
            meant = terms.known()
            _add_characters(typed.read, analyser, terms, UNCORRECTED_WEIGHT)
            as_typed = analyser.content_words(typed.read)
            _add_words(typed.read, as_typed, analyser, terms, UNCORRECTED_WEIGHT)
            uncorrected = terms.known() - meant
    term = None if literal else asked_term(typed.read)
    return Query(
        text=text,
        normalised=typed.normalised,
        terms=terms.weighted(),
        codes=codes_in(typed.normalised),
        urgent=None if literal else _told(typed, analyser.words),
        highlights=_highlights(words, applied, analyser),
        applied=tuple(applied),
        length=text_length(typed.corrected),
        negative=is_negative(typed.corrected),
        products=products_in(typed.corrected, analyser),
        rivals=rivals_in(typed.normalised, typed.corrected, analyser.words),
        literal=literal,
        term=term and term.replace(" ", ""),
        said=typed.said,
        corrected=typed.corrected,
        uncorrected=uncorrected,
    )


def _told(typed: TypedText, words: WordLists) -> Situation | None:
    return told_situation(typed.corrected, words) or told_danger(typed.normalised, words)


def _add_all(text: str, words: Iterable[str], analyser: Analyser, terms: _Terms) -> list[Applied]:
    _add_characters(text, analyser, terms)
    syllables = reading(text)
    terms.add_all("p", syllables)
    terms.add_all("pb", syllable_pairs(syllables))
    return _add_words(text, words, analyser, terms)


def _add_characters(text: str, analyser: Analyser, terms: _Terms, weight: float = 1.0) -> None:
    """Field u: rare characters of the language count more, those of function words less."""
    functions, rarity = alternatives(analyser.words.function_words), analyser.segmenter.rarity
    common: set[int] = set()
    for match in functions.finditer(text) if functions else ():
        common.update(range(*match.span()))
    for match in UNIT.finditer(text):
        unit = match.group()
        lighter = FUNCTION_CHARACTER_WEIGHT if match.start() in common else 1.0
        terms.add("u", unit, weight * lighter * (rarity(unit) / RARITY_REFERENCE) ** RARITY_POWER)
    for compound in compounds(text):
        terms.add("u", compound, weight)


def _add_words(
    text: str, words: Iterable[str], analyser: Analyser, terms: _Terms, weight: float = 1.0
) -> list[Applied]:
    """Field w: a concept counts more than a word; synonyms of the query side are added."""
    applied: list[Applied] = []
    functions = analyser.words.function_words
    for word in words:
        concept = analyser.synonyms.concept(word)
        if concept == word:
            terms.add("w", word, weight * WORD_WEIGHT)
        else:
            terms.add(
                "w", concept, weight * (FUNCTION_CONCEPT_WEIGHT if word in functions else 1.0)
            )
            official = concept.removeprefix(CONCEPT_MARK)
            if official != word and word not in functions:
                applied.append(Applied(kind="synonym", before=word, after=official))
        for other in analyser.synonyms.added_to_query(word):
            terms.add("w", other, weight * SYNONYM_WEIGHT)
    for whole in (*quantities(text), *compounds(text)):
        terms.add("w", whole, weight * WORD_WEIGHT)
    return applied


def _add_initials(letters: str, lexicon: Lexicon, terms: _Terms) -> list[Applied]:
    for gram in letter_grams(letters):
        terms.add("i", gram, 1.0)
    words = lexicon.from_initials(letters)
    for term, weight in words.items():
        terms.add("w", term, weight * INITIALS_WEIGHT)
    read = lexicon.read_initials(letters)
    return [Applied(kind="initials", before=letters, after=read)] if read else []


def _highlights(
    words: Iterable[str], applied: Iterable[Applied], analyser: Analyser
) -> tuple[str, ...]:
    """Words that say something where they stand alone; all of them when none does."""
    found = set(words)
    for one in applied:
        if one.kind in {"synonym", "initials"}:
            found.update(one.after.split())
    marked = {word for word in found if _is_telling(word, analyser)} or found
    return tuple(sorted(marked, key=lambda word: (-len(word), word)))


def _is_telling(word: str, analyser: Analyser) -> bool:
    """Whether marking it shows anything: 一, 个 and 怎么 stand in every other sentence."""
    if word in analyser.words.function_words:
        return False
    if len(word) > 1:
        return True
    return not word.isdecimal() and analyser.segmenter.rarity(word) >= TELLING_RARITY
