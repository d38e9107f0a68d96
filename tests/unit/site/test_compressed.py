from __future__ import annotations

import gzip
from pathlib import Path

import pytest

from search_service.content.kept_results import KeptResults
from search_service.site import compressed
from search_service.site.compressed import write_compressed

LONG = "灯不亮先换插座。" * 100


@pytest.fixture
def kept(tmp_path: Path) -> KeptResults:
    return KeptResults(tmp_path / "kept")


def _site(folder: Path, text: str) -> Path:
    folder.mkdir()
    (folder / "lamp.html").write_text(text, encoding="utf-8")
    (folder / "short.txt").write_text("灯", encoding="utf-8")
    (folder / "lamp.png").write_bytes(bytes(1000))
    return folder


def test_a_long_text_has_its_packed_form_beside_it(tmp_path: Path, kept: KeptResults) -> None:
    site = _site(tmp_path / "site", LONG)

    write_compressed(site, kept)

    assert gzip.decompress((site / "lamp.html.gz").read_bytes()).decode() == LONG
    assert [file.name for file in site.glob("*.gz")] == ["lamp.html.gz"]


def test_the_same_text_has_the_same_bytes_and_is_packed_once(
    tmp_path: Path, kept: KeptResults, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = _site(tmp_path / "a", LONG), _site(tmp_path / "b", LONG)
    write_compressed(first, kept)
    packed: list[bytes] = []
    monkeypatch.setattr(compressed, "_packed", packed.append)

    write_compressed(second, kept)

    assert (second / "lamp.html.gz").read_bytes() == (first / "lamp.html.gz").read_bytes()
    assert not packed


def test_another_text_is_packed_anew(tmp_path: Path, kept: KeptResults) -> None:
    write_compressed(_site(tmp_path / "a", LONG), kept)
    site = _site(tmp_path / "b", f"{LONG}再换灯泡。")

    write_compressed(site, kept)

    assert gzip.decompress((site / "lamp.html.gz").read_bytes()).decode() == f"{LONG}再换灯泡。"
