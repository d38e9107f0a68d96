"""Postings of as many passages as wanted, put together of a corpus' own headings and sentences.

Analysing a million passages would take an hour. Here each heading and sentence is analysed once; a
made passage is one heading and one to three sentences at random, its terms those of its parts. What
crosses two sentences is missing, passages have no locality and no word is new: good for cost and
memory, no good for relevance.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from benchmarks.corpora import SEED, Corpus, sentences_of
from search_service.analysis.chains import FIELDS, Analyser
from search_service.analysis.line_terms import LineTerms, RawPassage
from search_service.engines.counting import postings_in_one_pass
from search_service.engines.postings import Postings

_MOST_SENTENCES = 3
_BLOCK = 50_000


@dataclass(frozen=True)
class Pieces:
    """Headings and sentences with their terms.

    Attributes:
        headings: How many of the pieces are headings; they come first.
        texts: Of each piece what it says.
        postings: Pieces as passages.
    """

    headings: int
    texts: list[str]
    postings: Postings


def pieces_of(corpus: Corpus, analyser: Analyser) -> Pieces:
    """What passages are made of."""
    documents = corpus.documents
    titles = [passage.heading for passage in documents.passages if passage.heading]
    titles += [article.title for article in documents.articles]
    headings = list(dict.fromkeys(titles))
    sentences = list(dict.fromkeys(sentences_of(documents)))
    lines = LineTerms(analyser)
    for heading in headings:
        lines.add(RawPassage(heading, (), ""))
    for sentence in sentences:
        lines.add(RawPassage("", (), sentence))
    count = len(headings) + len(sentences)
    return Pieces(len(headings), headings + sentences, postings_in_one_pass(lines.fields(), count))


def chosen(pieces: Pieces, size: int) -> Iterator[tuple[int, NDArray[np.int64]]]:
    """Blocks of passages: the ordinal of the first, and the pieces of each; -1 for none."""
    for first in range(0, size, _BLOCK):
        chance = np.random.default_rng([SEED, first])
        count = min(_BLOCK, size - first)
        heads = chance.integers(0, pieces.headings, count)
        bodies = chance.integers(pieces.headings, len(pieces.texts), (count, _MOST_SENTENCES))
        used = chance.integers(1, _MOST_SENTENCES + 1, count)
        bodies[np.arange(_MOST_SENTENCES) >= used[:, None]] = -1
        yield first, np.column_stack([heads, bodies])


def made(pieces: Pieces, size: int) -> Postings:
    """Postings of `size` passages; two passes, so that no more than the result is held."""
    own = pieces.postings
    # Turned round: of each piece its terms.
    order = np.argsort(own.passages, kind="stable")
    terms = (np.searchsorted(own.starts, order, side="right") - 1).astype(np.int32)
    times = own.frequencies[order].astype(np.int64)
    bounds = np.searchsorted(own.passages[order], np.arange(len(pieces.texts) + 1))
    counts = np.zeros(len(own.starts) - 1, np.int64)
    lengths, headline_lengths = np.zeros((2, len(FIELDS), size), np.float32)
    for first, block in chosen(pieces, size):
        keys, _ = _block(block, terms, times, bounds)
        counts += np.bincount(keys // len(block), minlength=len(counts))
        for column in block.T:
            there = np.flatnonzero(column >= 0)
            lengths[:, first + there] += own.lengths[:, column[there]]
            headline_lengths[:, first + there] += own.headline_lengths[:, column[there]]
    in_use = counts > 0
    starts = np.concatenate(([0], np.cumsum(counts)))
    passages = np.empty(int(starts[-1]), np.int32)
    frequencies = np.empty(int(starts[-1]), np.uint16)
    filled = starts[:-1].copy()
    for first, block in chosen(pieces, size):
        keys, sums = _block(block, terms, times, bounds)
        numbers, inside = np.divmod(keys, len(block))
        begins = np.flatnonzero(np.diff(numbers, prepend=-1))
        runs = np.diff(np.append(begins, len(numbers)))
        places = np.arange(len(numbers)) + np.repeat(filled[numbers[begins]] - begins, runs)
        passages[places] = first + inside
        frequencies[places] = np.minimum(sums, np.iinfo(np.uint16).max)
        filled[numbers[begins]] += runs
    sizes = [len(own.terms[field]) for field in FIELDS]
    spelled = list(chain.from_iterable(own.terms[field] for field in FIELDS))
    ends = np.cumsum([0, *sizes]).tolist()
    return Postings(
        terms={
            field: [spelled[n] for n in range(ends[place], ends[place + 1]) if in_use[n]]
            for place, field in enumerate(FIELDS)
        },
        starts=np.concatenate(([0], np.cumsum(counts[in_use]))),
        passages=passages,
        frequencies=frequencies,
        lengths=lengths,
        headline_lengths=headline_lengths,
    )


def _block(
    block: NDArray[np.int64],
    terms: NDArray[np.int32],
    times: NDArray[np.int64],
    bounds: NDArray[np.int64],
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Term and passage of each posting as one ascending key, and how often it stands there."""
    owners, columns = np.nonzero(block >= 0)
    used = block[owners, columns]
    sizes = bounds[used + 1] - bounds[used]
    ends = np.cumsum(sizes)
    at = np.arange(int(ends[-1])) + np.repeat(bounds[used] - (ends - sizes), sizes)
    keys = terms[at].astype(np.int64) * len(block) + np.repeat(owners, sizes)
    order = np.argsort(keys, kind="stable")
    keys, own_times = keys[order], times[at][order]
    begins = np.flatnonzero(np.diff(keys, prepend=-1))
    return keys[begins], np.add.reduceat(own_times, begins)
