from __future__ import annotations

from search_service.content.problems import Problem, report

LATE = Problem("content/pages/b.md", 3, "reference", "没有「柜台」", "请检查写法")
EARLY = Problem("content/pages/a.md", 12, "front-matter", "title：缺少这一项", "请补上")
EARLIEST = Problem("content/pages/a.md", 2, "front-matter", "id：写法不对", "请改正")


def test_a_problem_says_where_what_and_what_to_do_on_one_line() -> None:
    assert str(LATE) == "content/pages/b.md:3：没有「柜台」。请检查写法 [reference]"


def test_a_report_follows_files_and_lines() -> None:
    assert report([LATE, EARLY, EARLIEST]).split("\n") == [str(EARLIEST), str(EARLY), str(LATE)]


def test_a_report_of_nothing_is_empty() -> None:
    assert report([]) == ""
