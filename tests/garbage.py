"""A run of thousands of tests in one process keeps only what it still needs."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest

_USUAL = gc.get_threshold()
_STATUS = Path("/proc/self/statm")
_PAGE = 4096
# So much more memory than after the last look, and it is looked through again.
_MOST = 300_000_000


def _memory() -> int:
    """Bytes in use; 0 where the system does not say."""
    try:
        return int(_STATUS.read_text(encoding="ascii").split()[1]) * _PAGE
    except OSError:
        return 0


class Settled:
    """Frees what nobody needs, and lets the collector pass over all that is left.

    A command that builds has the collector look rarely, and a release put into service takes all
    there is out of its sight: right for a process that ends or goes on serving. Here each would
    keep every application and dictionary of the run until its end.
    """

    def __init__(self) -> None:
        self._memory = 0

    def pytest_collection_finish(self) -> None:
        self._settle()

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_teardown(self) -> Iterator[None]:
        yield
        gc.set_threshold(*_USUAL)
        if _memory() - self._memory > _MOST:
            self._settle()

    def _settle(self) -> None:
        gc.unfreeze()
        gc.collect()
        gc.freeze()
        self._memory = _memory()
