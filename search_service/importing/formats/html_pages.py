"""A folder of HTML: a Confluence space, a Notion export, pages saved from a site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import unquote

from selectolax.lexbor import LexborHTMLParser, LexborNode

from search_service.importing.decoding import decoded
from search_service.importing.formats.notion_names import (
    NOTION_ID,
    Properties,
    plain_name,
    sorted_out,
)
from search_service.importing.found import Export, FoundArticle, day_of
from search_service.importing.html_parts import has_words
from search_service.importing.losses import Loss
from search_service.importing.sources import SourceTree

_PAGE_ID = re.compile(r"(?:^|[_/])(\d{4,})\.html$")
_MODIFIED = re.compile(
    r"(?:last modified|last updated|最后(?:修改|更新)).{0,80}?"
    r"((?:\d{4}[-/年]\d{1,2}[-/月]\d{1,2})|(?:[A-Z][a-z]{2} \d{1,2}, \d{4})"
    r"|(?:\d{1,2} [A-Z][a-z]{2},? \d{4}))",
    re.IGNORECASE | re.DOTALL,
)
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
# What stands around the text of a page and is none of it.
_CHROME = (
    "nav, header.site-header, footer, .page-metadata, #breadcrumbs, .pageSection.group,"
    " #footer, .sidebar, .breadcrumb, .breadcrumbs, .toc-macro, .headerlink, .anchorjs-link,"
    " .code-toolbar > .toolbar, .codeHeader.panelHeader.hide-toolbar, .page-header-icon,"
    " .code-snippet__line-index, .inline-task-list-checkbox"
)
# What Notion draws before a name, and the address below the name of a page elsewhere.
_NOTION_SIGNS = "figure.callout .icon, figure.link-to-page .icon, .bookmark-href, .bookmark-icon"
# The text of an article of a WeChat account, which is hidden until a program has run.
_WECHAT = "#js_content"
_CONTENTS = (
    _WECHAT,
    "#main-content",
    "div.page-body",
    ".markdown-body",
    ".article-body",
    "article",
    "main",
)


@dataclass(frozen=True)
class _Page:
    path: str
    tree: LexborHTMLParser
    text: str
    is_confluence: bool


def read(tree: SourceTree) -> Export | None:
    """Every page with words in it; None when there is no HTML."""
    paths = [
        path
        for path in tree.with_suffix(".html", ".htm", ".xhtml")
        if "/.vuepress/" not in f"/{path}" and "/themes/" not in f"/{path}"
    ]
    if not paths:
        return None
    pages = [_page(tree, path) for path in paths]
    is_confluence = any(page.is_confluence for page in pages)
    is_notion = any(NOTION_ID.search(path) for path in paths)
    export = Export("Confluence" if is_confluence else "Notion" if is_notion else "HTML")
    space = _space(pages) if is_confluence else ""
    by_folder = {posixpath.splitext(page.path)[0]: _title(page) for page in pages}
    for page in pages:
        export.files += 1
        name = posixpath.basename(page.path)
        if name.lower() in {"index.html", "index.htm"} and (is_confluence or is_notion):
            export.losses.append(Loss("文件", page.path, name, "是导出的目录，不是文章"))
            continue
        _read_page(page, space, by_folder, export)
    return export


def _page(tree: SourceTree, path: str) -> _Page:
    text, _ = decoded(tree.read(path))
    parsed = LexborHTMLParser(text)
    marks = parsed.css_first("#main-content, #title-text, body.theme-default.aui-theme-default")
    return _Page(path, parsed, text, marks is not None)


def _space(pages: list[_Page]) -> str:
    """The name of the space, which Confluence puts before every title."""
    for page in pages:
        first = page.tree.css_first("#breadcrumbs li.first a, #breadcrumbs li a")
        if first is not None and first.text(strip=True):
            return first.text(strip=True)
    for page in pages:
        if posixpath.basename(page.path) == "index.html" and (
            found := page.tree.css_first("title")
        ):
            return re.sub(r"\s*\(.*\)\s*$", "", found.text(strip=True))
    return ""


def _title(page: _Page) -> str:
    for selector in ("#title-text", "#activity-name", "h1.page-title", "h1", "title"):
        node = page.tree.css_first(selector)
        if node is not None and node.text(strip=True):
            return " ".join(node.text().split())
    return plain_name(posixpath.splitext(posixpath.basename(page.path))[0])


def _read_page(page: _Page, space: str, by_folder: Mapping[str, str], export: Export) -> None:
    title = _title(page)
    if page.is_confluence and space and re.match(rf"{re.escape(space)}\s+:\s+", title):
        title = re.sub(rf"^{re.escape(space)}\s+:\s+", "", title)
    crumbs = [
        node.text(strip=True) for node in page.tree.css("#breadcrumbs li") if node.text(strip=True)
    ]
    notion = _properties(page)
    updated = _updated(page) or notion.updated
    why = "Notion 的属性，没有导入"
    export.losses += [Loss("格式", page.path, one, why) for one in notion.left]
    about = page.tree.css_first("p.page-description")
    _list_attachments(page, export)
    body = _body(page, title)
    if not has_words(body):
        export.losses.append(Loss("文件", page.path, title, "没有正文"))
        return
    # Space and home page stand above every page; they name no topic.
    topics = tuple(crumbs[2:]) or tuple(crumbs[:1])
    if not page.is_confluence:
        topics = _folders(page.path, by_folder)
    number = _PAGE_ID.search(page.path)
    keys = [f"file:{page.path}", *([f"id:{number[1]}"] if number else [])]
    keys += [f"id:{one}" for one in NOTION_ID.findall(page.path)[-1:]]
    export.articles.append(
        FoundArticle(
            where=page.path,
            title=title,
            body=body,
            folder=posixpath.dirname(page.path),
            topics=topics,
            summary=" ".join(about.text().split()) if about is not None else "",
            tags=(
                *notion.tags,
                *(node.text(strip=True) for node in page.tree.css(".label-list a, .aui-label a")),
            ),
            updated=updated,
            addresses=_addresses(page, number[1] if number else ""),
            keys=tuple(keys),
        )
    )


def _properties(page: _Page) -> Properties:
    """What Notion writes above the text of a page of a database."""
    pairs = []
    for row in page.tree.css("table.properties tr"):
        name, value = row.css_first("th"), row.css_first("td")
        if name is not None and value is not None:
            said = [one.text(strip=True) for one in value.css(".selected-value")]
            pairs.append((name.text(strip=True), "，".join(said) or " ".join(value.text().split())))
    return sorted_out(pairs, "")


def _folders(path: str, by_folder: Mapping[str, str]) -> tuple[str, ...]:
    names: list[str] = []
    folder = ""
    for part in posixpath.dirname(path).split("/"):
        folder = posixpath.join(folder, part)
        if part and not part.startswith("Export-"):
            names.append(by_folder.get(folder) or plain_name(unquote(part)))
    return tuple(names)


def _addresses(page: _Page, number: str) -> tuple[str, ...]:
    own = page.tree.css_first("link[rel=canonical]")
    found = [own.attributes.get("href") or ""] if own is not None else []
    if page.is_confluence:
        found += [f"/pages/viewpage.action?pageId={number}"] if number else []
    elif not NOTION_ID.search(page.path):
        found.append(f"/{page.path}")
    return tuple(filter(None, found))


def _updated(page: _Page) -> date | None:
    node = page.tree.css_first(
        "#publish_time, .page-metadata, time[datetime], meta[property='article:modified_time']"
    )
    if node is None:
        return None
    for name in ("datetime", "content"):
        if day := day_of(node.attributes.get(name)):
            return day
    text = " ".join(node.text().split())
    found = _MODIFIED.search(text)
    written = found[1] if found else text
    if day := day_of(written):
        return day
    words = re.findall(r"[A-Za-z]{3}|\d+", written)
    month = next((w.lower() for w in words if w.lower() in _MONTHS), "")
    numbers = [int(w) for w in words if w.isdigit()]
    year = next((n for n in numbers if n > 1900), 0)  # noqa: PLR2004 - a year
    day_number = next((n for n in numbers if 1 <= n <= 31), 0)  # noqa: PLR2004 - a day
    return day_of(f"{year}-{_MONTHS.index(month) + 1}-{day_number}") if month and year else None


def _list_attachments(page: _Page, export: Export) -> None:
    for link in page.tree.css(".greybox a[href], #attachments a[href]"):
        target = link.attributes.get("href") or ""
        if not re.search(r"\.(?:png|jpe?g|gif|webp|svg|avif)(?:\?|$)", target, re.IGNORECASE):
            name = link.text(strip=True) or target
            why = "附件不能发布，请把内容写进文章"
            export.losses.append(Loss("附件", page.path, name, why))
    comments = page.tree.css("#comments .comment, .comment-body")
    if comments:
        what = f"{len(comments)} 条评论"
        export.losses.append(Loss("格式", page.path, what, "评论没有导入"))


def _body(page: _Page, title: str) -> str:
    """The page's own text: what stands around it is taken off."""
    content: LexborNode | None = None
    for selector in _CONTENTS:
        content = page.tree.css_first(selector)
        if content is not None and has_words(content.html or ""):
            break
    content = content or page.tree.body
    if content is None:
        return ""
    for node in content.css(_CHROME):
        node.decompose()
    for node in content.css(_NOTION_SIGNS):
        node.decompose()
    for node in content.css(".expand-control"):
        words = node.text(strip=True)
        node.replace_with(f"{words}")
    for node in content.css("pre > code + code"):  # a line each
        node.insert_before("\n")
    first = content.css_first("h1")
    if first is not None and " ".join(first.text().split()) in {title, _title(page)}:
        first.decompose()
    for node in content.css("header h1.page-title, table.properties"):
        node.decompose()
    return content.inner_html or ""
