"""Typed text to the trouble that it tells of, and with it to the article that is needed first.

The situations are data, `content/words/distress.yml`; the browser's own search reads the same ones
(`theme/javascripts/search/distress.js`), and both are held to `tests/javascript/distress.json`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from search_service.analysis.word_lists import Situation


@lru_cache(maxsize=1_000)
def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, words)) if words else r"(?!)")


def told_situation(text: str, situations: Sequence[Situation]) -> Situation | None:
    """The first situation that a normalised text tells of; None for most texts."""
    bare = text.replace(" ", "")
    for one in situations:
        told = all(_any_of(group).search(bare) for group in one.words)
        if told and not _any_of(one.unless).search(bare):
            return one
    return None
