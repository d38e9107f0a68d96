"""Sentences that read like what only a swindler asks for, in words that no table has.

A logistic regression over characters and pairs of them, those behind a no marked as such (Pang, Lee
and Vaithyanathan 2002). The weights are fitted by `python -m benchmarks.unsafe_sound`; what they
are worth is in docs/security.md, "Unsafe advice". It may be wrong: a person looks, nothing fails.
"""

from __future__ import annotations

import json
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from operator import add
from pathlib import Path

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.checks.unsafe_advice import sentences_in, texts_of, unsafe_advice, values_of
from search_service.checks.unsafe_kinds import WARNS
from search_service.content.problems import Problem

WEIGHTS_FILE = Path(__file__).with_name("unsafe_weights.json")
# In the file weights are whole tenths.
UNIT = 10
# A shorter one is a piece of something else: an entry of a list, a heading, a label.
_SHORTEST = 8
_PART = re.compile(r"[^，；：、。！？\s]+")
_NO = re.compile(
    r"不(?!了|到账|够|足|用|必|小心)|(?<![识特级区性类告分个辨])别(?!人|的)"
    r"|勿|没有?|未|无(?!障碍|论)|莫|拒绝|停止|谨防|避免|禁止"
)
_NUMBER, _ANY_NUMBER = re.compile(r"\d+"), "#"
_BEGINS, _BEHIND_NO = "^", "!"


@dataclass(frozen=True)
class _Fitted:
    """What each sign adds, what every sentence begins with, and from when on it is told."""

    weights: dict[str, int]
    bias: int
    least: int


def signs_of(sentence: str) -> set[str]:
    """Characters and pairs of neighbouring ones in each part; behind a no they are others."""
    signs: set[str] = set()
    for found in _PART.finditer(_NUMBER.sub(_ANY_NUMBER, sentence).lower()):
        part = found[0]
        no = _NO.search(part)
        said = part[: no.end()] if no else part
        signs.update(said, map(add, _BEGINS + said, said))
        if no:
            denied = part[no.end() :]
            signs.update(_BEHIND_NO + one for one in denied)
            signs.update(_BEHIND_NO + one + other for one, other in pairwise(denied))
    return signs


def may_be_told(sentence: str) -> bool:
    """Whether a sentence is looked at: long enough, and no warning by its own words."""
    return len(sentence) >= _SHORTEST and not WARNS.search(sentence)


def sounds_unsafe(sentence: str) -> bool:
    """Whether a sentence reads more like a swindler's advice than what articles say."""
    if not may_be_told(sentence):
        return False
    fitted = _fitted()
    known = [one for one in map(fitted.weights.get, signs_of(sentence)) if one is not None]
    return sum(known) / math.sqrt(max(1, len(known))) + fitted.bias >= fitted.least


@cache
def _fitted() -> _Fitted:
    return _Fitted(**json.loads(WEIGHTS_FILE.read_text(encoding="utf-8")))


def _told(text: str) -> str | None:
    """The first sentence that sounds unsafe where the table finds none, shortened."""
    found = next((one for one in map(str.strip, sentences_in(text)) if sounds_unsafe(one)), None)
    return None if found is None or unsafe_advice(text) else found


def _find(content: ContentView) -> Iterator[Problem]:
    advice = "请人看一眼：照着做会不会吃亏。没有问题就不用改；是在讲骗术，就写成「不要……」"
    for page, line, text in texts_of(content):
        if sentence := _told(text):
            yield page.problem(RULE.id, line, f"「{sentence}」读着像骗子的话", advice)
    for file, path, text in values_of(content):
        if sentence := _told(text):
            yield file.problem(RULE.id, path, f"「{sentence}」读着像骗子的话", advice)


RULE = Rule("maybe-unsafe", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
