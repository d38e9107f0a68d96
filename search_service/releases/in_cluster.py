"""A release in the OpenSearch cluster, where that is the engine.

What goes wrong there stops no release: each machine has all of it, answers from its own, and says
so in `/readyz`. An alias moves only to an index that is green and was verified.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from search_service.engines.contributions import Contributions, contributions_of
from search_service.engines.index_store import read_index
from search_service.engines.mapped_index import map_index
from search_service.engines.opensearch.cluster import cluster
from search_service.engines.opensearch.indexing import index_name, point_at, put_index
from search_service.engines.whoosh.store import read_store
from search_service.errors import ClusterRefused
from search_service.releases.parts import PARTS, STORE
from search_service.releases.ready import ready_part
from search_service.releases.verification import Generation
from search_service.settings import Settings


@contextmanager
def generation_in_cluster(
    settings: Settings, generation: Generation, told: Callable[[str], None]
) -> Iterator[None]:
    """Write the indices of a release, let the caller switch, move the aliases.

    Args:
        settings: Name the engine and the cluster; with another engine nothing is done.
        generation: A release that was found whole.
        told: Told (Chinese) what went wrong, if something did.
    """
    if settings.engine != "opensearch":
        yield
        return
    client = cluster(settings.opensearch_url, settings.opensearch_ca_file)
    parts = [part for part in PARTS if (generation.folder / part).is_dir()]
    fault = None
    try:
        for part in parts:
            index = _index(ready_part(generation, part), generation.folder / part)
            put_index(client, index_name(generation.name, part), index)
    except ClusterRefused as error:
        fault = error
    yield
    try:
        if fault is not None:
            raise fault
        point_at(client, generation.name, parts)
    except ClusterRefused as error:
        told(str(error))


def _index(ready: Path | None, part: Path) -> Contributions:
    if ready:
        return map_index(ready)
    hidden = read_store(part / STORE).hidden_passages
    return contributions_of(read_index(part), hidden=hidden)
