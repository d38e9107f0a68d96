"""Words of one matter: 老公 and 弟 are 家人, who orders 定做 or 刻字 asks about the same.

Looser than synonyms: they say what a sentence is about, and are only compared where one piece of an
article is chosen to answer. `content/words/related.txt` names the matter of each word.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

# Not a character that normalised text can hold.
MATTER_MARK = "~"


class Related:
    """Finds the matters that a text speaks of.

    Args:
        matters: Normalised word → its matter, itself a word that counts.
    """

    def __init__(self, matters: Mapping[str, str]) -> None:
        self._matters = {**{matter: matter for matter in matters.values()}, **matters}

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted(self._matters, key=lambda word: (-len(word), word))
        return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def terms(self, text: str) -> frozenset[str]:
        """The matters of a normalised text, each marked, so that it is no word."""
        if self._pattern is None:
            return frozenset()
        return frozenset(MATTER_MARK + self._matters[word] for word in self._pattern.findall(text))
