"""What a sound can mean here: the words of the titles and questions by pinyin and by initials.

Three ways of typing are read with it: full pinyin (tuikuan → 退款), wrong characters of the right
sound (推款 → 退款) and initials (tk → 退款). The likeliest sequence of words is found by dynamic
programming over word costs, -ln(share of the word), as in Viterbi decoding of an n-gram model of
order one.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import NamedTuple

import orjson

from search_service.analysis.chains import UNIT, Analyser
from search_service.analysis.normalise import is_han, only_han
from search_service.analysis.pinyin import FoldedLetters, all_syllables, blurred, syllable
from search_service.analysis.segment import ChineseSegmenter
from search_service.asking.initials import read_initials, words_of_initials
from search_service.asking.slips import SlippedWord, words_with_slips
from search_service.asking.sound_tables import BLURRED_COST, SoundTables, sound_tables

# Every number here was chosen on the development judgements: docs/relevance.md.
_WORD_COUNT, _CHARACTER_COUNT, _CONCEPT_COUNT, _FUNCTION_COUNT = 3, 1, 1, 2
_UNKNOWN_SYLLABLE_COST = 14.0
_UNKNOWN_CHARACTER_COST = 16.0
_LONE_LETTER_COST = 20.0
# Shorter letters with a slip may be anything.
_SHORTEST_SLIPPED = 5
_LATIN_COST, _SHORTEST_LATIN = 14.0, 3
# Letters that stand alone are initials or English when they are at least this share.
_MOST_LONE_LETTERS = 0.2
_CHANGE_COST = 5.0
_OUTSIDE_TRUST = 0.2
_LONGEST_CORRECTION = 6
# Stretches of text, most of which mean nothing, some 200 bytes each.
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
        # What a few characters may mean: the same ones are typed again and again.
        self._remembered: dict[str, Sequence[tuple[float, str]]] = {}

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

    def from_pinyin(self, letters: str, *, before_digit: bool = False) -> str | None:
        """The likeliest Chinese text that sounds like `letters`; None when it is not pinyin.

        Latin words of the index may stand among them: tonghuashunvip.

        Args:
            letters: Without spaces.
            before_digit: Whether a digit follows, so that the last ones may begin a code: maile1.
        """
        pieces = self._read_pinyin(letters, (), before_digit=before_digit)
        unread = list(_unread(pieces))
        is_pinyin = _lone_letters(pieces) < _MOST_LONE_LETTERS * len(letters)
        if unread and len(letters) >= _SHORTEST_SLIPPED:
            slipped = words_with_slips(letters, unread, self.tables)
            pieces = self._read_pinyin(letters, slipped, before_digit=before_digit)
            is_pinyin = is_pinyin or not _lone_letters(pieces)
        if not is_pinyin:
            return None
        return "".join(piece.after for piece in pieces).rstrip()

    def _read_pinyin(
        self, letters: str, slipped: Iterable[SlippedWord], *, before_digit: bool
    ) -> list[Piece]:
        size = len(letters)
        best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(math.inf, 0, "")] * size
        syllables, alike = all_syllables(), FoldedLetters(letters)
        with_slip: dict[int, list[SlippedWord]] = defaultdict(list)
        for one in slipped:
            with_slip[one.start].append(one)
        for start in range(size):
            so_far = best[start][0]
            for end in range(start + 1, min(size, start + self.tables.longest) + 1):
                own = letters[start:end]
                options = self._sounding(own, alike.between(start, end))
                if options:
                    cost, word = min(options)
                elif own in self.latin and (
                    len(own) >= _SHORTEST_LATIN or (before_digit and end == size)
                ):
                    cost, word = _LATIN_COST, f" {own} "
                elif own in syllables:
                    cost, word = _UNKNOWN_SYLLABLE_COST, f" {own} "
                elif len(own) == 1:
                    cost, word = _LONE_LETTER_COST, own
                else:
                    continue
                if so_far + cost < best[end][0]:
                    best[end] = (so_far + cost, start, word)
            for _, end, cost, word in with_slip.get(start, ()):
                if so_far + cost < best[end][0]:
                    best[end] = (so_far + cost, start, word)
        return _path(letters, best)

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
        remembered = self._remembered
        if len(remembered) > _MOST_REMEMBERED:
            remembered.clear()
        for start in range(size):
            so_far = best[start][0]
            for end in range(start + 1, min(size, start + _LONGEST_CORRECTION) + 1):
                own = run[start:end]
                options = remembered.get(own)
                if options is None:
                    options = remembered[own] = self._read(own)
                for cost, word in options:
                    if so_far + cost < best[end][0]:
                        best[end] = (so_far + cost, start, word)
        return _path(run, best)

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
        """The likeliest words for a row of initials: tkdz → 退款 到账."""
        return read_initials(letters, self.tables)

    def from_initials(self, letters: str) -> dict[str, float]:
        """Index terms of field w whose initials stand in `letters`, with their weights."""
        return words_of_initials(letters, self.tables)


def _lone_letters(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.before) == 1 for piece in pieces)


def _unread(pieces: Iterable[Piece]) -> Iterator[int]:
    """Where letters stand that were read as no word."""
    place = 0
    for piece in pieces:
        if len(piece.before) == 1 or piece.after == f" {piece.before} ":
            yield from range(place, place + len(piece.before))
        place += len(piece.before)


def _path(text: str, best: Sequence[tuple[float, int, str]]) -> list[Piece]:
    """Follow the back-pointers of the cheapest reading."""
    pieces: list[Piece] = []
    end = len(text)
    while end:
        _, start, word = best[end]
        pieces.append(Piece(text[start:end], word))
        end = start
    return pieces[::-1]
