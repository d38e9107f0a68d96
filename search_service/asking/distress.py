"""Typed text to the trouble that it tells of, and with it to the article that is needed first.

The situations are data, `content/words/distress.yml`; the browser's own search reads the same ones
(`theme/javascripts/search/distress.js`), and both are held to `tests/javascript/distress.json`.
"""

from __future__ import annotations

from collections.abc import Iterable
from operator import add

from search_service.analysis.word_lists import Situation


def told_situation(text: str, situations: Iterable[Situation]) -> Situation | None:
    """The first situation that a normalised text tells of; None for most texts."""
    bare = text.replace(" ", "")
    said = {*bare, *map(add, bare, bare[1:])}
    for one in situations:
        for beginnings in one.beginnings:  # most texts lack those of some group
            if beginnings.isdisjoint(said):
                break
        else:
            if one.is_told_by(bare):
                return one
    return None
