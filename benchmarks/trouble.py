"""How likely a text tells of trouble: fits what each character and pair of characters says.

    python -m benchmarks.trouble
    python -m benchmarks.trouble --write

Prints Markdown for docs/relevance.md, cross-validated; `--write` renews
`search_service/asking/trouble_weights.json`. Texts of trouble and ordinary ones are those of
`content/judgements/` but the held-out and the sealed ones; who asks for an article that is also
for trouble is left out, unless he is judged to be calm.

A logistic regression with both sides of equal weight and a quadratic penalty, solved by accelerated
gradient descent (Nesterov 1983). A gram that a text has counts the more, the fewer known ones it
has: each row of the matrix has length 1.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import ROOT
from search_service.asking.trouble import UNIT, WEIGHTS_FILE, grams_of
from search_service.evaluation.answers import load_answers, load_unanswered

_JUDGEMENTS = ROOT / "content" / "judgements"
_UNSEEN = ("held-out", "sealed")
_PLAIN = "plain"
_LEAST_TEXTS, _MOST_GRAMS = 2, 2000
_PENALTY, _STEPS = 0.1, 400
_FOLDS = 5
_THRESHOLDS = (0.4, 0.5, 0.6, 0.7, 0.8)

_Values = NDArray[np.float64]


@dataclass(frozen=True)
class Texts:
    """Texts as the search understood them, and whether each tells of trouble."""

    texts: tuple[str, ...]
    told: NDArray[np.bool_]


def judged() -> Texts:
    """All but the unseen ones."""
    with (_JUDGEMENTS / "distress.tsv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    rows = [row for row in rows if row["half"] not in _UNSEEN]
    trouble = [row["query"] for row in rows if row["kind"] != _PLAIN]
    urgent = {code for row in rows if row["kind"] != _PLAIN for code in row["articles"].split("|")}
    calm = [row["query"] for row in rows if row["kind"] == _PLAIN]
    answers = load_answers(_JUDGEMENTS / "answers.tsv")
    calm += [
        one.text for one in answers if one.split not in _UNSEEN and one.articles.isdisjoint(urgent)
    ]
    unanswered = load_unanswered(_JUDGEMENTS / "no_answer.tsv")
    calm += [one.text for one in unanswered if one.split not in _UNSEEN]
    told = np.array([True] * len(trouble) + [False] * len(calm))
    return Texts((*trouble, *calm), told)


def fitted(texts: Sequence[str], told: NDArray[np.bool_]) -> tuple[dict[str, float], float]:
    """Weights of grams, and the bias: of all that enough texts have, then of the weightiest."""
    counts = Counter(gram for text in texts for gram in grams_of(text))
    grams = sorted(gram for gram, count in counts.items() if count >= _LEAST_TEXTS)
    weights, _ = _solved(texts, told, grams)
    kept = np.sort(np.argsort(-np.abs(weights), kind="stable")[:_MOST_GRAMS])
    grams = [grams[at] for at in kept]
    weights, bias = _solved(texts, told, grams)
    return dict(zip(grams, weights.tolist(), strict=True)), bias


def _solved(
    texts: Sequence[str], told: NDArray[np.bool_], grams: Sequence[str]
) -> tuple[_Values, float]:
    places = {gram: at for at, gram in enumerate(grams)}
    held = np.zeros((len(texts), len(grams) + 1), np.float32)
    for row, text in enumerate(texts):
        known = [places[gram] for gram in grams_of(text) if gram in places]
        held[row, known] = 1 / np.sqrt(max(1, len(known)))
    held[:, -1] = 1.0
    share = told.mean()
    weighed = np.where(told, 0.5 / share, 0.5 / (1 - share)).astype(np.float32)  # they sum to all
    penalty = np.full(len(grams) + 1, _PENALTY, np.float32)
    penalty[-1] = 0.0
    step = 1.0 / (0.5 * len(texts) + _PENALTY)  # rows of length 1 and the bias, a quarter of 2
    at = np.zeros(len(grams) + 1, np.float32)
    ahead, momentum = at.copy(), 1.0
    for _ in range(_STEPS):
        wrong = weighed * (1 / (1 + np.exp(-held @ ahead)) - told)
        after = ahead - step * (held.T @ wrong + penalty * ahead)
        further = (1 + np.sqrt(1 + 4 * momentum**2)) / 2
        ahead = after + (momentum - 1) / further * (after - at)
        at, momentum = after, further
    return at[:-1].astype(np.float64), float(at[-1])


def scored(texts: Sequence[str], weights: Mapping[str, float], bias: float) -> _Values:
    """How likely each text tells of trouble."""
    amounts = []
    for text in texts:
        known = [weights[gram] for gram in grams_of(text) if gram in weights]
        amounts.append(sum(known) / np.sqrt(max(1, len(known))) + bias)
    found: _Values = 1 / (1 + np.exp(-np.array(amounts, np.float64)))
    return found


def cross_validated(judged_texts: Texts) -> _Values:
    """How likely each text tells of trouble, by weights fitted without its fold."""
    texts, told = judged_texts.texts, judged_texts.told
    fold = np.random.default_rng(0).permutation(len(texts)) % _FOLDS
    found = np.empty(len(texts))
    for number in range(_FOLDS):
        rest = [text for text, of in zip(texts, fold, strict=True) if of != number]
        weights, bias = fitted(rest, told[fold != number])
        unseen = [text for text, of in zip(texts, fold, strict=True) if of == number]
        found[fold == number] = scored(unseen, weights, bias)
    return found


def main() -> None:
    """Print what is told at each threshold, or renew the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    known = judged()
    if parser.parse_args().write:
        weights, bias = fitted(known.texts, known.told)
        whole = {gram: round(weight * UNIT) for gram, weight in weights.items()}
        fit = {"bias": round(bias * UNIT), "weights": whole}
        text = json.dumps(fit, ensure_ascii=False, separators=(",", ":"))
        WEIGHTS_FILE.write_text(text + "\n", encoding="utf-8")
        print(f"{len(known.texts)} texts, {len(whole)} weights: {WEIGHTS_FILE.relative_to(ROOT)}")
        return
    found = cross_validated(known)
    print(f"| From | of {known.told.sum()} in trouble | of {(~known.told).sum()} others |")
    print("|---|---|---|")
    for least in _THRESHOLDS:
        of_trouble, others = (
            float((found[side] >= least).mean()) for side in (known.told, ~known.told)
        )
        print(f"| {least} | {of_trouble:.2f} | {others:.3f} |")


if __name__ == "__main__":
    main()
