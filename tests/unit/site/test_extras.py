from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from search_service.answering.documents import Documents, StoredArticle
from search_service.errors import ContentInvalid, SiteBuildFailed
from search_service.site.extras import write_site_extras
from tests.builders import SHOP, documents_with

ADDRESS = "https://lamps.example/help/"


def page(path: str, address: str = ADDRESS) -> str:
    return (
        '<!doctype html><html lang="zh-Hans"><title>萤火灯铺 &amp; 帮助</title>'
        '<meta name="description" content="装灯和修灯。">'
        f'<link rel="canonical" href="{address}{path}">'
        '<link rel="icon" href="./images/favicon.svg">'
    )


def built_site(folder: Path, documents: Documents) -> Path:
    """What a builder leaves: pages and a sitemap."""
    paths = ["", *(article.url.lstrip("/") for article in documents.articles)]
    for path in paths:
        file = folder / path / "index.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(page(path), encoding="utf-8")
    places = "".join(f"<url><loc>{ADDRESS}{path}</loc></url>" for path in paths)
    namespace = "http://www.sitemaps.org/schemas/sitemap/0.9"
    (folder / "sitemap.xml").write_text(f'<urlset xmlns="{namespace}">{places}</urlset>')
    return folder


@pytest.fixture
def site(tmp_path: Path, shop_documents: Documents) -> Path:
    return built_site(tmp_path / "site", shop_documents)


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """The shop's content with one redirect."""
    folder = shutil.copytree(SHOP / "content", tmp_path / "content")
    redirects = "redirects:\n  - {from: /老地址/, to: /lamps/change-bulb/}\n"
    (folder / "data" / "redirects.yml").write_text(redirects, encoding="utf-8")
    return folder


def test_the_feed_lists_the_newest_articles_first(tmp_path: Path) -> None:
    documents = documents_with({"L-101": "灯不亮", "L-102": "换灯泡", "L-103": "遥控器"})
    dates = ("2026-01-31", "2026-11-22", "2026-02-01")
    articles = tuple(map(_updated, documents.articles, dates))
    documents = replace(documents, articles=articles)
    site = built_site(tmp_path / "site", documents)

    write_site_extras(site, SHOP / "content", documents)

    channel = ET.parse(site / "feed.xml").find("channel")  # noqa: S314 - our own
    assert channel is not None
    assert channel.findtext("title") == "萤火灯铺 & 帮助"
    assert channel.findtext("link") == ADDRESS
    assert channel.findtext("description") == "装灯和修灯。"
    guids = [item.findtext("guid") for item in channel.findall("item")]
    assert guids == ["L-102@2026-11-22", "L-103@2026-02-01", "L-101@2026-01-31"]


def _updated(article: StoredArticle, date: str) -> StoredArticle:
    return replace(article, updated=date)


def test_an_item_says_what_the_article_is(tmp_path: Path) -> None:
    documents = documents_with({"L-101": "灯<不>亮 & 闪"})
    site = built_site(tmp_path / "site", documents)

    write_site_extras(site, SHOP / "content", documents)

    item = ET.parse(site / "feed.xml").find("channel/item")  # noqa: S314 - our own
    assert item is not None
    assert {part.tag: part.text for part in item} == {
        "title": "灯<不>亮 & 闪",
        "link": f"{ADDRESS}lamps/l-101/",
        "description": "灯<不>亮 & 闪",
        "category": "灯具",
        "pubDate": "Sun, 01 Mar 2026 00:00:00 +0800",
        "guid": "L-101@2026-03-01",
    }


def test_the_feed_ends_after_twenty_articles(tmp_path: Path) -> None:
    documents = documents_with({f"L-{n}": f"灯 {n}" for n in range(101, 131)})
    site = built_site(tmp_path / "site", documents)

    write_site_extras(site, SHOP / "content", documents)

    assert (site / "feed.xml").read_text(encoding="utf-8").count("<item>") == 20


def test_robots_txt_names_the_sitemap(site: Path, content: Path, shop_documents: Documents) -> None:
    write_site_extras(site, content, shop_documents)

    lines = (site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert f"Sitemap: {ADDRESS}sitemap.xml" in lines
    assert "Disallow: /api/" in lines
    assert "Disallow: /" not in lines


def test_an_old_address_is_a_page_that_leads_on(
    site: Path, content: Path, shop_documents: Documents
) -> None:
    write_site_extras(site, content, shop_documents)

    text = (site / "老地址" / "index.html").read_text(encoding="utf-8")
    assert f'<link rel="canonical" href="{ADDRESS}lamps/change-bulb/">' in text
    assert '<meta http-equiv="refresh" content="0; url=/help/lamps/change-bulb/">' in text
    assert '<a href="/help/lamps/change-bulb/">' in text
    assert '<link rel="icon" href="/help/images/favicon.svg">' in text
    assert not re.search(r"<script|style=", text)
    entries = (site / "redirects.map").read_text(encoding="utf-8")
    assert entries == "/老地址/ /help/lamps/change-bulb/;\n"


def test_old_addresses_that_differ_in_large_and_small_letters_are_patterns_for_nginx(
    site: Path, content: Path, shop_documents: Documents
) -> None:
    olds = ("/Lamps/Change-Bulb/", "/old.one/", "/Old.One/", "/other/")
    lines = [f"  - {{from: {old}, to: /lamps/change-bulb/}}" for old in olds]
    text = "\n".join(["redirects:", *lines, ""])
    (content / "data" / "redirects.yml").write_text(text, encoding="utf-8")

    write_site_extras(site, content, shop_documents)

    entries = (site / "redirects.map").read_text(encoding="utf-8").splitlines()
    keys = [entry.split()[0] for entry in entries]
    # A plain entry is also that of the page, which would lead to itself.
    patterns, plain = keys[:3], keys[3:]
    assert plain == ["/other/"]
    for old, pattern in zip(olds, patterns, strict=False):
        assert pattern.startswith("~^/")
        assert [one for one in {*olds, old.lower()} if re.search(pattern[1:], one)] == [old]


def test_a_wrong_redirect_stops_the_build_with_its_line(
    site: Path, content: Path, shop_documents: Documents
) -> None:
    wrong = "redirects:\n  - {from: /old/, to: /attic/}\n"
    (content / "data" / "redirects.yml").write_text(wrong, encoding="utf-8")

    with pytest.raises(ContentInvalid, match=r"redirects\.yml:2：to：没有 /attic/ 这个页面"):
        write_site_extras(site, content, shop_documents)


def test_a_redirect_may_not_replace_a_file_of_the_theme(
    site: Path, content: Path, shop_documents: Documents
) -> None:
    (site / "老地址").mkdir()
    (site / "老地址" / "index.html").write_text(page("%E8%80%81%E5%9C%B0%E5%9D%80/"))

    with pytest.raises(SiteBuildFailed, match="/老地址/ 已经是网站里的一个文件"):
        write_site_extras(site, content, shop_documents)


@pytest.mark.parametrize(
    "wrong", ["", '<link rel="canonical" href="https://other.example/lamps/change-bulb/">']
)
def test_a_page_without_its_own_canonical_address_stops_the_build(
    site: Path, content: Path, shop_documents: Documents, wrong: str
) -> None:
    (site / "lamps" / "change-bulb" / "index.html").write_text(f"<title>灯</title>{wrong}")

    with pytest.raises(SiteBuildFailed, match="/lamps/change-bulb/ 的 canonical 是"):
        write_site_extras(site, content, shop_documents)


@pytest.mark.parametrize("given", ["", '<link rel="canonical" href="/">'])
def test_a_home_page_without_a_whole_address_stops_the_build(
    site: Path, content: Path, shop_documents: Documents, given: str
) -> None:
    (site / "index.html").write_text(f"<title>灯</title>{given}")

    with pytest.raises(SiteBuildFailed, match="site_url"):
        write_site_extras(site, content, shop_documents)
