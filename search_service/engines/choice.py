"""The engines by the name that `KB_ENGINE` chooses them with."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping

from search_service.answering.engine import Engine
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.postings import Postings
from search_service.engines.whoosh.engine import WhooshEngine
from search_service.settings import EngineName

# Each is handed the postings and the ordinals of the hidden passages.
ENGINES: Mapping[EngineName, Callable[[Postings, Collection[int]], Engine]] = {
    "arrays": EmbeddedEngine,
    "whoosh": WhooshEngine,
}
