"""A whole month with gaps of all sizes, flooded by one network: what is named stays named."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import pytest

from search_service.analysis.chains import Analyser
from search_service.evaluation.robustness import homophones
from search_service.learning.aliased import AliasTrial
from search_service.learning.simulation.intents import Planted, PlantedFile
from search_service.learning.simulation.month import Month, simulated_month
from search_service.records.visits import Asked, Visit
from tests.unit.learning.conftest import LAST_DAY
from tests.unit.learning.test_findings import groups
from tests.unit.learning.test_floods import LARGER, Flood, Named, meanings, named_in

MATTERS = {
    "发票": ("怎么开发票", "电子发票", "发票抬头", "补开发票", "开专票"),
    "安装": ("师傅上门装吗", "吊顶打孔收费", "预约装灯时间", "装一盏多少工钱"),
    "会员": ("积分换礼品", "会员日哪天", "生日礼券", "升级金卡条件"),
    "门店": ("周末营业到几点", "停车方便吗", "最近的分店地址", "店里能看样吗"),
    "定做": ("刻字台灯", "按图纸打样", "公司批量定制", "换成紫色灯罩"),
    "招工": ("还招学徒不", "面试带什么证件", "试用期工资", "宿舍有空调没"),
}
PLANTED = PlantedFile(
    gaps=tuple(Planted(name=name, kind="missing", words=words) for name, words in MATTERS.items()),
    decoys=(Planted(name="招呼", kind="odd", words=("你好", "在吗"), visits=4_000),),
)
_VISITS, _SENT = 8_000, 300
WAYS = ("same_words", "same_words_fail", "other_words", "moves", "sounds")


class Ways(Flood):
    """Ways of flooding that aim at what the month's gaps are asked in."""

    def same_words(self) -> tuple[Asked, ...]:
        """A gap is served in its own words."""
        return (self._content(self._wording()),)

    def same_words_fail(self) -> tuple[Asked, ...]:
        """What nobody asks of fails, in the same words again and again."""
        return (self._failed(self._chance.choice(("霓虹招牌在哪", "祖传烛台鉴定"))),)

    def other_words(self) -> tuple[Asked, ...]:
        """A gap is served, each time in other words."""
        return (self._content(self._varied(self._wording())),)

    def moves(self) -> tuple[Asked, ...]:
        """From one gap to another, and from a gap to what is served well."""
        return self._asked(self._wording()), self._content(self._chance.choice(self._typed))

    def sounds(self) -> tuple[Asked, ...]:
        """A gap is served in words that sound like its own."""
        return (self._content(homophones(self._wording(), 1)),)

    def _wording(self) -> str:
        return self._chance.choice(MATTERS[self._chance.choice(list(MATTERS))])


def flooded(visits: Sequence[Visit], flood: Sequence[Visit], seed: int) -> list[Visit]:
    """The visits in their order with those of a flood among them.

    In another order other visits were the first of their network.
    """
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    places = sorted(chance.randrange(len(visits) + 1) for _ in flood)
    mixed: list[Visit] = []
    done = 0
    for place, sent in zip(places, flood, strict=True):
        mixed += [*visits[done:place], sent]
        done = place
    return [*mixed, *visits[done:]]


class Seeded(NamedTuple):
    """A seed, its month, what each text of it means, and what is named while nobody floods."""

    seed: int
    month: Month
    meanings: Mapping[str, str]
    quiet: Named


@pytest.fixture(scope="module", params=[1, 3])
def seeded(
    request: pytest.FixtureRequest,
    tmp_path_factory: pytest.TempPathFactory,
    trial: AliasTrial,
    shop_analyser: Analyser,
) -> Seeded:
    """All that the ways of flooding share."""
    month = simulated_month(
        trial.search, PLANTED, (), last_day=LAST_DAY, seed=request.param, visits=_VISITS
    )
    file = tmp_path_factory.mktemp("quiet") / "queries.sqlite"
    of = meanings(month)
    quiet = named_in(of, groups(file, month.visits, shop_analyser))
    return Seeded(request.param, month, of, quiet)


@pytest.mark.parametrize("way", WAYS)
def test_one_network_hides_no_gap_and_plants_none(
    way: str,
    seeded: Seeded,
    tmp_path: Path,
    trial: AliasTrial,
    shop_analyser: Analyser,
) -> None:
    seed, month, of, quiet = seeded
    sent = list(islice(Ways(trial.search, month, seed).visits(way), _SENT))
    mixed = flooded(month.visits, sent, seed)

    larger = {name for name, visits in quiet.items() if name in MATTERS and visits >= LARGER}
    assert larger
    named = named_in(of, groups(tmp_path / "queries.sqlite", mixed, shop_analyser))
    assert larger <= named.keys()
    assert named.keys() <= quiet.keys() | MATTERS.keys()
