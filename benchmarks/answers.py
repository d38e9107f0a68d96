"""How likely an answer is right: fits the confidence of answers and tables it.

    python -m benchmarks.answers

Fits `answering.answer_confidence` on all of `content/judgements/` but the held-out and the sealed
half, with five-fold cross-validation: how likely a unit is right, and whether any article is on
the question (without units that are wrong though their question has an answer). Those that no
article is on were written shorter than the others; they are weighed so that both sides are equally
long, or length alone would tell them apart. Prints Markdown for docs/relevance.md: the constants,
predicted against seen, and what is kept of right answers at each share of unanswerable questions
that get a card.
"""

from __future__ import annotations

import tempfile
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import ROOT
from search_service.answering.answer_confidence import (
    RIGHT,
    SUBJECT,
    Evidence,
    Findings,
    evidence_of,
    is_of_a_rival,
    of_article,
)
from search_service.answering.answers import Found, lead_of
from search_service.answering.asked import understood_text
from search_service.answering.choosing import choose
from search_service.answering.confidence import mass_of
from search_service.answering.rows_together import hardly_apart, rows_together
from search_service.answering.search import Search
from search_service.content.corpus import load_corpus
from search_service.evaluation.answers import JudgedAnswer, load_answers, load_unanswered
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser, publish
from search_service.settings import Settings

_FOLDS = 5
_BINS = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)
_RATES = (0.035, 0.05, 0.1)
_UNSEEN = ("held-out", "sealed")
# Where one length of question ends and the next begins, in characters, and how much more than
# another one of its side a question may count.
_LENGTHS = (6, 7, 8, 9, 10, 11, 13, 15)
_MOST_WEIGHT = 4.0
_Values = NDArray[np.float64]


@dataclass(frozen=True)
class _Sample:
    """Of one question: what speaks for its best unit, whether it is right, and its fold."""

    evidence: Evidence
    right: bool
    answerable: bool
    split: str
    fold: int
    length: int


def _sample(search: Search, text: str, judged: JudgedAnswer | None, split: str) -> _Sample | None:
    """None for a question that never has a card: without a unit, or on a loan of others."""
    result = search.search(text, limit=3)
    answering = search.answering
    found = [Found(hit.article.id, hit.score) for hit in result.hits]
    asked = answering.asked(result.query)
    scored = choose(asked, answering.places(understood_text(result.query), found))
    if not scored or is_of_a_rival(result.query.rivals, scored[0].unit.unit):
        return None
    best = scored[0]
    mass = mass_of(result.query, search.engine)
    known = result.hits[0].known if found else 1.0
    explained = found[0].score / known / mass if mass and found else 0.0
    findings = Findings(explained, lead_of(found), 0.0, *scored.best_two)
    evidence = evidence_of(best, of_article(best.place.article, asked), findings, asked)
    rows = rows_together(asked, best) or hardly_apart(best, scored)
    shown = " ".join(unit.text for unit in rows or [best.unit.unit])
    right = bool(judged and judged.is_answered_by(best.unit.unit.article_id, shown))
    fold = zlib.crc32(text.encode()) % _FOLDS
    return _Sample(evidence, right, judged is not None, split, fold, len(text))


def _samples(search: Search) -> list[_Sample]:
    folder = ROOT / "content" / "judgements"
    answerable = [
        _sample(search, one.text, one, one.split) for one in load_answers(folder / "answers.tsv")
    ]
    unanswered = [
        _sample(search, one.text, None, one.split)
        for one in load_unanswered(folder / "no_answer.tsv")
    ]
    return [one for one in answerable + unanswered if one is not None]


def _counted(samples: Sequence[_Sample]) -> _Values:
    """What each sample counts, so that unanswerable ones are as long as the others."""
    lengths = np.digitize([one.length for one in samples], _LENGTHS)
    nothing = np.array([not one.answerable for one in samples])
    counted = np.ones(len(samples))
    for length in {*lengths.tolist()}:
        at = lengths == length
        wanted, there = (at & ~nothing).sum() / (~nothing).sum(), (at & nothing).sum()
        counted[at & nothing] = min(_MOST_WEIGHT, wanted * nothing.sum() / max(1, there))
    return counted


@dataclass(frozen=True)
class _Fit:
    """What is fitted: the weights of which signs, and on which samples."""

    signs: Mapping[str, float]
    wrong_ones: bool

    @property
    def names(self) -> Sequence[str]:
        """The signs that are fitted; that a term is defined is given."""
        return [name for name in self.signs if name != "defines"]

    def design(self, samples: Sequence[_Sample]) -> tuple[_Values, _Values]:
        """What is weighed, and what is given."""
        design = np.array(
            [[*(getattr(one.evidence, name) for name in self.names), 1.0] for one in samples],
            np.float64,
        )
        return design, np.array([self.signs["defines"] * one.evidence.defines for one in samples])

    def weights(self, samples: Sequence[_Sample]) -> _Values:
        """Weights of the signs, and the bias: logistic regression, Newton's method."""
        used = [one for one in samples if self.wrong_ones or one.right or not one.answerable]
        design, given = self.design(used)
        right = np.array([one.right for one in used], dtype=np.float64)
        counted = _counted(used)
        weights = np.zeros(design.shape[1])
        penalty = np.diag([*design[:, :-1].var(0), 0.0])  # as if all signs varied alike
        for _ in range(50):
            likely = 1 / (1 + np.exp(-design @ weights - given))
            gradient = design.T @ (counted * (likely - right)) + penalty @ weights
            curvature = (design.T * (counted * likely * (1 - likely))) @ design + penalty
            weights -= np.linalg.solve(curvature, gradient)
        return weights

    def likely(self, samples: Sequence[_Sample], weights: _Values) -> _Values:
        """The probability of each sample."""
        design, given = self.design(samples)
        likely: _Values = 1 / (1 + np.exp(-design @ weights - given))
        return likely

    def cross_validated(self, samples: Sequence[_Sample]) -> _Values:
        """The probability of each sample by weights of the other folds."""
        likely = np.zeros(len(samples))
        folds = np.array([one.fold for one in samples])
        for fold in range(_FOLDS):
            weights = self.weights([one for one in samples if one.fold != fold])
            likely[folds == fold] = self.likely(
                [one for one in samples if one.fold == fold], weights
            )
        return likely


_FITS = {"RIGHT": _Fit(RIGHT, wrong_ones=True), "SUBJECT": _Fit(SUBJECT, wrong_ones=False)}


def _predicted(name: str, samples: Sequence[_Sample], likely: _Values) -> Iterator[str]:
    right = np.array([one.right for one in samples])
    unanswerable = np.array([not one.answerable for one in samples])
    yield f"\n| Predicted, {name} | questions | right | of them unanswerable |\n|---|---|---|---|"
    for low, high in pairwise(_BINS):
        inside = (likely >= low) & (likely < high)
        share = f"{right[inside].mean():.2f}" if inside.any() else "–"
        row = (f"{low} to {min(high, 1)}", inside.sum(), share, unanswerable[inside].sum())
        yield f"| {' | '.join(map(str, row))} |"


def _kept(name: str, samples: Sequence[_Sample], likely: _Values) -> Iterator[str]:
    right = np.array([one.right for one in samples])
    unanswerable = np.array([not one.answerable for one in samples])
    yield f"\n| Unanswerable with a card, {name} | from | right answers kept |\n|---|---|---|"
    falling = np.sort(likely[unanswerable])[::-1]
    for rate in _RATES:
        bound = falling[int(rate * len(falling))]
        yield f"| {rate:.1%} | {bound:.2f} | {(likely[right] > bound).mean():.0%} |"


def main() -> None:
    """Index the content, fit, and print."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(project_dir=ROOT, state_dir=Path(folder))
        analyser = load_analyser(settings)
        search = publish(settings, documents_of(load_corpus(settings.content_folder)), analyser)
        samples = _samples(search)
    tuned = [one for one in samples if one.split not in _UNSEEN]
    parts = {split: [one for one in samples if one.split == split] for split in _UNSEEN}
    for name, fit in _FITS.items():
        *weights, bias = fitted = fit.weights(tuned)
        pairs = zip(fit.names, weights, strict=True)
        print(
            f"{name} = {{", *(f'    "{one}": {weight:.4g},' for one, weight in pairs), "}", sep="\n"
        )
        print(f"{name}_BIAS = {bias:.4g}")
        table = _predicted if name == "RIGHT" else _kept
        print(*table("cross-validated", tuned, fit.cross_validated(tuned)), sep="\n")
        for split, part in parts.items():
            print(*table(split, part, fit.likely(part, fitted)), sep="\n")


if __name__ == "__main__":
    main()
