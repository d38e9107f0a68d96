"""How likely a text tells of trouble, and of which kind: fits what each of its signs says.

    python -m benchmarks.trouble
    python -m benchmarks.trouble --write

Prints Markdown for docs/relevance-experiments.md, cross-validated; `--write` renews
`search_service/asking/trouble_weights.json`. Texts of trouble and ordinary ones are those of
`content/judgements/` but the held-out and the sealed ones, what articles as a whole say they are
asked and what guides end in; questions of their pieces would be three of four texts.
Who asks for an article that is also for trouble is left out, unless he is judged to be calm.

What is fitted is the sum of two models over the same signs: a multinomial logistic regression, with
trouble and calm of equal weight and a quadratic penalty, solved by accelerated gradient descent
(Nesterov 1983) with a step of its own for each sign; and a multinomial naive Bayes. The former
tells trouble from calm better, the latter one kind from another. A sign that a text has counts the
more, the fewer known ones it has: each row of the matrix has length 1.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import ROOT
from search_service.analysis.normalise import normalised_text
from search_service.analysis.phrases import Phrases
from search_service.analysis.word_lists import Situation
from search_service.asking.trouble import MOST, PLAIN, UNIT, WEIGHTS_FILE, ZERO, Whole, signs_in
from search_service.content.corpus import load_corpus
from search_service.content.word_lists import load_word_lists
from search_service.evaluation.answers import load_answers, load_unanswered

_CONTENT = ROOT / "content"
_JUDGEMENTS = _CONTENT / "judgements"
_UNSEEN = ("held-out", "sealed")
# A sign counts that enough texts have; of these, the ones that most have. Calm texts count less.
_LEAST_TEXTS, _MOST_SIGNS, _CALM_COUNTS = 2, 16_000, 0.3
_PENALTY, _STEPS = 0.05, 100
# Of both models in the sum, and what naive Bayes adds to each count.
_REGRESSION, _BAYES, _UNSEEN_COUNT = 0.7, 0.8, 0.03
_FOLDS = 5
_THRESHOLDS = (-1.0, 0.0, 1.0, 2.0, 3.0, 4.0)
# Articles beside those for kinds of trouble that whoever is in trouble may want.
_ALSO_FOR_TROUBLE = {"A-108", "A-112", "A-113", "F-113", "P-106", "S-101", "S-103"}

_Values = NDArray[np.float32]


@dataclass(frozen=True)
class Texts:
    """Texts in plain words, and the kind of trouble that each tells of, `PLAIN` where none."""

    texts: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Fit:
    """What each sign adds to each kind, and what each kind begins with: whole tenths."""

    kinds: tuple[str, ...]
    weights: dict[str, Whole]
    bias: Whole


class Signs:
    """Which signs each text has: a sparse matrix, its rows as long as 1."""

    def __init__(self, texts: Sequence[set[str]], names: Sequence[str]) -> None:
        places = {name: at for at, name in enumerate(names)}
        known = [sorted(places[sign] for sign in text if sign in places) for text in texts]
        counts = np.array([len(row) for row in known])
        self.shape = len(texts), len(names)
        self._columns = np.array([place for row in known for place in row], np.int64)
        self._rows = np.repeat(np.arange(len(texts)), counts)
        self._values = (1 / np.sqrt(np.maximum(1, counts)))[self._rows].astype(np.float32)
        self._order = np.argsort(self._columns, kind="stable")

    def times(self, weights: _Values) -> _Values:
        """The sum of its signs' weights for each text."""
        return _sums(weights[self._columns] * self._values[:, None], self._rows, self.shape[0])

    def transposed_times(self, amounts: _Values, *, counted: bool = False) -> _Values:
        """The sum of its texts' amounts for each sign; each text counts 1 if `counted`."""
        rows, columns = self._rows[self._order], self._columns[self._order]
        given = amounts[rows]
        if not counted:
            given = given * self._values[self._order][:, None]
        return _sums(given, columns, self.shape[1])

    def lengths(self) -> _Values:
        """The sum of each row."""
        ones = np.ones((self.shape[1], 1), np.float32)
        return self.times(ones)[:, 0]


def _sums(values: _Values, groups: NDArray[np.int64], count: int) -> _Values:
    """Rows that are of one group are added up; groups ascend."""
    found = np.zeros((count, values.shape[1]), np.float32)
    starts = np.flatnonzero(np.diff(groups, prepend=-1))
    found[groups[starts]] = np.add.reduceat(values, starts)
    return found


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_JUDGEMENTS / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        yield from (row for row in rows if row["half"] not in _UNSEEN)


def of_trouble() -> dict[str, Situation]:
    """Kinds of trouble, and the situation that says what to do."""
    situations = load_word_lists(_CONTENT / "words").situations
    return {one.kind: one for one in situations if one.kind}


def judged() -> Texts:
    """All but the unseen ones; of trouble those whose first article is one for their kind."""
    kinds = of_trouble()
    said = Phrases(load_word_lists(_CONTENT / "words").spoken)
    urgent = {code for one in kinds.values() for code in one.articles} | _ALSO_FOR_TROUBLE
    told: dict[str, str] = {}
    calm: list[str] = []
    for row in (*_rows("distress.tsv"), *_rows("trouble.tsv")):
        if row["kind"] == PLAIN:
            calm.append(row["query"])
        elif (of_kind := kinds.get(row["kind"])) and row["articles"].split("|")[
            0
        ] in of_kind.articles:
            told[row["query"]] = row["kind"]
    answers = load_answers(_JUDGEMENTS / "answers.tsv")
    calm += [
        one.text for one in answers if one.split not in _UNSEEN and one.articles.isdisjoint(urgent)
    ]
    unanswered = load_unanswered(_JUDGEMENTS / "no_answer.tsv")
    calm += [one.text for one in unanswered if one.split not in _UNSEEN]
    calm += _asked_for_others(urgent)
    calm += _typed(urgent | {code for one in kinds.values() for code in one.near})
    both = dict.fromkeys(calm, PLAIN) | told
    plain = {said.replace(normalised_text(text))[0]: kind for text, kind in both.items()}
    return Texts(tuple(plain), tuple(plain.values()))


def _typed(urgent: set[str]) -> Iterator[str]:
    with (_JUDGEMENTS / "typed.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if urgent.isdisjoint(row["articles"].split("|")):
                yield row["query"]


def _asked_for_others(urgent: set[str]) -> Iterator[str]:
    """Judged queries, what guides end in and articles are asked, where it is for no trouble."""
    with (_JUDGEMENTS / "queries.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if urgent.isdisjoint(row["expected"].split("|")):
                yield row["query"]
    corpus = load_corpus(_CONTENT)
    for tree in corpus.data.trees.values():
        for outcome in tree.outcomes.values():
            if outcome.article not in urgent:
                yield f"{outcome.title}。{outcome.do}"
    for article in corpus.articles:
        head = article.front_matter
        if head.id not in urgent:
            yield from (head.title, *head.questions)


def fitted(known: Texts) -> Fit:
    """Of the signs that most texts have."""
    signs = [signs_in(text) for text in known.texts]
    all_of, weighed = Counter[str](), Counter[str]()
    for of_text, kind in zip(signs, known.kinds, strict=True):
        all_of.update(of_text)
        weighed.update(dict.fromkeys(of_text, _CALM_COUNTS if kind == PLAIN else 1.0))
    usual = [sign for sign, count in all_of.items() if count >= _LEAST_TEXTS]
    names = sorted(sorted(usual, key=lambda sign: (-weighed[sign], sign))[:_MOST_SIGNS])
    kinds = (PLAIN, *sorted({*known.kinds} - {PLAIN}))
    matrix = Signs(signs, names)
    wanted = np.array([[one == kind for kind in kinds] for one in known.kinds], np.float32)
    weights, bias = regression(matrix, wanted)
    whole = _whole(_REGRESSION * weights + _BAYES * _bayes(matrix, wanted))
    return Fit(kinds, dict(zip(names, whole, strict=True)), _whole(_REGRESSION * bias))


def _whole(values: _Values) -> Whole:
    return np.clip(np.round(values * UNIT), -MOST, MOST).astype(np.int16)


def _bayes(matrix: Signs, wanted: _Values) -> _Values:
    """Logarithm of each sign's share of a kind's signs, less the mean of all kinds'."""
    counts = matrix.transposed_times(wanted, counted=True) + _UNSEEN_COUNT
    shares = np.log(counts / counts.sum(axis=0))
    centred: _Values = shares - shares.mean(axis=1, keepdims=True)
    return centred


def regression(
    matrix: Signs, wanted: _Values, *, penalty: float = _PENALTY
) -> tuple[_Values, _Values]:
    """Weights and bias of each kind. The steps are as long as the curvature's bound allows."""
    share = 1 - wanted[:, :1].mean()
    weighed = np.where(wanted[:, :1] == 0, 0.5 / share, 0.5 / (1 - share)).astype(np.float32)
    bounds = weighed * (matrix.lengths()[:, None] + 1)
    bound = np.vstack([matrix.transposed_times(bounds) / 2 + penalty, bounds.sum(axis=0) / 2])
    at = np.zeros((matrix.shape[1] + 1, wanted.shape[1]), np.float32)
    ahead, momentum = at.copy(), 1.0
    for _ in range(_STEPS):
        wrong = weighed * (_shares(matrix.times(ahead[:-1]) + ahead[-1]) - wanted)
        slope = np.vstack(
            [matrix.transposed_times(wrong) + penalty * ahead[:-1], wrong.sum(axis=0)]
        )
        after = (ahead - slope / bound).astype(np.float32)
        further = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = (after + (momentum - 1) / further * (after - at)).astype(np.float32)
        at, momentum = after, further
    return at[:-1], at[-1]


def _shares(amounts: _Values) -> _Values:
    raised = np.exp(amounts - amounts.max(axis=1, keepdims=True))
    shares: _Values = raised / raised.sum(axis=1, keepdims=True)
    return shares


def scored(texts: Sequence[str], fit: Fit) -> _Values:
    """How likely each text is of each kind."""
    names = tuple(fit.weights)
    weights = np.array([fit.weights[name] for name in names], np.float32)
    matrix = Signs([signs_in(text) for text in texts], names)
    return _shares(((matrix.times(weights) + fit.bias) / UNIT).astype(np.float32))


def cross_validated(known: Texts) -> _Values:
    """How likely each text is of each kind, by weights fitted without its fold."""
    fold = np.random.default_rng(0).permutation(len(known.texts)) % _FOLDS
    found = np.empty((len(known.texts), len({*known.kinds})), np.float32)
    for number in range(_FOLDS):
        rest = np.flatnonzero(fold != number)
        texts, kinds = (tuple(side[at] for at in rest) for side in (known.texts, known.kinds))
        fit = fitted(Texts(texts, kinds))
        unseen = np.flatnonzero(fold == number)
        found[unseen] = scored([known.texts[at] for at in unseen], fit)
    return found


def _write(fit: Fit) -> int:
    """Writes the weights; how many bytes they take."""
    rows = {sign: "".join(chr(ZERO + int(one)) for one in row) for sign, row in fit.weights.items()}
    whole = {"kinds": fit.kinds, "bias": fit.bias.tolist(), "weights": rows}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
    return WEIGHTS_FILE.write_bytes(text.encode())


def main() -> None:
    """Print what is told at each threshold, or renew the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    known = judged()
    if parser.parse_args().write:
        fit = fitted(known)
        size = _write(fit) / 1000
        print(f"{len(known.texts)} texts, {len(fit.weights)} signs, {size:.0f} KB")
        return
    found = cross_validated(known)
    kinds = (PLAIN, *sorted({*known.kinds} - {PLAIN}))
    told = np.array([kind != PLAIN for kind in known.kinds])
    named = [kinds[1 + at] for at in found[:, 1:].argmax(axis=1)]
    right = np.array([name == kind for name, kind in zip(named, known.kinds, strict=True)])
    odds = np.log((1 - found[:, 0]) / found[:, 0])
    print(f"| From | of {told.sum()} in trouble | of the right kind | of {(~told).sum()} others |")
    print("|---|---|---|---|")
    for least in _THRESHOLDS:
        above = odds >= least
        of_kind = right[told & above].mean()
        print(f"| {least} | {above[told].mean():.2f} | {of_kind:.2f} | {above[~told].mean():.3f} |")


if __name__ == "__main__":
    main()
