"""Who has answered for a single fact stands with the articles that show it, and no others."""

from __future__ import annotations

from pathlib import Path

from search_service.content.corpus import load_corpus
from search_service.desk.fact_approvals import ApprovedFact
from search_service.desk.internal_content import load_desk
from tests.builders import APPROVED, copied_shop

SHOWS = '\n## 找谁\n\n请找{{ channel("counter") }}。\n'


def approved_facts(project: Path) -> dict[str, tuple[ApprovedFact, ...]]:
    content = project / "content"
    articles = load_desk(content, load_corpus(content)).material.articles
    return {one.title: one.approved_facts for one in articles.values()}


def test_an_approval_stands_with_the_article_that_shows_the_fact(tmp_path: Path) -> None:
    project = copied_shop(tmp_path / "project")
    channels = project / "content" / "data" / "channels.yml"
    text = channels.read_text(encoding="utf-8")
    channels.write_text(
        text.replace("    name: 柜台", f"    {APPROVED}\n    name: 柜台", 1), "utf-8"
    )
    before = approved_facts(project)
    page = project / "content" / "pages" / "lamps" / "remote-control.md"
    title = next(
        line.removeprefix("title: ")
        for line in page.read_text("utf-8").splitlines()
        if line.startswith("title: ")
    )
    page.write_text(page.read_text("utf-8") + SHOWS, "utf-8")

    after = approved_facts(project)

    assert before[title] == ()
    assert [(one.name, one.by, one.outdated) for one in after[title]] == [
        ("柜台", "灯铺财务组", False)
    ]
    assert {name for name in after if after[name] != before[name]} == {title}
