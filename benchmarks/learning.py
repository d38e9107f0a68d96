"""What a month teaches: `python -m benchmarks.learning [SEED [VISITS]] [noisy|very] [HAND]`.

The month is simulated; the hand `other` plants the gaps of `learning_gaps.yml`,
and `third` to `tenth` are months of `learning_third` to `learning_tenth`, whose readers behave
in other ways as well (`very`: very noisy, not of the third).

Prints how many planted gaps are named with the right next step, how long that takes, and how many
visits would be answered first with the aliases that the guard lets through.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from benchmarks.learning_eighth import EighthHand
from benchmarks.learning_fifth import FifthHand
from benchmarks.learning_fourth import FourthHand
from benchmarks.learning_hand import Hand
from benchmarks.learning_manners import Noise
from benchmarks.learning_ninth import NinthHand
from benchmarks.learning_seventh import SeventhHand
from benchmarks.learning_sixth import SixthHand
from benchmarks.learning_tenth import TenthHand
from benchmarks.learning_third import ThirdHand
from search_service.answering.search import Search
from search_service.cli.aliases import known_texts, writable
from search_service.cli.learning_input import guard_of, judged_texts
from search_service.cli.learning_trials import wanted_aliases
from search_service.evaluation.metrics import success
from search_service.learning.aliased import AliasTrial
from search_service.learning.exposure import ranking_of
from search_service.learning.findings import Group, findings_of
from search_service.learning.questions import questions_of
from search_service.learning.simulation.behaviour import NOISY
from search_service.learning.simulation.intents import Intent, read_planted
from search_service.learning.simulation.month import Month, simulated_month
from search_service.learning.watched import traffic
from search_service.records.visit_log import kept_text, safe_visits
from search_service.records.visit_reading import read_counts
from search_service.records.visit_store import VisitStore
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

STEPS = {"hidden": "alias", "tool": "tool", "missing": "draft", "unhelpful": "improve"}
LAST_DAY = date(2026, 10, 31)
LARGE = 100
HANDS: dict[str, type[Hand]] = {
    one.name: one
    for one in (
        ThirdHand,
        FourthHand,
        FifthHand,
        SixthHand,
        SeventhHand,
        EighthHand,
        NinthHand,
        TenthHand,
    )
}
OTHER_GAPS = Path(__file__).parent / "learning_gaps.yml"


def main(seed: int = 1, visits: int = 100_000, *, noise: Noise = "clean", hand: str = "") -> None:
    """Simulate, count, report, learn; print the figures."""
    settings = Settings()
    analyser = load_analyser(settings)
    texts = writable(settings.content_folder)
    documents = documents_of(texts.public)
    trial = AliasTrial(documents, analyser)
    judged = judged_texts(settings, documents)
    month = month_of(trial.search, judged, seed, visits, noise=noise, hand=hand)
    with tempfile.TemporaryDirectory() as folder:
        store = VisitStore(Path(folder) / "queries.sqlite")
        made = safe_visits(month.visits)
        for start in range(0, len(made), 1_000):
            store.add(made[start : start + 1_000])
        began = time.perf_counter()
        questions = questions_of(read_counts(store, date.min), analyser)
        ranking = ranking_of(trial.search)
        findings = findings_of(questions, documents.tool_articles, ranking=ranking)
        groups = findings.failing
        print(f"counts to groups: {time.perf_counter() - began:.1f} s, {len(groups)} groups")
    _print_named(month, groups)
    found = [*groups, *findings.not_first]
    known = known_texts(texts.articles)
    wanted = wanted_aliases(found, trial.search, settings.query_log_least_count, known)
    failing = {place for group in groups for place in group.members}
    began = time.perf_counter()
    watched = traffic(questions, settings.query_log_least_count, failing)
    verdict = guard_of(settings, trial, documents, watched).judge(wanted)
    accepted = sum(map(len, verdict.accepted.values()))
    print(
        f"guard: {time.perf_counter() - began:.1f} s, {accepted} accepted, "
        f"{len(verdict.refused)} refused"
    )
    for name, search in (("before", trial.search), ("after", verdict.search)):
        ranked = {text: [code for code, _ in search.rank_articles(text)] for text, _ in judged}
        first = sum(success(ranked[text], dict.fromkeys(right, 1), 1) for text, right in judged)
        _print_answered(name, month, partial(_first_of, search))
        print(f"  judged queries first: {first:.0f} of {len(judged)}")


def month_of(  # noqa: PLR0913 - what a month is made of
    search: Search,
    judged: list[tuple[str, tuple[str, ...]]],
    seed: int,
    visits: int,
    *,
    noise: Noise,
    hand: str,
) -> Month:
    """A month of a hand."""
    if hand in HANDS:
        return HANDS[hand](search, judged, LAST_DAY, seed, noise).month(visits)
    return simulated_month(
        search,
        read_planted(OTHER_GAPS) if hand == "other" else read_planted(),
        judged,
        last_day=LAST_DAY,
        seed=seed,
        visits=visits,
        behaviour=NOISY if noise != "clean" else None,
    )


def _first_of(search: Search, text: str) -> str:
    return next((code for code, _ in search.rank_articles(text)), "")


def named_of(month: Month, groups: Sequence[Group]) -> dict[Intent, Group]:
    """What is meant most by each group, and the first group that means it."""
    meant: dict[str, Counter[Intent]] = defaultdict(Counter)
    for visit, intents in zip(month.visits, month.meant, strict=True):
        for one, intent in zip(visit.asked, intents, strict=True):
            meant[kept_text(one.text)][intent] += 1
    named: dict[Intent, Group] = {}
    for group in groups:
        of: Counter[Intent] = Counter()
        for question in group.questions:
            for text, count in question.texts.items():
                if meant[text]:
                    of[meant[text].most_common(1)[0][0]] += count
        if of:
            named.setdefault(of.most_common(1)[0][0], group)
    return named


def _print_named(month: Month, groups: Sequence[Group]) -> None:
    named = named_of(month, groups)
    gaps = [one for one in month.planted if one.kind in STEPS]
    decoys = [one.name for one in month.planted if one.kind not in STEPS and one in named]
    right = [one for one in gaps if one in named and is_right(one, named[one])]
    print(f"gaps named: {sum(one in named for one in gaps)} of {len(gaps)}; decoys: {decoys}")
    print(f"right next step: {len(right)}; not named: {[g.name for g in gaps if g not in named]}")


def is_right(gap: Intent, group: Group) -> bool:
    """Whether the next step of a group is what a gap was planted for."""
    step = group.decision.step
    if STEPS[gap.kind] == "draft":
        return step == "draft"
    steps = {"alias", "tool"} if STEPS[gap.kind] != "improve" else {"improve"}
    return step in steps and group.decision.article in gap.right


def _print_answered(name: str, month: Month, first_of: Callable[[str], str]) -> None:
    visits: Counter[str] = Counter()
    first: Counter[str] = Counter()
    known: dict[str, str] = {}
    for visit, intents in zip(month.visits, month.meant, strict=True):
        for one, intent in zip(visit.asked, intents, strict=True):
            if intent.kind in {"hidden", "tool"}:
                if one.text not in known:
                    known[one.text] = first_of(one.text)
                visits[intent.name] += 1
                first[intent.name] += known[one.text] in intent.right
    large = [gap for gap in visits if visits[gap] >= LARGE]
    of_large = sum(first[g] for g in large) / max(1, sum(visits[g] for g in large))
    print(f"{name}: answered first {first.total() / visits.total():.3f}, large gaps {of_large:.3f}")


if __name__ == "__main__":
    given = sys.argv[1:]
    numbers = [int(word) for word in given if word.isdecimal()]
    other_hand = next((word for word in given if word in {"other", *HANDS}), "")
    level: Noise = "very" if "very" in given else "noisy" if "noisy" in given else "clean"
    main(*numbers[:2], noise=level, hand=other_hand)
