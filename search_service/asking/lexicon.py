"""What a sound can mean here: the words of the titles and questions by pinyin and by initials.

Three ways of typing are read with it: full pinyin (tuikuan → 退款), wrong characters of the right
sound (推款 → 退款) and initials (tk → 退款). The likeliest sequence of words is found by dynamic
programming over word costs, -ln(share of the word), as in Viterbi decoding of an n-gram model of
order one.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import orjson

from search_service.analysis.chains import UNIT, Analyser
from search_service.analysis.normalise import is_han, only_han
from search_service.analysis.pinyin import FoldedLetters, all_syllables, blurred, syllable
from search_service.analysis.segment import ChineseSegmenter
from search_service.analysis.synonyms import CONCEPT_MARK
from search_service.asking.sound_tables import BLURRED_COST, SoundTables, sound_tables

# Every number here was chosen on the development judgements: docs/relevance.md.
_WORD_COUNT, _CHARACTER_COUNT, _CONCEPT_COUNT, _FUNCTION_COUNT = 3, 1, 1, 2
_UNKNOWN_SYLLABLE_COST = 14.0
_UNKNOWN_CHARACTER_COST = 16.0
_LONE_LETTER_COST = 20.0
# Letters that stand alone are initials or English when they are at least this share.
_MOST_LONE_LETTERS = 0.2
_CHANGE_COST = 5.0
_OUTSIDE_TRUST = 0.2
_INITIALS_TRUST = {2: 0.5, 3: 0.9, 4: 1.0, 5: 1.0}
_INITIALS_SHARE_POWER = 0.5
# A word inside a longer one that was read: yzm is 验证码 before it holds 一直.
_INSIDE_LONGER_WEIGHT = 0.5
_LONGEST_CORRECTION = 6
# Stretches of text, most of which mean nothing themselves, some 200 bytes each.
_MOST_REMEMBERED = 50_000


class Piece(NamedTuple):
    """A stretch of the input and what it was read as."""

    before: str
    after: str


@lru_cache(maxsize=100_000)
def _counts_of_headline(headline: str, segmenter: ChineseSegmenter) -> tuple[tuple[str, int], ...]:
    """What a title, question or heading adds to the count of each of its words and characters."""
    counts: Counter[str] = Counter()
    for word in filter(is_han, segmenter.words_of_headline(headline)):
        counts[word] += _WORD_COUNT
    for unit in filter(is_han, UNIT.findall(headline)):
        counts[unit] += _CHARACTER_COUNT
    return tuple(counts.items())


# Remembered: most new generations change what articles say and not what they are called.
@lru_cache(maxsize=2)
def _counts_of_headlines(
    headlines: tuple[str, ...], segmenter: ChineseSegmenter
) -> Sequence[tuple[str, int]]:
    counts: Counter[str] = Counter()
    for headline, times in Counter(headlines).items():
        for piece, count in _counts_of_headline(headline, segmenter):
            counts[piece] += count * times
    return list(counts.items())


class Lexicon:
    """Words with their counts, and look-ups by sound.

    Args:
        counts: How often each word counts; needed only where no tables are given.
        latin: Latin words and numbers of the texts.
        analyser: Says how words sound.
        tables: What was made of the same counts before.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        latin: Iterable[str],
        analyser: Analyser,
        tables: SoundTables | None = None,
    ) -> None:
        if tables is not None:
            self.tables = tables
        self._counts = counts
        self.latin = frozenset(latin)
        self._analyser = analyser
        # What a few characters may begin with: the same ones are typed again and again.
        self._remembered: dict[str, Sequence[tuple[int, float, str]]] = {}

    @classmethod
    def build(
        cls,
        headlines: Iterable[str],
        words: Mapping[str, int],
        latin: Iterable[str],
        analyser: Analyser,
    ) -> Lexicon:
        """Count the words of an index.

        Args:
            headlines: Titles, questions and headings, normalised; their words count more.
            words: Terms of field w and how often each stands in the index.
            latin: Latin words and numbers of the texts; typed as such the words are not taken for
                pinyin, and the numbers not for those of a caller.
            analyser: The chain the index was made with.
        """
        counts = Counter({word: words[word] for word in only_han(list(words))})
        for piece, count in _counts_of_headlines(tuple(headlines), analyser.segmenter):
            counts[piece] += count
        for word in analyser.synonyms.concepts:
            counts[word] += _CONCEPT_COUNT
        for word in sorted(analyser.words.function_words):
            counts[word] += _FUNCTION_COUNT
        return cls(counts, latin, analyser)

    def save(self, file: Path) -> None:
        """Write as JSON."""
        file.write_bytes(orjson.dumps({"counts": self._counts, "latin": sorted(self.latin)}))

    @classmethod
    def load(cls, file: Path, analyser: Analyser) -> Lexicon:
        """Read what `save` wrote."""
        data = orjson.loads(file.read_bytes())
        return cls(data["counts"], data["latin"], analyser)

    @cached_property
    def tables(self) -> SoundTables:
        """Made when first asked for, unless they were given."""
        return sound_tables(self._counts, self._analyser)

    def warm(self) -> None:
        """Build the look-ups now rather than at the first query."""
        _ = self.tables
        all_syllables()

    def from_pinyin(self, letters: str) -> str | None:
        """The likeliest Chinese text that sounds like `letters`; None when it is not pinyin."""
        size = len(letters)
        best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(math.inf, 0, "")] * size
        syllables, alike = all_syllables(), FoldedLetters(letters)
        for start in range(size):
            for end in range(start + 1, min(size, start + self.tables.longest) + 1):
                own = letters[start:end]
                options = self._sounding(own, alike.between(start, end))
                if options:
                    cost, word = min(options)
                elif own in syllables:
                    cost, word = _UNKNOWN_SYLLABLE_COST, f" {own} "
                elif len(own) == 1:
                    cost, word = _LONE_LETTER_COST, own
                else:
                    continue
                if best[start][0] + cost < best[end][0]:
                    best[end] = (best[start][0] + cost, start, word)
        pieces = _path(letters, best)
        lone = sum(len(piece.before) == 1 for piece in pieces)
        if lone >= _MOST_LONE_LETTERS * size:
            return None
        return "".join(piece.after for piece in pieces)

    def _sounding(self, letters: str, alike: str | None) -> list[tuple[float, str]]:
        """The likeliest word that sounds so, and the likeliest that sounds nearly so."""
        tables = self.tables
        options = [tables.by_sound[letters][0]] if letters in tables.by_sound else []
        if alike is not None and alike in tables.by_folded_sound:
            options.append(tables.by_folded_sound[alike])
        return options

    def correct(self, run: str) -> list[Piece]:
        """A run of Chinese characters with wrong characters of the right sound put right.

        Only inside words of two or more characters, and at a cost for each character changed.
        """
        size = len(run)
        best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(math.inf, 0, "")] * size
        for start in range(size):
            so_far = best[start][0]
            for length, cost, word in self._begun(run[start : start + _LONGEST_CORRECTION]):
                if so_far + cost < best[start + length][0]:
                    best[start + length] = (so_far + cost, start, word)
        return _path(run, best)

    def _begun(self, window: str) -> Sequence[tuple[int, float, str]]:
        """What may begin a few characters: of how many it is, its cost, and what is meant."""
        remembered = self._remembered
        known = remembered.get(window)
        if known is None:
            if len(remembered) > _MOST_REMEMBERED:
                remembered.clear()
            shorter = self._begun(window[:-1]) if len(window) > 1 else ()
            own = [(len(window), cost, word) for cost, word in self._read(window)]
            known = remembered[window] = (*shorter, *own) if own else shorter
        return known

    def _read(self, own: str) -> Sequence[tuple[float, str]]:
        """What `own` may mean, each with its cost, that of changed characters included."""
        sounds = list(map(syllable, own))
        sound, alike = "".join(sounds), "".join(map(blurred, sounds))
        by_sound = self.tables.by_sound
        if len(own) > 1 and not (
            sound in by_sound or alike in by_sound or self._analyser.segmenter.knows(own)
        ):
            return ()  # as most stretches
        return [
            (cost + _CHANGE_COST * sum(a != b for a, b in zip(word, own, strict=True)), word)
            for cost, word in self._options(own, sound, alike)
        ]

    def _options(self, own: str, sound: str, alike: str) -> Iterator[tuple[float, str]]:
        """What `own` may mean, with costs: words of the index that sound alike, and itself."""
        candidates = list(self.tables.by_sound.get(sound, ()))
        if alike != sound:
            nearly = self.tables.by_sound.get(alike, ())
            candidates += [(cost + BLURRED_COST, word) for cost, word in nearly]
        for cost, word in candidates:
            if len(word) == len(own) and (word == own or len(own) > 1):
                yield cost, word
        known = self._analyser.segmenter.probability(own)
        if known:
            yield -math.log(_OUTSIDE_TRUST * known), own
        elif len(own) == 1:
            yield _UNKNOWN_CHARACTER_COST, own

    def read_initials(self, letters: str) -> str:
        """The likeliest words for a row of initials: tkdz → 退款 到账.

        From the left, the longest first; letters that begin no known word are passed over.
        """
        words: list[str] = []
        position = 0
        while position < len(letters):
            for size in sorted(_INITIALS_TRUST, reverse=True):
                found = self.tables.by_initials.get(letters[position : position + size], {})
                terms = [term for term in found if term]
                if terms and position + size <= len(letters):
                    words.append(max(terms, key=lambda term: (found[term], term)))
                    position += size
                    break
            else:
                position += 1
        return " ".join(word.removeprefix(CONCEPT_MARK) for word in words)

    def from_initials(self, letters: str) -> dict[str, float]:
        """Index terms of field w whose initials stand in `letters`, with their weights."""
        weights: dict[str, float] = {}
        read = [0.0] * len(letters)  # how surely each letter belongs to a longer word
        for size, trust in sorted(_INITIALS_TRUST.items(), reverse=True):
            surely: dict[int, float] = {}
            for start in range(len(letters) - size + 1):
                found = self.tables.by_initials.get(letters[start : start + size], {})
                total = sum(found.values())
                inside = min(read[start : start + size])
                trusted = trust * (1 - (1 - _INSIDE_LONGER_WEIGHT) * inside)
                for term, count in found.items():
                    if term:
                        weight = trusted * (count / total) ** _INITIALS_SHARE_POWER
                        weights[term] = max(weights.get(term, 0.0), weight)
                if total:
                    surely[start] = 1 - found.get("", 0) / total
            for start, share in surely.items():
                read[start : start + size] = [
                    max(before, share) for before in read[start : start + size]
                ]
        return weights


def _path(text: str, best: Sequence[tuple[float, int, str]]) -> list[Piece]:
    """Follow the back-pointers of the cheapest reading."""
    pieces: list[Piece] = []
    end = len(text)
    while end:
        _, start, word = best[end]
        pieces.append(Piece(text[start:end], word))
        end = start
    return pieces[::-1]
