"""How far an article can be trusted today."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Literal

from search_service.desk.material import DeskArticle

Status = Literal["草稿", "已复核", "过期"]
# Dates in articles are dates in China.
CHINA = timezone(timedelta(hours=8))


def today() -> date:
    """The date in China."""
    return datetime.now(CHINA).date()


def due_on(article: DeskArticle) -> date:
    """The last day on which its review holds."""
    return article.reviewed + timedelta(days=article.review_every_days)


def status_of(article: DeskArticle, day: date) -> Status:
    """草稿 when nobody has checked it, or not since it was changed; 过期 when that is long ago."""
    if article.draft or article.updated > article.reviewed:
        return "草稿"
    return "过期" if day > due_on(article) else "已复核"
