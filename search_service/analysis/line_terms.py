"""The terms of many passages in one pass: each distinct line is analysed once.

The same terms, as often, as `Analyser.passage_terms` gives passage by passage; a test holds it to
that. Help texts repeat themselves: of 168,337 lines of the benchmark's corpus 90,885 differ.

The line feeds of a body are blanks once it is normalised. No unit, word or compound crosses a
blank, so lines may be read apart; a quantity may ("3", "天"), and so do pairs of syllables.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search_service.analysis.chains import UNIT, Analyser, compounds, headlines_of, reading
from search_service.analysis.normalise import is_han, normalised_text
from search_service.analysis.numerals import begun_quantity, ended_quantity, quantities
from search_service.analysis.pinyin import initials, letter_grams, syllable
from search_service.analysis.segment import RUN

_Numbers = NDArray[np.int32]


class RawPassage(NamedTuple):
    """A passage as it was written."""

    title: str
    questions: Sequence[str]
    body: str


class Occurrences(NamedTuple):
    """Every occurrence of a term in a field.

    Attributes:
        field: The field's name.
        terms: int64, the number of each term that occurs; shape (occurrences).
        passages: int32, the ordinal of the passage that it occurs in; the same shape.
        spelled: Term numbers to terms.
        in_headlines: int64, how many stand in the title and questions of each; shape (passages).
    """

    field: str
    terms: NDArray[np.int64]
    passages: _Numbers
    spelled: Callable[[Sequence[int]], list[str]]
    in_headlines: NDArray[np.int64]


class _Vocabulary(dict[str, int]):
    """Numbers terms in the order in which they are first seen."""

    def __missing__(self, term: str) -> int:
        number = self[term] = len(self)
        return number

    def spelled(self, numbers: Iterable[int]) -> list[str]:
        terms = list(self)
        return [terms[number] for number in numbers]


class _Terms(dict[str, tuple[int, ...]]):
    """What each word of a passage is indexed as: a word is looked up in the lists once."""

    def __init__(self, analyser: Analyser, numbers: _Vocabulary) -> None:
        super().__init__()
        self._analyser, self._numbers = analyser, numbers

    def __missing__(self, word: str) -> tuple[int, ...]:
        terms = self._analyser.terms_of_words((word,))
        found = self[word] = tuple(self._numbers[term] for term in terms)
        return found


class _Rows:
    """Rows of integers, one behind the other."""

    def __init__(self) -> None:
        self._values, self._starts = array("i"), array("q", [0])

    def append(self, values: Iterable[int]) -> None:
        self._values.extend(values)
        self._starts.append(len(self._values))

    def sizes(self, chosen: _Numbers) -> NDArray[np.int64]:
        """The length of each chosen row."""
        starts = np.frombuffer(self._starts, np.int64)
        return starts[chosen + 1] - starts[chosen]

    def gather(self, chosen: _Numbers, owners: _Numbers) -> tuple[_Numbers, _Numbers]:
        """The values of the chosen rows one behind the other, and the owner of each."""
        if not len(chosen):
            return np.empty(0, np.int32), np.empty(0, np.int32)
        starts, sizes = np.frombuffer(self._starts, np.int64), self.sizes(chosen)
        ends = np.cumsum(sizes)
        places = np.arange(ends[-1]) + np.repeat(starts[chosen] - (ends - sizes), sizes)
        values = np.frombuffer(self._values, np.int32) if self._values else np.empty(0, np.int32)
        return values[places], np.repeat(owners, sizes)


class _Choice:
    """Which rows belong to which passage."""

    def __init__(self) -> None:
        self._rows, self._counts = array("i"), array("i")

    def append(self, rows: Sequence[int]) -> None:
        self._rows.extend(rows)
        self._counts.append(len(rows))

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._counts)

    def arrays(self) -> tuple[_Numbers, _Numbers]:
        """The rows, and the ordinal of each one's passage."""
        ordinals = np.arange(len(self._counts), dtype=np.int32)
        return np.array(self._rows, np.int32), np.repeat(ordinals, np.array(self._counts, np.int64))


class LineTerms:
    """Collects passages, then gives the terms of all of them field by field."""

    def __init__(self, analyser: Analyser) -> None:
        self._analyser = analyser
        self._characters, self._words, self._initials = (_Vocabulary() for _ in range(3))
        self._numbers: dict[str, int] = {}  # line → its row
        self._units, self._compounds, self._content = _Rows(), _Rows(), _Rows()
        self._edges: list[tuple[str, str]] = []  # what each line could begin or end a quantity with
        self._headlines: dict[str, int] = {}
        self._grams, self._crossing = _Rows(), _Rows()
        self._lines, self._headline_lines, self._titles = _Choice(), _Choice(), _Choice()
        self._of_run: dict[str, list[int]] = {}
        self._of_word = _Terms(analyser, self._words)

    def add(self, passage: RawPassage) -> None:
        """The next passage."""
        headlines = headlines_of(passage.title, passage.questions, passage.body)
        head = list(map(self._line, headlines))
        body = [self._line(line) for line in passage.body.split("\n")]
        self._lines.append([*head, *body])
        self._headline_lines.append(head)
        self._titles.append([self._headline(headline) for headline in headlines])
        crossing: list[int] = []
        for before, after in pairwise(body):
            unit = self._edges[after][0]
            number = self._edges[before][1] if unit else ""
            if number:
                crossing += [self._words[one] for one in quantities(number + unit)]
        self._crossing.append(crossing)

    def fields(self) -> Iterator[Occurrences]:
        """One field after the other, so that only one is held at a time."""
        lines, owners = self._lines.arrays()
        ordinals = np.arange(int(owners[-1]) + 1 if len(owners) else 0, dtype=np.int32)
        head_units = self._in_headlines(self._units)
        units, unit_owners = self._units.gather(lines, owners)
        whole, whole_owners = self._compounds.gather(lines, owners)
        yield Occurrences(
            "u",
            np.concatenate((units, whole)).astype(np.int64),
            np.concatenate((unit_owners, whole_owners)),
            self._characters.spelled,
            head_units + self._in_headlines(self._compounds),
        )
        del whole, whole_owners
        syllables = _Vocabulary()
        sounds = np.array([syllables[_sound(unit)] for unit in self._characters], np.int64)[units]
        del units
        content, content_owners = self._content.gather(lines, owners)
        crossing, crossing_owners = self._crossing.gather(ordinals, ordinals)
        yield Occurrences(
            "w",
            np.concatenate((content, crossing)).astype(np.int64),
            np.concatenate((content_owners, crossing_owners)),
            self._words.spelled,
            self._in_headlines(self._content),
        )
        del content, content_owners
        yield Occurrences("p", sounds, unit_owners, syllables.spelled, head_units)
        yield _pairs(sounds, unit_owners, list(syllables), np.maximum(head_units - 1, 0))
        grams, gram_owners = self._grams.gather(*self._titles.arrays())
        in_headlines = np.bincount(gram_owners, minlength=len(ordinals))
        yield Occurrences(
            "i", grams.astype(np.int64), gram_owners, self._initials.spelled, in_headlines
        )

    def _in_headlines(self, rows: _Rows) -> NDArray[np.int64]:
        """How many values of the rows stand in the headlines of each passage."""
        lines, owners = self._headline_lines.arrays()
        found = np.zeros(len(self._headline_lines), np.int64)
        np.add.at(found, owners, rows.sizes(lines))
        return found

    def _line(self, line: str) -> int:
        number = self._numbers.get(line)
        if number is None:
            number = self._numbers[line] = len(self._numbers)
            text = normalised_text(line)
            whole, words = compounds(text), self._words
            self._units.append([self._characters[unit] for unit in UNIT.findall(text)])
            self._compounds.append([self._characters[one] for one in whole])
            self._content.append(
                [
                    *chain.from_iterable(map(self._run, RUN.findall(text))),
                    *(words[one] for one in chain(quantities(text), whole)),
                ]
            )
            self._edges.append((begun_quantity(text), ended_quantity(text)))
        return number

    def _run(self, run: str) -> list[int]:
        found = self._of_run.get(run)
        if found is None:
            of_word = self._of_word
            found = [
                n for word in self._analyser.segmenter.words_of_run(run) for n in of_word[word]
            ]
            self._of_run[run] = found
        return found

    def _headline(self, headline: str) -> int:
        number = self._headlines.get(headline)
        if number is None:
            number = self._headlines[headline] = len(self._headlines)
            letters = initials(reading(normalised_text(headline)))
            self._grams.append([self._initials[gram] for gram in letter_grams(letters)])
        return number


def _sound(unit: str) -> str:
    return syllable(unit) if is_han(unit[0]) else unit


def _pairs(
    sounds: NDArray[np.int64],
    owners: _Numbers,
    syllables: Sequence[str],
    in_headlines: NDArray[np.int64],
) -> Occurrences:
    """Neighbouring syllables of one passage."""
    count = len(syllables)
    together = owners[1:] == owners[:-1]

    def spelled(numbers: Sequence[int]) -> list[str]:
        return [f"{syllables[one // count]}_{syllables[one % count]}" for one in numbers]

    pairs = sounds[:-1] * count + sounds[1:]
    return Occurrences("pb", pairs[together], owners[1:][together], spelled, in_headlines)
