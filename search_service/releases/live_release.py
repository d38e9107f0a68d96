"""The release in service, replaced whole whenever another is switched to."""

from __future__ import annotations

import asyncio
import gc
import logging
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.errors import IndexUnavailable
from search_service.releases import generations
from search_service.releases.opening import Release, open_release
from search_service.releases.verification import verify
from search_service.settings import Settings

_log = logging.getLogger(__name__)
# What is served is read through again: a disk may fail under a running service.
INSPECT_SECONDS = 30.0


class LiveRelease:
    """Holds the release in service; it is one attribute, so search and pages change together.

    Args:
        settings: Where the releases lie, and how often to look.
        analyser: Reads what is typed.
        root: Where the releases lie, when they are not those in service.
    """

    def __init__(self, settings: Settings, analyser: Analyser, root: Path | None = None) -> None:
        self._settings = settings
        self._root = root or settings.releases_folder
        self.analyser = analyser
        _settle()
        self._seen: str | None = None
        self._release: Release | None = None
        self.fault: str | None = None

    @property
    def release(self) -> Release:
        """The release in service.

        Raises:
            IndexUnavailable: None could be opened so far.
        """
        if self._release is None:
            raise IndexUnavailable(self.fault or "还没有索引。请先运行 kb build。")
        return self._release

    @property
    def search(self) -> Search:
        """The search in service.

        Raises:
            IndexUnavailable: No release could be opened so far.
        """
        return self.release.search

    @property
    def site(self) -> Path | None:
        """The published files in service; None when there is no release."""
        return self._release.site if self._release else None

    @property
    def is_open(self) -> bool:
        """Whether there is something to search."""
        return self._release is not None

    @property
    def engine_fault(self) -> str | None:
        """Why another engine than the chosen one answers (Chinese), if one does."""
        return self._release.search.engine.degraded if self._release else None

    def refresh(self) -> None:
        """Open the current generation if it is another than the one served."""
        named = generations.current_name(self._root)
        if named == self._seen and self._release is not None and self.fault is None:
            return
        try:
            with _uncollected():
                release, degraded = open_release(self._settings, self.analyser, self._root)
        except IndexUnavailable as error:
            # What is served stays in memory and goes on being served.
            self.fault = str(error)
        else:
            if self._release is None or release.name != self._release.name:
                self._release = release
            self.fault = degraded
        if self.fault and named != self._seen:
            _log.warning("索引降级：%s", self.fault)
        self._seen = named

    def inspect(self) -> None:
        """Read the release in service through again; serve the one before when it is damaged."""
        if self._release is None or self.fault is not None:
            return
        try:
            verify(self._release.folder)
        except IndexUnavailable:
            self._seen = None
            self.refresh()

    def replace(self, release: Release) -> None:
        """Serve a release that this process has just published."""
        self._release = release
        self._seen = release.name
        self.fault = None
        _settle()

    async def keep_fresh(self) -> None:
        """Look for a new generation from time to time, until cancelled."""
        inspected = time.monotonic()
        while True:
            await asyncio.sleep(self._settings.reload_seconds)
            await asyncio.to_thread(self.refresh)
            if time.monotonic() - inspected >= INSPECT_SECONDS:
                await asyncio.to_thread(self.inspect)
                inspected = time.monotonic()


def _settle() -> None:
    """Take what is there out of the garbage collector's sight: it stays.

    Dictionaries and a generation are some hundred thousand objects. Visiting them cost a query in a
    thousand 100 to 200 ms (measured). What holds no cycle, and a generation holds none, is still
    freed when nobody refers to it any more.
    """
    gc.collect()
    gc.freeze()


@contextmanager
def _uncollected() -> Iterator[None]:
    """Visit nothing of a generation while it is being opened, nor afterwards.

    It was visited six times on its way and once at its end, 100 ms and more each, during which a
    worker answered nobody. Neither opening nor answering leaves cycles behind (measured: none of
    185,000 objects, and none of 1,500 requests), so that nothing is kept that should be freed.
    """
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        gc.enable()
