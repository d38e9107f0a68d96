"""How many witnesses one network is, whatever it asks."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date
from ipaddress import ip_network
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_service.records.client_network import client_network, customer_network
from search_service.records.fair_counting import FIRST_FEW, MOST_WITNESSES, MonthKey
from search_service.records.visit_batch import Tag, rows_of
from search_service.records.visits import Asked, Side, Visit

_DAY = date(2026, 3, 10)


def _visit(number: int, hit: str, network: str, side: Side = "site", day: date = _DAY) -> Visit:
    return Visit(day, side, network, (Asked(f"灯{number}", f"灯{number}", hit, "articles"),))


def _early(visits: Sequence[Visit], batch: int, folder: Path) -> Counter[str]:
    """Early visits by first hit, counted in batches of so many."""
    keys, before, found = MonthKey(folder / "key"), Counter[Tag](), Counter[str]()
    for start in range(0, len(visits), batch):
        rows = rows_of(visits[start : start + batch], keys, lambda _: before, lambda _: ())
        before.update(rows.tags)
        for key, counts in rows.asked.items():
            found[key.answer] += counts["early"]
    return found


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    hits=st.lists(st.sampled_from(["", "L-101", "L-102", "L-103", "L-104"]), max_size=40),
    batch=st.integers(1, 40),
)
def test_a_network_is_a_witness_few_times_whatever_comes_first(
    hits: list[str], batch: int, tmp_path: Path
) -> None:
    found = _early([_visit(n, hit, "192.0.2.1") for n, hit in enumerate(hits)], batch, tmp_path)
    assert max(found.values(), default=0) <= FIRST_FEW
    assert found.total() == min(MOST_WITNESSES, len(set(hits)))


@pytest.mark.parametrize("seed", [1, 2])
def test_a_flood_takes_no_reader_his_word(seed: int, tmp_path: Path) -> None:
    readers = [_visit(n, f"L-{n % 3}", f"198.51.100.{n}") for n in range(30)]
    mixed = [*readers, *(_visit(100 + n, f"L-{n}", "192.0.2.1") for n in range(60))]
    random.Random(seed).shuffle(mixed)  # noqa: S311 - repeatable, not secret
    assert _early(mixed, 7, tmp_path).total() == len(readers) + MOST_WITNESSES


def test_a_network_is_a_witness_again_in_another_month(tmp_path: Path) -> None:
    months = [date(2026, month, 10) for month in (3, 4)]
    visits = [_visit(n, f"L-{n}", "192.0.2.1", day=day) for day in months for n in range(9)]
    assert _early(visits, 4, tmp_path).total() == 2 * MOST_WITNESSES


def test_agents_are_witnesses_whatever_they_share(tmp_path: Path) -> None:
    desk = [_visit(n, f"L-{n % 2}", "192.0.2.1", side="desk") for n in range(9)]
    assert _early(desk, 4, tmp_path).total() == len(desk)


def test_all_networks_of_an_ipv6_customer_are_one(tmp_path: Path) -> None:
    sent = [_visit(n, "L-1", client_network(f"2001:db8:7:{n:02x}::1")) for n in range(200)]
    neighbour = _visit(999, "L-1", client_network("2001:db8:7:100::1"))
    assert _early([*sent, neighbour], 50, tmp_path).total() == FIRST_FEW + 1


@given(st.ip_addresses().map(str).map(client_network))
def test_the_network_of_a_customer_is_its_own(network: str) -> None:
    own = customer_network(network)
    assert customer_network(own) == own
    assert ip_network(network).subnet_of(ip_network(own))  # type: ignore[arg-type]


@pytest.mark.parametrize("wrong", ["2027-03", "2099-12", "2026-05", "2001-01"])
def test_a_clock_that_went_wrong_for_a_moment_spoils_the_counting_of_no_later_day(
    wrong: str, tmp_path: Path
) -> None:
    MonthKey(tmp_path / "key").tagger(wrong)

    tags = {MonthKey(tmp_path / "key").tagger("2026-03")("text", "192.0.2.1", "灯") for _ in "ab"}

    assert len(tags) == 1


def test_a_visit_folded_after_its_month_takes_no_key_away(tmp_path: Path) -> None:
    for month, before in (("2026-04", "2026-03"), ("2027-01", "2026-12")):
        tag = MonthKey(tmp_path / "key").tagger(month)("text", "192.0.2.1", "灯")
        MonthKey(tmp_path / "key").tagger(before)
        assert MonthKey(tmp_path / "key").tagger(month)("text", "192.0.2.1", "灯") == tag
