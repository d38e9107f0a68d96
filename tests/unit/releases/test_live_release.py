"""A worker that opens another release goes on answering: the garbage collector stays out of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.releases import generations, live_release
from search_service.releases.live_release import LiveRelease
from search_service.releases.opening import Release, open_release
from search_service.releases.publish import publish_release
from search_service.settings import Settings


@pytest.fixture
def settings(shop_settings: Settings, shop_documents: Documents, shop_analyser: Analyser,
             tmp_path: Path) -> Settings:  # fmt: skip
    found = shop_settings.model_copy(update={"state_dir": tmp_path})
    publish_release(found, shop_documents, shop_analyser)
    return found


@pytest.fixture
def collections() -> Iterator[list[int]]:
    """The generations of objects that were looked through, as eagerly as can be."""
    seen: list[int] = []
    usual = gc.get_threshold()

    def note(phase: str, told: dict[str, int]) -> None:
        if phase == "start":
            seen.append(told["generation"])

    gc.set_threshold(1, 1, 1)
    gc.callbacks.append(note)
    yield seen
    gc.callbacks.remove(note)
    gc.set_threshold(*usual)


def test_nothing_is_collected_while_another_release_is_opened(
    settings: Settings, shop_analyser: Analyser, shop_documents: Documents, collections: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    during: list[list[int]] = []

    def opened(*arguments: Any) -> tuple[Release, str | None]:  # noqa: ANN401 - as they come
        collections.clear()
        found = open_release(*arguments)
        during.append(list(collections))
        return found

    monkeypatch.setattr(live_release, "open_release", opened)
    live = LiveRelease(settings, shop_analyser)
    live.refresh()
    newer = publish_release(settings, shop_documents, shop_analyser)
    frozen = gc.get_freeze_count()

    live.refresh()

    assert live.release.name == newer.name
    assert during == [[], []]
    assert collections  # as eagerly as can be, but for then
    assert gc.get_freeze_count() > frozen
    assert gc.isenabled()


def test_what_is_made_of_units_is_made_before_somebody_asks(
    settings: Settings, shop_analyser: Analyser
) -> None:
    live = LiveRelease(settings, shop_analyser)
    live.refresh()
    articles = live.search.answering.index.articles.values()
    made = [set(vars(article)) for article in articles]

    live.search.search("灯不亮怎么办")

    assert [set(vars(article)) for article in articles] == made


def test_opening_leaves_no_cycles_behind(settings: Settings, shop_analyser: Analyser) -> None:
    open_release(settings, shop_analyser)  # what is imported and remembered once
    gc.collect()
    gc.disable()
    try:
        held = open_release(settings, shop_analyser)
        assert gc.collect() == 0
        del held
        assert gc.collect() == 0
    finally:
        gc.enable()


def test_a_release_that_cannot_be_opened_leaves_the_collector_as_it_was(
    settings: Settings, shop_analyser: Analyser
) -> None:
    live = LiveRelease(settings, shop_analyser)
    for sealed in generations.sealed(settings.releases_folder):
        (sealed / "MANIFEST").write_text("{}", encoding="utf-8")

    live.refresh()

    assert live.fault
    assert gc.isenabled()
