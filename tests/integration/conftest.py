from __future__ import annotations

from collections.abc import Iterator

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.releases.live_release import LiveRelease
from search_service.settings import Settings
from search_service.web.factory import create_app
from tests.service_client import TestClient


@pytest.fixture(scope="session")
def client(
    shop_settings: Settings, shop_analyser: Analyser, shop_search: Search
) -> Iterator[TestClient]:
    """The application over the shop's index and a site of two pages.

    An exception inside it is a 500, not a test error.
    """
    assert shop_search.generation
    app = create_app(shop_settings, LiveRelease(shop_settings, shop_analyser))
    with TestClient(app, "http://127.0.0.1", raise_server_exceptions=False) as client:
        yield client
