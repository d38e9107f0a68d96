"""What runs out next: facts that the operator has to confirm again, articles that go."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from search_service.checks.content_view import ContentView
from search_service.checks.fact_sheet import SheetRow, rows_of


@dataclass(frozen=True, order=True)
class Expiry:
    """One thing and its last day.

    Attributes:
        day: The last day on which a fact may be relied on; the first without an article.
        what: The thing, and what happens then, for people.
        path: Its file.
        line: Where the day stands.
    """

    day: date
    what: str
    path: str
    line: int


def expiring_next(
    content: ContentView, rows: Iterable[SheetRow] | None = None
) -> tuple[Expiry, ...]:
    """What has not run out yet, the nearest day first.

    Args:
        content: The content on its day.
        rows: The facts, if somebody has them already.
    """
    found = [*_facts(content, rows_of(content) if rows is None else rows), *_articles(content)]
    return tuple(sorted(found))


def _facts(content: ContentView, rows: Iterable[SheetRow]) -> Iterator[Expiry]:
    files = {file.shown_as: file for file in content.data_files}
    for row in rows:
        until = row.record.get("valid_until")
        if row.is_open or not isinstance(until, date) or row.path not in files:
            continue
        line = files[row.path].line((*row.at, "valid_until"))
        yield Expiry(until, f"{row.key}（{row.name}）要重新核对", row.path, line)


def _articles(content: ContentView) -> Iterator[Expiry]:
    for page in content.articles:
        head = page.article.front_matter if page.article else None
        if head is None or head.expires_on is None or head.expires_on <= content.today:
            continue
        after = f"，旧网址转到 {head.moved_to}" if head.moved_to else "，旧网址不会转到别处"
        line = page.head_lines.get(("expires_on",), 1)
        what = f"{head.id} {head.title}不再发布{after}"
        yield Expiry(head.expires_on, what, page.shown_as, line)
