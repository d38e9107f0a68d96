"""Intercom: articles and collections of its API (2.x), languages in `translated_content`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date

from search_service.importing.formats.json_records import Record, ancestry, by_id
from search_service.importing.formats.options import Options, preferred
from search_service.importing.found import Export, FoundArticle, day_of
from search_service.importing.losses import Loss

SYSTEM = "Intercom"
_LATIN_SLUG = re.compile(r"/articles/\d+-([A-Za-z0-9-]+)$")
_DRAFT = "是草稿，没有导入；要导入请加 --drafts"
_CONTENT = "article_content"


def is_article(record: Record) -> bool:
    """Whether a record is one of this system's articles."""
    values = record.values
    if "section_id" in values or "folder_id" in values:
        return False
    named = record.text("type") == "article" and "body" in values
    return named or ("body" in values and "parent_type" in values and "state" in values)


def read(records: Iterable[Record], options: Options) -> Export:
    """The published articles of one language."""
    records = list(records)
    export = Export(SYSTEM)
    groups = by_id(
        r
        for r in records
        if r.text("type") in {"collection", "section", "help_center_collection"}
        or (r.group in {"collections", "sections"} and "body" not in r.values)
    )
    for record in by_id(r for r in records if is_article(r)).values():
        chosen, language, others = _chosen(record, options)
        title = chosen.text("title") or record.text("title")
        if (chosen.text("state") or record.text("state")) == "draft" and not options.drafts:
            export.losses.append(Loss("文章", record.at, title, _DRAFT))
            continue
        if others:
            what = f"{title}（{'、'.join(others)}）"
            export.losses.append(Loss("文章", record.at, what, "其他语言的版本，没有导入"))
        url = chosen.text("url") or record.text("url")
        slug = _LATIN_SLUG.search(url)
        parents = record.values.get("parent_ids")
        parent = record.text("parent_id")
        if not parent and isinstance(parents, list) and parents:
            parent = str(parents[-1])
        export.articles.append(
            FoundArticle(
                where=record.at,
                title=title,
                body=chosen.text("body") or record.text("body"),
                topics=ancestry(parent, groups, "parent_id"),
                summary=chosen.text("description") or record.text("description"),
                tags=record.words("tags"),
                updated=_day(chosen) or _day(record),
                addresses=tuple(
                    filter(
                        None, (url, f"/{language}/articles/{record.id}", f"/articles/{record.id}")
                    )
                ),
                keys=(f"id:{record.id}",),
                slug=slug[1].lower() if slug else "",
            )
        )
    return export


def _day(record: Record) -> date | None:
    return day_of(record.values.get("updated_at") or record.values.get("created_at"))


def _chosen(record: Record, options: Options) -> tuple[Record, str, list[str]]:
    """The version that is imported, its language, and the other languages."""
    own = record.text("default_locale")
    translated = record.values.get("translated_content")
    versions: dict[str, Record] = {own: record}
    for language, content in translated.items() if isinstance(translated, dict) else ():
        if isinstance(content, dict) and content.get("body"):
            is_draft = content.get("state") == "draft" and not options.drafts
            if not is_draft or language == own:
                versions[language] = Record(record.where, _CONTENT, content)
    best = preferred(versions, str, options.language, own) or own
    return versions[best], best, sorted(set(versions) - {best, ""})
