"""What each step of the pipeline is worth: every step switched off alone, on BEIR folders.

    python -m benchmarks.ablation FOLDER [FOLDER …] [--split dev] [--aliases 5]

Prints Markdown for docs/relevance.md: nDCG@10 with everything on, and the loss without each step.
"""

from __future__ import annotations

import argparse
import dataclasses
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from unittest.mock import patch

from search_service.analysis.chains import FIELDS, Analyser, make_analyser
from search_service.answering import signals
from search_service.asking import lexicon, query
from search_service.engines import embedded_engine, norms
from search_service.evaluation.datasets import Dataset, load_beir
from search_service.evaluation.evaluate import evaluate, index_documents
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

Switch = Callable[[ExitStack], None]


def _set(module: object, name: str, value: object) -> Switch:
    def switch(stack: ExitStack) -> None:
        stack.enter_context(patch.object(module, name, value))

    return switch


def _field_off(field: str) -> Switch:
    return _set(query, "FIELD_WEIGHTS", {**query.FIELD_WEIGHTS, field: 0.0})


def _usual_bm25(stack: ExitStack) -> None:
    usual = {"K1": 1.2, "B": 0.9, "BODY_B": 0.9}
    for name, value in usual.items():
        stack.enter_context(patch.dict(getattr(norms, name), dict.fromkeys(FIELDS, value)))


def _body_as_headlines(stack: ExitStack) -> None:
    stack.enter_context(patch.dict(norms.BODY_B, norms.B))
    stack.enter_context(patch.dict(norms.BODY_WEIGHT, dict.fromkeys(FIELDS, 1.0)))


def _signal_off(name: str) -> Switch:
    rest = tuple(signal for signal in signals.SIGNALS if signal.name != name)
    return _set(signals, "SIGNALS", rest)


# Steps that act on a query; the index stays.
QUERY_SWITCHES: Mapping[str, Switch] = {
    "coordination of words": _set(embedded_engine, "COORDINATION", 0.0),
    "rare characters count more": _set(query, "RARITY_POWER", 0.0),
    "characters of function words count less": _set(query, "FUNCTION_CHARACTER_WEIGHT", 1.0),
    "function concepts count less": _set(query, "FUNCTION_CONCEPT_WEIGHT", 1.0),
    **{f"signal {signal.name}": _signal_off(signal.name) for signal in signals.SIGNALS},
    "homophones put right": _set(lexicon, "_CHANGE_COST", 1e6),
    "field p (syllables)": _field_off("p"),
    "field pb (syllable pairs)": _field_off("pb"),
    "field w (words)": _field_off("w"),
    "field u (characters)": _field_off("u"),
}


# Steps that act on an index.
INDEX_SWITCHES: Mapping[str, Switch] = {
    "k1 and b a field (instead of 1.2, .9)": _usual_bm25,
    "running text apart from headlines": _body_as_headlines,
}


@contextmanager
def _switched(switch: Switch) -> Iterator[None]:
    with ExitStack() as stack:
        switch(stack)
        yield


def _score(
    dataset: Dataset, analyser: Analyser, switches: Mapping[str, Switch]
) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        search = index_documents(dataset.documents, analyser, Path(folder))
        scores = {"": evaluate(dataset, search).mean("nDCG@10")}
        for name, switch in switches.items():
            with _switched(switch):
                scores[name] = evaluate(dataset, search).mean("nDCG@10")
    return scores


def ablate(dataset: Dataset, analyser: Analyser) -> dict[str, float]:
    """nDCG@10 of the whole pipeline (key "") and without each step."""
    scores = _score(dataset, analyser, QUERY_SWITCHES)
    without = dataclasses.replace(analyser.words, synonyms=())
    plain = make_analyser(without, analyser.cache_folder)
    scores["synonym groups as concepts"] = _score(dataset, plain, {})[""]
    for name, switch in INDEX_SWITCHES.items():
        with _switched(switch):
            scores[name] = _score(dataset, analyser, {})[""]
    return scores


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--split", default="dev")
    parser.add_argument("--aliases", type=int)
    options = parser.parse_args()
    analyser = load_analyser(Settings())
    columns = {
        folder.name: ablate(load_beir(folder, options.split, options.aliases), analyser)
        for folder in options.folders
    }
    print("| | " + " | ".join(columns) + " |")
    print("|---" * (len(columns) + 1) + "|")
    for step in next(iter(columns.values())):
        cells = []
        for scores in columns.values():
            loss = scores[step] - scores[""]
            cells.append(f"{scores['']:.4f}" if not step else f"{loss:+.4f}")
        print(f"| {'without ' + step if step else 'everything on'} | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
