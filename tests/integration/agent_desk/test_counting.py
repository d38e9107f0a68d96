"""What agents ask at the desk is counted as theirs, when the operator counts at all."""

from __future__ import annotations

from datetime import date

import pytest
from fastapi import FastAPI

from search_service.records.visit_log import VisitLog
from search_service.records.visit_reading import VisitCounts, read_counts
from search_service.records.visit_store import VisitStore
from search_service.settings import Settings
from tests.integration.agent_desk.door import API, MakeClient, sign_in
from tests.service_client import TestClient

OWN = {"X-KB-Request": "1"}


def counted(settings: Settings) -> VisitCounts:
    return read_counts(VisitStore(settings.query_log_file), date.min)


def ask_and_read(agent: TestClient) -> None:
    for text in ("灯", "灯熄", "灯熄了", "怎么换灯泡"):
        agent.get(f"{API}/search", params={"q": text})
    agent.get(f"{API}/articles/L-101")  # drawn beside the list, not opened
    agent.post(f"{API}/reads", json={"article_id": "L-102"}, headers=OWN)


def test_what_agents_ask_is_counted_as_theirs_and_names_nobody(
    make_client: MakeClient, settings: Settings
) -> None:
    chosen = settings.model_copy(update={"query_log": True})
    client = make_client(chosen=chosen)
    sign_in(client)
    assert isinstance(client.app, FastAPI)
    with VisitLog(VisitStore(chosen.query_log_file), 30) as log:
        client.app.state.query_log = log
        ask_and_read(client)

    counts = counted(chosen)
    assert sorted((row.side, counts.texts[row.text_id], row.failed) for row in counts.asked) == [
        ("desk", "怎么换灯泡", 0),
        ("desk", "灯熄了", 1),  # asked on without having opened anything
    ]
    [landed] = counts.landed
    assert (landed.article, landed.stayed) == ("L-102", True)
    stored = b"".join(f.read_bytes() for f in chosen.state_folder.glob("queries.*"))
    assert "小灯".encode() not in stored


def test_a_case_of_a_crm_is_a_visit_at_the_desk_that_asking_on_makes_fail(
    make_client: MakeClient, settings: Settings
) -> None:
    chosen = settings.model_copy(update={"query_log": True})
    client = make_client(chosen=chosen)
    sign_in(client)
    assert isinstance(client.app, FastAPI)
    with VisitLog(VisitStore(chosen.query_log_file), 30) as log:
        client.app.state.query_log = log
        for text in (
            "灯泡坏了怎么办",
            "灯不亮怎么办",
            "灯不亮怎么办",
        ):  # the last was asked for twice
            client.post(f"{API}/answer", json={"text": text})
        client.get(f"{API}/search", params={"q": "怎么换灯泡"})

    counts = counted(chosen)
    assert sorted((row.side, counts.texts[row.text_id], row.failed) for row in counts.asked) == [
        ("desk", "怎么换灯泡", 0),
        ("desk", "灯不亮怎么办", 1),
        ("desk", "灯泡坏了怎么办", 0),  # another case, not another try
    ]


@pytest.mark.usefixtures("published")
def test_unless_it_is_asked_for_nothing_of_the_desk_is_recorded(
    agent: TestClient, settings: Settings
) -> None:
    ask_and_read(agent)
    assert not settings.query_log_file.exists()
