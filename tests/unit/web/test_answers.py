from __future__ import annotations

import gc
import weakref
from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.releases.live_release import LiveRelease
from search_service.releases.opening import Release, open_generation
from search_service.releases.publish import publish
from search_service.settings import Settings
from search_service.web.answers import Answered, Answers, SearchRequest, json_answer


def test_a_replaced_generation_is_freed_without_the_garbage_collector(
    shop_settings: Settings,
    shop_search: Search,
    shop_analyser: Analyser,
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
) -> None:
    monkeypatch.setattr("search_service.releases.live_release._settle", lambda: None)
    live = LiveRelease(shop_settings, shop_analyser)
    request = SearchRequest(
        "换灯泡", 10, 0, None, literal=False, explain=False, today=date(2026, 11, 24)
    )
    old = open_generation(shop_settings, shop_search.generation, shop_analyser)
    folder = shop_settings.releases_folder / shop_search.generation
    live.replace(Release(old.generation, folder, old))
    answers = Answers(live)
    answers.answer(request)
    old.suggest("换")
    other = shop_settings.model_copy(update={"state_dir": tmp_path})
    newer = publish(other, shop_search.documents, shop_analyser)
    seen = weakref.ref(old)
    gc.disable()
    try:
        del old
        live.replace(Release(newer.generation, folder, newer))
        answers.answer(request)
        assert seen() is None
    finally:
        gc.enable()


@pytest.mark.parametrize(("explain", "made"), [(False, 1), (True, 2)])
def test_an_answer_is_remembered_and_a_long_explanation_is_not(  # noqa: PLR0913 - fixtures
    shop_settings: Settings,
    shop_search: Search,
    shop_analyser: Analyser,
    monkeypatch: pytest.MonkeyPatch,
    *,
    explain: bool,
    made: int,
) -> None:
    asked: list[SearchRequest] = []

    def noted(search: Search, request: SearchRequest) -> Answered:
        asked.append(request)
        return json_answer(search, request)

    monkeypatch.setattr("search_service.web.answers.json_answer", noted)
    answers = Answers(LiveRelease(shop_settings, shop_analyser))
    request = SearchRequest(
        "换灯泡", 10, 0, None, literal=False, explain=explain, today=date(2026, 11, 24)
    )

    first, again = (answers.answer(request, shop_search) for _ in range(2))

    assert len(asked) == made
    assert first.hits == again.hits
