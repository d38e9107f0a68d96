"""The site's builder works beside the search, and ends with whatever it was begun for."""

from __future__ import annotations

import multiprocessing
import time
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.errors import SiteBuildFailed
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


def test_a_site_begun_before_the_search_or_written_beside_it_is_the_one_built_at_once(
    tmp_path: Path, settings: Settings, shop_search: Search, shop_analyser: Analyser
) -> None:
    sites = [tmp_path / way / "site" for way in ("at-once", "begun", "meanwhile")]
    for site in sites:
        site.parent.mkdir()
    at_once, begun, meanwhile = sites

    build_site(settings, at_once, shop_search, shop_analyser, strict=False)
    building = SiteBuild(settings, shop_analyser, strict=False)
    with building.begun(begun):
        building.write(begun, shop_search)
    with building.meanwhile(meanwhile, shop_search.documents, shop_search.generation):
        building.write(meanwhile, shop_search)

    for site in (begun, meanwhile):
        assert files_of(site) == files_of(at_once)
        assert [folder.name for folder in site.parent.iterdir()] == ["site"]


def test_a_site_whose_copy_was_ended_is_written_whole_and_nothing_half_stays(
    tmp_path: Path, settings: Settings, shop_search: Search, shop_analyser: Analyser
) -> None:
    site = tmp_path / "site"
    building = SiteBuild(settings, shop_analyser, strict=False)

    with building.meanwhile(site, shop_search.documents, shop_search.generation):
        while not list(tmp_path.glob("rendered-*/mkdocs.yml")):
            time.sleep(0.01)
        for copy in multiprocessing.active_children():
            copy.kill()
            copy.join()
        assert list(tmp_path.glob("rendered-*"))
        building.write(site, shop_search)

    assert (site / "assets" / "browser-index-4.json").is_file()
    assert list(tmp_path.glob("rendered-*")) == []


def test_a_refused_site_is_refused_beside_the_search_as_well(
    tmp_path: Path, settings: Settings, shop_search: Search, shop_analyser: Analyser
) -> None:
    (settings.project_dir / "theme" / "main.html").write_text("{% broken", encoding="utf-8")
    building = SiteBuild(settings, shop_analyser, strict=False)
    said = []
    for way in (tmp_path / "one", tmp_path / "two"):
        way.mkdir()
    with pytest.raises(SiteBuildFailed) as refused:
        building.write(tmp_path / "one" / "site", shop_search)
    said.append(str(refused.value))
    with (
        pytest.raises(SiteBuildFailed) as refused,
        building.meanwhile(tmp_path / "two" / "site", shop_search.documents, "name"),
    ):
        building.write(tmp_path / "two" / "site", shop_search)
    said.append(str(refused.value))

    assert "MkDocs" in said[0]
    assert said[0].splitlines()[0] == said[1].splitlines()[0]
    assert list((tmp_path / "two").iterdir()) == []


def test_what_fails_beside_the_builder_ends_it_and_leaves_nothing_rendered(
    tmp_path: Path, settings: Settings, shop_analyser: Analyser
) -> None:
    site = tmp_path / "site"
    building = SiteBuild(settings, shop_analyser, strict=False)

    with pytest.raises(RuntimeError, match="index"), building.begun(site):
        raise RuntimeError("index")

    assert list(tmp_path.glob("rendered-*")) == []
