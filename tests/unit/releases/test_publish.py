from __future__ import annotations

import dataclasses
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.errors import GenerationRefused, IndexUnavailable
from search_service.releases import generations
from search_service.releases.live_release import LiveRelease
from search_service.releases.opening import open_search
from search_service.releases.publish import publish
from search_service.settings import Settings
from tests.builders import documents_with

LAMPS = documents_with({"L-101": "灯不亮怎么办", "L-102": "怎么换灯泡"})


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(project_dir=tmp_path)


def sealed(settings: Settings) -> list[str]:
    return sorted(path.name for path in generations.sealed(settings.releases_folder))


def damage_current(settings: Settings) -> None:
    name = generations.current_name(settings.releases_folder)
    assert name is not None
    (settings.releases_folder / name / "index" / "lexicon.json").write_bytes(b"{}")


def test_what_was_published_is_opened_again(settings: Settings, shop_analyser: Analyser) -> None:
    published = publish(settings, LAMPS, shop_analyser)

    opened, degraded = open_search(settings, shop_analyser)

    assert degraded is None
    assert opened.generation == published.generation
    assert opened.documents == LAMPS
    assert opened.search("换灯泡").hits == published.search("换灯泡").hits


def test_an_index_that_cannot_find_a_title_is_refused_and_the_old_one_stays(
    settings: Settings, shop_analyser: Analyser
) -> None:
    good = publish(settings, LAMPS, shop_analyser)
    titles = {"L-101": "灯不亮怎么办", "L-102": "怎么换灯泡", "L-103": "遥控器没反应"}
    whole = documents_with(titles)
    one_is_lost = dataclasses.replace(whole, passages=whole.passages[:2])

    with pytest.raises(GenerationRefused, match="「遥控器没反应」找不到文章 L-103"):
        publish(settings, one_is_lost, shop_analyser)

    assert sealed(settings) == [good.generation]
    assert open_search(settings, shop_analyser)[0].generation == good.generation


def test_an_index_whose_title_cannot_be_typed_is_refused_by_the_same_check(
    settings: Settings, shop_analyser: Analyser
) -> None:
    good = publish(settings, LAMPS, shop_analyser)
    titles = {"L-101": "灯不亮怎么办", "L-102": "怎么换灯泡", "L-103": "？！"}

    with pytest.raises(GenerationRefused, match="L-103"):
        publish(settings, documents_with(titles), shop_analyser)

    assert sealed(settings) == [good.generation]


def test_force_puts_a_doubtful_index_into_service(
    settings: Settings, shop_analyser: Analyser
) -> None:
    whole = documents_with({"L-101": "灯不亮怎么办", "L-102": "怎么换灯泡"})
    one_is_lost = dataclasses.replace(whole, passages=whole.passages[:1])

    forced = publish(settings, one_is_lost, shop_analyser, force=True)

    assert open_search(settings, shop_analyser)[0].generation == forced.generation


def test_progress_counts_to_the_last_passage(settings: Settings, shop_analyser: Analyser) -> None:
    steps: list[tuple[int, int]] = []

    publish(settings, LAMPS, shop_analyser, progress=lambda done, all_: steps.append((done, all_)))

    assert steps == sorted(steps)
    assert steps[-1] == (2, 2)


def test_a_running_service_takes_up_a_new_generation(
    settings: Settings, shop_analyser: Analyser
) -> None:
    publish(settings, LAMPS, shop_analyser)
    live = LiveRelease(settings, shop_analyser)
    live.refresh()
    newer = publish(settings, LAMPS, shop_analyser)

    live.refresh()

    assert live.search.generation == newer.generation
    assert live.fault is None


def test_a_service_that_starts_on_a_damaged_index_serves_the_previous_one_and_says_so(
    settings: Settings, shop_analyser: Analyser
) -> None:
    previous = publish(settings, LAMPS, shop_analyser)
    publish(settings, LAMPS, shop_analyser)
    damage_current(settings)
    live = LiveRelease(settings, shop_analyser)

    live.refresh()

    assert live.search.generation == previous.generation
    assert live.fault is not None
    assert "lexicon.json 已损坏" in live.fault


def test_a_healed_index_ends_the_degradation(settings: Settings, shop_analyser: Analyser) -> None:
    publish(settings, LAMPS, shop_analyser)
    publish(settings, LAMPS, shop_analyser)
    damage_current(settings)
    live = LiveRelease(settings, shop_analyser)
    live.refresh()
    newest = publish(settings, LAMPS, shop_analyser)

    live.refresh()

    assert (live.search.generation, live.fault) == (newest.generation, None)


def test_what_is_in_memory_is_served_on_when_the_disk_is_lost(
    settings: Settings, shop_analyser: Analyser
) -> None:
    only = publish(settings, LAMPS, shop_analyser)
    live = LiveRelease(settings, shop_analyser)
    live.refresh()
    damage_current(settings)
    (settings.releases_folder / "current").unlink()

    live.refresh()

    assert live.search.generation == only.generation
    assert live.fault is not None


def test_before_the_first_index_there_is_nothing_to_search(
    settings: Settings, shop_analyser: Analyser
) -> None:
    live = LiveRelease(settings, shop_analyser)
    live.refresh()

    assert not live.is_open
    with pytest.raises(IndexUnavailable, match="kb build"):
        _ = live.search


def test_a_changed_article_is_indexed_as_if_all_were_new(
    tmp_path: Path, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    """A new generation takes over what did not change; the answers must not show it."""
    step_by_step = Settings(project_dir=tmp_path / "step-by-step")
    publish(step_by_step, shop_documents, shop_analyser)
    first, second, *others = shop_documents.passages
    for changed in (
        (dataclasses.replace(first, text="换上琉璃灯罩。"), second, *others),
        (dataclasses.replace(first, text="换上琉璃灯罩。"), *others),
        (*reversed(others), first),
    ):
        documents = dataclasses.replace(shop_documents, passages=changed)
        taken_over = publish(step_by_step, documents, shop_analyser, force=True)
        anew = publish(
            Settings(project_dir=tmp_path / taken_over.generation),
            documents,
            shop_analyser,
            force=True,
        )

        for query in ("琉璃灯罩", "换灯泡", "包裹", "hdp", "发货", "灯"):
            assert taken_over.search(query).hits == anew.search(query).hits, query


def test_publishing_again_and_again_keeps_the_index_small(
    settings: Settings, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    sizes = []
    for number in range(20):
        first, *others = shop_documents.passages
        passages = (dataclasses.replace(first, text=f"第{number}次修改。"), *others)
        documents = dataclasses.replace(shop_documents, passages=passages)
        search = publish(settings, documents, shop_analyser)
        folder = settings.releases_folder / search.generation
        sizes.append(sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()))

    assert search.search("第19次修改").hits
    assert "第3次" not in "".join(passage.text for passage in search.documents.passages)
    assert max(sizes) < 5 * sizes[0]
