"""What stays is not looked through for garbage again and again."""

from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest

# Objects that were put out of the collector's sight since it last looked; about 200 MB.
_MOST = 1_500_000


def settle() -> None:
    """Free what nobody needs, and let the collector pass over all that is left.

    A release put into service takes everything out of the collector's sight, for a service keeps
    it. Tests do not: without this, every application of a run stays until its end.
    """
    gc.unfreeze()
    gc.collect()
    gc.freeze()


class SettledNow:
    """Settles when the tests are collected, and after a file that has left much behind."""

    def __init__(self) -> None:
        self._settled = 0

    def pytest_collection_finish(self) -> None:
        settle()
        self._settled = gc.get_freeze_count()

    @pytest.hookimpl(wrapper=True, trylast=True)
    def pytest_runtest_teardown(
        self, item: pytest.Item, nextitem: pytest.Item | None
    ) -> Iterator[None]:
        yield
        ends = nextitem is None or nextitem.path != item.path
        if ends and gc.get_freeze_count() - self._settled > _MOST:
            settle()
            self._settled = gc.get_freeze_count()
