"""The whole path on one screen: typed text → query → candidates → ranking → hits."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import date
from functools import partial

from search_service.analysis.chains import Analyser
from search_service.answering.alias_likeness import AliasLikeness
from search_service.answering.answer_confidence import is_on_nothing
from search_service.answering.answers import ARTICLES_READ, Answering, Answers, Found
from search_service.answering.choosing import Asked
from search_service.answering.confidence import Signs, is_confident, mass_of, share_explained
from search_service.answering.documents import Documents, StoredArticle
from search_service.answering.engine import Conditions, Engine
from search_service.answering.excerpts import prepare_excerpts
from search_service.answering.explanation import Explanation, explanation_of
from search_service.answering.hits import hit_of
from search_service.answering.known_question import LEAST_FOLLOWED, by_known_question
from search_service.answering.likely_articles import by_likelihood
from search_service.answering.page_bounds import check_page
from search_service.answering.ranking import RankedPassage, enough_of, listed_hits, rank
from search_service.answering.read_initials import without_invented_reading
from search_service.answering.results import Hit, Placing, SearchResult
from search_service.answering.several_questions import (
    Question,
    Questions,
    answers_to_each,
    questions_of,
    with_each_question,
)
from search_service.answering.signals import FactsOfArticles
from search_service.answering.suggest import Completions, Suggester, Suggestion, completions
from search_service.answering.understanding import Understood, understand
from search_service.answering.urgent import as_it_sounds, urgent
from search_service.answering.wanted import asks
from search_service.asking.clauses import clauses
from search_service.asking.lexicon import Lexicon
from search_service.asking.query import Query, parse_query
from search_service.asking.tool_links import ToolLink, china_today, tool_link
from search_service.asking.trouble import prepare_sounds
from search_service.asking.typed_text import QUERY_LIMIT, RAW_QUERY_LIMIT
from search_service.content.article import Topic
from search_service.errors import ArticleNotFound, QueryRejected

# Passages taken from the engine; enough that every article worth showing is among them.
CANDIDATE_LIMIT = 150


class Search:
    """Answers queries over one generation; holds no state that changes."""

    def __init__(  # noqa: PLR0913 - the parts of a search
        self,
        generation: str,
        documents: Documents,
        engine: Engine,
        conditions: Conditions,
        analyser: Analyser,
        lexicon: Lexicon,
        answering: Answering | None = None,
        typed: Completions | None = None,
    ) -> None:
        self.generation = generation
        self.documents = documents
        self.engine = engine
        self._conditions = conditions
        self.analyser = analyser
        self._lexicon = lexicon
        self._suggester = Suggester(typed or completions(documents, analyser))
        concept = analyser.synonyms.concept
        self._explained = {concept(term): one for term, one in documents.explained.items()}
        self._facts = FactsOfArticles(documents, analyser)
        self.answering = answering or Answering(documents, analyser)
        self.aliased = AliasLikeness(documents, self.answering)
        prepare_excerpts(documents)

    def prepare(self) -> None:
        """Make now what would be made at somebody's question."""
        self.answering.index.articles.prepare()
        prepare_sounds()

    def search(  # noqa: PLR0913 - one parameter a part of the request
        self,
        text: str,
        *,
        limit: int = 10,
        offset: int = 0,
        topic_id: str | None = None,
        literal: bool = False,
        today: date | None = None,
        answered: bool = True,
    ) -> SearchResult:
        """Answer typed text.

        Args:
            text: What was typed.
            limit: Hits on a page.
            offset: Hits before the page.
            topic_id: Only hits of this topic.
            literal: Rewrite nothing.
            today: What "yesterday" is counted from; the date in China if not given.
            answered: Choose answers and extracts; the hits are the same without.

        Raises:
            QueryRejected: The text or a bound is out of range; the message says the limit.
        """
        check_page(limit, offset)
        if topic_id is not None and topic_id not in self.documents.topics_by_id:
            known = "、".join(self.documents.topics_by_id)
            raise QueryRejected(f"没有这个分类。可用的分类：{known}。")
        understood = self._understand(text, literal=literal)
        query = understood.query
        link = self._tool_link(query, today)
        asked = self.answering.asked(query)
        least = 0.0 if understood.requires else LEAST_FOLLOWED
        query, ranked, mass = self._rank(query, asked, link, understood.among, least)
        listed = listed_hits(
            ranked, understood.among if understood.requires else None, self.documents
        )
        questions = self._questions(query, len(listed))
        ranked = with_each_question(listed, questions, lambda hit: self._article(hit).id)
        topics = self.documents.topics_among([hit.passage for hit in ranked])
        share = share_explained(ranked, mass)
        confident = self._is_confident(ranked, query, asked, share)
        first = self._article(ranked[0]) if ranked else None
        query = without_invented_reading(query, first)
        trouble = urgent(query, first, share, self.documents, self.analyser)
        answers = self._answers(query, asked, ranked, share) if answered else Answers()
        if answered and questions.apart:
            answers = answers_to_each(questions, answers)
        if answered and first and trouble and trouble.is_told:
            answers = self.answering.in_trouble(query, first.id, answers)
        if topic_id is not None:
            ranked = [hit for hit in ranked if self._article(hit).topic_id == topic_id]
        return SearchResult(
            query=query,
            stated=understood.stated,
            urgent=trouble,
            total=len(ranked),
            limit=limit,
            offset=offset,
            confident=confident and not answers.unknown_code,
            topics=topics,
            hits=tuple(
                hit_of(self.documents, hit, query.highlights, link, answers)
                for hit in ranked[offset : offset + limit]
            ),
            answer=answers.answer,
            also_possible=answers.also_possible,
            on_nothing=trouble is None and is_on_nothing(share, query, answers.subject),
        )

    def suggest(self, text: str) -> list[Suggestion]:
        """Completions of typed text.

        Raises:
            QueryRejected: The text is too long.
        """
        if len(text) > QUERY_LIMIT:
            raise QueryRejected(f"问题太长，最多 {QUERY_LIMIT} 个字。")
        return self._suggester.suggest(text)

    def rank_articles(self, text: str) -> list[tuple[str, float]]:
        """All articles among the candidates with scores, best first; texts may be long."""
        return self.rank_query(self.parsed(text))

    def parsed(self, text: str) -> Query:
        """What a text asks."""
        return parse_query(text, self.analyser, self._lexicon, longest=RAW_QUERY_LIMIT)

    def rank_query(self, query: Query) -> list[tuple[str, float]]:
        """As `rank_articles`, of a text that was parsed before."""
        link = self._tool_link(query, None)
        _, ranked, _ = self._rank(query, self.answering.asked(query), link)
        return [(self._article(hit).id, hit.score) for hit in ranked]

    def explain(self, query: Query, hit: Hit) -> Explanation:
        """Why a hit stands where it does; its parts multiply out to the hit's score."""
        matched = self.engine.explain(query.terms, hit.passage)
        lifted_to = hit.score if hit.by_code else None
        return explanation_of(query, self._facts[hit.article.id], matched, hit.known, lifted_to)

    def place(self, text: str, article_id: str, *, literal: bool = False) -> Placing:
        """Why an article is found, or is not.

        Raises:
            ArticleNotFound: There is none of this code.
            QueryRejected: The text is out of range.
        """
        article, _ = self.article(article_id)
        understood = self._understand(text, literal=literal)
        query = understood.query
        asked = self.answering.asked(query)
        query, ranked, _ = self._rank(query, asked, self._tool_link(query, None), understood.among)
        listed = listed_hits(
            ranked, understood.among if understood.requires else None, self.documents
        )
        places = [self._article(hit).id for hit in ranked]
        place = places.index(article.id) + 1 if article.id in places else None
        own = [n for n, code in enumerate(self.documents.article_ids) if code == article.id]
        explained = [self.engine.explain(query.terms, passage) for passage in own]
        known = {term for one in explained for term, _ in one.terms}
        best = max((hit.score for hit in ranked), default=0.0)
        return Placing(
            query=query,
            place=place,
            shown=place is not None and ranked[place - 1] in listed,
            share=ranked[place - 1].score / best if place and best else 0.0,
            first=self._article(ranked[0]) if ranked else None,
            found=(
                self.engine.explain(query.terms, ranked[place - 1].passage).terms if place else ()
            ),
            missing=tuple(term for term in query.terms if term not in known),
        )

    def article(self, article_id: str) -> tuple[StoredArticle, Topic | None]:
        """An article by its code, in upper or lower case.

        Raises:
            ArticleNotFound: There is none.
        """
        article = self.documents.articles_by_id.get(article_id.upper())
        if article is None:
            raise ArticleNotFound(f"没有编号为「{article_id[:20]}」的文章。")
        return article, self.documents.topics_by_id.get(article.topic_id)

    def _tool_link(self, query: Query, today: date | None) -> ToolLink | None:
        words = self.analyser.words.tools
        link = None if query.literal else tool_link(query.normalised, today or china_today(), words)
        return link if link and link.tool in self.documents.tools else None

    def _understand(self, text: str, *, literal: bool) -> Understood:
        return understand(text, self.analyser, self._lexicon, self._conditions, literal=literal)

    def _rank(
        self,
        query: Query,
        asked: Asked,
        link: ToolLink | None,
        among: Collection[int] | None = None,
        least: float = 0.0,
    ) -> tuple[Query, Sequence[RankedPassage], float]:
        """The query as it sounds, its hits, the best first, and its mass."""
        asked_for = self._asked_for(query, link)
        enough = enough_of(query, self.documents, self._facts, asked_for, least)
        candidates = self.engine.search(query.terms, CANDIDATE_LIMIT, among, enough)
        ranked = rank(candidates, self.documents, query, self._facts, asked_for, least=least)
        ranked = by_known_question(ranked, asked.mass, self.aliased.among(asked, ranked))
        ranked = by_likelihood(ranked, asked, self.aliased.wordings)
        if among is not None:
            allowed = set(among)  # a typed code is lifted whether or not it meets the conditions
            ranked = [hit for hit in ranked if hit.passage in allowed]
        mass = mass_of(query, self.engine)
        return *as_it_sounds(query, ranked, mass, self.documents, self.analyser), mass

    def _asked_for(self, query: Query, link: ToolLink | None) -> tuple[str, ...]:
        """The page of the tool that a query names, or the article on the term it asks about."""
        if link:
            return (self.documents.tools[link.tool].id,)
        if query.urgent or not query.term:
            return ()
        known = self._explained.get(self.analyser.synonyms.concept(query.term))
        return (known,) if known else ()

    def _questions(self, query: Query, found: int) -> Questions:
        """What a text asks that asks several things."""
        parts = [] if query.literal else clauses(query.normalised, self.analyser.words.joins)
        apart = bool(parts) and not query.urgent and all(map(asks, parts))
        return questions_of(parts, found, self._question, apart=apart)

    def _question(self, part: str) -> Question | None:
        """One of them, if it is understood."""
        query = parse_query(part, self.analyser, self._lexicon)
        asked = self.answering.asked(query)
        query, ranked, mass = self._rank(query, asked, None)
        share = share_explained(ranked, mass)
        if not self._is_confident(ranked, query, asked, share):
            return None
        return Question(
            self._article(ranked[0]).id, partial(self._answers, query, asked, ranked, share)
        )

    def _article(self, ranked: RankedPassage) -> StoredArticle:
        return self.documents.articles_by_id[self.documents.article_ids[ranked.passage]]

    def _answers(
        self, query: Query, asked: Asked, ranked: Sequence[RankedPassage], explained: float
    ) -> Answers:
        found = [Found(self._article(hit).id, hit.score) for hit in ranked[:ARTICLES_READ]]
        return self.answering.answers(query, asked, found, explained)

    def _is_confident(
        self, ranked: Sequence[RankedPassage], query: Query, asked: Asked, explained: float
    ) -> bool:
        near = self.aliased.likeness(asked, ranked[0]).nearest if ranked else 0.0
        signs = Signs(explained, near, asked.mass)
        return is_confident(ranked, query, self.engine, signs)
