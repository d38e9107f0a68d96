"""Full pinyin to Chinese: tuikuanduojiu → 退款多久."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from search_service.analysis.normalise import is_han
from search_service.analysis.pinyin import FoldedLetters, all_syllables
from search_service.asking.slips import SlippedWord, words_with_slips
from search_service.asking.sound_tables import SoundTables

# Every number here was chosen on the development judgements: docs/relevance.md.
_UNKNOWN_SYLLABLE_COST = 14.0
_LATIN_COST, _SHORTEST_LATIN = 14.0, 3
_LONE_LETTER_COST = 20.0
# Letters that stand alone are initials or English when they are at least this share.
_MOST_LONE_LETTERS = 0.2
# What a letter costs that says nothing: letters that are dearer as pinyin than at random are none.
_RANDOM_LETTER_COST = math.log(26)
# So many letters in words of two characters are pinyin, however little the others are.
_ENOUGH_LETTERS = 8
# One slip leaves a syllable unread; where half of the letters are, they are no pinyin, and looking
# for slips everywhere in them would take most of the time that a question takes.
_MOST_UNREAD, _MOST_UNREAD_SHARE = 6, 0.5
# Of longer rows lone letters (k线, b股) are not counted: no single English word is as long.
_LONG_ROW = 10
# Shorter letters with a slip may be anything.
_SHORTEST_SLIPPED = 5


class Piece(NamedTuple):
    """A stretch of the input and what it was read as."""

    before: str
    after: str


def path(text: str, best: Sequence[tuple[float, int, str]]) -> list[Piece]:
    """Follow the back-pointers of the cheapest reading."""
    pieces: list[Piece] = []
    end = len(text)
    while end:
        _, start, word = best[end]
        pieces.append(Piece(text[start:end], word))
        end = start
    return pieces[::-1]


@dataclass(frozen=True)
class FullPinyin:
    """Letters without spaces that may be pinyin.

    Attributes:
        letters: As typed.
        tables: The words of the index by sound.
        latin: Latin words of the index, which may stand among them: tonghuashunvip.
        before_digit: Whether a digit follows, so that the last ones may begin a code: maile1.
        beside_pinyin: Whether other letters of the text are surely pinyin.
    """

    letters: str
    tables: SoundTables
    latin: Collection[str]
    before_digit: bool
    beside_pinyin: bool = False

    def read(self) -> str | None:
        """The likeliest Chinese text that sounds so; None when it is not pinyin.

        Where some letters are no word, a word with a slip of the fingers may stand around them.
        """
        pieces, cost = self._pieces(())
        unread = list(_unread(pieces))
        # A Latin word makes no pinyin of what stands beside it: level two.
        others = sum(len(one.before) for one in pieces if not self._is_latin_word(one))
        is_pinyin = _lone_letters(pieces) < _MOST_LONE_LETTERS * others
        most = max(_MOST_UNREAD, _MOST_UNREAD_SHARE * len(self.letters))
        if unread and len(self.letters) >= _SHORTEST_SLIPPED and len(unread) <= most:
            pieces, cost = self._pieces(words_with_slips(self.letters, unread, self.tables))
            is_pinyin = is_pinyin or not _lone_letters(pieces)
        if not is_pinyin or not self._is_likely(pieces, cost):
            return None
        return "".join(piece.after for piece in pieces).rstrip()

    def _is_likely(self, pieces: Sequence[Piece], cost: float) -> bool:
        """Whether the letters are cheaper as these words than at random, as English seldom is."""
        if self.beside_pinyin or cost <= _RANDOM_LETTER_COST * len(self.letters):
            return True
        lone = _lone_letters(pieces) if len(self.letters) >= _LONG_ROW else 0
        others = len(self.letters) - lone
        if lone and cost - lone * _LONE_LETTER_COST <= _RANDOM_LETTER_COST * others:
            return True
        in_words = (len(one.before) for one in pieces if _is_word(one.after))
        return sum(in_words) >= _ENOUGH_LETTERS

    def _is_latin_word(self, piece: Piece) -> bool:
        return piece.before in self.latin and piece.after == f" {piece.before} "

    def _pieces(self, slipped: Iterable[SlippedWord]) -> tuple[list[Piece], float]:
        """The likeliest reading, and what it costs."""
        letters, size = self.letters, len(self.letters)
        best: list[tuple[float, int, str]] = [(0.0, 0, "")] + [(math.inf, 0, "")] * size
        alike = FoldedLetters(letters)
        with_slip: dict[int, list[tuple[int, float, str]]] = defaultdict(list)
        for start, end, cost, word in slipped:
            with_slip[start].append((end, cost, word))
        for start in range(size):
            so_far = best[start][0]
            options = with_slip.get(start, [])
            for end in range(start + 1, min(size, start + self.tables.longest) + 1):
                if option := self._option(start, end, alike.between(start, end)):
                    options.append((end, *option))
            for end, cost, word in options:
                if so_far + cost < best[end][0]:
                    best[end] = (so_far + cost, start, word)
        return path(letters, best), best[size][0]

    def _option(self, start: int, end: int, alike: str | None) -> tuple[float, str] | None:
        """The likeliest that a stretch of the letters is, with its cost."""
        own, tables = self.letters[start:end], self.tables
        # The likeliest word that sounds so, and the likeliest that sounds nearly so.
        words = [tables.by_sound[own][0]] if own in tables.by_sound else []
        if alike is not None and alike in tables.by_folded_sound:
            words.append(tables.by_folded_sound[alike])
        if words:
            return min(words)
        begins_code = self.before_digit and end == len(self.letters)
        if own in self.latin and (len(own) >= _SHORTEST_LATIN or begins_code):
            return _LATIN_COST, f" {own} "
        if own in all_syllables():
            return _UNKNOWN_SYLLABLE_COST, f" {own} "
        return (_LONE_LETTER_COST, own) if len(own) == 1 else None


def _is_word(text: str) -> bool:
    return sum(map(is_han, text)) > 1


def _lone_letters(pieces: Iterable[Piece]) -> int:
    return sum(len(piece.before) == 1 for piece in pieces)


def _unread(pieces: Iterable[Piece]) -> Iterator[int]:
    """Where letters stand that were read as no word."""
    place = 0
    for piece in pieces:
        if len(piece.before) == 1 or piece.after == f" {piece.before} ":
            yield from range(place, place + len(piece.before))
        place += len(piece.before)
