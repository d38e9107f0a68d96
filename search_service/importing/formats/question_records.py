"""Questions and answers as JSON objects, the way bot platforms' interfaces give them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from search_service.importing.formats.json_records import Record
from search_service.importing.formats.options import Options
from search_service.importing.formats.plain_answers import answer_html, wordings
from search_service.importing.formats.question_columns import Role, role_of
from search_service.importing.found import Export, FoundArticle, day_of
from search_service.importing.losses import Loss

SYSTEM = "问答 JSON"
_SAYING = ("content", "text", "answer", "question", "value", "title", "name", "html")


def is_article(record: Record) -> bool:
    """Whether a record has a question and an answer."""
    return bool(_texts(record, "question")) and any(
        role_of(key) == "answer" for key in record.values
    )


def _texts(record: Record, role: Role) -> list[str]:
    """What the keys of a role hold, lists and lists of objects included."""
    found: list[str] = []
    for key, value in record.values.items():
        if role_of(key) != role:
            continue
        for one in value if isinstance(value, list) else [value]:
            inner = _said(one) if isinstance(one, dict) else one
            if isinstance(inner, str | int) and not isinstance(inner, bool) and str(inner).strip():
                found.append(str(inner).strip())
    return found


def _said(value: Mapping[str, Any]) -> object:
    """What an object in a list of wordings or answers says, beside its kind and number."""
    named = next((value[name] for name in _SAYING if value.get(name)), None)
    return named if named is not None else next(iter(value.values()), "")


def read(records: Iterable[Record], _options: Options) -> Export:
    """Every record with a question and an answer."""
    export = Export(SYSTEM)
    records = list(records)
    lists = {(one.where, one.group) for one in records if is_article(one)}
    for record in records:
        if not is_article(record):
            if (record.where, record.group) in lists and (asked := _texts(record, "question")):
                export.losses.append(Loss("行", record.at, asked[0][:60], "没有答案"))
            continue
        question, *others = _texts(record, "question")
        answers = _texts(record, "answer")
        where = f"{record.at} 「{question[:20]}」"
        if not answers:
            export.losses.append(Loss("行", where, question, "没有答案"))
            continue
        similar = [one for text in _texts(record, "similar") for one in wordings(text)]
        export.articles.append(
            FoundArticle(
                where=where,
                title=question,
                body="".join(map(answer_html, answers)),
                topics=tuple(_texts(record, "topic")),
                questions=tuple(dict.fromkeys([*others, *similar])),
                tags=tuple(_texts(record, "tags")),
                updated=next(filter(None, map(day_of, _texts(record, "updated"))), None),
            )
        )
    export.rows = len(export.articles) + len(export.losses)
    return export
