"""What the analysis is told about words; `content.word_lists` reads it from files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class SynonymGroup(BaseModel):
    """Words with one meaning; `direction` says on which side a word stands for the others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    intent: str
    words: tuple[str, ...] = Field(min_length=2)
    direction: Literal["both", "index", "query"] = "both"


class Matter(BaseModel):
    """Something told by its words: one of each group must be there, none of `unless`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    articles: tuple[str, ...] = Field(min_length=1)
    words: tuple[tuple[str, ...], ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()

    def is_told_by(self, text: str) -> bool:
        """Whether a normalised text without spaces tells of it."""
        told, _ = self._patterns
        return all(pattern.search(text) for pattern in told) and not self.is_excluded_by(text)

    def is_excluded_by(self, text: str) -> bool:
        """Whether a normalised text without spaces says that it is not it."""
        return self._patterns[1].search(text) is not None

    def share_told(self, text: str) -> float:
        """The share of its groups that a normalised text without spaces has a word of."""
        told, _ = self._patterns
        return sum(pattern.search(text) is not None for pattern in told) / len(told)

    @cached_property
    def beginnings(self) -> tuple[frozenset[str], ...]:
        """Of each group how its words begin, the fewest first; a text has one of each.

        With two characters, where a word has more than one. A group with an empty word, which
        every text has, is left out.
        """
        groups = [frozenset(word[:2] for word in group) for group in self.words if all(group)]
        return tuple(sorted(groups, key=len))

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], ...], re.Pattern[str]]:
        return tuple(map(_any_of, self.words)), _any_of(self.unless)


class Situation(Matter):
    """Something urgent.

    `call` names who to ring, by their keys in `channels.yml` and `public_hotlines.yml`. `kind` is
    the kind of trouble that it stands for where no words tell one, `near` what else may be first.
    With `always` its numbers are given whatever else was told or asked.
    """

    situation: str
    call: tuple[str, ...] = Field(min_length=1)
    kind: str | None = None
    near: tuple[str, ...] = ()
    always: bool = False


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words; one that matches nothing when there are none."""
    return re.compile("|".join(map(re.escape, words)) or r"(?!)")


class Distress(BaseModel):
    """`distress.yml`: the situations, words of who only asks, and what only sounds like one."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calm: tuple[str, ...] = ()
    situations: tuple[Situation, ...] = ()
    harmless: tuple[Matter, ...] = ()


class NamedTool(BaseModel):
    """A self-service tool by what people call it; `open` is what it is opened at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: tuple[str, ...] = Field(min_length=1)
    tool: str
    open: str | None = None


class ToolWords(BaseModel):
    """What typed text says when it asks for a tool; the browser's own search reads the same.

    Attributes:
        titles: A tool, and what a link to it says that says nothing else.
        names: Tools by their names.
        refund: Words for a refund.
        arrival: Words that ask when something arrives.
        refund_methods: Words for a way of paying, and its key among the refund times.
        doubt: Words that ask whether something is genuine.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    titles: dict[str, str] = Field(default_factory=dict)
    names: tuple[NamedTool, ...] = ()
    refund: tuple[str, ...] = ()
    arrival: tuple[str, ...] = ()
    refund_methods: dict[str, str] = Field(default_factory=dict)
    doubt: tuple[str, ...] = ()


@dataclass(frozen=True)
class WordLists:
    """The loaded glossary; every word is normalised.

    Attributes:
        terms: Words the segmenter keeps whole.
        readings: Word → its tone-less syllables, where the usual reading is wrong.
        synonyms: Synonym groups.
        function_words: Words that weigh less.
        politeness: Greetings, thanks and fillers.
        entities: Products a customer may name.
        ours: What customers call us.
        rivals: Wallets and loans of others.
        situations: Urgent situations, the first that fits counts; `calm` is in each one's `unless`.
        calm: Words of somebody who only asks.
        harmless: What sounds like a situation and is none, the first that fits counts.
        spoken: Dialect, slang and curses to plain words.
        english: English phrases to Chinese.
        related: Words to the matter that each speaks of.
        joins: What stands between two questions.
        tools: What asks for a self-service tool.
        digest: sha256 of the files, part of the analysis id.
    """

    terms: tuple[str, ...] = ()
    readings: dict[str, tuple[str, ...]] | None = None
    synonyms: tuple[SynonymGroup, ...] = ()
    function_words: frozenset[str] = frozenset()
    politeness: frozenset[str] = frozenset()
    entities: tuple[str, ...] = ()
    ours: frozenset[str] = frozenset()
    rivals: frozenset[str] = frozenset()
    situations: tuple[Situation, ...] = ()
    calm: tuple[str, ...] = ()
    harmless: tuple[Matter, ...] = ()
    spoken: dict[str, str] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)
    related: dict[str, str] = field(default_factory=dict)
    joins: frozenset[str] = frozenset()
    tools: ToolWords = field(default_factory=ToolWords)
    digest: str = ""

    @cached_property
    def situations_begun(self) -> Mapping[str, Sequence[int]]:
        """How words of a situation begin, and the numbers of the situations.

        One group of each counts, whose words begin in the fewest ways; by an empty text those that
        any text may tell of.
        """
        begun: dict[str, list[int]] = {"": []}
        for number, one in enumerate(self.situations):
            for beginning in one.beginnings[0] if one.beginnings else ("",):
                begun.setdefault(beginning, []).append(number)
        return begun

    @cached_property
    def always(self) -> Sequence[Situation]:
        """Situations whose numbers are given whatever else was told."""
        return [one for one in self.situations if one.always]

    @cached_property
    def situations_by_kind(self) -> Mapping[str, Situation]:
        """What to do about each kind of trouble that texts may sound like."""
        return {one.kind: one for one in self.situations if one.kind}

    @cached_property
    def situations_of(self) -> Mapping[str, Sequence[Situation]]:
        """The code of an article, and the situations that it is on or near, in their order."""
        found: dict[str, list[Situation]] = {}
        for one in self.situations:
            for code in dict.fromkeys((*one.articles, *one.near)):
                found.setdefault(code, []).append(one)
        return found

    @cached_property
    def entity_names(self) -> frozenset[str]:
        """The products, each once."""
        return frozenset(self.entities)
