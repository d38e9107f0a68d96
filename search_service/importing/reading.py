"""Any export → what was found in it: each file goes to the reader of its system."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from datetime import date
from pathlib import PurePosixPath

from search_service.errors import ImportRefused
from search_service.importing import limits
from search_service.importing.formats import (
    freshdesk,
    help_scout,
    html_pages,
    intercom,
    markdown_files,
    question_records,
    question_tables,
    word,
    zendesk,
)
from search_service.importing.formats.json_records import records_of
from search_service.importing.formats.notion_names import NOTION_ID
from search_service.importing.formats.options import Options
from search_service.importing.found import Export
from search_service.importing.losses import Loss
from search_service.importing.sources import SourceTree

_APIS = (zendesk, intercom, help_scout, freshdesk)
_PICTURES = {".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg", ".avif", ".bmp"}
_READ = {
    *{".md", ".markdown", ".mdx", ".mdown", ".mkd", ".html", ".htm", ".xhtml", ".docx"},
    *{
        ".json",
        ".jsonl",
        ".ndjson",
        ".csv",
        ".tsv",
        ".xlsx",
        ".xlsm",
        ".xls",
        ".xlsb",
        ".ods",
        ".et",
    },
}
# Of the system that made the site, or of its style: nobody's words.
_TOOLS = {
    *{".css", ".js", ".ts", ".mjs", ".vue", ".map", ".woff", ".woff2", ".ttf", ".yml", ".yaml", ""},
    *{".toml", ".lock", ".styl", ".scss", ".ico", ".gitignore", ".ejs", ".xml", ".sh"},
}
_ADVICE = {
    ".doc": "是旧的 Word 格式，请另存为 .docx 再导入",
    ".wps": "是 WPS 格式，请另存为 .docx 再导入",
    ".pdf": "PDF 读不出结构，请用 Word 打开另存为 .docx",
    ".lakebook": "请从语雀导出 Markdown",
    ".lake": "请从语雀导出 Markdown",
    ".rar": "请解压以后再导入",
    ".7z": "请解压以后再导入",
    ".gz": "请解压以后再导入",
    ".tar": "请解压以后再导入",
    ".pptx": "幻灯片不能导入",
    ".txt": "纯文字没有标题和段落，请改名为 .md，第一行写「# 标题」",
}


def read_export(tree: SourceTree, options: Options, today: date) -> Export:
    """All articles of an export, and what is in none of them.

    Raises:
        ImportRefused: No article is in it, or too many.
    """
    parts = [*_from_apis(tree, options), *_from_files(tree, options, today)]
    whole = Export("、".join(dict.fromkeys(part.system for part in parts if part.articles)))
    for part in parts:
        whole.articles += part.articles
        whole.losses += part.losses
        whole.files += part.files
        whole.rows += part.rows
        whole.notes += part.notes
    whole.losses += tree.losses
    whole.losses += _unread(tree)
    if not whole.articles:
        listed = "\n".join(f"  {one.where}：{one.what}，{one.why}" for one in whole.losses[:20])
        advice = "请看它是不是空的、是不是导出的那一份；认得的格式见 kb import --help。"
        raise ImportRefused(f"{tree.name} 里没有找到文章。{advice}\n{listed}".rstrip())
    if len(whole.articles) > limits.ARTICLES:
        raise ImportRefused(f"有 {len(whole.articles)} 篇文章，太多了。请分几次导入。")
    return whole


def _from_apis(tree: SourceTree, options: Options) -> list[Export]:
    records, files = records_of(tree)
    parts = [api.read(records, options) for api in _APIS if any(map(api.is_article, records))]
    for part in parts:
        part.losses += _without_topic(part)
    if not parts and any(map(question_records.is_article, records)):
        parts = [question_records.read(records, options)]
    if parts:
        parts[0].files += len(files)
        return parts
    known = [path for path in files if not _is_tool(path)]
    why = "认不出是哪个系统导出的 JSON，没有读"
    tree.losses += [Loss("文件", path, posixpath.basename(path), why) for path in known]
    return parts


def _without_topic(part: Export) -> list[Loss]:
    """Articles of an API whose section, folder or collection is not in the export."""
    left = [article for article in part.articles if not article.topics]
    if not left:
        return []
    why = "导出里没有它们的栏目，放在一起了；请连同栏目（sections、folders、collections）再导出"
    return [Loss("主题", left[0].where, f"{len(left)} 篇没有栏目", why)]


def _is_tool(path: str) -> bool:
    name = posixpath.basename(path)
    return (
        name
        in {
            "package.json",
            "package-lock.json",
            "tsconfig.json",
            "_category_.json",
            "manifest.json",
            "meta.json",
        }
        or "/." in f"/{path}"
    )


def _from_files(tree: SourceTree, options: Options, today: date) -> list[Export]:
    readers: tuple[Callable[[], Export | None], ...] = (
        lambda: html_pages.read(tree),
        lambda: markdown_files.read(tree, options),
        lambda: word.read(tree, today),
        lambda: question_tables.read(tree, options, today),
    )
    found = [part for read in readers if (part := read()) is not None]
    _without_rows_of_pages(found)
    _list_rows_of_databases(tree, found)
    return found


def _without_rows_of_pages(parts: list[Export]) -> None:
    """Leave out rows of Notion's databases for which there is a page: it is the article."""
    databases = {id(one) for part in parts for one in part.articles if ".csv" in one.where}
    pages = {
        one.title.strip() for part in parts for one in part.articles if id(one) not in databases
    }
    for part in parts:
        part.articles = [
            one
            for one in part.articles
            if not (id(one) in databases and NOTION_ID.search(one.where) and one.title in pages)
        ]


def _list_rows_of_databases(tree: SourceTree, parts: list[Export]) -> None:
    """Rows of Notion's databases that no page stands for."""
    from search_service.importing.formats.sheets import is_empty, sheets_of  # noqa: PLC0415

    if not any(NOTION_ID.search(path) for path in tree.with_suffix(".csv")):
        return
    titles = {article.title.strip() for part in parts for article in part.articles}
    titles |= {loss.what for part in parts for loss in part.losses}
    seen: set[tuple[str, ...]] = set()
    for sheet in sheets_of(tree):
        if not NOTION_ID.search(sheet.path):
            continue
        read = [one.where for part in parts for one in part.articles]
        read += [one.where for part in parts for one in part.losses]
        is_counted = any(where.startswith(f"{sheet.where} 第") for where in read)
        for number, row in enumerate(sheet.rows[1:], 2):
            if is_empty(row) or row in seen:
                continue
            seen.add(row)
            parts[0].rows += not is_counted
            if row[0].strip() not in titles:
                where = f"{sheet.where} 第 {number} 行"
                why = "数据库里的一行，没有对应的页面"
                parts[0].losses.append(Loss("行", where, " ".join(filter(None, row))[:60], why))


def _unread(tree: SourceTree) -> list[Loss]:
    """Files that no reader takes; pictures are looked for when they are shown."""
    losses = []
    for path in tree.paths:
        suffix = PurePosixPath(path).suffix.lower()
        if suffix in _READ | _PICTURES | _TOOLS or "/." in f"/{path}":
            continue
        why = _ADVICE.get(suffix, "不是文章，也不是图片，没有读")
        losses.append(Loss("文件", path, posixpath.basename(path), why))
    return losses
