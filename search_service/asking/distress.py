"""Typed text to the article that somebody in trouble needs first.

The situations are data, `content/words/distress.yml`; the browser's own search reads the same ones
(`theme/javascripts/search/distress.js`), and both are held to `tests/javascript/distress.json`.
"""

from __future__ import annotations

from collections.abc import Iterable

from search_service.analysis.word_lists import Situation


def urgent_articles(text: str, situations: Iterable[Situation]) -> tuple[str, ...]:
    """Codes of the articles for the first situation that a normalised text tells of, else none."""
    bare = text.replace(" ", "")
    for one in situations:
        told = all(any(word in bare for word in group) for group in one.words)
        if told and not any(word in bare for word in one.unless):
            return one.articles
    return ()
