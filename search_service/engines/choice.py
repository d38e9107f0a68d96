"""The engines by the name that `KB_ENGINE` chooses them with."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from search_service.answering.engine import Engine
from search_service.engines.contributions import Contributions
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.whoosh.engine import WhooshEngine
from search_service.settings import EngineName

ENGINES: Mapping[EngineName, Callable[[Contributions], Engine]] = {
    "arrays": EmbeddedEngine,
    "whoosh": lambda index: WhooshEngine(index.postings),
}
