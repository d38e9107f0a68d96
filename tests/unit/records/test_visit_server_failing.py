"""A PostgreSQL server that is killed, full, stopped or absent: nothing waits or counts twice.

Collected where Debian's packages are (`conftest.py`); without them there is nothing to fail.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from datetime import date, timedelta
from http import HTTPStatus
from itertools import count
from pathlib import Path

import orjson
import pytest
import sqlalchemy as sa

from search_service.answering.search import Search
from search_service.errors import QueryLogUnavailable
from search_service.records.fair_counting import month_of
from search_service.records.visit_log import VisitLog
from search_service.records.visit_reading import VisitCounts, read_counts
from search_service.records.visit_store import VisitStore
from search_service.records.visit_window import QuestionNote, Visitor
from search_service.records.visits import Asked, Opened, Shown, Visit
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.service_client import TestClient, client_at
from tests.visit_stores import Server, server

DAY = date(2026, 3, 10)
READ = Opened("L-101", 1, stayed=True)
SHOWN = Shown(("L-101",), "articles", "灯不亮")
_BATCHES, _IN_A_BATCH, _KILLS = 60, 20, 3
# More than any file of a new server, and less than the texts of a few days.
_LARGEST_FILE = 2_000_000


@pytest.fixture
def one() -> Iterator[Server]:
    with server() as running:
        yield running


def visits_of(batch: int, count: int = _IN_A_BATCH) -> list[Visit]:
    asked = Asked("灯不亮", "灯不亮", "L-101", "articles", (READ,))
    return [Visit(DAY, "site", f"network {batch} {n}", (asked,)) for n in range(count)]


def sums(counts: VisitCounts) -> tuple[int, int]:
    return sum(row.visits for row in counts.asked), sum(row.visits for row in counts.landed)


def test_a_server_killed_during_batches_loses_none_and_counts_none_twice(
    one: Server, tmp_path: Path
) -> None:
    store = VisitStore(tmp_path / "queries.sqlite", one.url)
    failures = 0
    done = threading.Event()

    def write() -> None:
        nonlocal failures
        for batch in range(_BATCHES):
            while not done.is_set():
                try:
                    store.add(visits_of(batch))
                    break
                except QueryLogUnavailable:
                    failures += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for kill in range(_KILLS):
            while writer.is_alive() and failures <= kill and not _counted(store, (kill + 1) * 100):
                pass
            one.send(signal.SIGKILL)
            one.start()
        writer.join()
    finally:
        done.set()

    assert failures
    total = _BATCHES * _IN_A_BATCH
    assert sums(read_counts(store, DAY)) == (total, total)


def _counted(store: VisitStore, visits: int) -> bool:
    try:
        return sums(read_counts(store, DAY))[0] >= visits
    except QueryLogUnavailable:
        return False


def test_a_server_killed_while_it_is_read_is_named_and_read_again_later(
    one: Server, tmp_path: Path
) -> None:
    store = VisitStore(tmp_path / "queries.sqlite", one.url)
    store.add(visits_of(1))

    def read_of_a_killed_one() -> None:
        with store.reading() as connection:
            one.send(signal.SIGKILL)
            connection.execute(sa.text("SELECT 1"))

    with pytest.raises(QueryLogUnavailable, match="postgres"):
        read_of_a_killed_one()
    one.start()
    assert sums(read_counts(store, DAY)) == (_IN_A_BATCH, _IN_A_BATCH)


def test_a_full_disk_refuses_whole_batches_and_what_was_kept_counts_later(
    one: Server, tmp_path: Path
) -> None:
    one.stop()
    one.start(_LARGEST_FILE)
    # A key of chance takes one of so many tags for another every fiftieth time (32 bits).
    key = {"month": month_of(DAY), "key": "01" * 32}
    (tmp_path / "queries.key").write_bytes(orjson.dumps(key))
    store = VisitStore(tmp_path / "queries.sqlite", one.url)
    batches = (
        [
            Visit(
                DAY + timedelta(day),
                "site",
                f"n{day}-{n // 100}",  # no network may found many texts
                (Asked(text, text * 4, f"L-{n % 100}", "none"),),  # nor one first hit
            )
            for n, text in ((n, f"{day} {n} 灯不亮了怎么办") for n in range(2_000))
        ]
        for day in range(15)
    )
    tried: list[list[Visit]] = []

    def fill() -> None:
        for batch in batches:
            tried.append(batch)
            store.add(batch)

    with pytest.raises(QueryLogUnavailable, match="磁盘满没满"):
        fill()
    kept = sum(map(len, tried[:-1]))
    assert sums(read_counts(store, DAY))[0] == kept
    one.stop()
    one.start()
    store.add(tried[-1])
    assert sums(read_counts(store, DAY))[0] == sum(map(len, tried))


def test_a_server_that_is_not_there_at_the_start_is_counted_in_once_it_is(
    one: Server, tmp_path: Path
) -> None:
    one.stop()
    store = VisitStore(tmp_path / "queries.sqlite", one.url)
    with VisitLog(store, 90) as log:
        for n in range(50):
            log.note(QuestionNote(Visitor("site", f"network {n}", f"{n}"), "灯不亮", SHOWN))
        with pytest.raises(QueryLogUnavailable):
            store.add(visits_of(1))
        one.start()
    assert log.dropped == 0
    assert sums(read_counts(store, date.min))[0] == 50


def test_a_server_that_does_not_answer_makes_nobody_wait(one: Server, tmp_path: Path) -> None:
    store = VisitStore(tmp_path / "queries.sqlite", one.url)
    store.add(visits_of(1, 1))
    before = sums(read_counts(store, date.min))[0]
    with VisitLog(store, 90) as log:
        one.send(signal.SIGSTOP)
        for n in range(3_000):
            log.note(QuestionNote(Visitor("site", f"later {n}", f"{n}"), "灯不亮", SHOWN))
        one.send(signal.SIGCONT)
    assert sums(read_counts(store, date.min))[0] - before + log.dropped == 3_000


def test_searches_are_answered_while_the_server_is_killed_and_counted_later(
    one: Server, shop_settings: Settings, shop_search: Search
) -> None:
    assert shop_search.generation
    settings = shop_settings.model_copy(update={"query_log": True, "query_log_url": one.url})
    app, addresses = create_app(settings), count(1)
    with TestClient(app, base_url="http://127.0.0.1"):

        def answered(text: str) -> bool:
            # Each of another reader: one alone counts few times with the same first hit.
            reader = client_at(app, f"192.0.2.{next(addresses)}")
            return reader.get("/api/v1/search", params={"q": text}).status_code == HTTPStatus.OK

        assert answered("灯泡怎么换")
        one.send(signal.SIGKILL)
        assert all(answered(f"灯泡{number}瓦怎么换") for number in range(10))
        one.start()
        assert answered("灯泡换好了")

    store = VisitStore(settings.query_log_file, one.url)
    assert len(read_counts(store, date.min).texts) == 12
