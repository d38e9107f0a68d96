"""Typed text to the trouble that it tells of, and with it to the article that is needed first.

The situations are data, `content/words/distress.yml`; the browser's own search reads the same ones
(`theme/javascripts/search/distress.js`), and both are held to `tests/javascript/distress.json`.
"""

from __future__ import annotations

from collections.abc import Iterable

from search_service.analysis.word_lists import Situation


def told_situation(text: str, situations: Iterable[Situation]) -> Situation | None:
    """The first situation that a normalised text tells of; None for most texts."""
    bare = text.replace(" ", "")
    characters = set(bare)
    for one in situations:
        for firsts in one.first_characters:  # most texts lack those of some group
            if firsts.isdisjoint(characters):
                break
        else:
            if one.is_told_by(bare):
                return one
    return None
