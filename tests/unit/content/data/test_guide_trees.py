from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.corpus import load_corpus
from search_service.content.data.operator_data import load_operator_data
from tests.builders import SHOP, article_file, line_of, page_file, write_content

TREE = (SHOP / "content/data/trees/lamp-dark.yml").read_text(encoding="utf-8")
FILE = "content/data/trees/lamp-dark.yml"


def problems_with(tmp_path: Path, old: str, new: str) -> tuple[list[tuple[int, str, str]], str]:
    """Line, message and advice of each problem after a change of the shop's tree; and its text."""
    assert TREE.count(old) >= 1
    text = TREE.replace(old, new, 1)
    folder = write_content(tmp_path / "content", {})
    (folder / "data/trees/lamp-dark.yml").write_text(text, encoding="utf-8")
    _, problems = load_operator_data(folder)
    assert {problem.path for problem in problems} <= {FILE}
    return [(problem.line, problem.message, problem.advice) for problem in problems], text


def test_the_trees_of_the_shop_are_sound_and_named_by_their_files() -> None:
    data, problems = load_operator_data(SHOP / "content")

    assert problems == []
    assert list(data.trees) == ["lamp-dark"]


@pytest.mark.parametrize(
    ("old", "new", "at", "message", "advice"),
    [
        (
            "go: new-bulb",
            "go: attic",
            "go: attic",
            "「断了」走到「attic」就断了，没有这个问题或结果",
            "请改成已有的一个：plugged、bulb、plug-in、new-bulb、ask-shop",
        ),
        (
            "start: plugged",
            "start: attic",
            "start: attic",
            "start：没有叫「attic」的问题",
            "请从这些里选一个：plugged、bulb",
        ),
        (
            "{say: 断了, go: new-bulb}",
            "{say: 断了, go: plugged}",
            "go: plugged}",
            "「断了」又回到「plugged」，会一直绕圈",
            "请走到一个没问过的问题，或一个结果",
        ),
        (
            "go: new-bulb",
            "go: plug-in",
            "  new-bulb:",
            "没有哪个答案走得到「new-bulb」",
            "请让某个答案的 go 指向它，或删掉它",
        ),
        (
            "go: plug-in",
            "go: bulb",
            "go: bulb}",
            "「插好了」和上面的答案走到同一处",
            "请把两个答案合成一个",
        ),
        (
            "channel: counter",
            "channel: attic",
            "channel: attic",
            "channels.yml 里没有「attic」",
            "请从这些里选一个：counter",
        ),
        (
            "hotline: lamplighter",
            "hotline: attic",
            "hotline: attic",
            "public_hotlines.yml 里没有「attic」",
            "请从这些里选一个：lamplighter",
        ),
        (
            "{card: fault}",
            "{card: call}",
            "    tool:",
            "tool：没有叫「call」的 card",
            "请从这些里选一个：fault",
        ),
        (
            "{name: cards, say: 填坏灯卡, with: {card: fault}}",
            "{name: guide, with: {tree: attic}}",
            "    tool:",
            "tool：没有叫「attic」的 tree",
            "请从这些里选一个：lamp-dark",
        ),
        (
            "title: 换灯泡\n    do: 关掉",
            "title: 插上\n    do: 关掉",
            "title: 插上\n    do: 关掉",
            "「new-bulb」和「plug-in」的标题都是「插上」，顾客分不出来",
            "请写出两个结果有什么不同，或合成一个",
        ),
        (
            "  plug-in:\n",
            "  plugged:\n    title: 插\n    do: 插。\n    article: L-101\n  plug-in:\n",
            "  plugged:\n    title",
            "「plugged」既是问题又是结果",
            "请给其中一个改名",
        ),
    ],
)
def test_a_mistake_in_a_tree_has_its_line_and_remedy(  # noqa: PLR0913 - one row, one mistake
    tmp_path: Path, old: str, new: str, at: str, message: str, advice: str
) -> None:
    problems, text = problems_with(tmp_path, old, new)

    place = text.rindex(at) if old == "go: plug-in" else text.index(at)
    assert problems == [(text[:place].count("\n") + 1, message, advice)]


def test_a_question_needs_two_answers_and_four_are_the_most(tmp_path: Path) -> None:
    problems, text = problems_with(tmp_path, "      - {say: 断了, go: new-bulb}\n", "")

    assert problems == [
        (line_of(text, "灯丝断了吗") + 1, "questions.bulb.answers：太少，至少要 2 条", "请补充")
    ]


def test_a_name_that_does_not_fit_into_an_address_is_refused(tmp_path: Path) -> None:
    problems, text = problems_with(tmp_path, "  plug-in:", "  插上:")
    assert (line_of(text, "  插上:"), "「插上」不能当名字") in [
        (line, message) for line, message, _ in problems
    ]


def chain(questions: int) -> str:
    """A tree that asks so many questions one after another."""
    asked = "".join(
        f"  q{n}:\n    ask: 第 {n} 问？\n    answers:\n"
        f"      - {{say: 是, go: {f'q{n + 1}' if n < questions else 'last'}}}\n"
        f"      - {{say: 不是, go: out}}\n"
        for n in range(1, questions + 1)
    )
    ends = "".join(
        f"  {key}:\n    title: 完 {key}\n    do: 完。\n    article: L-101\n"
        for key in ("last", "out")
    )
    return (
        f"title: 问个没完\nwhen: 一直问\nplace: 1\nstart: q1\nquestions:\n{asked}outcomes:\n{ends}"
    )


def test_six_questions_are_the_most_on_any_way(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "content", {})
    file = folder / "data/trees/lamp-dark.yml"

    file.write_text(chain(6), encoding="utf-8")
    assert load_operator_data(folder)[1] == []

    file.write_text(chain(7), encoding="utf-8")
    (problem,) = load_operator_data(folder)[1]
    assert problem.line == line_of(chain(7), "go: q7")
    assert problem.message == "问到「q7」已经是第 7 步，最多 6 步"


def tool_page(tool: str) -> str:
    return article_file(
        article_id="G-101", title="工具", related=["L-101"], tool=tool, template="tool.html"
    )


@pytest.mark.parametrize(
    ("tool", "file", "where"),
    [
        ("guide", "trees/lamp-dark.yml", "outcomes.new-bulb.article"),
        ("cards", "cards.yml", "cards.fault.article"),
    ],
)
def test_a_tool_leads_to_articles_that_exist(
    tmp_path: Path, tool: str, file: str, where: str
) -> None:
    pages = {
        "lamps/a.md": article_file(related=["G-101"]),
        "tools/index.md": page_file("工具"),
        "tools/tool.md": tool_page(tool),
    }
    folder = write_content(tmp_path / "content", pages)
    data_file = folder / "data" / file
    # The shop's own other outcomes lead to L-101, which is here.
    text = data_file.read_text(encoding="utf-8")
    data_file.write_text(
        text.replace("article: L-101", "article: L-109") if tool == "cards" else text,
        encoding="utf-8",
    )

    (problem,) = load_corpus(folder).problems

    missing = "L-109" if tool == "cards" else "L-102"
    assert problem.path == f"content/data/{file}"
    assert problem.line == line_of(data_file.read_text(encoding="utf-8"), f"article: {missing}")
    assert problem.message == f"{where}：没有编号为 {missing} 的文章"


def test_the_name_of_a_file_must_fit_into_an_address(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "content", {})
    (folder / "data/trees/灯不亮.yml").write_text(TREE, encoding="utf-8")

    (problem,) = load_operator_data(folder)[1]

    assert (problem.path, problem.message) == (
        "content/data/trees/灯不亮.yml",
        "文件名「灯不亮」不能用",
    )


def test_no_tree_at_all_is_a_problem(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "content", {})
    (folder / "data/trees/lamp-dark.yml").unlink()

    (problem,) = load_operator_data(folder)[1]

    assert (problem.path, problem.message) == ("content/data/trees/", "一棵排查树也没有")


def test_a_tree_with_a_loop_is_shown_nowhere(tmp_path: Path) -> None:
    folder = write_content(tmp_path / "content", {})
    (folder / "data/trees/lamp-dark.yml").write_text(
        TREE.replace("go: new-bulb", "go: plugged"), encoding="utf-8"
    )

    data, problems = load_operator_data(folder)

    assert problems
    assert data.trees == {}
