"""Phrases and what stands for each: `content/words/spoken.txt` and `english.txt` as tables."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cached_property

from search_service.analysis.normalise import is_han
from search_service.analysis.pinyin import all_syllables

Rewording = tuple[str, str]  # what was said, what it was replaced by


class Phrases:
    """Normalised phrases, each with its replacement; empty where a phrase is left out.

    A phrase that stands for itself keeps shorter ones inside it from being replaced.
    """

    def __init__(self, replacements: Mapping[str, str] | None = None) -> None:
        self.replacements = dict(replacements or {})

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted(self.replacements, key=lambda phrase: (-len(phrase), phrase))
        return re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def replace(self, text: str) -> tuple[str, list[Rewording]]:
        """The text with each phrase replaced, the longest first, and what was replaced."""
        if self._pattern is None or not self._pattern.search(text):
            return text, []
        done: list[Rewording] = []

        def replaced(match: re.Match[str]) -> str:
            after = self.replacements[match.group()]
            if after != match.group():
                done.append((match.group(), after))
            return after or " "

        return self._pattern.sub(replaced, text), done


class EnglishPhrases:
    """English phrases, replaced between word borders, when the text is English at all.

    Inside Chinese, words that the index knows stay as they are: where `agent` is a product, it is
    no customer service.
    Many short English words are also pinyin (`name`, `change`, `can`). Such a word, and one that is
    left out, only counts beside a phrase that can be nothing but English, as one of several words.
    """

    def __init__(self, replacements: Mapping[str, str] | None = None) -> None:
        self.replacements = dict(replacements or {})

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        longest_first = sorted(self.replacements, key=lambda phrase: (-len(phrase), phrase))
        if not longest_first:
            return None
        any_phrase = "|".join(map(re.escape, longest_first))
        return re.compile(rf"(?<![a-z0-9])({any_phrase})(?:e?s)?(?![a-z0-9'])")

    @cached_property
    def surely_english(self) -> frozenset[str]:
        """Phrases that can be nothing else."""
        return frozenset(
            phrase
            for phrase, after in self.replacements.items()
            if after and (" " in phrase or not _is_pinyin(re.sub("[^a-z]", "", phrase)))
        )

    def replace(
        self, text: str, known: frozenset[str] = frozenset()
    ) -> tuple[str, list[Rewording]]:
        """The text with each phrase replaced by Chinese, and what was replaced.

        Args:
            text: Normalised.
            known: Words of the index; they stay where the text is Chinese.
        """
        text = text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'")
        if self._pattern is None or not any("a" <= character <= "z" for character in text):
            return text, []
        kept = known if any(map(is_han, text)) else frozenset()
        found = self._pattern.findall(text)
        if self.surely_english.isdisjoint({*found} - kept):
            return text, []
        done: list[Rewording] = []

        def replaced(match: re.Match[str]) -> str:
            after = self.replacements[match[1]]
            if after and match[1] in kept:
                return match.group()
            done.append((match.group(), after))
            return f" {after} "

        return self._pattern.sub(replaced, text), done


def _is_pinyin(letters: str) -> bool:
    """Whether the letters can be cut into syllables without a rest."""
    syllables = all_syllables()
    reached = {0}
    for end in range(1, len(letters) + 1):
        if any(letters[start:end] in syllables for start in reached):
            reached.add(end)
    return len(letters) in reached
