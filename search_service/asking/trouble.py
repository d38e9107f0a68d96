"""How likely a text tells of trouble, and of which kind, by what its characters and words say.

No list of words holds all the ways in which money goes. What is looked at are characters, kinds of
words (`trouble_words.json`: who, what was done, to what) and every two kinds that meet. The weights
are fitted to judged texts by `python -m benchmarks.trouble`; what they are worth is in
docs/relevance.md, "Trouble".
"""

from __future__ import annotations

import json
import math
import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

WEIGHTS_FILE = Path(__file__).with_name("trouble_weights.json")
WORDS_FILE = Path(__file__).with_name("trouble_words.json")
# Weights are whole tenths.
UNIT = 10
PLAIN = "plain"

_DIGITS = "0-9一二三四五六七八九十两几"
_AMOUNT = re.compile(f"[{_DIGITS}百千万]*[{_DIGITS}]+[百千万块元毛]+|[0-9]{{3,}}")
# What stands for an amount, as a character and as a kind.
_ANY_AMOUNT, _AMOUNT_KIND = "#", "amount"


@dataclass(frozen=True)
class Sound:
    """What a text sounds like.

    Attributes:
        odds: Logarithm of the odds that it tells of trouble, as if half of all texts did.
        kind: The likeliest kind of trouble.
    """

    odds: float
    kind: str

    @property
    def likelihood(self) -> float:
        """Of trouble, from 0 to 1."""
        return 1.0 / (1.0 + math.exp(-self.odds))


def signs_in(text: str) -> set[str]:
    """The characters of a normalised text, the kinds of its words and each two of them."""
    bare = text.replace(" ", "")
    plain = _AMOUNT.sub(_ANY_AMOUNT, bare)
    kinds_of, sizes_of = _words()
    kinds = {_AMOUNT_KIND} if plain != bare else set()
    for at, first in enumerate(bare):
        for size in sizes_of.get(first, ()):
            if found := kinds_of.get(bare[at : at + size]):
                kinds.update(found)
    return {*plain, *kinds, *map("+".join, combinations(sorted(kinds), 2))}


def sound_of(text: str) -> Sound:
    """What a normalised text sounds like."""
    kinds, bias, weights = _fitted()
    known = [*filter(None, map(weights.get, signs_in(text)))]
    scale = UNIT * math.sqrt(max(1, len(known)))
    sums = map(sum, zip(*known, strict=True)) if known else [0] * len(kinds)
    plain, *trouble = [one / scale + start / UNIT for one, start in zip(sums, bias, strict=True)]
    most = max(trouble)
    all_of_it = most + math.log(sum(math.exp(one - most) for one in trouble))
    return Sound(all_of_it - plain, kinds[1 + trouble.index(most)])


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


@cache
def _fitted() -> tuple[tuple[str, ...], tuple[int, ...], dict[str, tuple[int, ...]]]:
    """Kinds, `PLAIN` first; what each begins with; what each sign adds to each."""
    read = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    weights = {sign: tuple(row) for sign, row in read["weights"].items()}
    return tuple(read["kinds"]), tuple(read["bias"]), weights
