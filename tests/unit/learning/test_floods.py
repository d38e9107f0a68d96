"""No network decides by itself what fails and what does not."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.answering.shown import shown_of
from search_service.errors import QueryRejected
from search_service.learning.aliased import AliasTrial
from search_service.learning.findings import Group
from search_service.learning.floods import Asked as AskedRows
from search_service.learning.floods import Belief, belief
from search_service.learning.simulation.month import Month
from search_service.records.visit_log import kept_text
from search_service.records.visits import Asked, Opened, Shown, Visit
from tests.unit.learning.conftest import LAST_DAY, PLANTED, month_of
from tests.unit.learning.test_findings import groups

_FILLERS = "啊呢吧嘛呀哦请快急帮查看说问找真又再都就"
_NOBODY_ASKS = ("霓虹招牌在哪", "祖传烛台鉴定", "萤火虫怎么养")
_NETWORK = "203.0.113.9"
_SENT = 1_500
GAPS = {gap.name: gap.words for gap in PLANTED.gaps}


class Flood:
    """What one network sends to have its way with the report.

    Args:
        search: Says what comes first for a text, as the service would.
        month: Whose words it knows.
        seed: Another number, other words.
    """

    def __init__(self, search: Search, month: Month, seed: int) -> None:
        self._search = search
        self._known: dict[str, Shown] = {}
        self._chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
        self._typed = sorted({one.text for visit in month.visits for one in visit.asked})
        self._gaps = [text for words in GAPS.values() for text in words]

    def visits(self, way: str) -> Iterator[Visit]:
        """Visits of one way of flooding."""
        for _ in range(_SENT):
            asked = getattr(self, way)()
            yield Visit(LAST_DAY, "site", _NETWORK, asked)

    def plants(self) -> tuple[Asked, ...]:
        """A matter that nobody asks of fails, each time in other words."""
        return (self._failed(self._varied(self._chance.choice(_NOBODY_ASKS))),)

    def hides(self) -> tuple[Asked, ...]:
        """A gap is served, each time in other words."""
        return (self._content(self._varied(self._chance.choice(self._gaps))),)

    def hides_in_known_words(self) -> tuple[Asked, ...]:
        """Whatever was ever typed is served."""
        return (self._content(self._chance.choice(self._typed)),)

    def drags(self) -> tuple[Asked, ...]:
        """Whatever was ever typed fails."""
        return (self._failed(self._chance.choice(self._typed)),)

    def bridges(self) -> tuple[Asked, ...]:
        """One gap is asked of after the other, and nothing is read."""
        first, second = (self._varied(self._chance.choice(words)) for words in GAPS.values())
        return self._asked(first), self._asked(second)

    def _varied(self, text: str) -> str:
        for _ in range(self._chance.randrange(1, 4)):
            at = self._chance.randrange(len(text) + 1)
            text = text[:at] + self._chance.choice(_FILLERS) + text[at:]
        return text

    def _asked(self, text: str, *opened: Opened, contact: bool = False) -> Asked:
        shown = self._shown(text)
        return Asked(text, shown.reading, self._first(text), shown.level, opened, contact)

    def _first(self, text: str) -> str:
        return next(iter(self._shown(text).articles), "")

    def _shown(self, text: str) -> Shown:
        if text not in self._known:
            try:
                self._known[text] = shown_of(self._search.search(text))
            except QueryRejected:
                self._known[text] = Shown((), "none", text)
        return self._known[text]

    def _content(self, text: str) -> Asked:
        return self._asked(text, Opened(self._first(text) or "D-101", 1, stayed=True))

    def _failed(self, text: str) -> Asked:
        opened = Opened(self._first(text) or "D-101", 1, stayed=False)
        return self._asked(text, opened, contact=True)


def meanings(month: Month) -> dict[str, str]:
    """What each text of a month is mostly meant for."""
    of: dict[str, Counter[str]] = defaultdict(Counter)
    for visit, intents in zip(month.visits, month.meant, strict=True):
        for one, intent in zip(visit.asked, intents, strict=True):
            of[one.text][intent.name] += 1
    kept: dict[str, Counter[str]] = defaultdict(Counter)
    for text, names in of.items():
        kept[kept_text(text)].update(names)
    return {text: names.most_common(1)[0][0] for text, names in kept.items()}


def meant(of: Mapping[str, str], found: Sequence[Group]) -> set[str]:
    """What the groups are about; empty for what nobody in the month asked."""
    names = set()
    for group in found:
        about: Counter[str] = Counter()
        for text, visits in (said for one in group.questions for said in one.texts.items()):
            about[of.get(text, "")] += visits
        names.add(about.most_common(1)[0][0])
    return names


Named = dict[str, int]


def named_in(of: Mapping[str, str], found: Sequence[Group]) -> Named:
    """What the groups are about, and the visits of the largest of each."""
    named: Named = {}
    for group in found:
        for name in meant(of, [group]):
            named[name] = max(group.visits, named.get(name, 0))
    return named


# A smaller row can be hidden by one content visit, which is a reader's for all that is known
# (docs/learning.md); whether it is hangs on fine differences, also of the ranking.
LARGER = 20
_VISITS = 12_000


@pytest.fixture(scope="module", params=[2, 5])
def seeded(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    trial: AliasTrial,
    shop_analyser: Analyser,
) -> tuple[int, Month, Named]:
    """A seed, its month, and what is named of it as long as nobody floods."""
    month = month_of(trial.search, request.param, _VISITS)
    file = tmp_path_factory.mktemp("quiet") / "queries.sqlite"
    found = groups(file, month.visits, shop_analyser)
    return request.param, month, named_in(meanings(month), found)


@pytest.mark.parametrize("way", ["plants", "hides", "hides_in_known_words", "drags", "bridges"])
def test_one_network_hides_no_gap_and_plants_none(
    way: str,
    seeded: tuple[int, Month, Named],
    tmp_path: Path,
    trial: AliasTrial,
    shop_analyser: Analyser,
) -> None:
    seed, month, quiet = seeded
    mixed = [*month.visits, *Flood(trial.search, month, seed).visits(way)]

    larger = {name for name, visits in quiet.items() if name in GAPS and visits >= LARGER}
    assert larger
    found = groups(tmp_path / "queries.sqlite", mixed, shop_analyser)
    named = meant(meanings(month), found)
    assert larger <= named
    assert named <= quiet.keys() | GAPS.keys()


Row = tuple[int, int, int, int, int, int]


def believed(labels: Sequence[int], rows: Sequence[Row]) -> Belief:
    columns = np.array(rows, np.int64).reshape(-1, 6).T
    return belief(AskedRows(*columns), np.array(labels, np.int64))


def test_in_a_flooded_cluster_a_first_hit_of_one_network_has_no_witness() -> None:
    flood = [(1, 1, 1, 1, 1, 1), (1, 2, 1, 1, 1, 1), (1, 3, 90, 90, 0, 0)]
    found = believed([0, 1], [(0, 0, 40, 8, 40, 8), *flood])
    assert found.first_failed.tolist() == [1, 0, 0, 0]
    assert found.failed.tolist() == [1, 0]


def test_in_a_cluster_flooded_with_content_one_witness_of_each_first_hit_is_left_out() -> None:
    rows = [(0, 0, 400, 80, 400, 80), (1, 0, 9, 4, 9, 4), (1, 1, 90, 4, 0, 0)]
    found = believed([0, 1], rows)
    assert found.first_failed[1] == 1
    assert found.first_content[1] == pytest.approx(4 / 5)


def test_readers_who_share_an_address_are_believed_where_they_are_as_many_as_usual() -> None:
    rows = [(0, 0, 120, 24, 100, 20), (1, 0, 1, 0, 0, 0), (2, 1, 60, 12, 50, 10)]
    assert believed([0, 0, 1], rows).both.tolist() == [1, 1, 1]


def test_in_a_flooded_cluster_questions_that_witnesses_speak_for_are_believed() -> None:
    flood = [(2 + n, 0, 1, 1, 0, 0) for n in range(500)]
    rows = [(0, 0, 1000, 200, 900, 180), (1, 1, 12, 6, 11, 6), *flood]
    found = believed([0, 1, *([1] * 500)], rows)
    assert found.content[1] > 0
    assert not found.failed[2:].any()


def test_a_crowd_makes_a_cluster_neither_better_nor_worse_than_its_witnesses() -> None:
    # As many later ones as elsewhere, but all of them are content, or all of them fail.
    usual = (0, 0, 2000, 400, 1000, 200)
    better, worse = (1, 1, 40, 14, 20, 14), (1, 1, 40, 24, 20, 4)
    assert believed([0, 1], [usual, better]).content[1] < 0.1
    assert believed([0, 1], [usual, worse]).failed[1] < 0.1
    assert believed([0, 1], [usual, (1, 1, 40, 8, 20, 4)]).both.tolist() == [1, 1]


rows_of_counts = st.lists(
    st.tuples(st.integers(0, 5), st.integers(0, 3), *[st.integers(0, 20)] * 4).map(
        lambda one: (one[0], one[1], sum(one[2:]), one[2] + one[3], one[3] + one[4], one[3])
    )
)


@given(rows_of_counts, st.lists(st.integers(0, 3), min_size=6, max_size=6))
def test_belief_is_a_share(rows: list[Row], labels: list[int]) -> None:
    found = believed(labels, rows)
    for shares in vars(found).values():
        assert ((shares >= 0) & (shares <= 1)).all()
