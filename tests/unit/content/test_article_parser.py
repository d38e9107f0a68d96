from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.article import Article, FrontMatter
from search_service.content.article_parser import parse_article, split_front_matter
from search_service.content.data.operator_data import load_operator_data
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.problems import Problem
from tests.builders import SHOP, article_file, line_of

SHOWN_AS = "content/pages/lamps/a.md"


@pytest.fixture(scope="module")
def renderer() -> ContentRenderer:
    data, problems = load_operator_data(SHOP / "content")
    assert problems == []
    return ContentRenderer(SHOP / "content", data)


def parse(text: str, renderer: ContentRenderer) -> tuple[Article | None, list[Problem]]:
    return parse_article("lamps/a.md", text, renderer, SHOWN_AS)


def test_a_sound_file_becomes_an_article(renderer: ContentRenderer) -> None:
    article, problems = parse(article_file(), renderer)

    assert problems == []
    assert article is not None
    assert (article.id, article.topic_id, article.url) == ("L-101", "lamps", "/lamps/a/")
    assert [section.heading for section in article.sections] == [None, "再看灯泡"]


@pytest.mark.parametrize(
    ("wrong", "key", "message"),
    [
        ({"title": None}, "", "title：缺少这一项"),
        ({"titel": "灯"}, "titel", "titel：不认识这一项"),
        ({"title": "灯" * 21}, "title", "title：太长，最多 20 个字"),
        ({"summary": "灯" * 61}, "summary", "summary：太长，最多 60 个字"),
        ({"article_id": "l-1"}, "id", "id：写法不对"),
        ({"questions": ["灯坏了", "没反应"]}, "questions", "questions：太少，至少要 3 条"),
        ({"tags": []}, "tags", "tags：太少，至少要 1 条"),
        ({"owner": " "}, "owner", "owner：不能是空白"),
        ({"updated": "昨天"}, "updated", "updated：不是日期"),
        ({"review_every_days": 29}, "review_every_days", "review_every_days：太小，不能小于 30"),
        ({"review_every_days": 366}, "review_every_days", "review_every_days：太大，不能大于 365"),
        ({"review_every_days": "90天"}, "review_every_days", "review_every_days：应当是整数"),
        ({"sources": [{"title": "说明书"}]}, "- title", "sources.1.checked_on：缺少这一项"),
        ({"tags": "灯"}, "tags", "tags：应当是列表"),
    ],
)
def test_a_mistake_in_the_head_names_its_line_and_key(
    renderer: ContentRenderer, wrong: dict[str, object], key: str, message: str
) -> None:
    text = article_file(**wrong)  # type: ignore[arg-type]

    article, problems = parse(text, renderer)

    assert article is None
    line = line_of(text, f"{key}:" if ":" not in key else key) if key else 2
    assert [(p.path, p.line, p.rule, p.message) for p in problems] == [
        (SHOWN_AS, line, "front-matter", message)
    ]
    assert problems[0].advice.startswith("请")


def test_one_question_too_many_is_named_at_its_line(renderer: ContentRenderer) -> None:
    text = article_file(questions=list("一二三四五六七八九"))

    (problem,) = parse(text, renderer)[1]

    assert (problem.line, problem.message) == (line_of(text, "- 九"), "questions：太多，最多 8 条")


def test_one_wrong_entry_of_a_list_is_one_problem(renderer: ContentRenderer) -> None:
    text = article_file(related=["L-1O2"])

    _, problems = parse(text, renderer)

    assert [(p.line, p.message) for p in problems] == [
        (line_of(text, "L-1O2"), "related.1：写法不对")
    ]


def test_a_key_written_twice_is_refused(renderer: ContentRenderer) -> None:
    text = article_file().replace("sources:", "title: 又一个\nsources:")

    article, (problem,) = parse(text, renderer)

    assert article is None
    assert problem.line == line_of(text, "又一个")
    assert "「title」写了两次" in problem.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("", 1),
        ("灯不亮\n", 1),
        ("\n---\nid: L-101\n---\n", 2),
        (" ---\nid: L-101\n---\n", 1),
        ("----\nid: L-101\n---\n", 1),
        ("———\nid: L-101\n———\n", 1),
        ("id: L-101\n---\n灯不亮\n", 1),
        ("---\nid: L-101\n", 1),
        ("---\nid: L-101\n ---\n灯不亮\n", 3),
        ("---\nid: L-101\n--\n灯不亮\n", 3),
        ("---\nid: L-101\n－－－\n灯不亮\n", 3),
        ("---\nid: L-101\n\n## 灯不亮\n\n---\n\n看灯座。\n", 4),
    ],
)
def test_a_missing_head_is_a_problem_of_its_line(
    renderer: ContentRenderer, text: str, line: int
) -> None:
    article, problems = parse(text, renderer)

    assert article is None
    assert [(p.line, p.rule) for p in problems] == [(line, "head-missing")]
    assert "信息头" in problems[0].message


@pytest.mark.parametrize(
    ("reference", "named"),
    [
        ('{{ channel("attic") }}', "channels.yml 里没有「attic」，现有：counter"),
        ('{{ hotline("attic") }}', "public_hotlines.yml 里没有「attic」，现有：lamplighter"),
        ('{{ refund_time("attic") }}', "refund_times.yml 里没有「attic」，现有：shell_money"),
        ('{{ withdrawal_time("attic") }}', "withdrawals.yml 里没有「attic」，现有：purse、cart"),
        ('{{ withdrawal_fee("attic") }}', "withdrawals.yml 里没有「attic」，现有：purse、cart"),
        ('{{ chanel("counter") }}', "chanel"),
        ("{{ counter }}", "counter"),
        ('{% include "attic.md" %}', "attic.md"),
        ('{{ channel("counter" }}', ""),
        ("{% if %}", ""),
    ],
)
def test_an_unknown_or_malformed_reference_is_a_problem_at_its_line(
    renderer: ContentRenderer, reference: str, named: str
) -> None:
    text = article_file(body=f"先换灯泡。\n\n请看 {reference} 这里。\n")

    article, (problem,) = parse(text, renderer)

    assert article is None
    assert (problem.line, problem.rule) == (line_of(text, reference), "reference")
    assert "引用的数据或组件有误" in problem.message
    assert named in problem.message


@pytest.mark.parametrize(
    ("reference", "read"),
    [
        ('{{ withdrawal_time("purse") }}', "0 个工作日"),
        ('{{ withdrawal_fee("purse") }}', "一枚贝壳"),
        ('{{ withdrawal_time("cart") }}', "2–4 个工作日 示例，待核实"),
    ],
)
def test_times_and_fees_carry_their_mark_until_they_are_verified(
    renderer: ContentRenderer, reference: str, read: str
) -> None:
    article, problems = parse(article_file(body=f"先问柜台：{reference}\n"), renderer)

    assert problems == []
    assert article is not None
    assert article.sections[0].text == f"先问柜台：{read}"


def test_a_fee_that_nobody_has_told_is_said_to_be_unpublished(renderer: ContentRenderer) -> None:
    article, _ = parse(article_file(body="{{ withdrawals_table() }}\n"), renderer)

    assert article is not None
    assert article.sections[0].text.split("\n") == [
        "提现方式 到账时间 手续费 说明",
        "装进钱袋 0 个工作日 一枚贝壳",
        "牛车送到 2–4 个工作日 示例，待核实 官方未公布 下雨天不送",
    ]


@pytest.mark.parametrize("reference", ["{{ 1 / 0 }}", '{{ "灯" + 1 }}', "{{ channel() }}"])
def test_a_reference_that_fails_is_a_problem_and_not_an_exception(
    renderer: ContentRenderer, reference: str
) -> None:
    article, problems = parse(article_file(body=f"先换灯泡 {reference}\n"), renderer)

    assert article is None
    assert [problem.rule for problem in problems] == ["reference"]


@pytest.mark.parametrize("reference", ["{{ ''.__class__.__mro__ }}", "{{ channel.__globals__ }}"])
def test_a_reference_cannot_reach_into_the_program(
    renderer: ContentRenderer, reference: str
) -> None:
    article, problems = parse(article_file(body=f"先换灯泡 {reference}\n"), renderer)

    assert article is None
    assert [problem.rule for problem in problems] == ["reference"]


def test_mistakes_of_head_and_body_are_reported_together(renderer: ContentRenderer) -> None:
    _, problems = parse(article_file(owner=None, body="{{ attic }}\n"), renderer)

    assert {problem.rule for problem in problems} == {"front-matter", "reference"}


@pytest.mark.parametrize("body", ["", "\n\n", '{% include "shop_note.md" %}\n'])
def test_an_empty_body_is_a_problem(renderer: ContentRenderer, body: str) -> None:
    article, problems = parse(article_file(body=body), renderer)

    assert article is None
    assert [problem.rule for problem in problems] == ["empty"]


def test_data_is_read_where_the_article_refers_to_it(renderer: ContentRenderer) -> None:
    article, _ = parse(article_file(body='请打 {{ hotline("lamplighter") }} 问。\n'), renderer)

    assert article is not None
    assert article.sections[0].text == "请打 00000 问。"


def test_an_unverified_value_is_read_with_its_badge(renderer: ContentRenderer) -> None:
    article, _ = parse(article_file(body='请打 {{ channel("counter") }} 问。\n'), renderer)

    assert article is not None
    assert "000-000-0000" in article.sections[0].text
    assert "待核实" in article.sections[0].text
    assert "{" not in article.sections[0].text


def test_hours_that_nobody_has_announced_are_said_to_be_unknown(renderer: ContentRenderer) -> None:
    article, _ = parse(article_file(body="{{ hours_table() }}\n"), renderer)

    assert article is not None
    assert article.sections[0].text == "各渠道的服务时间都还没有公布，暂无官方数据。"


def test_shared_text_is_left_out_of_what_is_searched(renderer: ContentRenderer) -> None:
    article, _ = parse(article_file(body='先换灯泡。\n\n{% include "shop_note.md" %}\n'), renderer)

    assert article is not None
    assert [section.text for section in article.sections] == ["先换灯泡。"]


def test_the_head_is_split_from_the_body_with_its_line() -> None:
    assert split_front_matter("---\nid: 1\n---\n正文\n") == ("id: 1", "正文\n", 4)


def test_a_file_with_windows_line_ends_is_read(tmp_path: Path, renderer: ContentRenderer) -> None:
    file = tmp_path / "a.md"
    file.write_bytes(article_file().replace("\n", "\r\n").encode())

    article, problems = parse(file.read_text(encoding="utf-8"), renderer)

    assert problems == []
    assert article is not None
    assert isinstance(article.front_matter, FrontMatter)
