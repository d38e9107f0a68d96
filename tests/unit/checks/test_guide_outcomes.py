from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.checks.guide_outcomes import outcomes_led_elsewhere
from search_service.content.corpus import load_corpus
from search_service.content.problems import Problem
from search_service.errors import GenerationRefused
from search_service.releases import generations
from search_service.releases.publish import publish_release
from search_service.settings import Settings
from tests.builders import SHOP

TREE = "data/trees/lamp-dark.yml"
WANTED, OTHER = "    article: L-102\n", "    article: L-101\n"


@pytest.fixture
def misled(tmp_path: Path) -> Path:
    """The shop's content with an outcome on bulbs that leads to the lamp that stays dark."""
    content = tmp_path / "content"
    shutil.copytree(SHOP / "content", content)
    text = (content / TREE).read_text(encoding="utf-8")
    assert text.count(WANTED) == 1
    (content / TREE).write_text(text.replace(WANTED, OTHER), encoding="utf-8")
    return content


def found(search: Search, content: Path) -> list[Problem]:
    return list(outcomes_led_elsewhere(search, load_corpus(content).data, content))


def test_outcomes_that_find_their_articles_are_silent(shop_search: Search) -> None:
    assert found(shop_search, SHOP / "content") == []


def test_an_outcome_that_finds_another_article_is_named_with_its_line_and_what_was_found(
    shop_search: Search, misled: Path
) -> None:
    [problem] = found(shop_search, misled)
    lines = (misled / TREE).read_text(encoding="utf-8").splitlines()

    assert problem.path == f"content/{TREE}"
    assert lines[problem.line - 1] == "  new-bulb:"
    assert problem.rule == "guide-outcome"
    assert "「new-bulb」（换灯泡）要去 L-101，搜它的文字先找到的却是 L-102" in problem.message
    assert "改 article" in problem.advice


def test_a_release_with_such_an_outcome_is_refused_unless_it_is_forced(
    tmp_path: Path, misled: Path, shop_documents: Documents, shop_analyser: Analyser
) -> None:
    settings = Settings(project_dir=tmp_path)

    def publish(*, force: bool) -> None:
        publish_release(
            settings,
            shop_documents,
            shop_analyser,
            force=force,
            judge=lambda search: found(search, misled),
        )

    with pytest.raises(GenerationRefused, match="结果「new-bulb」"):
        publish(force=False)
    assert generations.sealed(settings.releases_folder) == []

    publish(force=True)
    assert len(generations.sealed(settings.releases_folder)) == 1
