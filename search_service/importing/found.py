"""What a reader of one format finds: articles as HTML, with all that is said about them."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta, timezone

from search_service.importing.losses import Loss

_CHINA = timezone(timedelta(hours=8))
_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})")
# `March 4, 2024 9:00 AM` and `4 March 2024`, as Notion and Confluence write days in English.
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_IN_WORDS = re.compile(
    r"(?<![A-Za-z])(?:(\d{1,2}) )?([A-Z][a-z]{2})[a-z]*\.? (?:(\d{1,2}),? )?(\d{4})(?!\d)"
)
_MILLISECONDS = 100_000_000_000


@dataclass(frozen=True)
class FoundArticle:
    """One article of an export.

    Attributes:
        where: Its place in the export, for people.
        title: Its question, of any length.
        body: HTML.
        folder: Folder of the export that its links are relative to.
        topics: Names of the categories it is in, the outermost first.
        summary: What the export says it is about.
        questions: Other ways to ask it.
        tags: Key words.
        updated: When it was last changed.
        addresses: Where readers found it: addresses or paths from the root.
        keys: What links in the export name it by: `file:path` or `id:number`.
        slug: The name in its old address, if it is Latin.
        order: Its place among its neighbours, where the export has one.
    """

    where: str
    title: str
    body: str
    folder: str = ""
    topics: tuple[str, ...] = ()
    summary: str = ""
    questions: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    updated: date | None = None
    addresses: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    slug: str = ""
    order: int = 0


@dataclass
class Export:
    """All that was found.

    Attributes:
        system: What wrote the export, for people.
        articles: In their order.
        losses: What is in none of them.
        files: How many files were read.
        rows: How many rows of sheets, headers and empty ones left out.
        notes: What people should know of how it was read.
    """

    system: str
    articles: list[FoundArticle] = field(default_factory=list)
    losses: list[Loss] = field(default_factory=list)
    files: int = 0
    rows: int = 0
    notes: list[str] = field(default_factory=list)


def day_of(value: object) -> date | None:  # noqa: PLR0911 - one a way to write it
    """A day as exports write it: ISO text, `2024年5月1日`, seconds or milliseconds; else None."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool) and value > 0:
        seconds = value / 1000 if value > _MILLISECONDS else value
        try:
            return datetime.fromtimestamp(seconds, UTC).astimezone(_CHINA).date()
        except (OverflowError, OSError, ValueError):
            return None
    if not isinstance(value, str):
        return None
    try:
        moment = datetime.fromisoformat(value.strip())
        return (moment.astimezone(_CHINA) if moment.tzinfo else moment).date()
    except ValueError:
        found = _DAY.search(value)
    named = _IN_WORDS.search(value)
    try:
        if found:
            return date(int(found[1]), int(found[2]), int(found[3]))
        if named and named[2].lower() in _MONTHS and (day := named[1] or named[3]):
            return date(int(named[4]), _MONTHS.index(named[2].lower()) + 1, int(day))
    except ValueError:
        return None
    return None
