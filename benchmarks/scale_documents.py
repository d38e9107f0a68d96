"""Documents of made passages, each put together when it is asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import overload

import numpy as np

from benchmarks.corpora import Corpus
from benchmarks.made_postings import Pieces, chosen
from search_service.answering.documents import Documents, StoredArticle
from search_service.content.article import Passage

_PASSAGES_AN_ARTICLE = 10


class _Made(Sequence[Passage]):
    def __init__(self, pieces: Pieces, size: int) -> None:
        self._texts = pieces.texts
        self._pieces = np.concatenate([block for _, block in chosen(pieces, size)])

    def __len__(self) -> int:
        return len(self._pieces)

    @overload
    def __getitem__(self, place: int) -> Passage: ...
    @overload
    def __getitem__(self, place: slice) -> list[Passage]: ...
    def __getitem__(self, place: int | slice) -> Passage | list[Passage]:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        if place >= len(self):
            raise IndexError(place)
        heading, *sentences = (self._texts[one] for one in self._pieces[place] if one >= 0)
        code = f"M-{place // _PASSAGES_AN_ARTICLE}"
        return Passage(f"{code}#{place}", code, heading, None, "。".join(sentences))


def made_documents(corpus: Corpus, pieces: Pieces, size: int) -> Documents:
    """As many passages as wanted, ten an article."""
    titles = [article.title for article in corpus.documents.articles]
    articles = tuple(
        StoredArticle(f"M-{n}", f"/m/{n}/", titles[n % len(titles)], "", (), "", "", "")
        for n in range(-(-size // _PASSAGES_AN_ARTICLE))
    )
    return Documents((), articles, _Made(pieces, size))
