from __future__ import annotations

import pytest

from search_service.answering.documents import Documents
from search_service.cli.evaluate_report import print_comparison, print_held_out
from search_service.evaluation.datasets import JudgedQuery
from search_service.evaluation.evaluate import Evaluation, QueryOutcome
from search_service.evaluation.held_out import HeldOutQuestion
from search_service.evaluation.metrics import all_metrics
from tests.builders import documents_with


def evaluation(*ranked: tuple[str, ...]) -> Evaluation:
    """One query for each ranking; each expects L-101."""
    outcomes = []
    for number, found in enumerate(ranked):
        query = JudgedQuery(f"L{number}", f"问|{number}", {"L-101": 1})
        outcomes.append(QueryOutcome(query, found, all_metrics(found, query.judgements), 1.0))
    return Evaluation("灯铺", tuple(outcomes))


def rows(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith("| 问")]


def test_every_query_that_moved_is_a_row_that_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    before = evaluation(("L-102", "L-101"), ("L-101",), (), ("L-101", "L-102"))
    after = evaluation(("L-101", "L-102"), (), ("L-101",), ("L-101",))

    print_comparison(before, after, "main", in_full=True)

    out = capsys.readouterr().out
    assert rows(out) == [
        "| 问\\|0 | L-101 | 2 | 1 | 变好 |",
        "| 问\\|1 | L-101 | 1 | 没找到 | 变差 |",
        "| 问\\|2 | L-101 | 没找到 | 1 | 变好 |",
    ]
    assert "### 与 main 相比" in out
    assert "| success@1 | 0.5000 | 0.7500 |" in out


def test_many_changes_are_cut_unless_all_are_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    before = evaluation(*[("L-102", "L-101")] * 25)
    after = evaluation(*[("L-101", "L-102")] * 25)

    print_comparison(before, after, "main", in_full=False)
    cut = capsys.readouterr().out
    print_comparison(before, after, "main", in_full=True)
    whole = capsys.readouterr().out

    assert (len(rows(cut)), len(rows(whole))) == (20, 25)
    assert "还有 5 条，用 --markdown 查看全部" in cut


def test_when_nothing_moved_that_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    print_comparison(evaluation(("L-101",)), evaluation(("L-101",)), "main", in_full=True)

    assert "没有一条查询的名次变化。" in capsys.readouterr().out


def test_held_out_questions_are_reported_by_article_the_worst_first(
    capsys: pytest.CaptureFixture[str],
) -> None:
    documents: Documents = documents_with({"L-101": "灯不亮怎么办", "L-102": "怎么换灯泡"})
    asked = [
        HeldOutQuestion("L-101", "灯坏了", 1, "L-101"),
        HeldOutQuestion("L-102", "拧不下来", None, "L-101"),
        HeldOutQuestion("L-102", "卡住了", 4, None),
    ]

    print_held_out(asked, documents)

    assert capsys.readouterr().out.splitlines() == [
        "3 条问法，各自不在索引里时：第 1 名 33.3%，前 3 名 33.3%",
        "",
        "L-102 怎么换灯泡：2/3 条不在前 3 名",
        "  拧不下来：没找到，第 1 名是 L-101",
        "  卡住了：第 4 名，第 1 名是 空",
    ]
