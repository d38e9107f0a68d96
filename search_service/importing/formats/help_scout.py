"""Help Scout Docs: articles, categories and collections of its API (v1)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from search_service.importing.formats.json_records import Record, by_id
from search_service.importing.formats.options import Options
from search_service.importing.found import Export, FoundArticle, day_of
from search_service.importing.losses import Loss

SYSTEM = "Help Scout"
_LATIN = re.compile(r"[A-Za-z0-9-]+")


def is_article(record: Record) -> bool:
    """Whether a record is one of this system's articles, in a list without its text or whole."""
    values = record.values
    named = "name" in values and ("collectionId" in values or "publicUrl" in values)
    return named and ("text" in values or "publicUrl" in values or "viewCount" in values)


def read(records: Iterable[Record], options: Options) -> Export:
    """The published articles."""
    records = list(records)
    export = Export(SYSTEM)
    articles = by_id(r for r in records if is_article(r))
    others = [r for r in records if not is_article(r)]
    groups = by_id(r for r in others if "collectionId" in r.values)
    collections = by_id(r for r in others if r.group == "collections" or "siteId" in r.values)
    for record in articles.values():
        title = record.text("name", "title")
        category = next((groups[key] for key in record.words("categories") if key in groups), None)
        collection = collections.get(record.text("collectionId"))
        if fault := _fault(record, collection, options):
            export.losses.append(Loss("文章", record.at, title, fault))
            continue
        slug = record.text("slug")
        number = record.text("number")
        export.articles.append(
            FoundArticle(
                where=record.at,
                title=title,
                body=record.text("text"),
                topics=tuple(
                    one.text("name") for one in (collection, category) if one and one.text("name")
                ),
                questions=(),
                tags=record.words("keywords"),
                updated=day_of(record.text("lastPublishedAt", "updatedAt", "createdAt")),
                addresses=tuple(
                    filter(
                        None,
                        (record.text("publicUrl"), f"/article/{number}-{slug}" if slug else ""),
                    )
                ),
                keys=tuple(f"id:{key}" for key in (record.id, number) if key),
                slug=slug.lower() if _LATIN.fullmatch(slug) else "",
            )
        )
    return export


def _fault(record: Record, collection: Record | None, options: Options) -> str | None:
    if collection is not None and collection.text("visibility") == "private":
        return "所在的集合不公开，没有导入"
    if record.text("status") == "notpublished" and not options.drafts:
        return "是草稿，没有导入；要导入请加 --drafts"
    if "text" not in record.values:
        return "只导出了目录，没有正文；请导出每篇文章（GET /articles/编号）"
    return None
