"""How much a sentence reads like unsafe advice: fits what each of its signs says.

    python -m benchmarks.unsafe_sound
    python -m benchmarks.unsafe_sound --write

Prints Markdown for docs/security.md, cross-validated, the content by file; `--write` renews
`search_service/checks/unsafe_weights.json`. Unsafe sentences and some safe ones that share their
words are `benchmarks/unsafe_sentences.tsv`, the other safe ones are what the content says. The fit
is that of `benchmarks.trouble`.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import ROOT
from benchmarks.trouble import Signs, regression
from search_service.checks.content_view import open_view
from search_service.checks.unsafe_advice import sentences_in, texts_of, unsafe_advice, values_of
from search_service.checks.unsafe_sound import UNIT, WEIGHTS_FILE, may_be_told, signs_of
from search_service.settings import Settings

_SENTENCES = ROOT / "benchmarks" / "unsafe_sentences.tsv"
_LEAST_SENTENCES, _FOLDS = 2, 5
# Of the content's sentences so many are taken for unsafe when their file is unseen.
_FALSE, _SHOWN = 10, (0, 3, 10, 15, 30)
_PENALTY = 0.02

_Values = NDArray[np.float32]


@dataclass(frozen=True)
class Sentence:
    """A sentence, whether it is unsafe, and the fold in which it is unseen."""

    text: str
    unsafe: bool
    fold: int
    ours: bool = False


@dataclass(frozen=True)
class Fit:
    """What each sign adds, and what every sentence begins with: whole tenths."""

    weights: dict[str, int]
    bias: int


def written() -> Iterator[Sentence]:
    """The sentences of the file."""
    lines = _SENTENCES.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        kind, _, text = line.partition("\t")
        yield Sentence(text.rstrip("。"), kind == "unsafe", number % _FOLDS)


def of_content() -> Iterator[Sentence]:
    """What the content says; all of a file is in one fold."""
    content = open_view(Settings(), datetime.now(UTC).date())
    folds: dict[str, int] = {}
    texts = [(file.shown_as, text) for file, _, text in texts_of(content)]
    texts += [(file.shown_as, text) for file, _, text in values_of(content)]
    for shown_as, text in texts:
        fold = folds.setdefault(shown_as, len(folds) % _FOLDS)
        for sentence in sentences_in(text):
            yield Sentence(sentence.strip(), unsafe=False, fold=fold, ours=True)


def fitted(known: Sequence[Sentence]) -> Fit:
    """Of the signs that more than one sentence has."""
    signs = [signs_of(one.text) for one in known]
    counts = Counter(sign for own in signs for sign in own)
    names = sorted(sign for sign, count in counts.items() if count >= _LEAST_SENTENCES)
    wanted = np.array([[not one.unsafe, one.unsafe] for one in known], np.float32)
    weights, bias = regression(Signs(signs, names), wanted, penalty=_PENALTY)
    whole = np.round((weights[:, 1] - weights[:, 0]) * UNIT).astype(int).tolist()
    told = {sign: weight for sign, weight in zip(names, whole, strict=True) if weight}
    return Fit(told, round(float(bias[1] - bias[0]) * UNIT))


def scored(known: Sequence[Sentence], fit: Fit) -> _Values:
    """How much each reads like unsafe advice; what is not looked at does not at all."""
    names = tuple(fit.weights)
    weights = np.array(list(fit.weights.values()), np.float32)[:, None]
    matrix = Signs([signs_of(one.text) for one in known], names)
    looked_at = np.array([may_be_told(one.text) for one in known])
    found: _Values = np.where(looked_at, matrix.times(weights)[:, 0] + fit.bias, -np.inf)
    return found


def cross_validated(known: Sequence[Sentence]) -> _Values:
    """The same by weights fitted without its fold."""
    found = np.empty(len(known), np.float32)
    folds = np.array([one.fold for one in known])
    for fold in range(_FOLDS):
        fit = fitted([one for one in known if one.fold != fold])
        found[folds == fold] = scored([one for one in known if one.fold == fold], fit)
    return found


def main() -> None:
    """Print what is found at each threshold, or renew the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    known = [*written(), *of_content()]
    found = cross_validated(known)
    ours, unsafe = (np.array([getattr(one, name) for one in known]) for name in ("ours", "unsafe"))
    near = ~ours & ~unsafe
    highest = np.sort(found[ours])[::-1]
    if parser.parse_args().write:
        fit = fitted(known)
        least = int(np.floor(highest[_FALSE])) + 1
        whole = {"bias": fit.bias, "least": least, "weights": fit.weights}
        text = json.dumps(whole, ensure_ascii=False, separators=(",", ":")) + "\n"
        size = WEIGHTS_FILE.write_bytes(text.encode()) / 1000
        print(f"{len(known)} sentences, {len(fit.weights)} signs, told from {least}, {size:.0f} KB")
        return
    listed = np.array([one.unsafe and unsafe_advice(one.text) is not None for one in known])
    print(
        f"| Of {ours.sum()} of the content told | from | of {unsafe.sum()} unsafe "
        f"| with the table | of {near.sum()} near ones |"
    )
    print("|---|---|---|---|---|")
    for false in _SHOWN:
        told = found > highest[false]
        both = (told | listed)[unsafe].mean()
        print(
            f"| {false} | {highest[false]:.0f} | {told[unsafe].mean():.2f} "
            f"| {both:.2f} | {told[near].sum()} |"
        )


if __name__ == "__main__":
    main()
