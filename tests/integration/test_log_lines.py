"""Nothing that is sent makes a line of its own in a log, or stands in a log at all."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from datetime import date
from ipaddress import ip_network
from pathlib import Path

import pytest
from fastapi import FastAPI
from hypothesis import given, settings
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.desk.journal import Journal
from search_service.records.feedback import FeedbackStore
from search_service.records.visit_log import kept_text
from search_service.releases.live_release import LiveRelease
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.event_loop import in_own_loop
from tests.integration.feedback_api.sending import HEADERS
from tests.integration.test_request_bounds import PROXY, paths_of, send
from tests.integration.worst_requests import Worst
from tests.service_client import client_at

DAY = date(2026, 11, 28)
FORGED = "ERROR forged line"
BREAKS = ("\r\n", "\n", "\r", "\x0b", "\x0c", "\x1b[2K", "\x85", "\u2028", "\u2029", "\x00", "\x7f")


@pytest.fixture
def log() -> Iterator[io.StringIO]:
    """All that is logged, as a handler writes it into a file."""
    written = io.StringIO()
    handler = logging.StreamHandler(written)
    handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
    root = logging.getLogger()
    before = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield written
    root.removeHandler(handler)
    root.setLevel(before)


@pytest.fixture
def own_settings(shop_settings: Settings, tmp_path: Path) -> Settings:
    return shop_settings.model_copy(
        update={
            "state_dir": tmp_path / "state",
            "query_log": True,
            "feedback_per_minute": 1_000,
            "sso_proxies": (ip_network("198.51.100.0/24"),),
        }
    )


@pytest.fixture
def app(
    own_settings: Settings, shop_settings: Settings, shop_analyser: Analyser, shop_search: Search
) -> FastAPI:
    assert shop_search.generation
    return create_app(own_settings, LiveRelease(shop_settings, shop_analyser))


def test_nothing_in_an_address_or_a_header_is_logged(app: FastAPI, log: io.StringIO) -> None:
    async def ask() -> None:
        async with app.router.lifespan_context(app):
            for method, path in sorted(set(paths_of(app))):
                for broken in BREAKS:
                    text = f"lamp{broken}{FORGED}"
                    encoded = "".join(f"%{byte:02x}" for byte in text.encode())
                    await send(app, method, path, Worst("", query=f"q={encoded}"))
                    names = (b"user-agent", b"referer", b"x-auth-request-user", b"cookie")
                    headers = [(name, text.encode()) for name in names]
                    await send(app, method, path, Worst("", headers=headers), PROXY)

    in_own_loop(ask())

    assert "forged" not in log.getvalue()


def test_what_cannot_be_stored_is_logged_in_one_line_without_what_was_said(
    app: FastAPI, own_settings: Settings, log: io.StringIO
) -> None:
    own_settings.feedback_file.mkdir(parents=True)
    with client_at(app, "192.0.2.7", HEADERS) as client:
        for broken in BREAKS:
            said = {"article_id": "L-101", "helpful": False, "comment": f"暗{broken}{FORGED}"}
            client.post("/api/v1/feedback", json=said)

    lines = log.getvalue().splitlines()
    assert [line for line in lines if "反馈没有存下" in line]
    assert all(line.startswith(("ERROR ", "INFO ", "WARNING ")) for line in lines), lines
    assert "forged" not in log.getvalue()


@settings(max_examples=30)
@given(pieces=st.lists(st.sampled_from(["灯", "a", " ", *BREAKS, "\u202e", "\ud800"]), min_size=1))
def test_what_is_counted_and_kept_is_one_line(pieces: list[str]) -> None:
    text = "".join(pieces)
    counted = kept_text(text)
    assert len(counted.splitlines()) <= 1
    assert counted.isprintable()


def test_a_comment_and_a_name_are_kept_without_what_breaks_lines(
    app: FastAPI, own_settings: Settings
) -> None:
    with client_at(app, "192.0.2.7", HEADERS) as client:
        for broken in BREAKS:
            said = {"article_id": "L-101", "helpful": False, "comment": f"暗{broken}了"}
            client.post("/api/v1/feedback", json=said)

    comments = [one.comment for one in FeedbackStore(own_settings.feedback_file).read()]
    names = [one.agent for one in Journal(own_settings.agent_journal_file).entries()]
    assert len(comments) == len(BREAKS)
    assert all(one and one.isprintable() for one in [*comments, *names])
