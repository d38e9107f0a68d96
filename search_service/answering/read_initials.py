"""Whether typed initials were read as something that is written, or were only letters."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from search_service.analysis.chains import reading
from search_service.analysis.normalise import normalised_text
from search_service.analysis.pinyin import initials
from search_service.answering.documents import StoredArticle
from search_service.asking.query import Query

# This part of the neighbouring letters must be those of neighbouring characters in one headline.
_LEAST_SHARE = 0.75


def without_invented_reading(query: Query, first: StoredArticle | None) -> Query:
    """The query, with no word of how its initials were read when the first hit does not say so.

    Any two letters are the initials of some word: qwxz is no question about 请问 and 协助.
    """
    read = next((one for one in query.applied if one.kind == "initials"), None)
    if read is None or (first is not None and _are_those_of(read.before, first)):
        return query
    others = tuple(one for one in query.applied if one is not read)
    return replace(query, applied=others, highlights=())


def _are_those_of(letters: str, article: StoredArticle) -> bool:
    typed = list(pairwise(letters))
    headlines = (article.title, *article.questions)
    held = max(
        sum(pair in pairs for pair in typed)
        for pairs in ({*pairwise(initials(reading(normalised_text(one))))} for one in headlines)
    )
    return held >= _LEAST_SHARE * len(typed)
