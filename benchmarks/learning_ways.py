"""Each way in which one network can attack, tried on a copy of a month's counts.

`python -m benchmarks.learning_ways [SEED [VISITS]] [noisy|very] [HAND] [WAY ...]`: what is hidden,
planted, or given another next step by each way of `learning_attacks` (all of them where none is
named).
"""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from benchmarks.learning import HANDS, LAST_DAY, STEPS, is_right, month_of, named_of
from benchmarks.learning_attacks import Attacks
from benchmarks.learning_manners import Noise
from search_service.analysis.chains import Analyser
from search_service.cli.aliases import writable
from search_service.cli.learning_input import judged_texts
from search_service.learning.aliased import AliasTrial
from search_service.learning.exposure import Ranking, ranking_of
from search_service.learning.findings import Group, findings_of
from search_service.learning.questions import questions_of
from search_service.learning.simulation.intents import Intent
from search_service.learning.simulation.month import Month
from search_service.records.visit_log import kept_text, safe_visits
from search_service.records.visit_reading import read_counts
from search_service.records.visit_store import VisitStore
from search_service.records.visits import Visit
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

_BATCH = 1_000


@dataclass(frozen=True)
class _Reporter:
    """Reports what a store has counted."""

    month: Month
    analyser: Analyser
    tools: frozenset[str]
    ranking: Ranking

    def groups(self, folder: Path) -> Sequence[Group]:
        counts = read_counts(VisitStore(folder / "queries.sqlite"), date.min)
        questions = questions_of(counts, self.analyser)
        return findings_of(questions, self.tools, ranking=self.ranking).failing


def main(seed: int, visits: int, noise: Noise, hand: str, wanted: Sequence[str]) -> None:
    """Simulate and count once, then attack copies."""
    settings = Settings()
    analyser = load_analyser(settings)
    documents = documents_of(writable(settings.content_folder).public)
    search = AliasTrial(documents, analyser).search
    judged = judged_texts(settings, documents)
    month = month_of(search, judged, seed, visits, noise=noise, hand=hand)
    reporter = _Reporter(month, analyser, frozenset(documents.tool_articles), ranking_of(search))
    with tempfile.TemporaryDirectory() as made:
        honest = Path(made) / "honest"
        honest.mkdir()
        _count(honest, month.visits)
        found = reporter.groups(honest)
        quiet = named_of(month, found)
        gaps = [one for one in month.planted if one.kind in STEPS and one in quiet]
        right = [one for one in gaps if is_right(one, quiet[one])]
        decoys = [one.name for one in quiet if one.kind not in STEPS and one in month.planted]
        print(
            f"honest: {len(gaps)} named, {len(right)} right, decoys {decoys}, {len(found)} rows",
            flush=True,
        )
        ways = Attacks(search, month, gaps, LAST_DAY, seed).ways()
        for way in wanted or ways:
            folder = Path(made) / way
            shutil.copytree(honest, folder)
            sent = ways[way]()
            _count(folder, sent)
            told = _told(month, quiet, reporter.groups(folder))
            print(f"{way}: {len(sent)} visits; {told}", flush=True)


def _count(folder: Path, visits: Sequence[Visit]) -> None:
    store = VisitStore(folder / "queries.sqlite")
    safe = safe_visits(visits)
    for start in range(0, len(safe), _BATCH):
        store.add(safe[start : start + _BATCH])


def _told(month: Month, quiet: dict[Intent, Group], found: Sequence[Group]) -> str:
    """What is no longer named, has another next step, and is named beside."""
    honest = {kept_text(one.text) for visit in month.visits for one in visit.asked}
    named = named_of(month, found)
    gaps = [one for one in quiet if one.kind in STEPS and one in month.planted]
    hidden = [f"{one.name} {quiet[one].visits}" for one in gaps if one not in named]
    astray = [
        f"{one.name} {quiet[one].visits}"
        for one in gaps
        if one in named and is_right(one, quiet[one]) and not is_right(one, named[one])
    ]
    beside = [f"{g.name} {g.visits}" for one, g in named.items() if one not in quiet]
    made_up = [f"{g.name} {g.visits}" for g in found if not _is_of(g, honest)]
    return f"hidden {hidden}, led astray {astray}, planted {beside + made_up}, {len(found)} rows"


def _is_of(group: Group, honest: set[str]) -> bool:
    """Whether most of a group was asked by honest readers as well."""
    of = sum(n for one in group.questions for text, n in one.texts.items() if text in honest)
    return 2 * of >= sum(one.visits for one in group.questions)


if __name__ == "__main__":
    given = sys.argv[1:]
    numbers = [int(word) for word in given if word.isdecimal()]
    other_hand = next((word for word in given if word in {"other", *HANDS}), "")
    level: Noise = "very" if "very" in given else "noisy" if "noisy" in given else "clean"
    others = {"noisy", "very", other_hand}
    main(
        numbers[0] if numbers else 1,
        numbers[1] if len(numbers) > 1 else 100_000,
        level,
        other_hand,
        [word for word in given if not word.isdecimal() and word not in others],
    )
