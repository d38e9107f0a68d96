"""What `kb search` says with words of an article whose review is overdue."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from search_service.answering.search import Search
from search_service.cli.search_report import print_result

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(("days", "said"), [(-1, "（2026-11-27 起未复核）"), (0, ""), (1, "")])
def test_an_overdue_review_stands_behind_the_words(
    shop_search: Search,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    days: int,
    said: str,
) -> None:
    monkeypatch.setattr("search_service.cli.search_report.china_today", lambda: TODAY)
    found = shop_search.search("怎么换灯泡", limit=1)
    due = (TODAY + timedelta(days=days)).isoformat()
    hit = found.hits[0]
    hit = hit._replace(article=replace(hit.article, review_due=due))

    print_result(replace(found, hits=(hit,)))

    printed = capsys.readouterr().out
    assert ("起未复核" in printed) == bool(said)
    assert said in printed
