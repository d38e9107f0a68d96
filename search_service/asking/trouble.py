"""How likely a text tells of trouble, and of which kind, by what its characters and words say.

No list of words holds all the ways in which money goes. What is looked at are characters, pairs of
neighbouring ones, kinds of words (`trouble_words.json`: who, what was done, to what) and every two
kinds that meet. The weights are fitted to judged texts by `python -m benchmarks.trouble`; what they
are worth is in docs/relevance.md, "Trouble".
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import combinations
from operator import add
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

WEIGHTS_FILE = Path(__file__).with_name("trouble_weights.json")
WORDS_FILE = Path(__file__).with_name("trouble_words.json")
# Weights are whole tenths; in the file each is one character of ASCII, this one for 0.
UNIT, ZERO = 10, ord("P")
MOST = ord("~") - ZERO
PLAIN = "plain"

_DIGITS = "0-9一二三四五六七八九十两几"
_AMOUNT = re.compile(f"[{_DIGITS}百千万]*[{_DIGITS}]+[百千万块元毛]+|[0-9]{{3,}}")
# What stands for an amount, as a character and as a kind.
_ANY_AMOUNT, _AMOUNT_KIND = "#", "amount"
# Before the first character and behind the last.
_BEGINS, _ENDS = "^", "$"
# Characters no two of which were ever heard side by side are no sentence: 打撒打撒放, 啊啊啊.
_SENTENCE_FROM = 3
NO_SENTENCE = -20.0

Whole = NDArray[np.int16]


@dataclass(frozen=True)
class Sound:
    """What a text sounds like.

    Attributes:
        odds: Logarithm of the odds that it tells of trouble, as if half of all texts did.
        shares: How likely each kind of trouble is, if it is trouble at all.
    """

    odds: float
    shares: Mapping[str, float]

    @property
    def kind(self) -> str:
        """The likeliest kind of trouble."""
        return max(self.shares, key=self.shares.__getitem__)

    @property
    def likelihood(self) -> float:
        """Of trouble, from 0 to 1."""
        return 1.0 / (1.0 + math.exp(-self.odds))


def signs_in(text: str) -> set[str]:
    """Characters of a normalised text and pairs of them, kinds of its words and each two kinds."""
    bare = text.replace(" ", "")
    plain = _AMOUNT.sub(_ANY_AMOUNT, bare)
    kinds_of, sizes_of = _words()
    kinds = {_AMOUNT_KIND} if plain != bare else set()
    for at, first in enumerate(bare):
        for size in sizes_of.get(first, ()):
            if found := kinds_of.get(bare[at : at + size]):
                kinds.update(found)
    pairs = map(add, _BEGINS + plain, plain + _ENDS)
    return {*plain, *pairs, *kinds, *map("+".join, combinations(sorted(kinds), 2))}


@lru_cache(maxsize=64)  # asked for twice of one question: is it trouble, and whom to ring
def sound_of(text: str) -> Sound:
    """What a normalised text sounds like."""
    fitted = _fitted()
    found = map(fitted.places.get, signs_in(text))
    known = [place for place in found if place is not None]
    sums = fitted.weights[known].sum(axis=0) / math.sqrt(max(1, len(known)))
    plain, *trouble = ((sums + fitted.bias) / UNIT).tolist()
    most = max(trouble)
    raised = [math.exp(one - most) for one in trouble]
    whole = sum(raised)
    shares = {kind: one / whole for kind, one in zip(fitted.kinds[1:], raised, strict=True)}
    odds = most + math.log(whole) - plain if _is_sentence(text, fitted.places) else NO_SENTENCE
    return Sound(odds, shares)


def _is_sentence(text: str, known: Mapping[str, int]) -> bool:
    plain = _AMOUNT.sub(_ANY_AMOUNT, text.replace(" ", ""))
    return len(plain) < _SENTENCE_FROM or any(map(known.__contains__, map(add, plain, plain[1:])))


def prepare_sounds() -> None:
    """Read words and weights now rather than at the first text."""
    _words()
    _fitted()


@cache
def _words() -> tuple[dict[str, tuple[str, ...]], dict[str, list[int]]]:
    """Words to the kinds that each is of; characters to how long the words are that begin so."""
    read: dict[str, list[str]] = json.loads(WORDS_FILE.read_text(encoding="utf-8"))
    kinds: dict[str, tuple[str, ...]] = {}
    for kind, words in read.items():
        for word in words:
            kinds[word] = (*kinds.get(word, ()), kind)
    sizes: dict[str, set[int]] = defaultdict(set)
    for word in kinds:
        sizes[word[0]].add(len(word))
    return kinds, {first: sorted(own) for first, own in sizes.items()}


@dataclass(frozen=True)
class _Fitted:
    """What was fitted: kinds, `PLAIN` first; what each begins with; rows of what each sign adds."""

    kinds: tuple[str, ...]
    bias: Whole
    places: dict[str, int]
    weights: Whole


@cache
def _fitted() -> _Fitted:
    read = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    kinds: list[str] = read["kinds"]
    rows: dict[str, str] = read["weights"]
    weights = np.frombuffer("".join(rows.values()).encode("ascii"), np.uint8).astype(np.int16)
    places = {sign: place for place, sign in enumerate(rows)}
    bias = np.array(read["bias"], np.int16)
    return _Fitted(tuple(kinds), bias, places, weights.reshape(-1, len(kinds)) - ZERO)
