from __future__ import annotations

import subprocess
from collections import Counter
from pathlib import Path

import numpy as np

from search_service.answering.search import Search
from search_service.cli.evaluate_traffic import RealQuestion, changed_articles, real_questions
from search_service.learning.questions import Article, Question, Questions
from search_service.settings import Settings
from tests.builders import copied_shop


def asked(reading: str, visits: int, first: dict[str, int]) -> Question:
    return Question(reading, visits=visits, first=Counter(first))


def test_the_real_questions_of_a_changed_article_say_where_it_stood_and_stands(
    shop_search: Search,
) -> None:
    questions = Questions(
        all=[
            asked("灯泡怎么换", 40, {"L-102": 30, "L-101": 10}),
            asked("灯泡", 3, {"L-102": 3}),
            asked("灯不亮", 50, {"L-101": 50}),
        ],
        labels=np.zeros(3, np.int64),
        opened=[{"L-102": Article(read=9)}, {"L-102": Article(read=3)}, {"L-101": Article(read=5)}],
        moved={},
        vectors=np.zeros((3, 2), np.float32),
    )

    assert list(real_questions(["L-102"], questions, shop_search, 5)) == [
        RealQuestion("L-102", "灯泡怎么换", 40, 30, 1)
    ]


def test_a_changed_file_is_an_article(tmp_path: Path) -> None:
    project = copied_shop(tmp_path / "shop")
    beside = project / "content" / "pages" / "lamps" / "does-not-light.questions.yml"
    beside.write_text("# 还没有\n", encoding="utf-8")
    identity = ["-c", "user.name=lamp", "-c", "user.email=lamp@example.com"]
    for command in (["init", "-q"], ["add", "content"], [*identity, "commit", "-qm", "shop"]):
        subprocess.run(["git", *command], cwd=project, check=True)  # noqa: S607
    page = project / "content" / "pages" / "lamps" / "change-bulb.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n慢慢拧。\n", encoding="utf-8")

    assert changed_articles(Settings(project_dir=project), "HEAD") == ["L-102"]
    beside.write_text("section_questions: {}\n", encoding="utf-8")
    assert changed_articles(Settings(project_dir=project), "HEAD") == ["L-102", "L-101"]
