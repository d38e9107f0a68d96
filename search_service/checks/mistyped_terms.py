"""Terms of the trade typed with a wrong character: 首款码 for 收款码, 退宽 for 退款.

An input method offers characters that sound alike. A stretch that sounds like a term, differs
from it in one character, and falls into single characters when it is cut into words, is a term
mistyped.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import pairwise

from search_service.analysis.pinyin import syllable
from search_service.analysis.segment import ChineseSegmenter

_HAN_RUN = re.compile(r"[\u4e00-\u9fff]{2,}")
_SHORTEST, _LONGEST = 2, 5
# Characters that stand alone in sound sentences, whatever they sound like together.
_ALONE = frozenset(
    "的了着过吗嘛呢吧啊地得是在有和跟与或及把被将让给对从到由向往于就也都才又再还只不没别要会能可应该"
    "上下里外前后中内间大小多少高低长短新旧好坏快慢早晚先后个条张笔次天日月年元角分点时秒位名项种类号款"
    "我你您他她它们这那哪谁什么几两一二三四五六七八九十百千万每各某本该此其所以为因而且但则若如果即使"
    "做用看说问打找查填写点按输转付收退存取开关进出来去回起走等换改加减放拿带买卖送发接听读记算像比"
    "钱卡码户人家店手机车房水电字词话事物"
)


class TermSounds:
    """The terms by how they sound."""

    def __init__(self, terms: Iterable[str]) -> None:
        self._by_sound: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
        self._terms = frozenset(terms)
        for term in self._terms:
            if _SHORTEST <= len(term) <= _LONGEST and _HAN_RUN.fullmatch(term):
                self._by_sound[tuple(map(syllable, term))].append(term)
        self._beginnings = frozenset(sounds[:_SHORTEST] for sounds in self._by_sound)

    def mistyped(self, text: str, segmenter: ChineseSegmenter) -> Iterator[tuple[str, str]]:
        """Stretches of `text` that are a term with one wrong character, each with the term."""
        for run in _HAN_RUN.findall(text):
            sounds = tuple(map(syllable, run))
            # Few stretches sound as a term begins: only those are compared with whole terms.
            starts = [
                start
                for start, beginning in enumerate(pairwise(sounds))
                if beginning in self._beginnings
            ]
            found = [
                (start, term)
                for length in range(_LONGEST, _SHORTEST - 1, -1)
                for start in starts
                if start + length <= len(run)
                for term in self._by_sound.get(sounds[start : start + length], ())
                if self._is_slip(run[start : start + length], term)
            ]
            if found:
                yield from self._alone(run, found, segmenter)

    def _is_slip(self, typed: str, term: str) -> bool:
        if typed in self._terms:
            return False
        wrong = [sign for sign, right in zip(typed, term, strict=True) if sign != right]
        return len(wrong) == 1 and wrong[0] not in _ALONE

    def _alone(
        self, run: str, found: list[tuple[int, str]], segmenter: ChineseSegmenter
    ) -> Iterator[tuple[str, str]]:
        """Those that no words of the cut account for."""
        single, place = set(), 0
        for word in segmenter.words_of_run(run):
            if len(word) == 1:
                single.add(place)
            place += len(word)
        taken: set[int] = set()
        for start, term in found:
            end = start + len(term)
            places = range(start, end)
            wrong = next(place for place in places if run[place] != term[place - start])
            # Two characters may meet by chance; of three or more the surroundings speak.
            is_apart = single.issuperset(places) if len(term) == _SHORTEST else wrong in single
            if is_apart and wrong not in taken:
                taken.add(wrong)
                yield run[start:end], term
