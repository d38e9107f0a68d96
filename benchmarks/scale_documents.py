"""Documents of made passages, each put together when it is asked for, and their units.

A passage has a unit for what opens it and one for each further sentence; every hundredth article
begins with a row of data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import overload

import numpy as np

from benchmarks.corpora import Corpus
from benchmarks.made_postings import Pieces, chosen
from search_service.answering.documents import Documents, StoredArticle
from search_service.content.article import Passage
from search_service.content.units import Unit, UnitPart

_PASSAGES_AN_ARTICLE = 10
_ARTICLES_A_ROW = 100


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
        heading, *sentences = self.texts_of(place)
        code = f"M-{place // _PASSAGES_AN_ARTICLE}"
        return Passage(f"{code}#{place}", code, heading, None, "。".join(sentences))

    def texts_of(self, place: int) -> list[str]:
        """The heading and the sentences of a passage."""
        return [self._texts[one] for one in self._pieces[place] if one >= 0]


def _units(passages: _Made) -> Iterator[Unit]:
    for place in range(len(passages)):
        heading, *sentences = passages.texts_of(place)
        number = place // _PASSAGES_AN_ARTICLE
        is_row = place % (_PASSAGES_AN_ARTICLE * _ARTICLES_A_ROW) == 0
        for at, sentence in enumerate(sentences):
            yield Unit(
                f"M-{number}",
                f"/m/{number}/",
                "paragraph" if at else "row" if is_row else "opening",
                (UnitPart("", sentence),),
                label="" if at else heading,
                heading=heading,
                place=at,
                source="data" if is_row and not at else "article",
            )


def made_documents(
    corpus: Corpus, pieces: Pieces, size: int, *, with_units: bool = False
) -> Documents:
    """As many passages as wanted, ten an article."""
    titles = [article.title for article in corpus.documents.articles]
    articles = tuple(
        StoredArticle(f"M-{n}", f"/m/{n}/", titles[n % len(titles)], "", (), "", "", "")
        for n in range(-(-size // _PASSAGES_AN_ARTICLE))
    )
    passages = _Made(pieces, size)
    return Documents((), articles, passages, tuple(_units(passages)) if with_units else ())
