"""The real content as built pages."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from search_service.answering.documents import StoredArticle
from search_service.site.rendered_folder import render_folder
from tests.builders import ROOT
from tests.conftest import RealBuild

# Attributes by which a page makes the browser fetch something at once.
FETCHED = {
    ("script", "src"), ("img", "src"), ("img", "srcset"), ("source", "src"), ("source", "srcset"),
    ("iframe", "src"), ("video", "src"), ("audio", "src"), ("object", "data"), ("embed", "src"),
    ("use", "href"),
}  # fmt: skip
FETCHED_RELATIONS = {"stylesheet", "icon", "preload", "prefetch", "preconnect", "dns-prefetch", "manifest", "modulepreload"}  # noqa: E501  # fmt: skip


class Page(HTMLParser):
    """The ids of a page and what it makes the browser fetch."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.fetched: list[str] = []
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if "id" in values:
            self.ids.append(values["id"])
        self.fetched += [value for name, value in values.items() if (tag, name) in FETCHED]
        if tag == "link" and FETCHED_RELATIONS & set(values.get("rel", "").split()):
            self.fetched.append(values["href"])


@pytest.fixture(scope="module")
def pages(real_build: RealBuild) -> dict[str, Page]:
    """Every built page by its path in the site."""
    site = real_build.site
    return {file.relative_to(site).as_posix(): Page(file) for file in site.rglob("*.html")}


def file_of(article: StoredArticle) -> str:
    return article.url.lstrip("/") + "index.html"


def test_every_article_has_its_page(real_build: RealBuild, pages: dict[str, Page]) -> None:
    articles = real_build.search.documents.articles

    assert articles
    assert {file_of(article) for article in articles} <= set(pages)


def test_every_anchor_of_a_passage_is_an_id_of_its_page(
    real_build: RealBuild, pages: dict[str, Page]
) -> None:
    documents = real_build.search.documents
    missing = [
        f"{passage.article_id}#{passage.anchor}"
        for passage in documents.passages
        if passage.anchor is not None
        and passage.anchor not in pages[file_of(documents.articles_by_id[passage.article_id])].ids
    ]

    assert missing == []
    assert sum(passage.anchor is not None for passage in documents.passages) > 50


def test_no_anchor_is_a_mere_number(pages: dict[str, Page]) -> None:
    assert [f"{path}#{i}" for path, page in pages.items() for i in page.ids if re.match(r"_\d", i)] == []  # noqa: E501  # fmt: skip


def test_no_id_stands_twice_on_a_page(pages: dict[str, Page]) -> None:
    twice = {
        path: sorted({i for i in page.ids if page.ids.count(i) > 1}) for path, page in pages.items()
    }

    assert {path: ids for path, ids in twice.items() if ids} == {}


def test_nothing_is_fetched_from_another_host(pages: dict[str, Page]) -> None:
    foreign = [
        f"{path}: {url}"
        for path, page in pages.items()
        for url in page.fetched
        if urlsplit(url).netloc
    ]

    assert foreign == []
    assert all(page.fetched for page in pages.values())


def test_no_stylesheet_fetches_from_another_host(real_build: RealBuild) -> None:
    sheets = list(real_build.site.rglob("*.css"))
    foreign = [
        f"{sheet.name}: {match[0]}"
        for sheet in sheets
        for match in re.finditer(
            r"(?:url\(|@import)\s*[\"']?(?:https?:)?//[^)\"']+", sheet.read_text(encoding="utf-8")
        )
    ]

    assert sheets
    assert foreign == []


def test_the_stock_search_index_is_not_built(real_build: RealBuild) -> None:
    assert list(real_build.site.rglob("search_index.json")) == []


def test_only_pages_are_published(real_build: RealBuild) -> None:
    site = real_build.site

    assert list(site.rglob("*.md")) == []
    assert list(site.rglob("*.yml")) == []
    assert list(site.rglob("*.tsv")) == []


def test_every_page_says_it_is_simplified_chinese(real_build: RealBuild) -> None:
    for file in real_build.site.rglob("*.html"):
        assert '<html lang="zh-Hans"' in file.read_text(encoding="utf-8"), file


def test_no_template_mark_is_left_in_a_page(real_build: RealBuild) -> None:
    for file in real_build.site.rglob("*.html"):
        assert not re.search(r"\{\{ *\w|\{%|\{##", file.read_text(encoding="utf-8")), file


def test_mkdocs_alone_builds_the_site_strictly(tmp_path: Path) -> None:
    """Once `kb render` has written the pages, MkDocs needs nothing of ours."""
    rendered = render_folder(ROOT / "content", tmp_path)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=rendered.config.parent,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    assert (tmp_path / "site" / "index.html").exists()


def test_the_scripts_that_every_page_needs_at_once_are_fetched_at_once(
    real_build: RealBuild,
) -> None:
    site = real_build.site
    script = (site / "javascripts" / "main.js").read_text(encoding="utf-8")
    imported = re.findall(r'^import .* from "\./(.+)";$', script, flags=re.MULTILINE)
    home = (site / "index.html").read_text(encoding="utf-8")
    hinted = re.findall(r'<link rel="modulepreload" href="javascripts/([^"]+)"', home)
    assert imported
    assert hinted == imported
