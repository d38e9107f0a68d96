"""A month of visits at the lamp shop."""

from __future__ import annotations

from datetime import date

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.learning.aliased import AliasTrial
from search_service.learning.simulation.intents import Planted, PlantedFile
from search_service.learning.simulation.month import Month, simulated_month

LAST_DAY = date(2026, 3, 31)
PLANTED = PlantedFile(
    gaps=(
        Planted(
            name="熄灭",
            kind="hidden",
            right=("L-101",),
            words=("屋里黑漆漆", "夜里摸黑", "照明罢工了", "黑咕隆咚", "罢工的照明"),
        ),
        Planted(
            name="发票",
            kind="missing",
            words=("怎么开发票", "电子发票", "发票抬头", "补开发票", "开专票"),
        ),
    ),
    decoys=(
        Planted(name="招呼", kind="odd", words=("你好", "在吗"), visits=4_000),
        Planted(name="广告", kind="flood", words=("现金大礼包", "领大礼包"), visits=20_000),
        Planted(name="试用", kind="testing", words=("测试", "test"), visits=5_000),
    ),
)


@pytest.fixture(scope="session")
def trial(shop_documents: Documents, shop_analyser: Analyser) -> AliasTrial:
    return AliasTrial(shop_documents, shop_analyser)


def month_of(search: Search, seed: int = 1, visits: int = 6_000) -> Month:
    return simulated_month(search, PLANTED, (), last_day=LAST_DAY, seed=seed, visits=visits)


@pytest.fixture(scope="session")
def month(trial: AliasTrial) -> Month:
    return month_of(trial.search)
