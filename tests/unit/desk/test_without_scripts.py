"""Every article has 话术 or says why not, once somebody has begun to say so."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.corpus import load_corpus
from search_service.desk.internal_content import DeskContent, load_desk
from tests.builders import ROOT, article_file, internal_file, write_agents, write_content

SCRIPTS = "say:\n  - when: 开场\n    text: 我先看看您的灯。\n"


def desk(folder: Path, reasons: str | None) -> DeskContent:
    content = write_content(
        folder / "content",
        {
            "lamps/a.md": article_file(article_id="L-101", related=["L-102"]),
            "lamps/b.md": article_file(article_id="L-102", title="怎么换灯泡", related=["L-101"]),
        },
    )
    files = {"articles/check.md": internal_file(), "scripts/L-101.yml": SCRIPTS}
    if reasons is not None:
        files["without_scripts.yml"] = reasons
    write_agents(content, files)
    return load_desk(content, load_corpus(content))


@pytest.mark.parametrize(
    ("reasons", "line", "message"),
    [
        ("articles:\n  L-102: 发网址\n  N-101: 照念\n  L-101: 照念\n", 4, "L-101 已经有话术了"),
        ("articles:\n  L-102: 发网址\n  N-101: 照念\n  L-109: 照念\n", 4, "没有编号为 L-109"),
    ],
)
def test_a_reason_too_many_is_a_problem_at_its_line(
    tmp_path: Path, reasons: str, line: int, message: str
) -> None:
    [problem] = desk(tmp_path, reasons).problems

    assert (problem.path, problem.line, problem.rule) == (
        "content/agents/without_scripts.yml",
        line,
        "scripts",
    )
    assert message in problem.message


def test_an_article_with_neither_is_named_and_stops_nothing(tmp_path: Path) -> None:
    found = desk(tmp_path, "articles:\n  L-102: 发网址\n")

    assert found.problems == ()
    assert [one.message for one in found.without_scripts] == ["N-101 没有话术，也没写原因"]


@pytest.mark.parametrize(
    "reasons", ["articles: x\n", "articles: {l102: 发网址}\n", "x: 1\n", "- a\n"]
)
def test_a_file_that_is_none_is_a_problem_and_no_more(tmp_path: Path, reasons: str) -> None:
    problems = desk(tmp_path, reasons).problems

    assert problems
    assert {one.path for one in problems} == {"content/agents/without_scripts.yml"}


def test_the_reason_goes_with_the_article_and_without_the_file_nobody_asks(
    tmp_path: Path,
) -> None:
    said = desk(tmp_path / "a", "articles:\n  L-102: 发网址\n  N-101: 照念\n")
    assert said.problems == ()
    assert said.material.articles["L-102"].without_scripts == "发网址"
    assert desk(tmp_path / "b", None).problems == ()


def test_every_real_article_has_words_or_a_reason() -> None:
    content = ROOT / "content"
    found = load_desk(content, load_corpus(content))

    assert found.problems == ()
    assert [
        one.id
        for one in found.material.articles.values()
        if not one.scripts and not one.without_scripts
    ] == []
