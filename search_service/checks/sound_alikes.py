"""A good word where another that sounds alike was meant: 退会 for 退回, 体现 for 提现.

An input method offers words, and the wrong one is a word too, so that no list has it. The rest of
the content tells: around the character nothing stands as it stands anywhere else, and with one that
sounds alike it stands as it does in several other places.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import accumulate, chain

from search_service.analysis.pinyin import syllable
from search_service.analysis.segment import ChineseSegmenter
from search_service.checks.content_view import ContentView
from search_service.checks.forbidden_words import words_with_advice
from search_service.checks.rule import Level, Rule
from search_service.content.problems import Problem

_MARKUP = re.compile(r"[\s\[\]|*>#\ufffc]+")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_LENGTH = 3
_ENDS = "^$ ，。；：、！？「」（）"
# What is meant stands so often around the place, in two of the three stretches over it or more.
_STRETCHES, _TIMES = 2, 4
# Where the character may well stand alone, as 会 and 到 do, each of the two stands there so often.
_EACH = 5
# Shares of the dictionary: a word that common is meant, whatever the content else says; a character
# that common may stand alone; below the last a word is hardly one.
_COMMON_WORD, _COMMON_SIGN, _HARDLY = 5e-5, 3.3e-5, 8e-7
# A word of two characters that stands so often is meant where one stretch over it is known, if what
# was typed is at most so common a word.
_USUAL = ((15, 0.0), (30, 1.7e-5), (60, 1e-4))


def _plain(text: str) -> str:
    """A line with its ends marked, as places to begin and to stop are neighbours too."""
    return f"^{_MARKUP.sub(' ', text)}$"


def _stretches(text: str, length: int) -> list[str]:
    return [text[place : place + length] for place in range(len(text) - length + 1)]


class Neighbourhoods:
    """Which characters stand beside which in all texts of the content."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [_plain(text) for text in texts]
        self._ends = [*accumulate(map(len, lines))]
        self._text = "".join(lines)
        # Plain dictionaries: what is not there is asked for most of the time.
        self._threes = dict(Counter(_stretches(self._text, _LENGTH)))
        self._pairs = dict(Counter(_stretches(self._text, 2)))
        by_sound = defaultdict(list)
        for sign in sorted({*self._text}):
            if _HAN.match(sign):
                by_sound[syllable(sign)].append(sign)
        self._alike: Mapping[str, list[str]] = {
            sign: [one for one in alike if one != sign]
            for alike in by_sound.values()
            for sign in alike
        }

    def slips(
        self, segmenter: ChineseSegmenter, first: int | None = None
    ) -> Iterator[tuple[int, str, str]]:
        """Which text it is, what was typed, with a neighbour on each side, and what was meant.

        Args:
            segmenter: Says how common words are.
            first: Only so many texts are looked through; all of them without it.
        """
        text = self._text
        end = min([0, *self._ends[:first]][-1], len(text) - 2)
        # Stretches that stand nowhere else.
        alone = [self._threes[three] == 1 for three in _stretches(text[: end + 2], _LENGTH)]
        for place in range(2, end):
            if (
                alone[place]
                and alone[place - 1]
                and alone[place - 2]
                and "\u4e00" <= text[place] <= "\u9fff"
                and "$^" not in text[place - 2 : place + 3]
                and (meant := self._meant(text[place - 2 : place + 3], segmenter))
            ):
                typed = text[place - 1 : place + 2]
                of_text = bisect_right(self._ends, place)
                yield of_text, typed.strip(_ENDS), f"{typed[0]}{meant}{typed[2]}".strip(_ENDS)

    def _meant(self, five: str, segmenter: ChineseSegmenter) -> str | None:
        """The character that the content has where the middle of these five stands, if another."""
        pairs = five[1:3], five[2:4]
        if self._pairs[pairs[0]] > 1 and self._pairs[pairs[1]] > 1:
            return None
        around = self._around(five)
        if not around:
            return None
        shares = [segmenter.probability(pair) for pair in pairs]
        # A word that stands elsewhere too is meant.
        if any(share and self._pairs[pair] > 1 for pair, share in zip(pairs, shares, strict=True)):
            return None
        common = max(shares)
        alone = segmenter.probability(five[2]) >= _COMMON_SIGN
        for sign, times in around.items():
            is_new = all(self._pairs[pair] <= 1 for pair in pairs)
            if (is_new and self._is_usual(five, sign, times, common, segmenter)) or (
                common < _COMMON_WORD and self._is_known(times, is_apart=common < _HARDLY and alone)
            ):
                return sign
        return None

    def _around(self, five: str) -> dict[str, list[int]]:
        """How often the three stretches stand in the content with another sign in the middle.

        Of each that sounds alike, where any of them stands there at all.
        """
        times = self._threes.get
        first, left, right, last = five[:2], five[1], five[3], five[3:]
        found = {}
        for sign in self._alike[five[2]]:
            counts = [
                times(f"{first}{sign}", 0),
                times(f"{left}{sign}{right}", 0),
                times(f"{sign}{last}", 0),
            ]
            if any(counts):
                found[sign] = counts
        return found

    def _is_known(self, times: list[int], *, is_apart: bool) -> bool:
        second = sorted(times)[-_STRETCHES]
        return second >= (_EACH if is_apart else 1) and sum(times) >= _TIMES

    def _is_usual(
        self, five: str, sign: str, times: list[int], common: float, segmenter: ChineseSegmenter
    ) -> bool:
        """Whether the sign makes a word with a neighbour that the content is full of."""
        words = (f"{five[1]}{sign}", times[:2]), (f"{sign}{five[3]}", times[1:])
        return any(
            any(known)
            and any(self._pairs.get(word, 0) >= often and common <= most for often, most in _USUAL)
            and segmenter.probability(word) > 0
            for word, known in words
        )


def _find(content: ContentView) -> Iterator[Problem]:
    prose = [(page, line, text) for page in content.markdown_files for line, text in page.prose]
    values = [
        (file, path, value)
        for file in (*content.data_files, *content.agent_files)
        for path, value in file.values
        if isinstance(value, str) and _HAN.search(value)
    ]
    asked = (text for page in content.markdown_files for *_, text in page.asked("questions"))
    known = Neighbourhoods(
        chain((text for *_, text in prose), (value for *_, value in values), asked)
    )
    words = words_with_advice(content.texts.get("words/wrong.txt", ""))
    kept = [word for word, right in words.items() if word == right]
    for at, typed, meant in known.slips(content.analyser.segmenter, len(prose) + len(values)):
        if any(word in typed for word in kept):
            continue
        advice = f"请核对；没写错，就在 wrong.txt 加一行「{typed}」，制表符后面照写一遍"
        message = f"「{typed}」别处都没有，读音一样的「{meant}」常见"
        if at < len(prose):
            page, line, _ = prose[at]
            yield page.problem(RULE.id, line, message, advice)
        elif at < len(prose) + len(values):
            file, path, _ = values[at - len(prose)]
            yield file.problem(RULE.id, path, message, advice)


RULE = Rule("sounds-alike", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
