"""A search as it would be with further aliases: nothing is written, nothing else is built anew."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from search_service.analysis.chains import Analyser, PassageText, passage_text
from search_service.answering.alias_likeness import AliasLikeness
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.content.passages import aliases_passage
from search_service.engines.contributions import contributions_of
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.merging import merge
from search_service.engines.postings import Postings, postings_of_texts
from search_service.releases.search_index import indexed_texts, search_in_memory

Aliases = Mapping[str, Sequence[str]]


class AliasTrial:
    """Tries aliases over one content; the words that the search knows stay those of the content.

    Args:
        documents: Of the content as it is.
        analyser: Makes the terms.
    """

    def __init__(self, documents: Documents, analyser: Analyser) -> None:
        self.documents = documents
        self.analyser = analyser
        texts = indexed_texts(documents, analyser)
        self._postings = postings_of_texts(
            [passage_text(text.title, text.questions, text.body) for text in texts], analyser
        )
        self.search = search_in_memory(documents, self._postings, analyser)

    def with_aliases(self, added: Aliases) -> Search:
        """The search with these aliases beside those that each article has."""
        documents, postings = self._changed(added)
        search = copy.copy(self.search)
        index = contributions_of(postings, hidden=documents.hidden_passages)
        search.documents, search.engine = documents, EmbeddedEngine(index)
        search.aliased = AliasLikeness(documents, search.answering)
        return search

    def built_with(self, added: Aliases) -> Search:
        """The same as it is after `kb build`: new words are known as well. Takes a second."""
        documents, postings = self._changed(added)
        return search_in_memory(documents, postings, self.analyser)

    def _changed(self, added: Aliases) -> tuple[Documents, Postings]:
        documents = with_aliases(self.documents, added)
        known = {passage.id: n for n, passage in enumerate(self.documents.passages)}
        own = [n for n, p in enumerate(documents.passages) if p.hidden and p.article_id in added]
        others = np.arange(len(self.documents.passages), dtype=np.int32)
        others[[known[documents.passages[n].id] for n in own if n < len(others)]] = -1
        if not own:
            return documents, self._postings
        fresh = postings_of_texts([_aliases_text(documents, n) for n in own], self.analyser)
        parts = [(self._postings, others), (fresh, np.array(own, dtype=np.int32))]
        return documents, merge(parts, len(documents.passages))


def _aliases_text(documents: Documents, ordinal: int) -> PassageText:
    code = documents.passages[ordinal].article_id
    return passage_text("", documents.articles_by_id[code].aliases, "")


def with_aliases(documents: Documents, added: Aliases) -> Documents:
    """Documents whose articles have these aliases as well; new passages stand at the end."""
    articles = tuple(
        replace(one, aliases=(*one.aliases, *added[one.id])) if added.get(one.id) else one
        for one in documents.articles
    )
    have = {passage.article_id for passage in documents.passages if passage.hidden}
    new = [aliases_passage(code) for code, texts in added.items() if texts and code not in have]
    return replace(documents, articles=articles, passages=(*documents.passages, *new))
