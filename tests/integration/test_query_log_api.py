from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import date
from http import HTTPStatus
from pathlib import Path

import pytest

from search_service.answering.search import Search
from search_service.records.visit_reading import VisitCounts, read_counts
from search_service.records.visit_store import VisitStore
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.builders import ROOT
from tests.processes import ended
from tests.service_client import TestClient

OWN_PAGE = {"Content-Type": "application/json", "X-KB-Request": "1"}


def client_of(settings: Settings) -> TestClient:
    return TestClient(create_app(settings), base_url="http://127.0.0.1")


def counted(settings: Settings) -> VisitCounts:
    return read_counts(VisitStore(settings.query_log_file), date.min)


def texts(counts: VisitCounts) -> list[tuple[str, int]]:
    return sorted((counts.texts[row.text_id], row.visits) for row in counts.asked)


@pytest.fixture
def counting(shop_settings: Settings, shop_search: Search) -> Settings:
    assert shop_search.generation
    for file in shop_settings.state_folder.glob("queries.*"):
        file.unlink()
    return shop_settings.model_copy(update={"query_log": True})


def test_a_visit_counts_a_text_once_for_all_its_pages(counting: Settings) -> None:
    with client_of(counting) as client:
        for query in (
            {"q": "灯泡怎么换"},
            {"q": " 灯泡怎么换 "},
            {"q": "灯泡怎么换", "offset": 1},
            {"q": "我的电话 13800138000"},
            {"q": "灯泡怎", "typing": True},
        ):
            assert client.get("/api/v1/search", params=query).status_code == HTTPStatus.OK

    assert texts(counted(counting)) == [("我的电话 【手机号已隐去】", 1), ("灯泡怎么换", 1)]


def test_who_reads_in_a_frame_is_counted_apart(counting: Settings) -> None:
    framed = counting.model_copy(update={"embed_origins": ("https://shop.example",)})
    with client_of(framed) as client:
        asked = client.get("/embed/api/v1/search", params={"q": "灯泡怎么换"})
        client.get("/api/v1/search", params={"q": "灯不亮"})
        first = asked.json()["hits"][0]["article_id"]
        left = {"q": "灯泡怎么换", "article_id": first, "seconds": 1}
        sent = client.post("/embed/api/v1/visits", json=left, headers=OWN_PAGE)

    assert sent.status_code == HTTPStatus.NO_CONTENT
    counts = counted(framed)
    assert sorted((row.side, counts.texts[row.text_id], row.failed) for row in counts.asked) == [
        ("frame", "灯泡怎么换", 1),  # a reader like any other: came straight back
        ("site", "灯不亮", 0),
    ]


def test_unless_it_is_asked_for_nothing_is_recorded(counting: Settings) -> None:
    settings = counting.model_copy(update={"query_log": False})
    with client_of(settings) as client:
        answer = client.get("/api/v1/search", params={"q": "灯泡怎么换"})
        left = {"q": "灯泡怎么换", "article_id": "L-102", "seconds": 30}
        sent = client.post("/api/v1/visits", json=left, headers=OWN_PAGE)

    assert "x-kb-counted" not in answer.headers
    assert sent.status_code == HTTPStatus.NO_CONTENT
    assert not settings.query_log_file.exists()


def test_an_article_that_is_left_is_counted_for_the_question_that_led_there(
    counting: Settings,
) -> None:
    with client_of(counting) as client:
        answer = client.get("/api/v1/search", params={"q": "灯泡怎么换"})
        first = answer.json()["hits"][0]["article_id"]
        left = {"q": "灯泡怎么换", "article_id": first, "seconds": 42, "helpful": True}
        assert client.post("/api/v1/visits", json=left, headers=OWN_PAGE).status_code == 204

    assert answer.headers["x-kb-counted"] == "1"
    [landed] = counted(counting).landed
    assert (landed.article, landed.rank, landed.stayed, landed.helpful) == (first, 1, True, 1)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({"seconds": -1}, 422),
        ({"article_id": "Z-999"}, 404),
        ({"who": "me"}, 422),
        ({"q": "灯" * 3_000}, 413),
    ],
)
def test_what_does_not_fit_is_refused(
    counting: Settings, change: dict[str, object], status: int
) -> None:
    left = {"q": "灯泡", "article_id": "L-102", "seconds": 1} | change
    with client_of(counting) as client:
        assert client.post("/api/v1/visits", json=left, headers=OWN_PAGE).status_code == status
        assert client.post("/api/v1/visits", json=left).status_code in {403, 413}


def test_a_log_that_cannot_be_written_does_not_disturb_the_search(counting: Settings) -> None:
    counting.query_log_file.mkdir()
    with client_of(counting) as client:
        answer = client.get("/api/v1/search", params={"q": "灯泡怎么换"})

    assert answer.status_code == HTTPStatus.OK
    Path(counting.query_log_file).rmdir()


def test_a_locked_database_does_not_disturb_the_search(counting: Settings) -> None:
    VisitStore(counting.query_log_file).add([])
    holder = sqlite3.connect(counting.query_log_file, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        with client_of(counting) as client:
            for _ in range(20):
                answer = client.get("/api/v1/search", params={"q": "灯泡怎么换"})
                assert answer.status_code == HTTPStatus.OK
    finally:
        holder.close()


def test_a_full_disk_does_not_disturb_the_search(counting: Settings) -> None:
    full = Path("/dev/full")
    counting.query_log_file.with_suffix(".key").symlink_to(full)
    with client_of(counting) as client:
        answer = client.get("/api/v1/search", params={"q": "灯泡怎么换"})

    counting.query_log_file.with_suffix(".key").unlink()
    assert answer.status_code == HTTPStatus.OK
    assert texts(counted(counting)) == []


WRITER = """
import sys, time
from datetime import date
from pathlib import Path
from search_service.records.visit_store import VisitStore
from search_service.records.visits import Asked, Visit
store = VisitStore(Path(sys.argv[1]))
for number in range(10_000):
    store.add([Visit(date(2026, 3, 10), "site", f"n{number}", (Asked("灯", "灯", "", "none"),))])
    print(number + 1, flush=True)
"""


def test_kill_9_loses_at_most_the_batch_that_was_being_written(tmp_path: Path) -> None:
    file = tmp_path / "queries.sqlite"
    command = [sys.executable, "-c", WRITER, str(file)]
    started = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    with ended(started) as writer:
        assert writer.stdout
        for _ in range(20):
            writer.stdout.readline()
        time.sleep(0.05)
        os.kill(writer.pid, signal.SIGKILL)
        said = [int(line) for line in writer.stdout.read().split()]

    written = max([20, *said])
    [row] = read_counts(VisitStore(file), date.min).asked
    assert written <= row.visits <= written + 1
