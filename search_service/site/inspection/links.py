"""Every link between the site's own files leads to a file, and every anchor to its place."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, cached_property, partial
from pathlib import Path
from urllib.parse import quote, unquote, urldefrag, urljoin

from selectolax.lexbor import LexborHTMLParser

# What the service answers, and no file.
_SERVED = ("api/", "agent/")
_SHOWN = 3


class _Page:
    def __init__(self, file: Path, site: Path) -> None:
        self.name = file.relative_to(site).as_posix()
        self._tree = LexborHTMLParser(file.read_text(encoding="utf-8"))

    @property
    def links(self) -> Iterator[str]:
        """What the page's elements refer to, as it is written."""
        for node in self._tree.css("a[href], area[href], link[href]"):
            if node.attributes.get("rel") not in {"preconnect", "dns-prefetch"}:
                yield node.attributes["href"] or ""
        for node in self._tree.css("img[src], script[src], iframe[src], source[src]"):
            yield node.attributes["src"] or ""

    @cached_property
    def anchors(self) -> frozenset[str]:
        """What can stand behind # in a link to this page."""
        nodes = self._tree.css("[id], a[name]")
        named = (node.attributes.get(key) for node in nodes for key in ("id", "name"))
        return frozenset(name for name in named if name)


def dead_links(site: Path, address: str) -> list[str]:
    """Links that lead nowhere, each with the pages it stands on.

    Args:
        site: The built site.
        address: Of the site, with a slash at its end.
    """
    pages = {page.name: page for page in (_Page(f, site) for f in sorted(site.rglob("*.html")))}
    found: dict[str, list[tuple[str, str]]] = {}
    # Every page has the same links around it.
    fault_of = cache(partial(_fault, site, pages))
    for page in pages.values():
        here = address + quote(page.name.removesuffix("index.html"))
        for link in dict.fromkeys(page.links):
            target, anchor = urldefrag(urljoin(here, link.strip()))
            if not target.startswith(address):
                continue
            path = unquote(target.removeprefix(address).partition("?")[0])
            fault = fault_of(path, unquote(anchor))
            if fault and not path.startswith(_SERVED):
                found.setdefault(fault, []).append((page.name, link))
    return [_told(fault, where) for fault, where in found.items()]


def _told(fault: str, where: list[tuple[str, str]]) -> str:
    pages = list(dict.fromkeys(page for page, _ in where))
    more = f" 等 {len(pages)} 页" if len(pages) > _SHOWN else ""
    return (
        f"{'、'.join(pages[:_SHOWN])}{more}：链接「{where[0][1]}」{fault}。"
        "请改掉或删掉它，它可能写在文章、mkdocs.yml 或 theme/ 里。"
    )


def _fault(site: Path, pages: dict[str, _Page], path: str, anchor: str) -> str:
    if not path or path.endswith("/"):
        path += "index.html"
    elif (site / path).is_dir():
        path += "/index.html"
    if not (site / path).is_file():
        return f"指向的文件不在网站里（/{path}）"
    page = pages.get(path)
    if page and anchor not in {"", "top"} and anchor not in page.anchors:
        return f"指向的页面里没有「{anchor}」这一节（/{path}）"
    return ""
