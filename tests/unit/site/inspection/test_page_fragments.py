"""What was read of a page stands in it, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.fragments import fragments_of
from search_service.site.inspection.page_fragments import missing_fragments
from tests.builders import write_content

MARKDOWN = "先关灯，再拧下旧灯泡。\n\n## 换哪一种\n\n- 螺口\n- 卡口\n"


@pytest.fixture
def made(tmp_path: Path) -> tuple[Path, Path, Path]:
    """A site, the pages and the rendered pages of one article."""
    pages = write_content(tmp_path / "content", {"lamps/bulb.md": "---\nid: L-1\n---\n"}) / "pages"
    rendered, site = tmp_path / "rendered", tmp_path / "site"
    for path in ("lamps/bulb.md", "lamps/index.md"):
        file = rendered / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f"---\ntitle: 灯\n---\n{MARKDOWN}", encoding="utf-8")
        built = site / path.removesuffix(".md").removesuffix("index") / "index.html"
        built.parent.mkdir(parents=True, exist_ok=True)
        fragment = fragments_of(pages).of(path, MARKDOWN).html
        built.write_text(f"<body><main>{fragment}</main></body>", encoding="utf-8")
    return site, pages, rendered


def test_pages_that_show_what_was_read_are_silent(made: tuple[Path, Path, Path]) -> None:
    assert missing_fragments(*made) == []


def test_a_page_that_says_something_else_is_named(made: tuple[Path, Path, Path]) -> None:
    page = made[0] / "lamps" / "bulb" / "index.html"
    page.write_text(page.read_text(encoding="utf-8").replace("卡口", "插口"), encoding="utf-8")

    [fault] = missing_fragments(*made)

    assert fault.startswith("content/pages/lamps/bulb.md：网站上的正文和搜索读到的不一样。")
    assert "请检查 mkdocs.yml 和 theme/" in fault


def test_a_page_that_was_not_built_is_named(made: tuple[Path, Path, Path]) -> None:
    (made[0] / "lamps" / "bulb" / "index.html").unlink()

    [fault] = missing_fragments(*made)

    assert fault.startswith("content/pages/lamps/bulb.md：网站里没有这一页。")
