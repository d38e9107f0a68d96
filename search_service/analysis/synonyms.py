"""Synonym groups: words of one concept count as one term, or stand in for each other on one side.

direction  passage                         query
both       the concept instead of the word the concept instead of the word
index      the word, and the others with it the word
query      the word                        the word, and the others beside it
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from search_service.analysis.word_lists import SynonymGroup

# Not a character that normalised text can hold at the start of a word.
CONCEPT_MARK = "#"


class Synonyms:
    """Looks words up in the groups."""

    def __init__(self, groups: Iterable[SynonymGroup]) -> None:
        self.concepts: Mapping[str, str]
        concepts: dict[str, str] = {}
        self._query: dict[str, tuple[str, ...]] = {}
        self._index: dict[str, tuple[str, ...]] = {}
        for group in groups:
            for word in group.words:
                others = tuple(other for other in group.words if other != word)
                if group.direction == "both":
                    concepts[word] = CONCEPT_MARK + group.words[0]
                elif group.direction == "query":
                    self._query[word] = others
                else:
                    self._index[word] = others
        self.concepts = concepts

    def concept(self, word: str) -> str:
        """The concept a word stands for, or the word itself."""
        return self.concepts.get(word, word)

    def added_to_query(self, word: str) -> tuple[str, ...]:
        """Words that a query with `word` looks for as well."""
        return self._query.get(word, ())

    def added_to_passage(self, word: str) -> tuple[str, ...]:
        """Words that a passage with `word` is found by as well."""
        return self._index.get(word, ())
