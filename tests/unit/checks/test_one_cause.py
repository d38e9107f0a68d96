"""Findings that one mistake makes in many places are one; few of them stay what they are."""

from __future__ import annotations

import pytest

from search_service.checks.one_cause import causes_of
from search_service.checks.rule import Finding, Level
from search_service.content.problems import Problem
from search_service.content.rule_ids import RuleId

PAGE, OTHER = "content/pages/lamps/a.md", "content/pages/lamps/b.md"


def finding(path: str, line: int, rule: RuleId, message: str) -> Finding:
    return Finding(Problem(path, line, rule, message, "请改"), Level.ERROR)


def gone(count: int) -> list[Finding]:
    message = "piece_questions：正文里没有「第 {} 句」这一节、这一行或这句话"
    return [finding(PAGE, 10 + n, "section-question", message.format(n)) for n in range(count)]


def twice(count: int) -> list[Finding]:
    message = "标题「第 {} 节」和第 9 行的一样"
    return [finding(PAGE, 50 + n, "heading-text", message.format(n)) for n in range(count)]


def without_component(count: int) -> list[Finding]:
    message = "引用的数据或组件有误：content/components 里没有 warn.md，现有：（空）"
    return [finding(f"content/pages/lamps/p{n}.md", 9, "reference", message) for n in range(count)]


def without_hub(count: int) -> list[Finding]:
    paths = [f"content/pages/lamps/p{n}.md" for n in range(count)]
    return [finding(path, 1, "topic", "文件夹 lamps 没有 index.md") for path in paths]


def copied(count: int) -> list[Finding]:
    message = "问法「第 {} 句」在 L-101 里已经有了"
    taken = finding(PAGE, 2, "duplicate-id", "id：L-101 已被 lamps/b.md 使用")
    asked = [finding(OTHER, 5 + n, "duplicate-question", message.format(n)) for n in range(count)]
    return [taken, *asked]


STUCK = finding(PAGE, 60, "still-stuck", "没有「还没解决？」一节")
ELSEWHERE = finding(OTHER, 7, "still-stuck", "没有「还没解决？」一节")
TEAM = finding("content/agents/teams.yml", 5, "teams", "topics：没有「lamps」这个主题")
UNSHOWN = finding("content/pages/lamps/x.svg", 1, "stray-file", "没有页面用到这张图，不会发布")
HUB_LINK = finding(OTHER, 8, "link", "链接的 ../lamps/index.md 不存在")


@pytest.mark.parametrize(
    ("many", "as_well", "path", "line"),
    [
        (gone(4), [STUCK], PAGE, 10),
        (gone(30), [STUCK], PAGE, 10),
        (copied(4), [], PAGE, 2),
        (twice(2), [STUCK], PAGE, 50),
        (twice(4), [STUCK], PAGE, 50),
        (without_component(4), [UNSHOWN], "content/components/warn.md", 1),
        (without_hub(2), [TEAM, HUB_LINK], "content/pages/lamps/index.md", 1),
    ],
)
def test_many_findings_of_one_mistake_are_one(
    many: list[Finding], as_well: list[Finding], path: str, line: int
) -> None:
    found = causes_of([*as_well, *reversed(many), ELSEWHERE])

    assert ELSEWHERE in found
    (one,) = [each for each in found if each != ELSEWHERE]
    assert (one.problem.path, one.problem.line) == (path, line)
    assert one.problem.message
    assert one.problem.advice


@pytest.mark.parametrize(
    "few", [gone(3), twice(1), without_component(3), without_hub(1), [STUCK, TEAM, HUB_LINK]]
)
def test_a_few_findings_stay_what_they_are(few: list[Finding]) -> None:
    assert sorted(causes_of(few)) == sorted(few)


def test_a_topic_whose_page_cannot_be_read_is_still_a_topic() -> None:
    broken = finding("content/pages/lamps/index.md", 2, "front-matter", "summary：缺少这一项")

    assert causes_of([TEAM, broken]) == [broken]
