"""What is checked of an article's questions is checked beside it, at the lines of that file."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from search_service.analysis.chains import Analyser
from search_service.checks.content_view import view_content
from search_service.checks.findings import findings_of
from tests.builders import internal_file, sound_project, write_agents

BESIDE = "pages/lamps/a.questions.yml"
ARTICLE = "pages/lamps/a.md"
INTERNAL = "agents/articles/night.questions.yml"
GIVEN = "section_questions:\n  再看灯泡:\n    - {}\n"


def found_with(
    folder: Path, analyser: Analyser, files: dict[str, str | None]
) -> list[tuple[str, str, int]]:
    """Rule, file and line of the findings with these files; None takes one away."""
    project = sound_project(folder / "project")
    write_agents(project / "content", {"articles/night.md": internal_file()})
    for path, text in files.items():
        file = project / "content" / path
        if text is None:
            file.unlink()
        else:
            file.write_text(text, encoding="utf-8")
    found = findings_of(view_content(project / "content", analyser, date(2026, 3, 10)))
    return [
        (one.problem.rule, one.problem.path.removeprefix("content/"), one.problem.line)
        for one in found
    ]


@pytest.mark.parametrize("asked", ["灯丝断了没", "找你们领导说", "日期", "备注写什么"])
def test_what_customers_ask_is_no_fault(
    tmp_path: Path, shop_analyser: Analyser, asked: str
) -> None:
    assert found_with(tmp_path, shop_analyser, {BESIDE: GIVEN.format(asked)}) == []


@pytest.mark.parametrize(
    ("rule", "asked", "beside"),
    [
        ("duplicate-question", "按了没反应", BESIDE),
        ("duplicate-question", "怎么换灯泡", BESIDE),
        *(
            (rule, asked, beside)
            for beside in (BESIDE, INTERNAL)
            for rule, asked in (
                ("head-writing", "https://example.com/a"),
                ("head-writing", "灯丝 # 断了没"),
                ("signs", "灯丝「断了没"),
                ("unfinished", "待写"),
                ("spacing", "灯\u200b丝断了没"),
                ("questions-file", "<b>灯丝</b>"),
                ("questions-file", "12306"),
            )
        ),
    ],
)
def test_a_fault_of_a_question_stands_at_its_line(
    tmp_path: Path, shop_analyser: Analyser, rule: str, asked: str, beside: str
) -> None:
    text = GIVEN.format(asked).replace("再看灯泡", "再看灯泡" if beside == BESIDE else "核对")
    found = found_with(tmp_path, shop_analyser, {beside: text})

    assert (rule, beside, 3) in found
    assert {path for _, path, _ in found} == {beside}


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({"pages/lamps/c.questions.yml": GIVEN.format("灯")}, "pages/lamps/c.questions.yml"),
        ({"pages/lamps/index.questions.yml": "# 灯\n"}, "pages/lamps/index.questions.yml"),
        ({"pages/lamps/a.question.yml": "# 灯\n"}, "pages/lamps/a.question.yml"),
        ({"pages/lamps/a.questions.yaml": "# 灯\n"}, "pages/lamps/a.questions.yaml"),
        ({"pages/lamps/a.yml": "# 灯\n"}, "pages/lamps/a.yml"),
        ({"agents/articles/c.questions.yml": "# 灯\n"}, "agents/articles/c.questions.yml"),
    ],
)
def test_a_file_of_questions_that_nothing_reads_is_a_stray(
    tmp_path: Path, shop_analyser: Analyser, files: dict[str, str | None], path: str
) -> None:
    assert found_with(tmp_path, shop_analyser, files) == [("stray-file", path, 1)]


def test_what_is_wrong_with_the_article_is_not_told_of_its_questions_as_well(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    project = sound_project(tmp_path / "sound")
    text = (project / "content" / ARTICLE).read_text(encoding="utf-8")
    open_fence = text.replace("## 再看灯泡", "```\n## 再看灯泡", 1)

    found = found_with(
        tmp_path, shop_analyser, {ARTICLE: open_fence, BESIDE: GIVEN.format("灯丝断了没")}
    )

    assert {(rule, path) for rule, path, _ in found} == {("fence-not-closed", ARTICLE)}


def test_a_text_that_lost_a_part_is_said_once_beside_it(
    tmp_path: Path, shop_analyser: Analyser
) -> None:
    places = "".join(f"  第{n}种灯:\n    - 灯{n}怎么拧\n" for n in "一二三四五")

    found = found_with(tmp_path, shop_analyser, {BESIDE: f"piece_questions:\n{places}"})

    assert found == [("section-question", BESIDE, 2)]
