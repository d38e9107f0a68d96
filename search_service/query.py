"""Typed text to a `Query`: weighted terms for the engine, and what was understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from search_service.analysis.chains import UNIT, Analyser, compounds, reading
from search_service.analysis.normalise import is_han, normalise
from search_service.analysis.numerals import quantities
from search_service.analysis.pinyin import letter_grams, syllable_pairs
from search_service.analysis.synonyms import CONCEPT_MARK
from search_service.errors import QueryRejected
from search_service.lexicon import Lexicon

QUERY_LIMIT = 64
# Longer input is refused before any work is done on it.
RAW_QUERY_LIMIT = 2_000
TERM_LIMIT = 400

# Chosen on the development judgements, each with its experiment in docs/relevance.md.
FIELD_WEIGHTS = {"u": 1.0, "w": 1.0, "p": 0.4, "pb": 0.3, "i": 1.0}
FUNCTION_CHARACTER_WEIGHT = 0.5
FUNCTION_CONCEPT_WEIGHT = 0.8
WORD_WEIGHT = 0.4
SYNONYM_WEIGHT = 0.6
RARITY_POWER, RARITY_REFERENCE = 0.7, 0.6
UNCORRECTED_WEIGHT = 0.5
INITIALS_WEIGHT = 4.0

_NEGATION = re.compile("不|没|未|无法|失败")
_A_NOT_A = re.compile(r"(.)[不没]\1")

# What people type between the letter and the digits, 一 for a dash among them.
_CODE = re.compile(r"(?<![a-z0-9])([a-z])[\s\u2010-\u2015\u2212_.·一-]{0,3}(\d{3})(?!\d)")
# Letters that touch a digit belong to a code: e1001, r-102.
_LATIN_RUN = re.compile(r"(?<![a-z0-9-])[a-z](?:[a-z' ]*[a-z])?(?![a-z-]*\d)")
_HAN_RUN = re.compile(r"[\u3400-\u9fff]+")
_SPACES = re.compile(r"\s+")
_CONTENT = re.compile(r"[^\W_]", re.UNICODE)
_LETTERS = re.compile(r"[^a-z]+")
_ONLY_LETTERS = re.compile(r"[a-z\W_]+")

AppliedKind = Literal["traditional", "pinyin", "initials", "synonym", "homophone"]


@dataclass(frozen=True)
class WeightedTerm:
    """A term of one field and how much it counts."""

    field: str
    term: str
    weight: float


@dataclass(frozen=True)
class Applied:
    """A rewriting that the visitor is told about."""

    kind: AppliedKind
    before: str
    after: str


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
        negative: Whether something does not work or was not done.
        literal: Whether rewriting was switched off.
    """

    text: str
    normalised: str
    terms: tuple[WeightedTerm, ...]
    codes: tuple[str, ...]
    highlights: tuple[str, ...]
    applied: tuple[Applied, ...]
    negative: bool
    literal: bool


class _Terms:
    """Distinct terms with the greatest weight each was given."""

    def __init__(self) -> None:
        self._weights: dict[tuple[str, str], float] = {}

    def add(self, field: str, term: str, weight: float) -> None:
        key, weight = (field, term), weight * FIELD_WEIGHTS[field]
        self._weights[key] = max(self._weights.get(key, 0.0), weight)

    def weighted(self) -> Iterator[WeightedTerm]:
        for (field, term), weight in self._weights.items():
            yield WeightedTerm(field, term, weight)


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
    normalised = _understood(text, longest)
    applied = _traditional(text, normalised)
    terms = _Terms()
    if literal:
        corrected = without_politeness(normalised, analyser)
        _add_characters(corrected, analyser, terms)
    else:
        in_chinese, from_pinyin = _read_latin(normalised, lexicon)
        read = without_politeness(in_chinese, analyser)
        corrected, from_sound = _correct(read, lexicon)
        applied += from_pinyin + from_sound
        if _only_letters(read, lexicon):
            applied += _add_initials(_LETTERS.sub("", read), lexicon, terms)
        else:
            applied += _add_all(corrected, analyser, terms)
            if corrected != read:
                _add_characters(read, analyser, terms, UNCORRECTED_WEIGHT)
                _add_words(read, analyser, terms, UNCORRECTED_WEIGHT)
    return Query(
        text=text,
        normalised=normalised,
        terms=tuple(terms.weighted())[:TERM_LIMIT],
        codes=_codes(normalised),
        highlights=_highlights(corrected, applied, analyser),
        applied=tuple(applied),
        negative=is_negative(corrected),
        literal=literal,
    )


def _only_letters(text: str, lexicon: Lexicon) -> bool:
    """Whether nothing but letters is left, and none of them is a word of the index."""
    words = _LETTERS.split(text)
    return any(words) and _ONLY_LETTERS.fullmatch(text) is not None and not lexicon.latin & {*words}


def is_negative(text: str) -> bool:
    """Whether normalised text says that something fails or was not done; 能不能 only asks."""
    return bool(_NEGATION.search(_A_NOT_A.sub("", text)))


def without_politeness(text: str, analyser: Analyser) -> str:
    """The text without greetings and thanks, unless fewer than two characters would remain."""
    phrases = _alternatives(analyser.words.politeness)
    if phrases is None:
        return text
    shorter = _SPACES.sub(" ", phrases.sub(" ", text)).strip()
    functions = _alternatives(analyser.words.function_words)
    content = functions.sub("", shorter) if functions else shorter
    return shorter if len(_CONTENT.findall(content)) > 1 else text


def _understood(text: str, longest: int) -> str:
    if len(text) > RAW_QUERY_LIMIT:
        raise QueryRejected(f"问题太长，最多 {longest} 个字。请只写最关键的一句话。")
    normalised = _SPACES.sub(" ", normalise(text).text).strip()
    if len(normalised) > longest:
        raise QueryRejected(
            f"问题太长：{len(normalised)} 个字，最多 {longest} 个字。请只写最关键的一句话。"
        )
    if not _CONTENT.search(normalised):
        raise QueryRejected("请输入至少一个汉字、字母或数字。")
    return normalised


@lru_cache(maxsize=8)
def _alternatives(phrases: frozenset[str]) -> re.Pattern[str] | None:
    longest_first = sorted(phrases, key=lambda phrase: (-len(phrase), phrase))
    return re.compile("|".join(map(re.escape, longest_first))) if phrases else None


def _codes(normalised: str) -> tuple[str, ...]:
    """Article codes, however the hyphen was typed: r-102, R102, r 102, r—102, r一102."""
    found = _CODE.finditer(normalised)
    return tuple(dict.fromkeys(f"{match[1].upper()}-{match[2]}" for match in found))


def _traditional(text: str, normalised: str) -> list[Applied]:
    written = _SPACES.sub(" ", text).strip()
    same_length = len(written) == len(normalised)
    if same_length and any(a != b and is_han(a) for a, b in zip(written, normalised, strict=True)):
        return [Applied("traditional", written, normalised)]
    return []


def _read_latin(text: str, lexicon: Lexicon) -> tuple[str, list[Applied]]:
    """Runs of letters that are pinyin become Chinese; words of the index stay as they are."""
    applied: list[Applied] = []

    def read(match: re.Match[str]) -> str:
        parts = match.group().replace("'", " ").split()
        if all(part in lexicon.latin for part in parts):
            return match.group()
        chinese = lexicon.from_pinyin("".join(parts))
        if chinese is None or not _HAN_RUN.search(chinese):
            return match.group()
        applied.append(Applied("pinyin", match.group().strip(), chinese.strip()))
        return chinese

    return _LATIN_RUN.sub(read, text), applied


def _correct(text: str, lexicon: Lexicon) -> tuple[str, list[Applied]]:
    applied: list[Applied] = []

    def correct(match: re.Match[str]) -> str:
        pieces = lexicon.correct(match.group())
        applied.extend(
            Applied("homophone", piece.before, piece.after)
            for piece in pieces
            if piece.before != piece.after
        )
        return "".join(piece.after for piece in pieces)

    return _HAN_RUN.sub(correct, text), applied


def _add_all(text: str, analyser: Analyser, terms: _Terms) -> list[Applied]:
    _add_characters(text, analyser, terms)
    syllables = reading(text)
    for one in syllables:
        terms.add("p", one, 1.0)
    for pair in syllable_pairs(syllables):
        terms.add("pb", pair, 1.0)
    return _add_words(text, analyser, terms)


def _add_characters(text: str, analyser: Analyser, terms: _Terms, weight: float = 1.0) -> None:
    """Field u: rare characters of the language count more, those of function words less."""
    functions = _alternatives(analyser.words.function_words)
    common = {
        position
        for match in (functions.finditer(text) if functions else ())
        for position in range(*match.span())
    }
    for match in UNIT.finditer(text):
        rarity = analyser.segmenter.rarity(match.group()) / RARITY_REFERENCE
        lighter = FUNCTION_CHARACTER_WEIGHT if match.start() in common else 1.0
        terms.add("u", match.group(), weight * lighter * rarity**RARITY_POWER)
    for compound in compounds(text):
        terms.add("u", compound, weight)


def _add_words(text: str, analyser: Analyser, terms: _Terms, weight: float = 1.0) -> list[Applied]:
    """Field w: a concept counts more than a word; synonyms of the query side are added."""
    applied: list[Applied] = []
    functions = analyser.words.function_words
    for word in analyser.content_words(text):
        concept = analyser.synonyms.concept(word)
        if concept == word:
            terms.add("w", word, weight * WORD_WEIGHT)
        else:
            terms.add(
                "w", concept, weight * (FUNCTION_CONCEPT_WEIGHT if word in functions else 1.0)
            )
            official = concept.removeprefix(CONCEPT_MARK)
            if official != word and word not in functions:
                applied.append(Applied("synonym", word, official))
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
    return [Applied("initials", letters, read)] if read else []


def _highlights(text: str, applied: Iterable[Applied], analyser: Analyser) -> tuple[str, ...]:
    marked = {word for word in analyser.content_words(text) if _CONTENT.search(word)}
    for one in applied:
        if one.kind in {"synonym", "initials"}:
            marked.update(one.after.split())
    return tuple(sorted(marked, key=lambda word: (-len(word), word)))
