"""What a generation stores about articles, so that the search needs no `content/` at run time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.normalise import normalised_headline
from search_service.content.article import Passage, Topic
from search_service.content.tools import ToolName
from search_service.content.units import Unit


@dataclass(frozen=True)
class StoredArticle:
    """An article as search results show it; `tool` names the tool it carries.

    `aliases` lead to it and are shown to nobody. `review_due` is the last day on which its review
    holds; empty where there is none.
    """

    id: str
    url: str
    title: str
    summary: str
    questions: tuple[str, ...]
    topic_id: str
    updated: str
    reviewed: str
    tool: ToolName | None = None
    aliases: tuple[str, ...] = ()
    review_due: str = ""


@dataclass(frozen=True)
class PhoneNumber:
    """A number that somebody may be told to ring: verified, or a public one whose source was read.

    `use` says what it is for, in Chinese.
    """

    key: str
    name: str
    value: str
    use: str


@dataclass(frozen=True)
class Documents:
    """Articles, their passages and what may be an answer.

    A passage's ordinal is its place in `passages`; the units of an article stand together.
    `explained` leads from each term of the glossary, normalised, to the code of its article.
    """

    topics: tuple[Topic, ...]
    articles: Sequence[StoredArticle]
    passages: Sequence[Passage]
    units: Sequence[Unit] = ()
    numbers: tuple[PhoneNumber, ...] = ()
    explained: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def numbers_by_key(self) -> Mapping[str, PhoneNumber]:
        """Numbers by their key in the operator's data."""
        return {number.key: number for number in self.numbers}

    @cached_property
    def articles_by_id(self) -> Mapping[str, StoredArticle]:
        """Articles by their code."""
        return {article.id: article for article in self.articles}

    @cached_property
    def tools(self) -> Mapping[ToolName, StoredArticle]:
        """The pages that carry a tool, by its name."""
        return {article.tool: article for article in self.articles if article.tool}

    @cached_property
    def tool_articles(self) -> frozenset[str]:
        """Codes of the pages that carry a tool."""
        return frozenset(article.id for article in self.tools.values())

    @cached_property
    def topics_by_id(self) -> Mapping[str, Topic]:
        """Topics by their folder."""
        return {topic.id: topic for topic in self.topics}

    @cached_property
    def article_ids(self) -> Sequence[str]:
        """Of each passage, the code of its article."""
        return [passage.article_id for passage in self.passages]

    def topics_among(self, passages: Iterable[int]) -> tuple[tuple[Topic, int], ...]:
        """Topics that some passages' articles have, each with how often they have it."""
        codes, articles = self.article_ids, self.articles_by_id
        counts = Counter([articles[codes[passage]].topic_id for passage in passages])
        return tuple([(topic, counts[topic.id]) for topic in self.topics if topic.id in counts])

    @cached_property
    def owners(self) -> NDArray[np.int32]:
        """Of each passage, the place of its article among the articles."""
        places = {article.id: place for place, article in enumerate(self.articles)}
        return np.array([places[code] for code in self.article_ids], np.int32)

    @cached_property
    def first_passage(self) -> Mapping[str, int]:
        """Ordinal of each article's opening passage."""
        found, firsts = np.unique(self.owners, return_index=True)
        pairs = zip(found.tolist(), firsts.tolist(), strict=True)
        return {self.articles[owner].id: first for owner, first in pairs}

    @cached_property
    def hidden_passages(self) -> frozenset[int]:
        """Ordinals of the passages that only lead to their articles."""
        return frozenset(n for n, passage in enumerate(self.passages) if passage.hidden)

    def shown(self, ordinal: int) -> Passage:
        """The passage that a reader sees of a match; of hidden aliases the article's opening."""
        passage = self.passages[ordinal]
        return self.passages[self.first_passage[passage.article_id]] if passage.hidden else passage

    @cached_property
    def headlines(self) -> frozenset[str]:
        """Titles and questions of all articles, normalised and without spaces."""
        return frozenset(
            normalised_headline(text).replace(" ", "")
            for article in self.articles
            for text in (article.title, *article.questions)
        )
