"""Completions while somebody types: titles, questions and headings by 汉字, pinyin or initials.

Every entry is reachable from its beginning and from each of its content words, so that 退款 also
completes 怎么查退款进度. Keys are sorted once; a look-up is a bisection.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from search_service.analysis.chains import UNIT, Analyser, reading
from search_service.analysis.normalise import is_han, normalised_headline, normalised_text
from search_service.analysis.pinyin import initials, syllable
from search_service.answering.documents import Documents

SUGGESTION_LIMIT = 8
# More completions than this of one prefix are not compared; the prefix says too little.
_LOOKED_AT = 400

EntryKind = Literal["title", "heading", "question"]
_KIND_ORDER: dict[EntryKind, int] = {"title": 0, "heading": 1, "question": 2}


@dataclass(frozen=True)
class Suggestion:
    """A completion and where it leads."""

    text: str
    kind: EntryKind
    article_id: str
    url: str
    anchor: str | None


@dataclass(frozen=True)
class Completions:
    """What can be typed, and what it is completed to.

    Attributes:
        keys: What can be typed, sorted.
        found: Of each key, where in its text it begins, and the place of its entry.
        entries: What is offered.
    """

    keys: Sequence[str]
    found: Sequence[tuple[int, int]]
    entries: Sequence[Suggestion]


# The same offers are made by one release after the other.
_offer = lru_cache(maxsize=100_000)(Suggestion)


def completions(documents: Documents, analyser: Analyser) -> Completions:
    """Of all titles, questions and headings."""
    entries = list(_entries(documents))
    texts = tuple(normalised_headline(found_by) for found_by, _ in entries)
    return Completions(*_sorted_keys(texts, analyser), tuple(entry for _, entry in entries))


class Suggester:
    """Immutable after construction, so that threads may share it."""

    def __init__(self, known: Completions) -> None:
        self._keys, self._found, self._entries = known.keys, known.found, known.entries

    def suggest(self, text: str, limit: int = SUGGESTION_LIMIT) -> list[Suggestion]:
        """The best completions of typed text; at most one for each place."""
        prefix = "".join(normalised_text(text).split())
        if not prefix:
            return []
        found = list(self._starting_with(prefix))
        if not found and any(map(is_han, prefix)):
            # Wrong characters of the right sound, or characters mixed with pinyin.
            found = list(self._starting_with("".join(reading(prefix))))
        found.sort(key=lambda one: (one[0] > 0, self._order(one[1]), one[0]))
        chosen: dict[tuple[str, str | None], Suggestion] = {}
        for _, number in found:
            entry = self._entries[number]
            chosen.setdefault((entry.article_id, entry.anchor), entry)
            if len(chosen) == limit:
                break
        return list(chosen.values())

    def _starting_with(self, prefix: str) -> Iterator[tuple[int, int]]:
        first = bisect_left(self._keys, prefix)
        for place in range(first, min(first + _LOOKED_AT, len(self._keys))):
            if not self._keys[place].startswith(prefix):
                return
            yield self._found[place]

    def _order(self, number: int) -> tuple[int, int, int]:
        entry = self._entries[number]
        return _KIND_ORDER[entry.kind], len(entry.text), number


def _entries(documents: Documents) -> Iterator[tuple[str, Suggestion]]:
    """What is typed, and what is offered for it.

    A question leads to its article's title: it may be worded badly or misspelt on purpose.
    """
    for article in documents.articles:
        title = _offer(article.title, "title", article.id, article.url, None)
        yield article.title, title
        for question in article.questions:
            yield question, _offer(article.title, "question", article.id, article.url, None)
    for passage in documents.passages:
        if passage.heading:
            url = documents.articles_by_id[passage.article_id].url
            heading = passage.heading
            yield heading, _offer(heading, "heading", passage.article_id, url, passage.anchor)


@lru_cache(maxsize=2)
def _sorted_keys(
    texts: Sequence[str], analyser: Analyser
) -> tuple[Sequence[str], Sequence[tuple[int, int]]]:
    """What can be typed, sorted, and for each where in which text it stands.

    Remembered: most new generations change what articles say and not what they are called.
    """
    keys: list[str] = []
    found: list[tuple[int, int]] = []
    for number, text in enumerate(texts):
        for start, spelling in _keys(text, analyser):
            keys.append(spelling)
            found.append((start, number))
    order = sorted(range(len(keys)), key=keys.__getitem__)
    return [keys[place] for place in order], [found[place] for place in order]


@lru_cache(maxsize=100_000)
def _keys(text: str, analyser: Analyser) -> tuple[tuple[int, str], ...]:
    """What can be typed for a text, from its beginning and from each content word in it.

    Remembered, because most texts stay from one generation to the next.
    """
    units = list(UNIT.finditer(text))
    syllables = [syllable(unit[0]) if is_han(unit[0]) else unit[0] for unit in units]
    place_of_unit = {unit.start(): place for place, unit in enumerate(units)}
    starts = {0}
    position = 0
    for word in analyser.segmenter.words_of_headline(text):
        start = text.find(word, position)
        position = start + len(word)
        if analyser.carries_meaning(word):
            starts.add(start)
    keys: set[tuple[int, str]] = set()
    for start in starts:
        rest = syllables[place_of_unit.get(start, 0) :]
        keys.update((start, one) for one in (text[start:], "".join(rest), initials(rest)))
    return tuple(keys)
