"""A folder of Markdown: Hexo, VuePress, MkDocs, 语雀, Notion, or nobody's in particular."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import Any

from search_service.importing.decoding import decoded
from search_service.importing.formats.markdown_dialects import MarkdownText, joined, read_markdown
from search_service.importing.formats.notion_names import NOTION_ID, plain_name, properties_of
from search_service.importing.formats.options import Options
from search_service.importing.formats.site_addresses import addresses_of, folder_titles
from search_service.importing.found import Export, FoundArticle, day_of
from search_service.importing.html_parts import first_heading, has_words, without_first_heading
from search_service.importing.losses import Loss
from search_service.importing.sources import SourceTree

_SUFFIXES = (".md", ".markdown", ".mdx", ".mdown", ".mkd")
# Pages that are the system's and say nothing to customers.
_SKIPPED = re.compile(
    r"(?:^|/)(?:summary|_sidebar|_navbar|_coverpage|_footer|changelog|contributing|license)\.\w+$"
    r"|(?:^|/)(?:\.vuepress|\.vitepress|\.github|scaffolds|themes|_drafts)/",
    re.IGNORECASE,
)
_INDEX = re.compile(r"^(?:index|readme|_index)$", re.IGNORECASE)
# Folders that a system keeps its pages in; they name no topic.
_CONTAINERS = frozenset(
    {
        "source",
        "_posts",
        "docs",
        "doc",
        "src",
        "content",
        "pages",
        "posts",
        "zh",
        "zh-cn",
        "zh-hans",
        "zh_cn",
        "cn",
    }
)
_NUMBERED = re.compile(r"^\d+[-_. 、]+(?=\D)")
_DATED = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}-")

_CODE = re.compile(r"<(pre|code)\b.*?</\1>", re.DOTALL)
# Between dollars; in a line only with signs that no price has: $x^2$.
_FORMULA = re.compile(
    r"(?<![\\$])\$\$[^$]+\$\$|(?<![\\$\w])\$(?=[^\s$])[^$\n<]*[\\^_{][^$\n<]*\$(?![\d$])"
)
_FORMULA_WHY = "网站不排公式，照写的样子放着；请改成一行文字或图"


def read(tree: SourceTree, options: Options) -> Export | None:
    """Every page with words in it; None when there is no Markdown."""
    paths = list(tree.with_suffix(*_SUFFIXES))
    if not paths:
        return None
    export = Export(_system(tree, paths))
    titles = folder_titles(tree)
    for path in paths:
        export.files += 1
        if _SKIPPED.search(path) and not (options.drafts and "_drafts/" in path):
            is_draft = "_drafts/" in path
            why = "是草稿，没有导入；要导入请加 --drafts" if is_draft else "是目录或说明，不是文章"
            export.losses.append(Loss("文件", path, posixpath.basename(path), why))
            continue
        text, whole = decoded(tree.read(path))
        if not whole:
            why = "有读不出的字节，读不出的字显示成 �，请对照原文"
            export.losses.append(Loss("格式", path, posixpath.basename(path), why))
        page = read_markdown(text)
        if page.bad_head:
            why = "信息头（YAML）读不懂，只导入了正文"
            export.losses.append(Loss("格式", path, posixpath.basename(path), why))
        why = "表头没有这一列，原来的网页上也看不到；文字里的竖线写成 \\| 再导入"
        export.losses += [Loss("格式", path, f"表格里的「{cell[:40]}」", why) for cell in page.cut]
        if (page.head.get("published") is False or page.head.get("draft")) and not options.drafts:
            why = "是草稿，没有导入；要导入请加 --drafts"
            export.losses.append(Loss("文章", path, posixpath.basename(path), why))
            continue
        export.articles += _articles(tree, path, page, titles, export)
    return export


def _system(tree: SourceTree, paths: list[str]) -> str:
    names = {posixpath.basename(path) for path in tree.paths}
    if any(NOTION_ID.search(path) for path in paths):
        return "Notion"
    if any("_posts/" in path for path in paths):
        return "Hexo"
    if any(".vuepress/" in path or ".vitepress/" in path for path in tree.paths):
        return "VuePress"
    if names & {"mkdocs.yml", "mkdocs.yaml"}:
        return "MkDocs"
    return "Markdown"


def _articles(
    tree: SourceTree, path: str, page: MarkdownText, titles: Mapping[str, str], export: Export
) -> Iterator[FoundArticle]:
    head = page.head
    stem = plain_name(posixpath.splitext(posixpath.basename(path))[0])
    heading = first_heading(page.html)
    folder = posixpath.dirname(path)
    is_index = bool(_INDEX.match(stem))
    named = titles.get(path, "") or _text(head, "title") or heading
    title = named or _words_of(posixpath.basename(folder) if is_index else stem)
    body = without_first_heading(page.html, title)
    tags: tuple[str, ...] = _words(head.get("tags")) + _words(head.get("keywords"))
    updated = day_of(head.get("updated") or head.get("lastUpdated") or head.get("date"))
    if NOTION_ID.search(path):
        found = properties_of(body)
        body, tags, updated = found.body, tags + found.tags, updated or found.updated
        export.losses += [Loss("格式", path, one, "Notion 的属性，没有导入") for one in found.left]
    if not has_words(body):
        why = "没有正文，只用来给主题起名" if is_index else "没有正文"
        export.losses.append(Loss("文件", path, posixpath.basename(path), why))
        return
    export.losses += [
        Loss("公式", path, " ".join(unescape(one[0]).split())[:60], _FORMULA_WHY)
        for one in _FORMULA.finditer(_CODE.sub("", body))
    ]
    slug = _text(head, "slug") or _DATED.sub("", stem)
    yield FoundArticle(
        where=path,
        title=title,
        body=joined(body),
        folder=folder,
        topics=_topics(path, head, titles),
        summary=_text(head, "description", "excerpt", "summary"),
        questions=_words(head.get("aliases_questions")) + _words(head.get("questions")),
        tags=tags,
        updated=updated,
        addresses=addresses_of(tree, path, head),
        keys=(f"file:{path}", *(f"id:{one}" for one in NOTION_ID.findall(path)[-1:])),
        slug=slug.lower() if re.fullmatch(r"[A-Za-z0-9-]+", slug) and not is_index else "",
        order=_order(head),
    )


def _topics(path: str, head: Mapping[str, Any], titles: Mapping[str, str]) -> tuple[str, ...]:
    named = head.get("categories") or head.get("category")
    if isinstance(named, list) and named and isinstance(named[0], list):
        named = named[0]
    if found := _words(named):
        return found
    parts: list[str] = []
    folder = ""
    for part in posixpath.dirname(path).split("/"):
        folder = posixpath.join(folder, part)
        if part and part.lower() not in _CONTAINERS and not part.startswith("Export-"):
            parts.append(titles.get(folder) or _words_of(plain_name(part)))
    return tuple(parts)


def _words_of(name: str) -> str:
    """A file's name as a title."""
    return _NUMBERED.sub("", _DATED.sub("", name)).replace("_", " ").strip() or name


def _text(head: Mapping[str, Any], *names: str) -> str:
    for name in names:
        value = head.get(name)
        if isinstance(value, str) and value.strip():
            return value.strip()
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
    return ""


def _words(value: object) -> tuple[str, ...]:
    if isinstance(value, str):
        return tuple(one.strip() for one in re.split(r"[,，]", value) if one.strip())
    if isinstance(value, list):
        return tuple(str(one).strip() for one in value if isinstance(one, str | int))
    return ()


def _order(head: Mapping[str, Any]) -> int:
    for name in ("order", "sidebar_position", "weight", "nav_order"):
        if isinstance(head.get(name), int):
            return int(head[name])
    return 0
