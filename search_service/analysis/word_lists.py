"""What the analysis is told about words; `content.word_lists` reads it from files."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field


class SynonymGroup(BaseModel):
    """Words with one meaning; `direction` says on which side a word stands for the others."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    intent: str
    words: tuple[str, ...] = Field(min_length=2)
    direction: Literal["both", "index", "query"] = "both"


class Situation(BaseModel):
    """Something urgent, told by its words: one of each group must be there, none of `unless`.

    `call` names who to ring, by their keys in `channels.yml` and `public_hotlines.yml`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    situation: str
    articles: tuple[str, ...] = Field(min_length=1)
    call: tuple[str, ...] = Field(min_length=1)
    words: tuple[tuple[str, ...], ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()


class Distress(BaseModel):
    """`distress.yml`: the situations, and words of somebody who only asks about them."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    calm: tuple[str, ...] = ()
    situations: tuple[Situation, ...] = ()


class NamedTool(BaseModel):
    """A self-service tool by what people call it; `open` is what it is opened at."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    says: tuple[str, ...] = Field(min_length=1)
    tool: str
    open: str | None = None


class ToolWords(BaseModel):
    """What typed text says when it asks for a tool; the browser's own search reads the same.

    Attributes:
        names: Tools by their names.
        refund: Words for a refund.
        arrival: Words that ask when something arrives.
        refund_methods: Words for a way of paying, and its key among the refund times.
        doubt: Words that ask whether something is genuine.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

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
        situations: Urgent situations, the first that fits counts; `calm` is in each one's `unless`.
        spoken: Dialect, slang and curses to plain words.
        english: English phrases to Chinese.
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
    situations: tuple[Situation, ...] = ()
    spoken: dict[str, str] = field(default_factory=dict)
    english: dict[str, str] = field(default_factory=dict)
    joins: frozenset[str] = frozenset()
    tools: ToolWords = field(default_factory=ToolWords)
    digest: str = ""
