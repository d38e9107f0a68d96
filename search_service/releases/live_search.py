"""The `Search` in service, replaced whenever a new generation is activated."""

from __future__ import annotations

import asyncio
import gc
import logging
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.errors import IndexUnavailable
from search_service.releases import generations
from search_service.releases.publish import open_search
from search_service.settings import Settings

_log = logging.getLogger(__name__)


class LiveSearch:
    """Holds the current `Search`; reading it is one attribute, so a swap is atomic.

    Args:
        settings: Where the public generations lie, and how often to look.
        analyser: Reads what is typed.
        root: Where the generations lie, when they are not the public ones.
    """

    def __init__(self, settings: Settings, analyser: Analyser, root: Path | None = None) -> None:
        self._settings = settings
        self._root = root or settings.index_folder
        self.analyser = analyser
        _settle()
        self._seen: str | None = None
        self._search: Search | None = None
        self.fault: str | None = None

    @property
    def search(self) -> Search:
        """The search in service.

        Raises:
            IndexUnavailable: None could be opened so far.
        """
        if self._search is None:
            raise IndexUnavailable(self.fault or "还没有索引。请先运行 kb index。")
        return self._search

    @property
    def is_open(self) -> bool:
        """Whether there is something to search."""
        return self._search is not None

    def refresh(self) -> None:
        """Open the current generation if it is another than the one served."""
        named = generations.current_name(self._root)
        if named == self._seen and self._search is not None and self.fault is None:
            return
        try:
            search, degraded = open_search(self._settings, self.analyser, self._root)
        except IndexUnavailable as error:
            # What is served stays in memory and goes on being served.
            self.fault = str(error)
        else:
            if self._search is None or search.generation != self._search.generation:
                self._search = search
                _settle()
            self.fault = degraded
        if self.fault and named != self._seen:
            _log.warning("索引降级：%s", self.fault)
        self._seen = named

    def replace(self, search: Search) -> None:
        """Serve a generation that this process has just published."""
        self._search = search
        self._seen = search.generation
        self.fault = None
        _settle()

    async def keep_fresh(self) -> None:
        """Look for a new generation from time to time, until cancelled."""
        while True:
            await asyncio.sleep(self._settings.reload_seconds)
            await asyncio.to_thread(self.refresh)


def _settle() -> None:
    """Take what is there out of the garbage collector's sight: it stays.

    Dictionaries and a generation are some hundred thousand objects. Visiting them cost a query in a
    thousand 100 to 200 ms (measured). What holds no cycle, and a generation holds none, is still
    freed when nobody refers to it any more.
    """
    gc.collect()
    gc.freeze()
