"""Typed text to a `Query`: weighted terms for the engine, and what was understood."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from search_service.analysis.chains import Analyser, initial_grams, syllable_pairs
from search_service.analysis.normalise import normalise
from search_service.analysis.pinyin import split_syllables
from search_service.errors import QueryRejected

QUERY_LIMIT = 64
# Longer input is refused before any work is done on it.
RAW_QUERY_LIMIT = 2_000
TERM_LIMIT = 400

# Field weights and the weights of function words: the first version takes the guide's measured
# prototype; docs/relevance.md holds the experiments.
FIELD_WEIGHTS = {"u": 1.0, "w": 0.3, "pb": 0.4, "p": 0.3}
FUNCTION_WORD_WEIGHTS = {"u": 0.7, "w": 0.4}
SYNONYM_WEIGHT = 0.6
PINYIN_WEIGHTS = {"p": 1.0, "pb": 0.5}

_CODE = re.compile(r"(?<![a-z0-9])([a-z])[-\s]?(\d{3})(?!\d)")
_LATIN_ONLY = re.compile(r"[a-z][a-z' ]*")
_SPACES = re.compile(r"\s+")
_CONTENT = re.compile(r"[^\W_]", re.UNICODE)
_POLITENESS = re.compile(
    r"^(?:你好|您好|请问一下|请问|麻烦问一下|麻烦|劳驾|打扰一下|打扰了|客服|亲|在吗|[\s,，。!！?？])+"
    r"|(?:谢谢了|谢谢你|谢谢您|谢谢|多谢|麻烦了|[\s,，。!！?？])+$"
)

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
        literal: Whether rewriting was switched off.
    """

    text: str
    normalised: str
    terms: tuple[WeightedTerm, ...]
    codes: tuple[str, ...]
    highlights: tuple[str, ...]
    applied: tuple[Applied, ...]
    literal: bool


class _Terms:
    """Distinct terms with the greatest weight each was given."""

    def __init__(self) -> None:
        self._weights: dict[tuple[str, str], float] = {}

    def add(self, field: str, terms: Iterable[str], weight: float) -> None:
        for term in terms:
            key = (field, term)
            self._weights[key] = max(self._weights.get(key, 0.0), weight)

    def weighted(self) -> Iterator[WeightedTerm]:
        for (field, term), weight in self._weights.items():
            yield WeightedTerm(field, term, weight)


def without_politeness(text: str) -> str:
    """The text without greeting and thanks, unless fewer than two characters would remain."""
    shorter = _POLITENESS.sub("", text)
    return shorter if len(_CONTENT.findall(shorter)) > 1 else text


def _understood(text: str) -> str:
    if len(text) > RAW_QUERY_LIMIT:
        raise QueryRejected(f"问题太长，最多 {QUERY_LIMIT} 个字。请只写最关键的一句话。")
    normalised = _SPACES.sub(" ", normalise(text).text).strip()
    if len(normalised) > QUERY_LIMIT:
        raise QueryRejected(
            f"问题太长：{len(normalised)} 个字，最多 {QUERY_LIMIT} 个字。请只写最关键的一句话。"
        )
    if not _CONTENT.search(normalised):
        raise QueryRejected("请输入至少一个汉字、字母或数字。")
    return normalised


def parse_query(text: str, analyser: Analyser, *, literal: bool = False) -> Query:
    """Analyse typed text.

    Raises:
        QueryRejected: Nothing to search for, or more than `QUERY_LIMIT` characters.
    """
    normalised = _understood(text)
    body = without_politeness(normalised)
    terms = _Terms()
    applied: list[Applied] = []
    words = analyser.words_of(body)
    function_words = analyser.words.function_words
    function_characters = _characters_inside(body, function_words)
    for position, character in enumerate(body):
        if _CONTENT.match(character):
            lighter = FUNCTION_WORD_WEIGHTS["u"] if position in function_characters else 1.0
            terms.add("u", analyser.characters(character), FIELD_WEIGHTS["u"] * lighter)
    terms.add("u", (t for t in analyser.characters(body) if len(t) > 1), FIELD_WEIGHTS["u"])
    for word in words:
        lighter = FUNCTION_WORD_WEIGHTS["w"] if word in function_words else 1.0
        terms.add("w", [word], FIELD_WEIGHTS["w"] * lighter)
    for run in analyser.syllable_runs(body):
        terms.add("p", run, FIELD_WEIGHTS["p"])
        terms.add("pb", syllable_pairs(run), FIELD_WEIGHTS["pb"])
    highlights = {word for word in words if word not in function_words}
    if not literal:
        applied += _traditional(text, normalised)
        applied += _add_synonyms(body, analyser, terms, highlights)
        if _LATIN_ONLY.fullmatch(body):
            _add_latin(body, terms)
    return Query(
        text=text,
        normalised=normalised,
        terms=tuple(terms.weighted())[:TERM_LIMIT],
        codes=tuple(dict.fromkeys(f"{m[1].upper()}-{m[2]}" for m in _CODE.finditer(normalised))),
        highlights=tuple(sorted(highlights, key=lambda word: (-len(word), word))),
        applied=tuple(applied),
        literal=literal,
    )


def _characters_inside(text: str, words: frozenset[str]) -> set[int]:
    """Positions of `text` that lie inside one of `words`."""
    inside: set[int] = set()
    for length in range(1, 6):
        for start in range(len(text) - length + 1):
            if text[start : start + length] in words:
                inside.update(range(start, start + length))
    return inside


def _traditional(text: str, normalised: str) -> list[Applied]:
    written = _SPACES.sub(" ", text).strip()
    same_length = len(written) == len(normalised)
    if same_length and any(
        a != b and ord(a) >= 0x3400
        for a, b in zip(written, normalised, strict=True)
    ):
        return [Applied("traditional", written, normalised)]
    return []


def _add_synonyms(
    text: str, analyser: Analyser, terms: _Terms, highlights: set[str]
) -> list[Applied]:
    applied = []
    for synonym in analyser.synonyms.find(text):
        for other in synonym.others:
            terms.add("w", [other], FIELD_WEIGHTS["w"] * SYNONYM_WEIGHT)
            characters = analyser.characters(other)
            terms.add("u", characters, FIELD_WEIGHTS["u"] * SYNONYM_WEIGHT / len(characters))
            highlights.add(other)
        applied.append(Applied("synonym", synonym.word, synonym.others[0]))
    return applied


def _add_latin(text: str, terms: _Terms) -> None:
    """Pure Latin input may be pinyin, or the initials of words."""
    letters = text.replace(" ", "").replace("'", "")
    syllables = split_syllables(letters)
    if syllables and len(syllables) < len(letters):
        terms.add("p", syllables, PINYIN_WEIGHTS["p"])
        terms.add("pb", syllable_pairs(syllables), PINYIN_WEIGHTS["pb"])
    else:
        terms.add("i", initial_grams(letters), 1.0)
