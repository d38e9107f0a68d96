"""Every kind of export: its articles, cells, lists, links and pictures, and what is listed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from selectolax.lexbor import LexborHTMLParser

from search_service.content.article_parser import split_front_matter
from search_service.content.data.operator_data import load_operator_data
from search_service.content.macros.renderer import ContentRenderer
from search_service.importing.formats.options import Options
from search_service.importing.importer import Import, Wanted, prepare
from search_service.importing.planning import Placed
from tests.builders import sound_project
from tests.exports import NAMES, expected, packed

TODAY = date(2026, 3, 10)


class Result:
    """An import and its articles by the title that they had in the export."""

    def __init__(self, done: Import, project: Path) -> None:
        self.done = done
        self.by_title = {one.title: one for one in done.articles}
        data, _ = load_operator_data(project / "content")
        self._renderer = ContentRenderer(project / "content", data)

    def head(self, one: Placed) -> Mapping[str, Any]:
        head, _, _ = split_front_matter(self.text(one))
        found: Mapping[str, Any] = yaml.safe_load(head or "")
        return found

    def text(self, one: Placed) -> str:
        return self.done.files[f"content/pages/{one.path}"].decode()

    def page(self, one: Placed) -> LexborHTMLParser:
        body = split_front_matter(self.text(one))[1]
        return LexborHTMLParser(self._renderer.fragment(one.path, body).html)


def imported(name: str, folder: Path) -> Result:
    project = sound_project(folder / "project")
    source = packed(name, folder)
    done = prepare(project, Wanted(source, "灯铺内容组", "其他", Options(), TODAY))
    return Result(done, project)


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("name", NAMES)
def test_an_export_becomes_articles_and_nothing_is_dropped_unsaid(
    name: str, tmp_path: Path
) -> None:
    result = imported(name, tmp_path)
    wanted = expected(name)
    done = result.done

    if "system" in wanted:
        assert done.export.system == wanted["system"]
    if "count" in wanted:
        assert len(done.articles) == wanted["count"]
    else:
        assert set(result.by_title) == set(wanted["articles"])
    for title, parts in wanted["articles"].items():
        check_article(result, result.by_title[title], parts)
    told = [(loss.kind, f"{loss.where} {loss.what}") for loss in done.losses]
    for kind, what in wanted["losses"]:
        assert [one for one in told if one[0] == kind and what in one[1]], (kind, what, told)
    assert done.export.rows == wanted.get("rows_read", done.export.rows)
    redirects = done.files.get("content/data/redirects.yml", b"").decode()
    for address in wanted.get("redirects", ()):
        assert f"from: {address}," in redirects, (address, redirects)
    published = "".join(data.decode("utf-8", "replace") for data in done.files.values())
    for text in wanted.get("absent", ()):
        assert text not in published


def check_article(result: Result, one: Placed, parts: Mapping[str, Any]) -> None:
    page, head = result.page(one), result.head(one)
    body = words(page.body.text()) if page.body else ""
    cells = [[words(c.text()) for c in row.css("td, th")] for row in page.css("tr")]
    links = {words(a.text()): a.attributes.get("href") for a in page.css("a:not(.headerlink)")}
    if "topic" in parts:
        assert one.topic_title == parts["topic"]
    if "rows" in parts:
        assert cells == parts["rows"]
    if "items" in parts:
        assert [item_words(item.html or "") for item in page.css("li")] == parts["items"]
    starts = [int(one.attributes.get("start") or 1) for one in page.css("ol")]
    assert starts == parts.get("starts", starts)
    if "headings" in parts:
        assert [words(h.text()).rstrip("#") for h in page.css("h2")] == parts["headings"]
    for box in parts.get("boxes", ()):
        assert [b for b in page.css(".admonition") if box in b.text()], box
    for words_, title in parts.get("links", {}).items():
        target = posixpath.normpath(
            posixpath.join(posixpath.dirname(one.path), (links[words_] or "").split("#")[0])
        )
        assert target == result.by_title[title].path
    check_pictures(result, one, page, parts)
    for text in parts.get("text", ()):
        assert text in body, (text, body)
    for text in parts.get("absent", ()):
        assert text not in body
    for question in parts.get("questions", ()):
        assert question in head["questions"]
    assert set(parts.get("tags", ())) <= set(head["tags"])
    assert str(head["updated"]) == parts.get("updated", str(head["updated"]))
    assert head["summary"] == parts.get("summary", head["summary"])


def check_pictures(
    result: Result, one: Placed, page: LexborHTMLParser, parts: Mapping[str, Any]
) -> None:
    if "images" in parts:
        shown = [
            posixpath.normpath(
                posixpath.join(
                    "content/pages", posixpath.dirname(one.path), i.attributes.get("src") or ""
                )
            )
            for i in page.css("img")
        ]
        assert len(shown) == parts["images"]
        assert set(shown) <= set(result.done.files)


def item_words(html: str) -> str:
    """What an entry says itself, without the entries below it."""
    item = LexborHTMLParser(html).css_first("li")
    assert item is not None
    for inner in item.css("ul, ol"):
        inner.decompose()
    return re.sub(r"\s+", " ", item.text()).strip()
