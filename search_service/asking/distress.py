"""Typed text to the trouble that it tells of, and with it to the article that is needed first.

The situations are data, `content/words/distress.yml`; the browser's own search reads the same ones
(`theme/javascripts/search/distress.js`), and both are held to `tests/javascript/distress.json`.
"""

from __future__ import annotations

from operator import add

from search_service.analysis.word_lists import Matter, Situation, WordLists


def told_danger(text: str, words: WordLists) -> Situation | None:
    """What a normalised text tells of that counts always; None for nearly all texts."""
    bare = text.replace(" ", "")
    return next((one for one in words.always if one.is_told_by(bare)), None)


def told_situation(text: str, words: WordLists) -> Situation | None:
    """The first situation that a normalised text tells of; None for most texts."""
    bare = text.replace(" ", "")
    said = {*bare, *map(add, bare, bare[1:])}
    begun = words.situations_begun
    numbers = {number for own in map(begun.get, said) if own for number in own}
    for number in sorted(numbers.union(begun[""])):
        one = words.situations[number]
        # Most texts lack the words of some group.
        if not any(map(said.isdisjoint, one.beginnings)) and one.is_told_by(bare):
            return one
    return None


def harmless_matter(text: str, words: WordLists) -> Matter | None:
    """What a normalised text tells of that only sounds like trouble; None for most texts."""
    bare = text.replace(" ", "")
    return next((one for one in words.harmless if one.is_told_by(bare)), None)
