"""How often the first hit is called sure when it is right, wrong, or nothing answers at all.

    python -m benchmarks.confidence

Prints Markdown for docs/relevance.md, over `content/judgements/`.
"""

from __future__ import annotations

import csv
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from unittest.mock import patch

from benchmarks.machine import ROOT
from search_service.answering import confidence
from search_service.answering.search import Search
from search_service.content.corpus import load_corpus
from search_service.evaluation.answers import load_unanswered
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser, publish
from search_service.settings import Settings

_JUDGEMENTS = ROOT / "content" / "judgements"
_THRESHOLDS = (0.5, 0.8, 1.1, 1.4)


def _rows(name: str, column: str) -> list[tuple[str, frozenset[str]]]:
    with (_JUDGEMENTS / name).open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE))
    return [(row["query"], frozenset(row[column].split("|"))) for row in rows]


def shares_called_sure(search: Search) -> Iterator[str]:
    """The share called sure: right and wrong first hits of both sets, then of no answer."""
    sets = (_rows("answers.tsv", "articles"), _rows("queries.tsv", "expected"))
    for judged in sets:
        right: list[bool] = []
        wrong: list[bool] = []
        for query, expected in judged:
            result = search.search(query, limit=1)
            first = result.hits[0].article.id if result.hits else None
            (right if first in expected else wrong).append(result.confident)
        yield from (_share(right), _share(wrong))
    unanswered = load_unanswered(_JUDGEMENTS / "no_answer.tsv")
    yield _share([search.search(one.text, limit=1).confident for one in unanswered])


def _share(sure: Sequence[bool]) -> str:
    return f"{sum(sure) / len(sure):.2f} of {len(sure)}"


def main() -> None:
    """Index the content and print one row a threshold."""
    print("| From | answers: right | wrong | judged: right | wrong | no article answers |")
    print("|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(project_dir=ROOT, state_dir=Path(folder))
        analyser = load_analyser(settings)
        search = publish(settings, documents_of(load_corpus(settings.content_folder)), analyser)
        for threshold in _THRESHOLDS:
            with patch.object(confidence, "SURE_FROM", threshold):
                print(f"| {threshold} | {' | '.join(shares_called_sure(search))} |")


if __name__ == "__main__":
    main()
