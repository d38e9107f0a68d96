"""The site's builder works beside the search, and ends with whatever it was begun for."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.settings import Settings
from search_service.site.build import SiteBuild, build_site
from tests.builders import copied_shop


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(project_dir=copied_shop(tmp_path / "shop"), state_dir=tmp_path / "state")


def files_of(site: Path) -> dict[str, bytes]:
    """All but those that hold the second in which they were built."""
    return {
        file.relative_to(site).as_posix(): file.read_bytes()
        for file in sorted(site.rglob("*"))
        if file.is_file() and not file.name.startswith(("service-worker.js", "sitemap.xml.gz"))
    }


def test_a_site_begun_before_the_search_is_the_one_built_at_once(
    tmp_path: Path, settings: Settings, shop_search: Search, shop_analyser: Analyser
) -> None:
    at_once, begun = tmp_path / "at-once" / "site", tmp_path / "begun" / "site"
    at_once.parent.mkdir()
    begun.parent.mkdir()

    build_site(settings, at_once, shop_search, shop_analyser, strict=False)
    building = SiteBuild(settings, shop_analyser, strict=False)
    with building.begun(begun):
        building.write(begun, shop_search)

    assert files_of(begun) == files_of(at_once)
    assert [folder.name for folder in begun.parent.iterdir()] == ["site"]


def test_what_fails_beside_the_builder_ends_it_and_leaves_nothing_rendered(
    tmp_path: Path, settings: Settings, shop_analyser: Analyser
) -> None:
    site = tmp_path / "site"
    building = SiteBuild(settings, shop_analyser, strict=False)

    with pytest.raises(RuntimeError, match="index"), building.begun(site):
        raise RuntimeError("index")

    assert list(tmp_path.glob("rendered-*")) == []
