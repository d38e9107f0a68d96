"""What readers of the fourth hand tend to do, at three levels of noise; all of it is invented."""

# ruff: noqa: PLR2004 - chances are said where they are used
from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from search_service.evaluation.robustness import full_pinyin, homophones, one_deleted

Noise = Literal["clean", "noisy", "very"]


@dataclass(frozen=True)
class Manners:
    """Chances of what readers do at one level of noise.

    Attributes:
        excerpt: A right first hit is enough as it is shown.
        misled: A wrong first hit is taken for an answer; the reader leaves or reads it at length.
        tabs: Several hits are opened at once.
        hasty: What satisfies is left within ten seconds.
        dawdles: What does not satisfy is stayed with.
        again: Who failed asks again.
        calls: Who failed takes a number.
        returns: Who failed comes back on another day.
        strays: A hit is opened for no reason.
        misspells: A text is not typed as meant.
    """

    excerpt: float
    misled: float
    tabs: float
    hasty: float
    dawdles: float
    again: float
    calls: float
    returns: float
    strays: float
    misspells: float


MANNERS: Mapping[Noise, Manners] = {
    "clean": Manners(0.25, 0.03, 0.06, 0.08, 0.12, 0.6, 0.12, 0.1, 0.01, 0.2),
    "noisy": Manners(0.45, 0.1, 0.13, 0.2, 0.25, 0.42, 0.09, 0.08, 0.03, 0.35),
    "very": Manners(0.55, 0.18, 0.2, 0.32, 0.35, 0.3, 0.07, 0.06, 0.06, 0.45),
}

_SAME = (
    ("怎么", "咋"),
    ("怎么", "如何"),
    ("没有", "没"),
    ("手机", "电话"),
    ("多久", "多长时间"),
    ("什么时候", "啥时候"),
    ("不了", "不成"),
    ("我的", "我"),
    ("钱", "款"),
    ("了", ""),
    ("为啥", "为什么"),
    ("银行", "行里"),
)
_LEADS = ("问下", "我", "u钱包", "你们", "急!", "师傅", "话说", "刚才")
_TAILS = ("啊", "呢", "?", "怎么回事", "有办法吗", "怎么办", "急", "咋整", "。。。", "谁懂")


def misspelt(text: str, chance: random.Random) -> str:
    """A text in other words, with something around it, or not as it was meant."""
    way = chance.random()
    if way < 0.3:
        old, new = chance.choice(_SAME)
        return text.replace(old, new) or text
    if way < 0.45:
        return chance.choice(_LEADS) + text
    if way < 0.65:
        return text + chance.choice(_TAILS)
    if way < 0.8:
        return homophones(text, 1)
    return full_pinyin(text) if way < 0.9 else one_deleted(text)
