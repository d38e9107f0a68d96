"""Questions given to sections that the browser's index carries: those that say most anew.

There is no room for all of them. Each is kept without its function words, as the browser compares
them, and the next one of an article is always the one that brings most for its length.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import normalised_text
from search_service.answering.documents import Documents
from search_service.asking.typed_text import alternatives

_NOT_SAID = re.compile(r"[\W_]+")


def wordings_within(
    documents: Documents, analyser: Analyser, budget: int
) -> Mapping[str, Sequence[str]]:
    """Of each article what its sections' questions say anew, sorted; `budget` characters in all."""
    functions = alternatives(analyser.words.function_words)

    def subject(question: str) -> str:
        text = normalised_text(question)
        return _NOT_SAID.sub("", functions.sub("", text) if functions else text)

    given: dict[str, dict[str, None]] = defaultdict(dict)
    for unit in documents.units:
        given[unit.article_id] |= dict.fromkeys((*unit.questions, *unit.section_questions))
    worth = [
        (-gain, article.id, wording)
        for article in documents.articles
        for gain, wording in _newest_first(
            set(filter(None, map(subject, given[article.id]))),
            map(subject, (article.title, *article.questions)),
        )
    ]
    chosen: dict[str, list[str]] = defaultdict(list)
    for _, code, wording in sorted(worth):
        budget -= len(wording)
        if budget < 0:
            break
        chosen[code].append(wording)
    return {code: sorted(wordings) for code, wordings in chosen.items()}


def _newest_first(wordings: set[str], known: Iterable[str]) -> Iterator[tuple[float, str]]:
    """Wordings with what each brings for its length that is known from nothing before it."""
    said = set().union(*map(_pieces, known))
    while wordings:
        gain, best = max((len(_pieces(one) - said) / (len(one) + 1), one) for one in wordings)
        if not gain:
            return
        yield gain, best
        said |= _pieces(best)
        wordings.remove(best)


def _pieces(text: str) -> set[str]:
    """Characters, and pairs of neighbouring ones."""
    return {*text, *map("".join, pairwise(text))}
