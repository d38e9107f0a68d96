"""The engines by the name that `KB_ENGINE` chooses them with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from search_service.answering.engine import Engine
from search_service.engines.contributions import Contributions
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.opensearch.cluster import cluster
from search_service.engines.opensearch.engine import OpenSearchEngine
from search_service.engines.opensearch.indexing import index_name
from search_service.engines.whoosh.engine import WhooshEngine
from search_service.settings import EngineName, Settings

MakeEngine = Callable[[Contributions], Engine]

# Those that need nothing but the release.
ENGINES: Mapping[EngineName, MakeEngine] = {
    "arrays": EmbeddedEngine,
    "whoosh": lambda index: WhooshEngine(index.postings, index.statistics),
}


def local_engine(settings: Settings) -> MakeEngine:
    """The chosen engine, or the embedded one where the chosen one needs more than a release."""
    return ENGINES.get(settings.engine, EmbeddedEngine)


def engine_of_release(settings: Settings, release: str, part: str) -> MakeEngine:
    """The chosen engine over a part of a release by its name."""
    if settings.engine != "opensearch":
        return ENGINES[settings.engine]
    client = cluster(settings.opensearch_url, settings.opensearch_ca_file)
    name = index_name(release, part)
    return lambda index: OpenSearchEngine(client, name, EmbeddedEngine(index))
