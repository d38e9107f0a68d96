"""How likely a question is one of an article, and of a piece of it, by how people ask for each.

Multinomial naive Bayes (Manning, Raghavan and Schütze 2008, section 13.2) over the characters of
texts and every two that stand side by side. The texts of an article are its title and the questions
given to it and to its pieces; those of a piece are its own words and the questions given to it and
to its section. What many questions say tells more than what one does, what those of all articles
say tells nothing, and no word has to be the same. Classes are equally likely beforehand, and only
those that were found are compared: what it costs does not grow with the corpus.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import accumulate, pairwise, repeat

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.normalise import normalised_text
from search_service.answering.term_numbers import Numbered, TermNumbers
from search_service.answering.term_sums import Floats
from search_service.content.units import Unit

# What a gram counts that no text of a class has, and how many grams texts are made of.
_SMOOTHING, _GRAMS = 0.1, 30_000
# Grams depend on each other, though the model has it that they do not: so far they are believed.
_BELIEVED = 0.3
# So many texts of an article are believed by half.
_HALF_TRUSTED = 40
# A count above this says no more. Of rows: places are shifted by its bits.
_MOST, _BITS = 255, 8
# By a count, what it adds.
_AMOUNTS: Floats = np.log1p(np.arange(_MOST + 1) / _SMOOTHING)
_AMOUNT: Sequence[float] = _AMOUNTS.tolist()
_PLACES = "I"
_PLACE_SIZE = array(_PLACES).itemsize


def amounts_of(counts: NDArray[np.uint8]) -> list[float]:
    """By counts of texts, what each adds."""
    return [*map(_AMOUNT.__getitem__, counts.tolist())]


def counts_of(amounts: Sequence[float]) -> NDArray[np.intp]:
    """The counts that add some amounts."""
    return _AMOUNTS.searchsorted(amounts)


def grams_of(text: str) -> tuple[str, ...]:
    """The characters of a normalised text and every two side by side, each once; no spaces."""
    bare = text.replace(" ", "")
    return tuple(dict.fromkeys((*bare, *map("".join, pairwise(bare)))))


class Grams(Numbered):
    """The grams of a question, and their numbers."""

    def __init__(self, grams: Sequence[str]) -> None:
        super().__init__(grams)
        # They stand last.
        self._pairs = sum([len(gram) > 1 for gram in grams])

    def pairs_by(self, numbers: TermNumbers) -> Sequence[int]:
        """The numbers of those of two characters."""
        return self.by(numbers)[len(self.keys) - self._pairs :]


@dataclass(frozen=True)
class Common:
    """The grams of some articles together: a question looks each of its own up once for all.

    Attributes:
        rows: By the number of each gram the articles that have it, each with how many texts do, as
            bytes.
        absent: Of each article what a gram adds that it does not have.
    """

    rows: Mapping[int, bytes]
    absent: Floats


@dataclass(frozen=True)
class Wordings:
    """How people ask for an article and for its pieces.

    Attributes:
        numbers: Numbers the grams; the same for all articles that are compared together.
        amounts: By the number of each gram of the article, what it adds.
        absent: What a gram adds that the article does not have.
        rows: By the number of each gram the pieces whose texts have it, each with how many do, as
            bytes.
        pieces_absent: Of each piece what a gram adds that it does not have.
        trust: How far it is believed, from 0 to 1: a few texts show no way to ask.
        common: The grams of all articles; None where they were not put together.
        place: Its place among them.
    """

    numbers: TermNumbers = field(compare=False)
    amounts: Mapping[int, float]
    absent: float
    rows: Mapping[int, bytes]
    pieces_absent: Floats
    trust: float
    common: Common | None = field(default=None, compare=False)
    place: int = field(default=0, compare=False)

    def know(self, common: Common, place: int) -> None:
        """Take what was put together of all articles."""
        self.__dict__.update(common=common, place=place)

    def share_of(self, grams: Grams) -> float:
        """Share of the pairs of characters among some grams that the article has; 0 of none."""
        pairs = grams.pairs_by(self.numbers)
        return sum(map(self.amounts.__contains__, pairs)) / max(1, len(pairs))


def _absent(sizes: Sequence[int]) -> Floats:
    return np.log(_SMOOTHING / (np.array(sizes, np.float64) + _SMOOTHING * _GRAMS))


def wordings_of(
    units: Sequence[Unit], headlines: Iterable[str], numbers: TermNumbers | None = None
) -> Wordings:
    """Count the grams of an article.

    Args:
        units: Its pieces, in reading order.
        headlines: Its title and whatever else is asked for it as a whole.
        numbers: Numbers the grams of all articles that may be compared together.
    """
    numbers = numbers or TermNumbers()
    read: dict[str, tuple[str, ...]] = {}

    def counted(texts: Iterable[str]) -> Counter[str]:
        found: Counter[str] = Counter()
        for text in texts:
            if (grams := read.get(text)) is None:
                grams = read[text] = grams_of(normalised_text(text))
            found.update(grams)
        return found

    given = (one for unit in units for one in (*_given(unit), *unit.section_questions, unit.label))
    texts = dict.fromkeys(filter(None, (*headlines, *given)))
    counts = counted(texts)
    sections: dict[tuple[str, ...], Counter[str]] = {}
    rows: dict[str, array[int]] = {}
    sizes = []
    for place, unit in enumerate(units):
        asked = unit.section_questions
        if asked not in sections:
            sections[asked] = counted(asked)
        own = counted((*_given(unit), unit.label, unit.text)) + sections[asked]
        sizes.append(own.total())
        for gram, count in own.items():
            rows.setdefault(gram, array(_PLACES)).append(place << _BITS | min(count, _MOST))
    amounts = [_AMOUNT[min(count, _MOST)] for count in counts.values()]
    return Wordings(
        numbers,
        dict(zip(numbers.of(counts), amounts, strict=True)),
        float(_absent([counts.total()])[0]),
        dict(zip(numbers.of(rows), [row.tobytes() for row in rows.values()], strict=True)),
        _absent(sizes),
        len(texts) / (len(texts) + _HALF_TRUSTED),
    )


def put_together(known: Sequence[Wordings]) -> None:
    """Have articles that are compared together know what their grams are in common."""
    sizes = [len(one.amounts) for one in known]
    numbers = np.array([number for one in known for number in one.amounts], np.intp)
    counts = counts_of([amount for one in known for amount in one.amounts.values()])
    order = numbers.argsort(kind="stable")
    places = np.arange(len(known)).repeat(sizes) << _BITS | counts
    content = places[order].astype(_PLACES).tobytes()
    found, firsts = np.unique(numbers[order], return_index=True)
    cuts = pairwise([*(firsts * _PLACE_SIZE).tolist(), len(content)])
    rows = {gram: content[at:end] for gram, (at, end) in zip(found.tolist(), cuts, strict=True)}
    common = Common(rows, np.array([one.absent for one in known]))
    for place, one in enumerate(known):
        one.know(common, place)


def _given(unit: Unit) -> tuple[str, ...]:
    return (*unit.questions, *unit.piece_questions)


def articles_likely(grams: Grams, known: Sequence[Wordings]) -> list[float]:
    """How likely a text is of each of some articles, as far as they are believed.

    Together it is the mean of their trust.

    Args:
        grams: Of the text.
        known: Of each article how people ask for it; at least one.
    """
    numbers, common = grams.by(known[0].numbers), known[0].common
    logs = _apart(numbers, known) if common is None else _together(numbers, known, common)
    trust = sum([one.trust for one in known]) / len(known)
    likely: list[float] = (trust * _shares(logs)).tolist()
    return likely


def _apart(numbers: Sequence[int], known: Sequence[Wordings]) -> Floats:
    amounts = [[*map(one.amounts.get, numbers, repeat(0.0))] for one in known]
    said = sum(map(any, zip(*amounts, strict=True)))
    return np.array([sum(own) + said * one.absent for own, one in zip(amounts, known, strict=True)])


def _together(numbers: Sequence[int], known: Sequence[Wordings], common: Common) -> Floats:
    """The same sums, added up in the same order, gram after gram."""
    rows = [*filter(None, map(common.rows.get, numbers))]
    places = [one.place for one in known]
    absent = common.absent[places]
    if not rows:
        return 0.0 * absent
    found = np.frombuffer(b"".join(rows), _PLACES)
    of = found >> _BITS
    sums = np.bincount(of, _AMOUNTS[found & _MOST], len(common.absent))[places]
    is_compared = np.zeros(len(common.absent), np.bool_)
    is_compared[places] = True
    firsts = [0, *accumulate([len(row) // _PLACE_SIZE for row in rows[:-1]])]
    said = np.count_nonzero(np.logical_or.reduceat(is_compared[of], firsts))
    logs: Floats = sums + said * absent
    return logs


def pieces_likely(grams: Grams, known: Sequence[Wordings]) -> Floats:
    """How likely a text is of each piece of some articles, one article's after the other's.

    Each time if it is of any piece of the article; those of an article are its trust together.

    Args:
        grams: Of the text.
        known: Of each article how people ask for its pieces; at least one, and each has pieces.
    """
    numbers = grams.by(known[0].numbers)
    rows = [[*filter(None, map(one.rows.get, numbers))] for one in known]
    absent = [one.pieces_absent for one in known]
    sizes = [*map(len, absent)]
    firsts = [0, *accumulate(sizes)]
    contents = [*map(b"".join, rows)]
    found = np.frombuffer(b"".join(contents), _PLACES)
    # Places among the pieces of all articles.
    places = found >> _BITS
    places = places + np.array(firsts[:-1]).repeat([len(one) // _PLACE_SIZE for one in contents])
    counted = np.bincount(places, _AMOUNTS[found & _MOST], firsts[-1])
    amounts = counted.astype(np.float64, copy=False)  # of nothing it counts in integers
    amounts += np.concatenate(absent) * np.array([*map(len, rows)], np.float64).repeat(sizes)
    amounts -= np.maximum.reduceat(amounts, firsts[:-1]).repeat(sizes)
    amounts *= _BELIEVED
    np.exp(amounts, out=amounts)
    # Each by itself: sums of slices that NumPy adds together would be rounded differently.
    wholes = [np.add.reduce(amounts[first:end]) for first, end in pairwise(firsts)]
    amounts /= np.array(wholes).repeat(sizes)
    amounts *= np.array([one.trust for one in known]).repeat(sizes)
    return amounts


def _shares(amounts: Floats) -> Floats:
    raised = np.exp(_BELIEVED * (amounts - amounts.max(initial=-np.inf)))
    shares: Floats = raised / raised.sum()
    return shares
