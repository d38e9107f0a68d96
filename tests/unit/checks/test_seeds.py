"""Mistakes that writers make: each is shown as it was meant, or named at a line of its own."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from search_service.analysis.chains import Analyser, make_analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from search_service.content.data.operator_data import load_operator_data
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.word_lists import load_word_lists
from search_service.settings import Settings
from tests.builders import MISTAKES, internal_file, line_of, sound_project, write_agents

SEEDS = json.loads(Path(__file__).with_name("seeds.json").read_text(encoding="utf-8"))
# Two short lines may be one sentence: a matter of taste, and no rule.
TASTE = {"line break wanted (two lines)"}
BEFORE = "上一段说明。\n\n"
PAGE = "lamps/b.md"


@pytest.fixture(scope="module")
def analyser(shop_settings: Settings) -> Analyser:
    words = load_word_lists(MISTAKES / "sound" / "content" / "words")
    return make_analyser(words, shop_settings.state_folder / "jieba")


def project_with(tmp_path: Path, seed: str) -> tuple[Path, range]:
    """A sound project with the seed in one article, and the lines of the seed."""
    project = sound_project(tmp_path / "project")
    page = project / "content" / "pages" / PAGE
    text = page.read_text(encoding="utf-8")
    before, after = text.split("\n## ", 1)
    before = f"{before}\n{BEFORE}"
    page.write_bytes(f"{before}{seed}\n## {after}".encode())
    first = before.count("\n") + 1
    return project, range(first, first + seed.count("\n") + 1)


def is_shown_as_meant(project: Path, seed: str, meant: dict[str, int]) -> bool:
    pages = project / "content" / "pages"
    data, _ = load_operator_data(pages.parent)
    html = ContentRenderer(pages.parent, data).fragment(PAGE, f"{BEFORE}{seed}").html
    tree = LexborHTMLParser(html)
    paragraphs = len(tree.css("p")) - 1  # the one before
    return all(
        (paragraphs if selector == "p" else len(tree.css(selector))) >= count
        if count
        else not tree.css(selector)
        for selector, count in meant.items()
    )


@pytest.mark.parametrize("seed", SEEDS, ids=[seed["name"] for seed in SEEDS])
def test_a_seed_is_shown_as_meant_or_named_at_its_line(
    tmp_path: Path, analyser: Analyser, seed: dict[str, Any]
) -> None:
    project, lines = project_with(tmp_path, seed["markdown"])

    found = findings_of(view_content(project / "content", analyser, date(2026, 3, 10)))
    named = [
        one.problem
        for one in found
        if one.problem.path.endswith(PAGE) and one.problem.line in lines
    ]

    if seed["name"] in TASTE:
        return
    assert named or is_shown_as_meant(project, seed["markdown"], seed["meant"])


def test_internal_articles_are_read_like_public_ones(tmp_path: Path, analyser: Analyser) -> None:
    project = sound_project(tmp_path / "project")
    text = internal_file(body="先看灯。\n\n这里==很重要==。\n\n-灯座\n-灯头\n")
    write_agents(project / "content", {"articles/check.md": text})

    found = findings_of(view_content(project / "content", analyser, date(2026, 3, 10)))

    named = {(one.problem.path, one.problem.rule, one.problem.line) for one in found}
    path = "content/agents/articles/check.md"
    assert (path, "mark", line_of(text, "==很")) in named
    assert (path, "list-not-made", line_of(text, "-灯座")) in named
