"""The sitemap lists every article with the day it was changed, and no other day."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote, urljoin
from xml.etree import ElementTree as ET

from search_service.answering.documents import Documents

_NAMESPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
FILE = "sitemap.xml"


def wrong_sitemap(site: Path, address: str, documents: Documents) -> list[str]:
    """Articles that the sitemap lacks, and dates that are not those of the articles.

    Args:
        site: The built site.
        address: Of the site, with a slash at its end.
        documents: The articles that are published.
    """
    try:
        tree = ET.parse(site / FILE)  # noqa: S314 - our own builder wrote it
    except (OSError, ET.ParseError):
        return [f"{FILE}：没有或读不出来。请检查 theme/{FILE} 和 mkdocs.yml 里的 site_url。"]
    listed = {
        url.findtext(f"{_NAMESPACE}loc", ""): url.findtext(f"{_NAMESPACE}lastmod")
        for url in tree.iter(f"{_NAMESPACE}url")
    }
    changed = {
        urljoin(address, quote(article.url.lstrip("/"))): article.updated
        for article in documents.articles
    }
    faults = [
        f"{FILE}：缺少文章 {url}。请检查 theme/{FILE} 和 mkdocs.yml 的导航。"
        for url in sorted(changed.keys() - listed.keys())
    ]
    faults += [
        f"{FILE}：{url} 的日期是 {day}，应当是 {changed.get(url) or '空的'}。请检查 theme/{FILE}。"
        for url, day in listed.items()
        if day != changed.get(url)
    ]
    return faults
