"""How likely a text tells of trouble, and of which kind: fits what each of its signs says.

    python -m benchmarks.trouble
    python -m benchmarks.trouble --write

Prints Markdown for docs/relevance.md, cross-validated; `--write` renews
`search_service/asking/trouble_weights.json`. Texts of trouble and ordinary ones are those of
`content/judgements/` but the held-out and the sealed ones, and what articles say they are asked.
Who asks for an article that is also for trouble is left out, unless he is judged to be calm.

A multinomial logistic regression with trouble and calm of equal weight and a quadratic penalty,
solved by accelerated gradient descent (Nesterov 1983). A sign that a text has counts the more, the
fewer known ones it has: each row of the matrix has length 1.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import ROOT
from search_service.analysis.normalise import normalised_text
from search_service.analysis.word_lists import Situation
from search_service.asking.trouble import PLAIN, UNIT, WEIGHTS_FILE, signs_in
from search_service.content.corpus import load_corpus
from search_service.content.word_lists import load_word_lists
from search_service.evaluation.answers import load_answers, load_unanswered

_CONTENT = ROOT / "content"
_JUDGEMENTS = _CONTENT / "judgements"
_UNSEEN = ("held-out", "sealed")
_LEAST_TEXTS, _MOST_SIGNS = 2, 1500
_PENALTY, _STEPS = 0.1, 200
_FOLDS = 5
_THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
# Articles beside those of situations that whoever is in trouble may want.
_ALSO_FOR_TROUBLE = {"A-112", "P-106", "S-101", "S-103"}

_Values = NDArray[np.float64]


@dataclass(frozen=True)
class Texts:
    """Normalised texts, and the kind of trouble that each tells of, `PLAIN` where none."""

    texts: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class Fit:
    """What each sign adds to each kind, and what each kind begins with."""

    kinds: tuple[str, ...]
    weights: dict[str, _Values]
    bias: _Values


def _rows(name: str) -> Iterator[dict[str, str]]:
    with (_JUDGEMENTS / name).open(encoding="utf-8", newline="") as lines:
        rows = csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
        yield from (row for row in rows if row["half"] not in _UNSEEN)


def _kind_for(code: str, situations: Iterable[Situation]) -> str | None:
    """The kind of trouble that an article is for: first of all, among others, or nearly."""
    for_it = [(one.kind, one.articles.index(code)) for one in situations if code in one.articles]
    near = [(one.kind, len(one.articles)) for one in situations if code in one.near]
    kinds = [(place, kind) for kind, place in (*for_it, *near) if kind]
    return min(kinds, key=lambda one: one[0])[1] if kinds else None


def judged() -> Texts:
    """All but the unseen ones."""
    situations = load_word_lists(_CONTENT / "words").situations
    urgent = {code for one in situations for code in (*one.articles, *one.near)}
    urgent |= _ALSO_FOR_TROUBLE
    told: dict[str, str] = {}
    calm: list[str] = []
    for row in (*_rows("distress.tsv"), *_rows("trouble.tsv")):
        if row["kind"] == PLAIN:
            calm.append(row["query"])
        elif kind := _kind_for(row["articles"].split("|")[0], situations):
            told[normalised_text(row["query"])] = kind
    answers = load_answers(_JUDGEMENTS / "answers.tsv")
    calm += [
        one.text for one in answers if one.split not in _UNSEEN and one.articles.isdisjoint(urgent)
    ]
    unanswered = load_unanswered(_JUDGEMENTS / "no_answer.tsv")
    calm += [one.text for one in unanswered if one.split not in _UNSEEN]
    calm += _asked_for_others(urgent)
    ordinary = dict.fromkeys(map(normalised_text, calm), PLAIN)
    kinds = ordinary | told
    return Texts(tuple(kinds), tuple(kinds.values()))


def _asked_for_others(urgent: set[str]) -> Iterator[str]:
    """Judged queries and what articles say they are asked, of those that are for no trouble."""
    with (_JUDGEMENTS / "queries.tsv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            if urgent.isdisjoint(row["expected"].split("|")):
                yield row["query"]
    for article in load_corpus(_CONTENT).articles:
        head = article.front_matter
        if head.id not in urgent:
            yield from (head.title, *head.questions)
            yield from article.place_questions.all()


def fitted(known: Texts) -> Fit:
    """Of all signs that enough texts have, then of the weightiest."""
    signs = [signs_in(text) for text in known.texts]
    counts = Counter(sign for of_text in signs for sign in of_text)
    names = sorted(sign for sign, count in counts.items() if count >= _LEAST_TEXTS)
    kinds = (PLAIN, *sorted({*known.kinds} - {PLAIN}))
    weights, _ = _solved(signs, known.kinds, names, kinds)
    weight = np.abs(weights).max(axis=1)
    kept = np.sort(np.argsort(-weight, kind="stable")[:_MOST_SIGNS])
    names = [names[at] for at in kept]
    weights, bias = _solved(signs, known.kinds, names, kinds)
    return Fit(kinds, dict(zip(names, weights, strict=True)), bias)


def _solved(
    signs: Sequence[set[str]], told: Sequence[str], names: Sequence[str], kinds: Sequence[str]
) -> tuple[_Values, _Values]:
    places = {name: at for at, name in enumerate(names)}
    held = np.zeros((len(signs), len(names)), np.float32)
    for row, of_text in enumerate(signs):
        known = [places[sign] for sign in of_text if sign in places]
        held[row, known] = 1 / np.sqrt(max(1, len(known)))
    wanted = np.array([[one == kind for kind in kinds] for one in told], np.float32)
    share = 1 - wanted[:, 0].mean()
    weighed = np.where(wanted[:, :1] == 0, 0.5 / share, 0.5 / (1 - share)).astype(np.float32)
    step = 1.0 / (_greatest_curvature(held, weighed) + _PENALTY)
    at = np.zeros((len(names) + 1, len(kinds)), np.float32)
    ahead, momentum = at.copy(), 1.0
    for _ in range(_STEPS):
        wrong = weighed * (_shares(held @ ahead[:-1] + ahead[-1]) - wanted)
        slope = np.vstack([held.T @ wrong + _PENALTY * ahead[:-1], wrong.sum(axis=0)])
        after = (ahead - step * slope).astype(np.float32)
        further = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = (after + (momentum - 1) / further * (after - at)).astype(np.float32)
        at, momentum = after, further
    return at[:-1].astype(np.float64), at[-1].astype(np.float64)


def _shares(amounts: NDArray[np.float32]) -> NDArray[np.float32]:
    raised = np.exp(amounts - amounts.max(axis=1, keepdims=True))
    shares: NDArray[np.float32] = raised / raised.sum(axis=1, keepdims=True)
    return shares


def _greatest_curvature(held: NDArray[np.float32], weighed: NDArray[np.float32]) -> float:
    """Half the greatest eigenvalue of the weighed squares, the bias among them: by powers."""
    whole = np.hstack([held, np.ones((len(held), 1), np.float32)])
    at = np.ones(whole.shape[1], np.float32)
    length = 1.0
    for _ in range(20):
        ahead = whole.T @ (weighed[:, 0] * (whole @ at))
        length = float(np.linalg.norm(ahead))
        at = (ahead / length).astype(np.float32)
    return 0.5 * length


def scored(texts: Iterable[str], fit: Fit) -> _Values:
    """How likely each text is of each kind."""
    amounts = []
    for text in texts:
        known = [fit.weights[sign] for sign in signs_in(text) if sign in fit.weights]
        amounts.append(sum(known, np.zeros(len(fit.kinds))) / max(1, len(known)) ** 0.5 + fit.bias)
    raised = np.exp(np.array(amounts))
    shares: _Values = raised / raised.sum(axis=1, keepdims=True)
    return shares


def cross_validated(known: Texts) -> _Values:
    """How likely each text is of each kind, by weights fitted without its fold."""
    fold = np.random.default_rng(0).permutation(len(known.texts)) % _FOLDS
    found = np.empty((len(known.texts), len({*known.kinds})))
    for number in range(_FOLDS):
        rest = np.flatnonzero(fold != number)
        texts, kinds = (tuple(side[at] for at in rest) for side in (known.texts, known.kinds))
        fit = fitted(Texts(texts, kinds))
        unseen = np.flatnonzero(fold == number)
        found[unseen] = scored([known.texts[at] for at in unseen], fit)
    return found


def _whole(values: _Values) -> list[int]:
    return [round(float(one) * UNIT) for one in values]


def main() -> None:
    """Print what is told at each threshold, or renew the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    known = judged()
    if parser.parse_args().write:
        fit = fitted(known)
        rows = {sign: _whole(row) for sign, row in fit.weights.items()}
        whole = {"kinds": fit.kinds, "bias": _whole(fit.bias), "weights": rows}
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
        WEIGHTS_FILE.write_text(text + "\n", encoding="utf-8")
        size = len(text.encode()) / 1000
        print(f"{len(known.texts)} texts, {len(rows)} signs, {size:.0f} KB")
        return
    found = cross_validated(known)
    kinds = (PLAIN, *sorted({*known.kinds} - {PLAIN}))
    told = np.array([kind != PLAIN for kind in known.kinds])
    named = np.array([kinds[1 + at] for at in found[:, 1:].argmax(axis=1)])
    right = named == np.array(known.kinds)
    print(f"| From | of {told.sum()} in trouble | of the right kind | of {(~told).sum()} others |")
    print("|---|---|---|---|")
    for least in _THRESHOLDS:
        above = 1 - found[:, 0] >= least
        of_kind = right[told & above].mean()
        print(f"| {least} | {above[told].mean():.2f} | {of_kind:.2f} | {above[~told].mean():.3f} |")


if __name__ == "__main__":
    main()
