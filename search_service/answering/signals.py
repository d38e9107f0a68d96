"""What besides BM25 moves an article: each signal named, with its factor and its experiment.

A signal is a factor made of the query and of facts about the article; all of them multiply the
score of the article's best passage. To add one: write its function, add a row to `SIGNALS`, name it
in docs/relevance.md, and measure it with `python -m benchmarks.ablation`, which reads this list.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import normalised_headline
from search_service.answering.documents import Documents, StoredArticle
from search_service.answering.remembered import Remembered
from search_service.asking.products import SHARED_PRODUCT, Names, agreement, products_in
from search_service.asking.query import Query
from search_service.asking.typed_text import is_negative, text_length

NEGATION_AGREEMENT = 0.08
NARROWER_CASE = 0.2
TOOL_WEIGHT = 0.7
# Facts of queries whose weights are kept, some kilobytes each.
_QUERIES_KNOWN = 500


class ArticleFacts(NamedTuple):
    """What signals know of an article.

    Attributes:
        negative: Its title or a question says that something fails or was not done.
        tool: Its page carries a self-service tool.
        shortest: Letters, digits and 汉字 of its title or shortest question.
        products: The products that its title and questions name.
    """

    negative: bool
    tool: bool
    shortest: int
    products: Names


class QueryFacts(NamedTuple):
    """All that signals know of a query.

    Attributes:
        negative: It says that something fails or was not done.
        length: Its letters, digits and 汉字.
        products: The products that it names.
    """

    negative: bool
    length: int
    products: Names


@dataclass(frozen=True)
class Named:
    """What a factor of a score is called.

    Attributes:
        name: Stands in explanations and in the ablation.
        label: What writers are told it is (Chinese).
    """

    name: str
    label: str


@dataclass(frozen=True)
class Signal(Named):
    """One signal.

    Attributes:
        factor: Query and facts to a factor; 1 where it has nothing to say.
        most: Query to the greatest factor that any facts may give.
    """

    factor: Callable[[QueryFacts, ArticleFacts], float]
    most: Callable[[QueryFacts], float] = lambda _: 1.0


def _negation(query: QueryFacts, facts: ArticleFacts) -> float:
    """An article that says that something fails, as the query does, is a little likelier meant.

    The same for neither saying so.
    """
    return 1 + NEGATION_AGREEMENT * (facts.negative == query.negative)


def _tool(query: QueryFacts, facts: ArticleFacts) -> float:  # noqa: ARG001 - the form of a signal
    """A tool's page holds a table of all it knows, so that it shares words with many questions."""
    return TOOL_WEIGHT if facts.tool else 1.0


def _narrower_case(query: QueryFacts, facts: ArticleFacts) -> float:
    """An article whose title and questions all say more than was asked is about a narrower case.

    It loses `NARROWER_CASE` times the share of the shortest that goes beyond the query.
    """
    beyond = facts.shortest - query.length
    return 1 - NARROWER_CASE * beyond / facts.shortest if beyond > 0 else 1.0


def _products(query: QueryFacts, facts: ArticleFacts) -> float:
    """花呗 is not answered by an article about 借呗."""
    return agreement(query.products, facts.products) if query.products else 1.0


def _most_of_products(query: QueryFacts) -> float:
    return 1.0 + SHARED_PRODUCT * len(query.products)


SIGNALS = (
    Signal("negation", "都说不行，或都没说", _negation, lambda _: 1 + NEGATION_AGREEMENT),
    Signal("tool", "工具页", _tool),
    Signal("narrower-case", "讲的情况更窄", _narrower_case),
    Signal("products", "说的产品", _products, _most_of_products),
)


def facts_of(query: Query) -> QueryFacts:
    """What signals know of a query."""
    return QueryFacts(query.negative, query.length, query.products)


class Weights(dict[ArticleFacts, float]):
    """Facts of articles → the product of all signals for a query, made when it is first needed.

    Attributes:
        most: What it is at most, whatever is known of an article.
    """

    def __init__(self, query: QueryFacts) -> None:
        super().__init__()
        self._query, self.signals = query, SIGNALS
        self.most = math.prod(signal.most(query) for signal in SIGNALS)

    def __missing__(self, facts: ArticleFacts) -> float:
        """The product of all signals."""
        weight = 1.0
        for signal in self.signals:
            weight *= signal.factor(self._query, facts)
        self[facts] = weight
        return weight


class FactsOfArticles(dict[str, ArticleFacts]):
    """Article code → its facts, made when an article is first found; equal ones are the same."""

    def __init__(self, documents: Documents, analyser: Analyser) -> None:
        super().__init__()
        self._documents, self._analyser = documents, analyser
        self._different: dict[ArticleFacts, ArticleFacts] = {}
        self._weights = Remembered(Weights, _QUERIES_KNOWN)

    def __missing__(self, code: str) -> ArticleFacts:
        """The facts of an article."""
        facts = self._of(self._documents.articles_by_id[code])
        found = self[code] = self._different.setdefault(facts, facts)
        return found

    def weights(self, query: Query) -> Weights:
        """What its facts make of articles; remembered, for many queries have the same ones."""
        known = self._weights[facts_of(query)]
        if known.signals is not SIGNALS:  # the ablation leaves some out
            self._weights.clear()
        return known if known.signals is SIGNALS else self._weights[facts_of(query)]

    def _of(self, article: StoredArticle) -> ArticleFacts:
        headlines = (article.title, *article.questions)
        normalised = [normalised_headline(text) for text in headlines]
        return ArticleFacts(
            negative=any(map(is_negative, normalised)),
            tool=article.id in self._documents.tool_articles,
            shortest=min(map(text_length, normalised)),
            products=products_in(normalised_headline("\n".join(headlines)), self._analyser),
        )
