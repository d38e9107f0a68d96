"""What a sound can mean here: the words of the titles and questions by pinyin and by initials.

Three ways of typing are read with it: full pinyin (tuikuan → 退款), wrong characters of the right
sound (推款 → 退款) and initials (tk → 退款). Of the first two the likeliest sequence of words is
found by dynamic programming over word costs, -ln(share of the word), as in Viterbi decoding of an
n-gram model of order one; initials say less, so that of them all sequences are weighed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property, lru_cache
from itertools import pairwise
from pathlib import Path

import orjson

from search_service.analysis.chains import UNIT, Analyser
from search_service.analysis.normalise import is_han, only_han
from search_service.analysis.pinyin import all_syllables
from search_service.analysis.segment import ChineseSegmenter
from search_service.analysis.synonyms import CONCEPT_MARK
from search_service.asking.full_pinyin import FullPinyin, Piece
from search_service.asking.homophones import Stretches, corrected
from search_service.asking.initials import Initials
from search_service.asking.sound_tables import HEADLINE_START, SoundTables, sound_tables

# Every number here was chosen on the development judgements: docs/relevance.md.
_HEADLINE_END = "$"
_WORD_COUNT, _CHARACTER_COUNT, _CONCEPT_COUNT, _FUNCTION_COUNT = 3, 1, 1, 2
_LIKELIHOOD_POWER, _LEAST_WEIGHT = 0.6, 0.05


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


@lru_cache(maxsize=2)
def _neighbours_in_headlines(
    headlines: tuple[str, ...], segmenter: ChineseSegmenter
) -> Mapping[str, Mapping[str, float]]:
    """As in `SoundTables`."""
    pairs: Counter[tuple[str, str]] = Counter()
    for headline in headlines:
        words = segmenter.words_of_headline(headline)
        pairs.update(pairwise((HEADLINE_START, *words, _HEADLINE_END)))
    totals: Counter[str] = Counter()
    for (first, _), count in pairs.items():
        totals[first] += count
    shares: dict[str, dict[str, float]] = {}
    for (first, second), count in pairs.items():
        if is_han(second) and (first == HEADLINE_START or is_han(first)):
            shares.setdefault(second, {})[first] = count / totals[first]
    return shares


class Lexicon:
    """Words with their counts, and look-ups by sound.

    Args:
        counts: How often each word counts; needed only where no tables are given.
        latin: Latin words and numbers of the texts.
        analyser: Says how words sound.
        tables: What was made of the same counts before.
        neighbours: As in `SoundTables`.
    """

    def __init__(
        self,
        counts: Mapping[str, int],
        latin: Iterable[str],
        analyser: Analyser,
        tables: SoundTables | None = None,
        neighbours: Mapping[str, Mapping[str, float]] | None = None,
    ) -> None:
        if tables is not None:
            self.tables = tables
        self._counts, self._neighbours = counts, neighbours or {}
        self.latin = frozenset(latin)
        self._analyser = analyser
        self._last_initials: tuple[str, Initials] | None = None

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
        said = tuple(headlines)
        for piece, count in _counts_of_headlines(said, analyser.segmenter):
            counts[piece] += count
        for word in analyser.synonyms.concepts:
            counts[word] += _CONCEPT_COUNT
        for word in sorted(analyser.words.function_words):
            counts[word] += _FUNCTION_COUNT
        neighbours = _neighbours_in_headlines(said, analyser.segmenter)
        return cls(counts, latin, analyser, neighbours=neighbours)

    def save(self, file: Path) -> None:
        """Write as JSON."""
        file.write_bytes(
            orjson.dumps(
                {
                    "counts": self._counts,
                    "latin": sorted(self.latin),
                    "neighbours": self._neighbours,
                }
            )
        )

    @classmethod
    def load(cls, file: Path, analyser: Analyser) -> Lexicon:
        """Read what `save` wrote."""
        data = orjson.loads(file.read_bytes())
        return cls(data["counts"], data["latin"], analyser, neighbours=data.get("neighbours"))

    @cached_property
    def tables(self) -> SoundTables:
        """Made when first asked for, unless they were given."""
        return sound_tables(self._counts, self._analyser, self._neighbours)

    def warm(self) -> None:
        """Build the look-ups now rather than at the first query."""
        _ = self.tables, self._stretches
        all_syllables()

    def from_pinyin(
        self, letters: str, *, before_digit: bool = False, beside_pinyin: bool = False
    ) -> str | None:
        """The likeliest Chinese text that sounds like `letters`; None when it is not pinyin.

        Latin words of the index may stand among them: tonghuashunvip.

        Args:
            letters: Without spaces.
            before_digit: Whether a digit follows, so that the last ones may begin a code: maile1.
            beside_pinyin: Whether other letters of the text are surely pinyin.
        """
        return FullPinyin(letters, self.tables, self.latin, before_digit, beside_pinyin).read()

    def correct(self, run: str) -> list[Piece]:
        """A run of Chinese characters with wrong characters of the right sound put right."""
        return corrected(run, self._stretches)

    @cached_property
    def _stretches(self) -> Stretches:
        return Stretches(self.tables, self._analyser.segmenter)

    def read_initials(self, letters: str) -> str:
        """The likeliest words for a row of initials: tkdz → 退款 到账.

        Letters that begin no known word are passed over, and so are function words.
        """
        terms = map(self._term, self._initials(letters).words())
        return " ".join(term.removeprefix(CONCEPT_MARK) for term in terms if term)

    def from_initials(self, letters: str) -> dict[str, float]:
        """Index terms of field w whose initials stand in `letters`, with their weights."""
        weights: dict[str, float] = {}
        for _, _, word, likelihood in self._initials(letters).likely:
            weight = likelihood**_LIKELIHOOD_POWER
            if weight >= _LEAST_WEIGHT and (term := self._term(word)):
                weights[term] = max(weights.get(term, 0.0), weight)
        return weights

    def _initials(self, letters: str) -> Initials:
        """Kept until others are typed: they are asked for twice."""
        kept = self._last_initials
        if kept is None or kept[0] != letters:
            kept = self._last_initials = letters, Initials(letters, self.tables)
        return kept[1]

    def _term(self, word: str) -> str:
        """The term of field w; empty for a function word."""
        synonyms, functions = self._analyser.synonyms, self._analyser.words.function_words
        is_function = word in functions and word not in synonyms.concepts
        return "" if is_function else synonyms.concept(word)
