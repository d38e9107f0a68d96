"""A cluster that wants TLS and a password: both are given, and whoever lacks one gets the copy."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.engines.opensearch.cluster import cluster
from search_service.engines.opensearch.engine import OpenSearchEngine
from search_service.releases.opening import open_release
from search_service.releases.publish import publish_release
from search_service.settings import Settings
from tests.builders import SHOP
from tests.engines_under_test import CLUSTER
from tests.opensearch.guarded_node import PASSWORD, USER, Guard, authority, guarded

QUERY = "换灯泡"


@dataclass
class Place:
    """A guarded node, the authority that vouches for it, and one that does not."""

    guard: Guard
    ca: Path
    other_ca: Path

    def settings(self, state: Path, password: str = PASSWORD, ca: Path | None = None) -> Settings:
        url = f"https://{USER}:{quote(password, safe='')}@{self.guard.address}"
        return Settings(
            project_dir=SHOP,
            state_dir=state,
            engine="opensearch",
            opensearch_url=url,
            opensearch_ca_file=ca or self.ca,
        )


@pytest.fixture
def place(tmp_path: Path) -> Iterator[Place]:
    assert CLUSTER is not None
    node = CLUSTER.split(",")[0]
    ca, other = authority(tmp_path, "ours"), authority(tmp_path, "theirs")
    with guarded(node, tmp_path, ca) as guard:
        yield Place(guard, ca, other)
    cluster(CLUSTER).indices.delete(index="kb-index-*,kb-agent-*")


def test_a_release_is_written_and_searched_through_tls_with_a_password(
    place: Place, tmp_path: Path, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    settings, said = place.settings(tmp_path), list[str]()
    publish_release(settings, shop_documents, shop_analyser, waiting=said.append)
    written = place.guard.passed

    search = open_release(settings, shop_analyser)[0].search
    found = search.search(QUERY)

    assert said == []
    assert place.guard.passed > written > 0
    assert place.guard.refused == 0
    assert isinstance(search.engine, OpenSearchEngine)
    assert (search.engine.degraded, search.engine.counts.failed) == (None, 0)
    local = settings.model_copy(update={"engine": "arrays"})
    assert found.hits == open_release(local, shop_analyser)[0].search.search(QUERY).hits


@pytest.mark.parametrize("lacks", ["password", "authority", "name"])
def test_who_lacks_the_password_or_cannot_trust_the_node_is_answered_by_the_release(  # noqa: PLR0913
    place: Place,
    tmp_path: Path,
    shop_documents: Documents,
    shop_analyser: Analyser,
    lacks: str,
    caplog: pytest.LogCaptureFixture,
) -> None:
    publish_release(place.settings(tmp_path), shop_documents, shop_analyser)
    passed, wrong = place.guard.passed, "geheim-77"
    settings = {
        "password": place.settings(tmp_path, password=wrong),
        "authority": place.settings(tmp_path, ca=place.other_ca),
        # The certificate is for the number, not for the name.
        "name": place.settings(tmp_path).model_copy(
            update={
                "opensearch_url": place.settings(tmp_path).opensearch_url.replace(
                    "127.0.0.1", "localhost"
                )
            }
        ),
    }[lacks]
    said: list[str] = []

    with caplog.at_level(logging.DEBUG):
        search = open_release(settings, shop_analyser)[0].search
        found = search.search(QUERY)
        publish_release(settings, shop_documents, shop_analyser, waiting=said.append)

    local = settings.model_copy(update={"engine": "arrays"})
    assert found.hits == open_release(local, shop_analyser)[0].search.search(QUERY).hits
    assert search.engine.degraded is not None
    assert place.guard.passed == passed
    assert (place.guard.refused > 0) == (lacks == "password")
    [message] = said
    for secret in (PASSWORD, quote(PASSWORD, safe=""), wrong):
        assert secret not in caplog.text + message + search.engine.degraded
