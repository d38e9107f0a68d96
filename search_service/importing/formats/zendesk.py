"""Zendesk Guide: `articles`, `sections`, `categories` and `translations` of its help centre API."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from search_service.importing.formats.json_records import Record, ancestry, by_id
from search_service.importing.formats.options import Options, preferred
from search_service.importing.found import Export, FoundArticle, day_of
from search_service.importing.losses import Loss

SYSTEM = "Zendesk"
_LATIN_SLUG = re.compile(r"/articles/\d+-([A-Za-z0-9-]+)$")
_DRAFT = "是草稿，没有导入；要导入请加 --drafts"
_INTERNAL = "只给坐席或部分用户看，不能公开，没有导入"


def is_article(record: Record) -> bool:
    """Whether a record is one of this system's articles."""
    values = record.values
    return "body" in values and (
        "section_id" in values or "user_segment_id" in values or _is_translation(record)
    )


def _is_translation(record: Record) -> bool:
    return record.text("source_type").lower() == "article" and "source_id" in record.values


def read(records: Iterable[Record], options: Options) -> Export:
    """The public articles of one language."""
    records = list(records)
    export = Export(SYSTEM)
    sections = by_id(
        r
        for r in records
        if ("category_id" in r.values or r.group == "sections") and "body" not in r.values
    )
    categories = by_id(r for r in records if r.group == "categories" or _is_category(r))
    versions: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        if is_article(record):
            key = record.text("source_id") if _is_translation(record) else record.id
            versions[key].append(record)
    for key, found in versions.items():
        whole = next((one for one in found if not _is_translation(one)), found[0])
        if fault := _fault(whole, options):
            export.losses.append(Loss("文章", whole.at, whole.text("title", "name"), fault))
            continue
        ready = [one for one in found if options.drafts or not one.values.get("draft")] or found
        chosen = preferred(ready, _language, options.language, whole.text("source_locale"))
        if chosen is None:
            continue
        section = sections.get(whole.text("section_id"))
        topics = ancestry(whole.text("section_id"), sections, "parent_section_id")
        category = categories.get(section.text("category_id")) if section else None
        if category is not None:
            topics = (category.text("name"), *topics)
        export.articles.append(_article(key, whole, chosen, topics))
        export.losses += _others(found, chosen)
        export.losses += _attachments(whole)
    for record in records:
        if record.text("content_url") and record.values.get("inline") is False:
            export.losses.append(_attached(record, record.at))
    return export


def _is_category(record: Record) -> bool:
    return "/categories/" in record.text("url", "html_url") and "body" not in record.values


def _language(record: Record) -> str:
    return record.text("locale")


def _fault(record: Record, options: Options) -> str | None:
    if record.values.get("user_segment_id") or record.values.get("user_segment_ids"):
        return _INTERNAL
    if record.values.get("draft") and not options.drafts:
        return _DRAFT
    return None


def _article(key: str, whole: Record, chosen: Record, topics: tuple[str, ...]) -> FoundArticle:
    url = chosen.text("html_url") or whole.text("html_url")
    language = chosen.text("locale")
    plain = [f"/hc/{language}/articles/{key}"] if language and key else []
    slug = _LATIN_SLUG.search(url)
    order = whole.values.get("position")
    return FoundArticle(
        where=whole.at,
        title=chosen.text("title", "name"),
        body=chosen.text("body"),
        topics=topics,
        tags=whole.words("label_names"),
        updated=day_of(
            chosen.text("edited_at", "updated_at") or whole.text("edited_at", "updated_at")
        ),
        addresses=tuple(filter(None, (url, *plain, f"/hc/articles/{key}"))),
        keys=(f"id:{key}",),
        slug=slug[1].lower() if slug else "",
        order=order if isinstance(order, int) else 0,
    )


def _others(found: list[Record], chosen: Record) -> Iterator[Loss]:
    languages = sorted({_language(one) for one in found} - {_language(chosen)} - {""})
    if languages:
        what = f"{chosen.text('title', 'name')}（{'、'.join(languages)}）"
        yield Loss("文章", chosen.at, what, "其他语言的版本，没有导入")


def _attachments(record: Record) -> Iterator[Loss]:
    attached = record.values.get("attachments")
    for one in attached if isinstance(attached, list) else ():
        if isinstance(one, dict) and not one.get("inline"):
            yield _attached(Record(record.where, "attachments", one), record.at)


def _attached(record: Record, where: str) -> Loss:
    what = record.text("file_name", "name", "content_url")
    return Loss("附件", where, what, "附件不能发布，请把内容写进文章")
