"""A page that is drawn alone is the page of the whole build."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.settings import Settings
from search_service.site.build import build_site
from search_service.site.page_drawer import PageDrawer
from tests.builders import copied_shop

ARTICLE = "lamps/change-bulb.md"


@pytest.fixture
def drawer(tmp_path: Path) -> PageDrawer:
    shop = copied_shop(tmp_path / "shop")
    return PageDrawer(shop / "content", tmp_path / "rendered", tmp_path / "drawn")


def test_every_page_is_drawn_as_the_whole_build_draws_it(
    drawer: PageDrawer, tmp_path: Path, shop_search: Search, shop_analyser: Analyser
) -> None:
    settings = Settings(project_dir=tmp_path / "shop", state_dir=tmp_path / "state")
    site = tmp_path / "site"
    build_site(settings, site, shop_search, shop_analyser, strict=False, preview=True)
    pages = tmp_path / "shop" / "content" / "pages"
    paths = sorted(one.relative_to(pages).as_posix() for one in pages.rglob("*.md"))

    assert len(drawer.draw(paths)) == len(paths) > 5

    drawn = sorted((tmp_path / "drawn").rglob("*"))
    for page in drawn:
        if page.is_file():
            whole = site / page.relative_to(tmp_path / "drawn")
            assert page.read_text(encoding="utf-8") == whole.read_text(encoding="utf-8"), page


def test_what_was_saved_is_drawn_at_its_address(drawer: PageDrawer, tmp_path: Path) -> None:
    file = tmp_path / "shop" / "content" / "pages" / ARTICLE
    file.write_text(file.read_text(encoding="utf-8") + "\n珐琅座要擦干。\n", encoding="utf-8")

    assert drawer.draw([ARTICLE]) == ["/lamps/change-bulb/"]

    page = tmp_path / "drawn" / "lamps" / "change-bulb" / "index.html"
    assert "珐琅座要擦干" in page.read_text(encoding="utf-8")


def test_a_broken_page_and_an_unknown_one_are_left_to_the_whole_build(
    drawer: PageDrawer, tmp_path: Path
) -> None:
    file = tmp_path / "shop" / "content" / "pages" / ARTICLE
    file.write_text(file.read_text(encoding="utf-8") + "\n{{ attic() }}\n", encoding="utf-8")

    assert drawer.draw([ARTICLE, "lamps/no-such-page.md"]) == []
    assert not (tmp_path / "drawn").exists()
