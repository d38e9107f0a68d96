"""What visits counted, as the commands of learning read it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from search_service.records.visit_reading import VisitCounts, read_counts
from search_service.records.visit_store import VisitStore
from search_service.settings import Settings


def counts_since(settings: Settings, since: timedelta | None) -> tuple[VisitCounts, date]:
    """What was counted, and since which day.

    Raises:
        QueryLogUnavailable: The counts cannot be read.
    """
    first = (datetime.now(UTC) - (since or timedelta(days=settings.query_log_days))).date()
    store = VisitStore(settings.query_log_file, settings.query_log_url)
    return read_counts(store, first), first
