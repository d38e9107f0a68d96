from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.content.corpus import load_corpus
from search_service.desk.internal_content import load_desk
from search_service.desk.material import DeskArticle
from search_service.desk.status import due_on, status_of
from tests.builders import internal_file, write_agents, write_content


@pytest.fixture
def article(tmp_path: Path) -> DeskArticle:
    """Updated on 1 March, reviewed on 2 March, to be reviewed every 90 days."""
    folder = write_content(tmp_path / "content", {})
    write_agents(folder, {"articles/check.md": internal_file()})
    return load_desk(folder, load_corpus(folder)).material.articles["N-101"]


def test_a_review_holds_to_its_last_day(article: DeskArticle) -> None:
    assert due_on(article) == date(2026, 5, 31)
    assert status_of(article, date(2026, 5, 31)) == "已复核"
    assert status_of(article, date(2026, 6, 1)) == "过期"


def test_what_was_changed_after_its_review_is_a_draft(article: DeskArticle) -> None:
    changed = article.model_copy(update={"updated": date(2026, 3, 3)})

    assert status_of(changed, date(2026, 3, 4)) == "草稿"


def test_what_nobody_has_reviewed_is_a_draft_whatever_its_dates_say(article: DeskArticle) -> None:
    draft = article.model_copy(update={"draft": True})

    assert status_of(draft, date(2026, 3, 4)) == "草稿"
    assert status_of(draft, date(2030, 1, 1)) == "草稿"
