"""Freshdesk: solution articles, folders and categories of its API (v2)."""

from __future__ import annotations

from collections.abc import Iterable

from search_service.importing.formats.json_records import Record, by_id
from search_service.importing.formats.options import Options
from search_service.importing.found import Export, FoundArticle, day_of
from search_service.importing.losses import Loss

SYSTEM = "Freshdesk"
_DRAFT = 1
_EVERYBODY = 1


def is_article(record: Record) -> bool:
    """Whether a record is one of this system's articles."""
    values = record.values
    return "folder_id" in values and "title" in values and "description" in values


def read(records: Iterable[Record], options: Options) -> Export:
    """The published articles that everybody may read."""
    records = list(records)
    export = Export(SYSTEM)
    others = [r for r in records if not is_article(r) and "name" in r.values]
    folders = by_id(r for r in others if "visibility" in r.values or r.group == "folders")
    categories = by_id(r for r in others if "visibility" not in r.values)
    for record in by_id(r for r in records if is_article(r)).values():
        title = record.text("title")
        folder = folders.get(record.text("folder_id"))
        if fault := _fault(record, folder, options):
            export.losses.append(Loss("文章", record.at, title, fault))
            continue
        export.articles.append(
            FoundArticle(
                where=record.at,
                title=title,
                body=record.text("description"),
                topics=_topics(record, folder, categories),
                tags=record.words("tags"),
                updated=day_of(record.text("updated_at", "modified_at", "created_at")),
                addresses=tuple(
                    filter(
                        None,
                        (
                            record.text("url", "public_url"),
                            f"/support/solutions/articles/{record.id}",
                            f"/a/solutions/articles/{record.id}",
                        ),
                    )
                ),
                keys=(f"id:{record.id}",),
            )
        )
        attached = record.values.get("attachments")
        for one in attached if isinstance(attached, list) else ():
            if isinstance(one, dict):
                why = "附件不能发布，请把内容写进文章"
                export.losses.append(Loss("附件", record.at, str(one.get("name", "")), why))
    return export


def _fault(record: Record, folder: Record | None, options: Options) -> str | None:
    visibility = folder.values.get("visibility") if folder else None
    if visibility is not None and visibility != _EVERYBODY:
        return "所在的文件夹不对所有人公开，没有导入"
    if record.values.get("status") == _DRAFT and not options.drafts:
        return "是草稿，没有导入；要导入请加 --drafts"
    return None


def _topics(
    record: Record, folder: Record | None, categories: dict[str, Record]
) -> tuple[str, ...]:
    hierarchy = record.values.get("hierarchy")
    if isinstance(hierarchy, list):
        named = [
            str(one["data"].get("name", ""))
            for one in hierarchy
            if isinstance(one, dict) and isinstance(one.get("data"), dict)
        ]
        if any(named):
            return tuple(filter(None, named))
    key = record.text("category_id") or (folder.text("category_id") if folder else "")
    category = categories.get(key)
    return tuple(one.text("name") for one in (category, folder) if one and one.text("name"))
