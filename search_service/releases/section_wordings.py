"""Which of the questions given to a section are indexed with its text: those that say it anew.

All of them would repeat what is there and make the passage seem to be about that; with those alone
that bring a further word, the right article is as often first (docs/relevance-experiments.md,
"Questions of sections and rows").
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import normalised_text


def new_wordings(texts: Iterable[str], questions: tuple[str, ...], analyser: Analyser) -> list[str]:
    """The questions with a content word that neither the texts nor an earlier one has.

    Args:
        texts: All else that is indexed of the passage; no word goes from one to the next.
        questions: Of its section and its rows.
        analyser: Says which words are the same to the search.
    """
    known: set[str] = set().union(*(_words(text, analyser) for text in texts))
    chosen = []
    for question in questions:
        words = _words(question, analyser)
        if words - known:
            chosen.append(question)
            known |= words
    return chosen


# The questions of a section are compared with each of its passages, and so are the article's title
# and questions.
@lru_cache(maxsize=20_000)
def _words(text: str, analyser: Analyser) -> frozenset[str]:
    words = analyser.content_words(normalised_text(text))
    return frozenset(map(analyser.synonyms.concept, words))
