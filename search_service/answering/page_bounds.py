"""Which hits one page may ask for."""

from __future__ import annotations

from search_service.errors import QueryRejected

PAGE_LIMIT = 50
OFFSET_LIMIT = 500


def check_page(limit: int, offset: int) -> None:
    """Refuse a page that is too long or too far down.

    Raises:
        QueryRejected: The message says which bound, and what was asked for.
    """
    if not 1 <= limit <= PAGE_LIMIT:
        raise QueryRejected(f"limit 应在 1 到 {PAGE_LIMIT} 之间。")
    if not 0 <= offset <= OFFSET_LIMIT:
        raise QueryRejected(f"offset 应在 0 到 {OFFSET_LIMIT} 之间。")
