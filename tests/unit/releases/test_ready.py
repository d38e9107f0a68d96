"""What was verified on arrival is not read again until a file changes; the rest is made anew."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.engines.postings import Postings
from search_service.errors import IndexUnavailable
from search_service.releases import generations, verification
from search_service.releases.opening import open_release
from search_service.releases.publish import publish_release
from search_service.settings import Settings


@pytest.fixture
def settings(tmp_path: Path, shop_documents: Documents, shop_analyser: Analyser) -> Settings:
    settings = Settings(project_dir=tmp_path)
    publish_release(settings, shop_documents, shop_analyser)
    return settings


def titles(settings: Settings, analyser: Analyser) -> list[str]:
    release, degraded = open_release(settings, analyser)
    assert degraded is None
    return [hit.article.title for hit in release.search.search("灯不亮怎么办").hits]


def test_a_second_opening_reads_no_file_through_and_computes_nothing(
    settings: Settings, shop_analyser: Analyser, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = titles(settings, shop_analyser)

    def refuse(*_: object) -> None:
        raise AssertionError("read again")

    monkeypatch.setattr(verification, "checksums", refuse)
    monkeypatch.setattr(Postings, "load", refuse)

    assert titles(settings, shop_analyser) == first


def test_a_bit_that_flips_after_the_arrival_is_found_when_it_is_opened(
    settings: Settings, shop_analyser: Analyser
) -> None:
    titles(settings, shop_analyser)
    [release] = generations.sealed(settings.releases_folder)
    file = release / "index/base/gaps"
    raw = bytearray(file.read_bytes())
    raw[len(raw) // 2] ^= 1
    file.write_bytes(raw)

    with pytest.raises(IndexUnavailable, match="已损坏"):
        open_release(settings, shop_analyser)


@pytest.mark.parametrize("name", ["amounts", "terms", "owners", "texts"])
def test_arrays_that_were_changed_are_made_anew(
    settings: Settings, shop_analyser: Analyser, name: str
) -> None:
    first = titles(settings, shop_analyser)
    [file] = settings.releases_folder.glob(f"ready/*/arrays/index/{name}")
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2])

    assert titles(settings, shop_analyser) == first
    [file] = settings.releases_folder.glob(f"ready/*/arrays/index/{name}")
    assert file.read_bytes() == whole


def test_where_nothing_can_be_written_the_release_is_served_from_memory(
    settings: Settings, shop_analyser: Analyser
) -> None:
    first = titles(settings, shop_analyser)
    shutil.rmtree(settings.releases_folder / "ready")
    (settings.releases_folder / "ready").write_text("in the way", encoding="utf-8")

    assert titles(settings, shop_analyser) == first


def test_what_was_made_of_memory_is_byte_for_byte_what_is_made_of_the_release(
    settings: Settings, shop_analyser: Analyser
) -> None:
    ready = settings.releases_folder / "ready"

    def made() -> dict[str, bytes]:
        names = (
            file for folder in ("arrays", "look_ups") for file in ready.glob(f"*/{folder}/**/*")
        )
        return {str(file): file.read_bytes() for file in names if file.is_file()}

    of_memory = made()
    shutil.rmtree(ready)
    titles(settings, shop_analyser)

    assert of_memory
    assert made() == of_memory
