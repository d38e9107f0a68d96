"""A flooded month: `python -m benchmarks.learning_flood [SEED [VISITS [NETWORKS]]] [HAND] [again]`.

Beside the month's honest visits it sends 18 of a hundred more, each in other words: a half fails
with three matters that nobody asks of (to plant rows), a half is content with three large gaps (to
hide them). `again`: the same words each time; it comes from one network or from NETWORKS of them.
Prints what is named without the flood and with it.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.learning import HANDS, LAST_DAY, STEPS, month_of, named_of
from benchmarks.learning_manners import misspelt
from search_service.answering.search import Search
from search_service.answering.shown import shown_of
from search_service.cli.aliases import writable
from search_service.cli.learning_input import judged_texts
from search_service.learning.aliased import AliasTrial
from search_service.learning.exposure import ranking_of
from search_service.learning.findings import Group, findings_of
from search_service.learning.questions import questions_of
from search_service.learning.simulation.intents import Intent
from search_service.learning.simulation.month import Month
from search_service.records.visit_log import kept_text, safe_visits
from search_service.records.visit_reading import read_counts
from search_service.records.visit_store import VisitStore
from search_service.records.visits import Asked, Opened, Shown, Visit
from search_service.releases.documents import documents_of
from search_service.releases.publish import load_analyser
from search_service.settings import Settings

_SHARE, _VICTIMS = 0.18, 3
_PLANTED = ("集五福抽奖在哪", "宠物医院预约挂号", "孩子学费分期名额")
_FILLERS = "啊呢吧嘛呀哦请快急帮查看说问找真又再都就"


def main(
    seed: int = 1,
    visits: int = 100_000,
    networks: int = 1,
    *,
    hand: str = "",
    again: bool = False,
) -> None:
    """Simulate, flood, report."""
    settings = Settings()
    analyser = load_analyser(settings)
    documents = documents_of(writable(settings.content_folder).public)
    search = AliasTrial(documents, analyser).search
    month = month_of(
        search, judged_texts(settings, documents), seed, visits, noise="clean", hand=hand
    )

    def groups(name: str, made: Sequence[Visit]) -> Sequence[Group]:
        with tempfile.TemporaryDirectory() as folder:
            store = VisitStore(Path(folder) / name)
            safe = safe_visits(made)
            for start in range(0, len(safe), 1_000):
                store.add(safe[start : start + 1_000])
            counts = read_counts(store, date.min)
        questions = questions_of(counts, analyser)
        return findings_of(questions, documents.tool_articles, ranking=ranking_of(search)).failing

    quiet = groups("quiet", month.visits)
    _print("honest", month, quiet, frozenset(), ())
    named = named_of(month, quiet)
    victims = [one for one in month.planted if one.kind in STEPS and one in named][:_VICTIMS]
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    sent_visits = round(_SHARE * visits)
    flood = [
        replace(visit, network=f"flood {number % networks}")
        for number, visit in enumerate(_flood(search, victims, sent_visits, chance, again=again))
    ]
    sent = frozenset(kept_text(one.text) for visit in flood for one in visit.asked)
    mixed = _among(month.visits, flood, chance)
    _print("flooded", month, groups("flooded", mixed), sent, victims)


def _among(visits: Sequence[Visit], flood: Sequence[Visit], chance: random.Random) -> list[Visit]:
    """The visits in their order, those of a flood between them.

    In another order others were the first of their network, and other gaps named.
    """
    places = [*range(len(visits)), *(chance.randrange(len(visits)) for _ in flood)]
    order = sorted(range(len(places)), key=lambda number: (places[number], number))
    both = [*visits, *flood]
    return [both[number] for number in order]


def _flood(
    search: Search, victims: Sequence[Intent], count: int, chance: random.Random, *, again: bool
) -> Iterator[Visit]:
    known: dict[str, Shown] = {}
    for number in range(count):
        plants = number % 2 == 0
        text = chance.choice(_PLANTED if plants else chance.choice(victims).words)
        if not again:
            text = misspelt(text, chance)
            for _ in range(chance.randrange(1, 4)):
                at = chance.randrange(len(text) + 1)
                text = text[:at] + chance.choice(_FILLERS) + text[at:]
        if text not in known:
            known[text] = shown_of(search.search(text))
        shown, first = known[text], next(iter(known[text].articles), "")
        opened = (Opened(first, 1, stayed=not plants),) if first else ()
        yield Visit(
            LAST_DAY,
            "site",
            "flood",
            (Asked(text, shown.reading, first, shown.level, opened, contact=plants),),
        )


def _print(
    name: str,
    month: Month,
    groups: Sequence[Group],
    sent: frozenset[str],
    victims: Sequence[Intent],
) -> None:
    named = named_of(month, groups)
    gaps = [one for one in month.planted if one.kind in STEPS]
    decoys = [one.name for one in month.planted if one.kind not in STEPS and one in named]
    honest = {kept_text(one.text) for visit in month.visits for one in visit.asked}
    false = []
    for group in groups:
        of: Counter[bool] = Counter()
        for question in group.questions:
            for text, count in question.texts.items():
                of[text in sent and text not in honest] += count
        if of[True] > of[False]:
            false.append(group.name)
    print(
        f"{name}: {len(groups)} rows; gaps named {sum(one in named for one in gaps)} of {len(gaps)}"
        f", decoys {decoys}; rows mostly of the flood: {false}; "
        f"victims hidden: {[one.name for one in victims if one not in named]} of {len(victims)}",
        flush=True,
    )


if __name__ == "__main__":
    given = sys.argv[1:]
    numbers = [int(word) for word in given if word.isdecimal()]
    other_hand = next((word for word in given if word in {"other", *HANDS}), "")
    main(*numbers[:3], hand=other_hand, again="again" in given)
