"""Sources of an article that are the operator's data: the data say whether they are confirmed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from search_service.content.article import FrontMatter, Source
from search_service.content.data.data_files import DATA_FILES
from search_service.content.data.operator_data import OperatorData
from search_service.content.data.record import UNVERIFIED, Confirmed
from search_service.content.problems import Problem

_Head = TypeVar("_Head", bound=FrontMatter)
_NOT_GIVEN = "（待运营方提供）"


def confirmed_records(data: OperatorData) -> Mapping[str, Confirmed]:
    """Every record with a status, by file and key: `channels.hotline`, `refund_rules`."""
    found: dict[str, Confirmed] = {}
    for file in DATA_FILES:
        kept = getattr(data, file.kept_as)
        if isinstance(kept, Confirmed):
            found[file.name] = kept
        elif isinstance(kept, Mapping):
            records = {key: one for key, one in kept.items() if isinstance(one, Confirmed)}
            found |= {f"{file.name}.{key}": one for key, one in records.items()}
    return found


def keys_named(fact: str, keys: Mapping[str, Confirmed]) -> tuple[str, ...]:
    """What an article's `fact` names: a key of facts.yml, a record of a file, or all of a file."""
    for key in (f"facts.{fact}", fact):
        if key in keys:
            return (key,)
    return tuple(key for key in keys if key.startswith(f"{fact}."))


def with_facts(head: _Head, data: OperatorData) -> _Head:
    """The head with each such source as readers see it: dated, or said to be missing."""
    if all(source.fact is None for source in head.sources):
        return head
    records = confirmed_records(data)
    shown = tuple(_shown(source, records) for source in head.sources)
    return head.model_copy(update={"sources": shown})


def _shown(source: Source, records: Mapping[str, Confirmed]) -> Source:
    if source.fact is None:
        return source
    named = [records[key] for key in keys_named(source.fact, records)]
    days = [one.confirmed_on for one in named]
    known = [day for day in days if day]
    if not named or len(known) < len(days) or any(one.status == UNVERIFIED for one in named):
        return source.model_copy(update={"title": source.title + _NOT_GIVEN, "checked_on": None})
    return source.model_copy(update={"checked_on": min(known)})


def unknown_facts(
    head: FrontMatter, text: str, data: OperatorData, shown_as: str
) -> Iterator[Problem]:
    """A problem for each source whose fact the data do not hold.

    Args:
        head: The head of an article.
        text: Its file.
        data: What there is.
        shown_as: The file's name in problems.
    """
    if all(source.fact is None for source in head.sources):
        return
    records = confirmed_records(data)
    broken = {file.name for file in DATA_FILES if _any_key(getattr(data, file.kept_as))}
    for source in head.sources:
        fact = source.fact
        if fact is None or keys_named(fact, records):
            continue
        file = fact.partition(".")[0] if "." in fact else "facts"
        if file in broken or fact in broken:
            continue
        lines = text.split("\n")
        line = next((n for n, one in enumerate(lines, 1) if f"fact: {fact}" in one), 2)
        message = f"sources：content/data 里没有「{fact}」这个事实"
        advice = "请写 facts.yml 里的键，或 channels.hotline 这样的文件名和键"
        yield Problem(shown_as, line, "front-matter", message, advice)


def _any_key(kept: object) -> bool:
    """Whether a file cannot be read, so that any key may stand in it."""
    return isinstance(kept, Mapping) and "" in kept
