"""A new index is asked for what stands in it before anybody else asks."""

from __future__ import annotations

import math
import re

from search_service.analysis.normalise import normalised_text
from search_service.answering.search import Search
from search_service.asking.typed_text import QUERY_LIMIT
from search_service.errors import QueryRejected

# How many titles are searched for at most; of more articles a sample, evenly spread.
_CANARIES = 50
# A title must be among so many first hits for itself.
_FIRST = 3
_SIGNS = re.compile(r"\W+")


def unanswered_titles(search: Search) -> list[str]:
    """What is wrong, in Chinese: titles that do not find their article among the first three."""
    articles = search.documents.articles
    step = max(1, math.ceil(len(articles) / _CANARIES))
    faults = []
    for article in articles[::step]:
        try:
            title = article.title[:QUERY_LIMIT]
            found = search.search(title, limit=_FIRST, answered=False).hits
        except QueryRejected:  # a title of signs only
            found = ()
        # Of articles with one title any will do, whatever signs it ends with.
        if _read(article.title) not in {_read(hit.article.title) for hit in found}:
            faults.append(
                f"用标题「{article.title}」找不到文章 {article.id}。"
                "请检查这篇文章的标题和正文，或加 --force 强制启用。"
            )
    return faults


def _read(title: str) -> str:
    """A title as the search reads it."""
    return _SIGNS.sub("", normalised_text(title))
