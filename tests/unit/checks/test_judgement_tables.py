"""Rows of the judged tables that nobody could judge by."""

from __future__ import annotations

import pytest

from search_service.checks.judgement_tables import faults_in, faults_of_queries

HEADS = {
    "answers.tsv": "query\tarticles\tanswer\tkind\tsplit",
    "no_answer.tsv": "query\tsplit",
    "distress.tsv": "query\tarticles\tkind\thalf",
    "trouble.tsv": "query\tarticles\tkind\thalf",
    "typed.tsv": "query\tarticles\tkind",
}


def lines_in(name: str, row: str, head: str | None = None) -> list[int]:
    text = f"{head or HEADS[name]}\n{row}\n"
    return [line for line, _, _ in faults_in(name, text, {"L-101", "L-102"}.__contains__)]


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("answers.tsv", "灯不亮\tL-101|L-102\t(灯泡|插座)\thow\ttune"),
        ("answers.tsv", "灯丝是什么\tglossary\t灯丝\tdefinition\tsealed"),
        ("no_answer.tsv", "灯会说话吗\tfresh"),
        ("distress.tsv", "灯炸了\tL-101\tburst\tdev"),
        ("distress.tsv", "灯会炸吗\t\tplain\theld-out"),
        ("trouble.tsv", "灯炸了\tL-101\tburst\tlearnt"),
        ("typed.tsv", "lamp dead\tnone\tnone"),
    ],
)
def test_a_sound_row_has_no_fault(name: str, row: str) -> None:
    assert lines_in(name, row) == []


@pytest.mark.parametrize(
    ("name", "row"),
    [
        ("answers.tsv", "灯不亮 L-101 灯泡 how tune"),
        ("answers.tsv", "灯不亮\tL-101\t灯泡\thow"),
        ("answers.tsv", "灯不亮\tL-909\t灯泡\thow\ttune"),
        ("answers.tsv", "灯不亮\tL-101,L-102\t灯泡\thow\ttune"),
        ("answers.tsv", "灯不亮\tL-101\t(灯泡\thow\ttune"),
        ("answers.tsv", "灯不亮\tL-101\t灯泡\thow\ttuning"),
        ("no_answer.tsv", "灯会说话吗\theldout"),
        ("no_answer.tsv", "\ttune"),
        ("distress.tsv", "灯炸了\tL-101\tburst\tdevel"),
        ("typed.tsv", '"lamp dead\tL-101\tenglish'),
        ("typed.tsv", "lamp dead\tl-101\tenglish"),
    ],
)
def test_a_row_that_cannot_be_judged_by_is_named(name: str, row: str) -> None:
    assert lines_in(name, row) == [2]


@pytest.mark.parametrize("name", HEADS)
def test_the_first_line_names_the_columns(name: str) -> None:
    assert lines_in(name, "", "输入\t编号")[:1] == [1]


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("输入\t编号\t类型\n灯不亮\tL-101\tsingle\n", 1),
        ("query\texpected\tkind\n灯不亮\tL-101\tsingle\n灯不亮\tL-102\tsingle\n", 3),
        ('query\texpected\tkind\n"灯不亮\tL-101\tsingle\n', 2),
    ],
)
def test_a_fault_of_the_queries_is_named(text: str, line: int) -> None:
    assert [found[0] for found in faults_of_queries(text)] == [line]


def test_sound_queries_have_no_fault() -> None:
    text = "query\texpected\tkind\n灯不亮\tL-101\tsingle\n灯 坏\tL-101\tsingle\n"
    assert [*faults_of_queries(text)] == []


@pytest.mark.parametrize("name", HEADS)
@pytest.mark.parametrize("sign", [",", ";", "    "])
def test_a_table_without_tabs_is_one_finding(name: str, sign: str) -> None:
    rows = [HEADS[name], "灯不亮\tL-101\t灯泡\thow\ttune", "灯灭了\tL-102\t插座\thow\ttune"]
    text = "\n".join(rows).replace("\t", sign)

    assert [line for line, *_ in faults_in(name, text, {"L-101"}.__contains__)] == [1]
    assert [line for line, *_ in faults_of_queries(text)] == [1]
