"""The shop with feedback of its own, and clients at chosen addresses."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.records.feedback import FeedbackStore
from search_service.releases.live_release import LiveRelease
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.integration.feedback_api.sending import HEADERS, MakeClient
from tests.service_client import TestClient, client_at


@pytest.fixture
def own_settings(shop_settings: Settings, tmp_path: Path) -> Settings:
    """The shop's, with feedback of its own."""
    return shop_settings.model_copy(update={"state_dir": tmp_path / "state"})


@pytest.fixture
def store(own_settings: Settings) -> FeedbackStore:
    return FeedbackStore(own_settings.feedback_file)


@pytest.fixture
def make_client(
    own_settings: Settings,
    shop_settings: Settings,
    shop_analyser: Analyser,
    shop_search: Search,
) -> Iterator[MakeClient]:
    """Clients at chosen addresses, all of one application."""
    assert shop_search.generation
    app = create_app(own_settings, LiveRelease(shop_settings, shop_analyser))
    with ExitStack() as stack:

        def make(address: str = "192.0.2.7") -> TestClient:
            return stack.enter_context(client_at(app, address, HEADERS))

        yield make


@pytest.fixture
def client(make_client: MakeClient) -> TestClient:
    return make_client()
