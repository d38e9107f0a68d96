"""How people type what they mean: politeness, homophones, a character left out, pinyin."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence

from search_service.analysis.normalise import is_han
from search_service.evaluation.robustness import full_pinyin, homophones, one_deleted

_BEFORE = ("我想问一下", "请问", "那个", "哦", "你好", "就是", "帮我看看", "我要问")
_AFTER = ("啊", "呢", "怎么办", "怎么弄", "急", "谢谢", "咋办", "了", "呀", "怎么回事")
_PLAIN = 0.60
_MOST_CHARACTERS = 60


def typed(text: str, chance: random.Random) -> str:
    """A text as one visitor types it; most type it as it is."""
    if chance.random() < _PLAIN:
        return text
    ways: Sequence[tuple[float, Callable[[], str]]] = (
        (0.30, lambda: chance.choice(_BEFORE) + text),
        (0.25, lambda: text + chance.choice(_AFTER)),
        (0.20, lambda: homophones(text, 1)),
        (0.10, lambda: one_deleted(text)),
        (0.10, lambda: full_pinyin(text)),
        (0.05, lambda: text[:-1] if len(text) > 4 else text),  # noqa: PLR2004 - nothing would be left
    )
    way = chance.choices([make for _, make in ways], [share for share, _ in ways])[0]
    return way()[:_MOST_CHARACTERS] if any(map(is_han, text)) else text
