"""What a site has beside its pages: feed, robots.txt, redirects. Runs after the builder.

Everything is read from the built pages and not from `mkdocs.yml`, so that another builder can take
MkDocs' place. The canonical address of the home page is the address of the site.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from email.utils import format_datetime
from functools import lru_cache
from html import escape
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin, urlsplit
from xml.etree import ElementTree as ET

from search_service.answering.documents import Documents, StoredArticle
from search_service.content.problems import report
from search_service.content.redirects import Redirect, load_redirects
from search_service.errors import ContentInvalid, SiteBuildFailed
from search_service.site.verification_files import write_verification_files

FEED_FILE = "feed.xml"
ROBOTS_FILE = "robots.txt"
REDIRECTS_FILE = "redirects.map"
_FEED_LENGTH = 20
# Articles carry a date; it is the date in China.
_CHINA = timezone(timedelta(hours=8))
_ATOM = "http://www.w3.org/2005/Atom"
_REDIRECT_PAGE = """<!doctype html>
<html lang="zh-Hans">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1">
<title>这个页面搬走了</title>
<link rel="canonical" href="{canonical}">
<meta http-equiv="refresh" content="0; url={path}">
<link rel="icon" href="{icon}">
</head>
<body>
<h1>这个页面搬走了</h1>
<p>没有自动跳转的话，请打开<a href="{path}">新的页面</a>。</p>
</body>
</html>
"""


@dataclass(frozen=True)
class _Site:
    """What the home page says of its site; `address` ends with a slash."""

    address: str
    title: str
    description: str
    icon: str

    def url(self, path: str) -> str:
        """The whole address of a page."""
        return urljoin(self.address, quote(path.lstrip("/")))


class _Head(HTMLParser):
    """Title, description, canonical address and icon of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.title = ""
        self.description = ""
        self.links: dict[str, str] = {}
        self._in_title = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = {name: value or "" for name, value in attrs}
        if tag == "link" and "rel" in values:
            self.links.setdefault(values["rel"], values.get("href", ""))
        elif tag == "meta" and values.get("name") == "description":
            self.description = values.get("content", "")
        self._in_title = tag == "title" and not self.title

    def handle_data(self, data: str) -> None:
        if self._in_title:
            self.title += data.strip()

    def handle_endtag(self, tag: str) -> None:
        self._in_title = self._in_title and tag != "title"


def _head_of(file: Path) -> _Head:
    return _head(file.read_text(encoding="utf-8").partition("</head>")[0])


# Remembered: when one file is saved, most pages are built as they were.
_head = lru_cache(maxsize=200)(_Head)


def write_site_extras(site_folder: Path, content_folder: Path, documents: Documents) -> None:
    """Check the addresses that the built pages give, and add what they lack.

    Raises:
        ContentInvalid: A redirect is wrong.
        SiteBuildFailed: A page has no or a wrong canonical address, or an old address is a page.
    """
    redirects, problems = load_redirects(content_folder)
    if problems:
        raise ContentInvalid(report(problems))
    site = _site(site_folder)
    _check_addresses(site_folder, site)
    _write_redirects(site_folder, site, redirects)
    (site_folder / FEED_FILE).write_bytes(_feed(site, documents))
    (site_folder / ROBOTS_FILE).write_text(_robots(site), encoding="utf-8")
    write_verification_files(site_folder, content_folder)


def site_address(site_folder: Path) -> str:
    """Where readers find a built site, with a slash at the end.

    Raises:
        SiteBuildFailed: Its home page does not say it.
    """
    return _site(site_folder).address


def _site(site_folder: Path) -> _Site:
    home = _head_of(site_folder / "index.html")
    address = home.links.get("canonical", "")
    if urlsplit(address).scheme not in {"http", "https"} or not address.endswith("/"):
        raise SiteBuildFailed(
            "首页没有完整的 canonical 地址。请检查 mkdocs.yml 里的 site_url，它应当以 / 结尾。"
        )
    icon = urlsplit(urljoin(address, home.links.get("icon", "favicon.ico"))).path
    return _Site(address, home.title, home.description, icon)


def _check_addresses(site_folder: Path, site: _Site) -> None:
    faults = []
    for file in sorted(site_folder.rglob("index.html")):
        folder = file.parent.relative_to(site_folder).as_posix()
        expected = site.url("" if folder == "." else f"{folder}/")
        given = _head_of(file).links.get("canonical")
        if given != expected:
            faults.append(f"/{folder}/ 的 canonical 是 {given}，应当是 {expected}")
    if faults:
        raise SiteBuildFailed("页面的 canonical 地址不对：\n" + "\n".join(faults))


def _write_redirects(site_folder: Path, site: _Site, redirects: Iterable[Redirect]) -> None:
    """A page for each old address, and the same as entries of an nginx map."""
    entries = []
    redirects = tuple(redirects)
    pages = [f"/{file.relative_to(site_folder).as_posix()}" for file in site_folder.rglob("*.html")]
    alike = Counter(page.removesuffix("index.html").lower() for page in pages)
    alike.update(redirect.old.lower() for redirect in redirects)
    for redirect in redirects:
        name = redirect.old.lstrip("/")
        file = site_folder / (name if name.endswith(".html") else f"{name}index.html")
        if file.exists():
            raise SiteBuildFailed(
                f"content/data/redirects.yml：{redirect.old} 已经是网站里的一个文件，不能跳转。"
            )
        canonical = site.url(redirect.new)
        path = urlsplit(canonical).path
        file.parent.mkdir(parents=True, exist_ok=True)
        page = _REDIRECT_PAGE.format(
            canonical=escape(canonical), path=escape(path), icon=escape(site.icon)
        )
        file.write_text(page, encoding="utf-8")
        # nginx takes large and small letters of an entry for the same, unless it is a pattern: a
        # page would lead to itself without an end, and the same entry twice is no map.
        is_alone = alike[redirect.old.lower()] == 1
        entry = redirect.old if is_alone else f"~^{re.escape(redirect.old)}$"
        entries.append(f"{entry} {path};\n")
    (site_folder / REDIRECTS_FILE).write_text("".join(entries), encoding="utf-8")


def _feed(site: _Site, documents: Documents) -> bytes:
    """RSS 2.0 of the articles that changed last."""
    ET.register_namespace("atom", _ATOM)
    rss = ET.Element("rss", version="2.0")
    channel = ET.SubElement(rss, "channel")
    newest = sorted(documents.articles, key=lambda article: article.id)
    newest = sorted(newest, key=lambda article: article.updated, reverse=True)[:_FEED_LENGTH]
    about = {"title": site.title, "link": site.address, "description": site.description}
    for name, text in (about | {"language": "zh-cn"}).items():
        ET.SubElement(channel, name).text = text
    itself = {"href": site.url(FEED_FILE), "rel": "self", "type": "application/rss+xml"}
    ET.SubElement(channel, f"{{{_ATOM}}}link", itself)
    for article in newest:
        _add_item(channel, article, site, documents)
    ET.indent(rss)
    return bytes(ET.tostring(rss, encoding="utf-8", xml_declaration=True))


def _add_item(
    channel: ET.Element, article: StoredArticle, site: _Site, documents: Documents
) -> None:
    item = ET.SubElement(channel, "item")
    updated = datetime.fromisoformat(article.updated).replace(tzinfo=_CHINA)
    values = {
        "title": article.title,
        "link": site.url(article.url),
        "description": article.summary,
        "category": documents.topics_by_id[article.topic_id].title,
        "pubDate": format_datetime(updated),
    }
    for name, text in values.items():
        ET.SubElement(item, name).text = text
    # An article that is updated appears again.
    guid = ET.SubElement(item, "guid", isPermaLink="false")
    guid.text = f"{article.id}@{article.updated}"


def _robots(site: _Site) -> str:
    return (
        "User-agent: *\n"
        # Result pages need no rule: their canonical address is /search/.
        "Disallow: /api/\n"
        f"\nSitemap: {site.url('sitemap.xml')}\n"
    )
