"""Every rule on a small mistake of its own: `tests/mistakes/<rule>` over `tests/mistakes/sound`."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from search_service.analysis.chains import Analyser, make_analyser
from search_service.checks.content_view import view_content
from search_service.checks.counting import count_characters
from search_service.checks.findings import findings_of
from search_service.checks.mending import mend_typography
from search_service.checks.rule import Finding, Level
from search_service.checks.rules import RULES
from search_service.content.rule_ids import RuleId
from search_service.content.word_lists import load_word_lists, read_word_lists
from search_service.settings import Settings
from tests.builders import MISTAKES, ROOT, sound_project

TODAY = date(2026, 3, 10)
RULE_IDS = get_args(RuleId)
# Seen only in a history of commits, or with the search: their own test files.
ELSEWHERE = {"moved-page", "guide-outcome"}
IN_FILES = tuple(rule for rule in RULE_IDS if rule not in ELSEWHERE)


@pytest.fixture(scope="module")
def analyser(shop_settings: Settings) -> Analyser:
    words = load_word_lists(MISTAKES / "sound" / "content" / "words")
    return make_analyser(words, shop_settings.state_folder / "jieba")


def project_with(tmp_path: Path, mistake: str | None = None) -> Path:
    return sound_project(tmp_path / "project", mistake)


def found_in(
    project: Path, analyser: Analyser, *, release: bool = False, today: date = TODAY
) -> tuple[Finding, ...]:
    _, bad_words = read_word_lists(project / "content" / "words", "content/words")
    view = view_content(project / "content", analyser, today, bad_words)
    return findings_of(view, release=release)


@pytest.mark.parametrize("release", [False, True])
def test_the_sound_content_has_no_finding(
    tmp_path: Path, analyser: Analyser, *, release: bool
) -> None:
    assert found_in(project_with(tmp_path), analyser, release=release) == ()


@pytest.mark.parametrize("rule", IN_FILES)
def test_each_mistake_is_reported_by_its_rule_at_its_line(
    tmp_path: Path, analyser: Analyser, rule: str
) -> None:
    expected = (MISTAKES / rule / "expected.txt").read_text(encoding="utf-8").split()

    found = found_in(project_with(tmp_path, rule), analyser, release=True)

    places = [f"{f.problem.path}:{f.problem.line}" for f in found if f.problem.rule == rule]
    assert places == expected
    assert all(f.problem.message and f.problem.advice for f in found)


def test_every_mistake_belongs_to_a_rule() -> None:
    assert {folder.name for folder in MISTAKES.iterdir()} == {"sound", *IN_FILES}


@pytest.mark.parametrize("rule", [rule.id for rule in RULES if rule.id in IN_FILES])
def test_a_mistake_sets_off_no_other_rule(tmp_path: Path, analyser: Analyser, rule: str) -> None:
    found = found_in(project_with(tmp_path, rule), analyser, release=True)

    assert {finding.problem.rule for finding in found} == {rule}


def test_every_rule_is_explained_under_its_id() -> None:
    text = (ROOT / "content" / "rules.md").read_text(encoding="utf-8")

    assert sorted(re.findall(r"^### (.+)$", text, re.MULTILINE)) == sorted(RULE_IDS)


def test_every_rule_has_an_id_of_its_own() -> None:
    ids = [rule.id for rule in RULES]
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(RULE_IDS)


@pytest.mark.parametrize(
    ("rule", "day", "ordinary", "release"),
    [
        ("stale-review", TODAY, Level.NOTICE, Level.ERROR),
        ("expired-fact", TODAY, Level.NOTICE, Level.ERROR),
        ("unverified-data", TODAY, None, Level.ERROR),
        ("unchecked-source", TODAY, Level.NOTICE, Level.NOTICE),
        ("answer", TODAY, Level.ERROR, Level.ERROR),
    ],
)
def test_what_only_time_or_the_operator_can_mend_stops_a_release_and_nothing_else(  # noqa: PLR0913
    tmp_path: Path,
    analyser: Analyser,
    rule: str,
    day: date,
    ordinary: Level | None,
    release: Level,
) -> None:
    project = project_with(tmp_path, rule)

    plain = {f.level for f in found_in(project, analyser, today=day)}
    strict = {f.level for f in found_in(project, analyser, release=True, today=day)}

    assert plain == ({ordinary} if ordinary else set())
    assert strict == {release}


def test_no_date_turns_ordinary_content_into_an_error(tmp_path: Path, analyser: Analyser) -> None:
    found = found_in(project_with(tmp_path), analyser, today=date(2099, 1, 1))

    assert {finding.level for finding in found} == {Level.NOTICE}


def body_of(tmp_path: Path, analyser: Analyser, old: str, new: str) -> list[tuple[str, str]]:
    """Rule and message of what is found when `old` in the sound article reads `new`."""
    project = project_with(tmp_path)
    file = project / "content" / "pages" / "lamps" / "a.md"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    return [(f.problem.rule, f.problem.message) for f in found_in(project, analyser)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("写信到 lamp@lantern.example.org。", "邮箱 lamp@lantern.example.org"),
        ("打开 https://lantern.top/a?b=1 看。", "网址 https://lantern.top/a?b=1"),
        ("打开 lantern.cn 看。", "网址 lantern.cn"),
        ("打 13800138000 问。", "电话 13800138000"),
        ("打 010-12345678 问。", "电话 010-12345678"),
        ("打 95599 问。", "电话 95599"),
        ("打 12315 问。", "电话 12315"),
        ("打 119 问。", "电话 119"),
        ("加微信 lantern_2026 问。", "账号 lantern_2026"),
        ("关注公众号「萤火灯铺」。", "账号 萤火灯铺"),
    ],
)
def test_an_unregistered_contact_is_found_however_it_is_written(
    tmp_path: Path, analyser: Analyser, text: str, kind: str
) -> None:
    found = body_of(tmp_path, analyser, "灯丝断了会发黑", text.rstrip("。"))

    assert found == [("unregistered-contact", f"{kind} 没有登记")]


@pytest.mark.parametrize(
    "text",
    [
        "钱被骗就打 110",
        "灯泡 120 元",
        "等 12000 个小时",
        "2026 年 11 月",
        "工单号 20261124",
        "公众号是不是真的，看主体",
        "微信里也能看",
    ],
)
def test_what_is_registered_or_no_contact_is_left_alone(
    tmp_path: Path, analyser: Analyser, text: str
) -> None:
    assert body_of(tmp_path, analyser, "灯丝断了会发黑", text) == []


@pytest.mark.parametrize("number", ["400-123-4567", "4001234567"])
def test_a_registered_number_is_no_stranger_but_belongs_in_its_macro(
    tmp_path: Path, analyser: Analyser, number: str
) -> None:
    found = body_of(tmp_path, analyser, "灯丝断了会发黑", f"打 {number} 问")

    assert [rule for rule, _ in found] == ["typed-contact"]


def test_a_quoted_screen_may_say_what_we_do_not(tmp_path: Path, analyser: Analyser) -> None:
    assert body_of(tmp_path, analyser, "灯丝断了会发黑", "灯上写着「请尽快更换」") == []


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("c.md", "链接的 c.md 不存在"),
        ("../b.md", "链接的 ../b.md 不存在"),
        ("../../data/channels.yml", "链接的 ../../data/channels.yml 不存在"),
        ("/lamps/b/", "链接 /lamps/b/ 从根目录写起"),
        ("#拧下来", "lamps/a.md 里没有「拧下来」这一节"),
        ("index.md#拧下来", "lamps/index.md 里没有「拧下来」这一节"),
    ],
)
def test_a_link_that_leads_nowhere_is_named(
    tmp_path: Path, analyser: Analyser, target: str, message: str
) -> None:
    found = body_of(tmp_path, analyser, "b.md#拧下来", target)

    assert found == [("link", message)]


@pytest.mark.parametrize("target", ["b.md", "#再看灯泡", "index.md", "../index.md"])
def test_a_link_that_leads_somewhere_is_left_alone(
    tmp_path: Path, analyser: Analyser, target: str
) -> None:
    assert body_of(tmp_path, analyser, "b.md#拧下来", target) == []


def test_a_table_from_data_does_not_shift_the_lines_below_it(
    tmp_path: Path, analyser: Analyser
) -> None:
    project = project_with(tmp_path)
    file = project / "content" / "pages" / "lamps" / "a.md"
    text = file.read_text(encoding="utf-8").replace(
        "## 还没解决？", "{{ channels_table() }}\n\n尽快换。\n\n## 还没解决？"
    )
    file.write_text(text, encoding="utf-8")

    (finding,) = found_in(project, analyser)

    assert text.split("\n")[finding.problem.line - 1] == "尽快换。"


def test_a_page_that_the_navigation_does_not_name_is_found(
    tmp_path: Path, analyser: Analyser
) -> None:
    project = project_with(tmp_path, "nav")
    file = project / "mkdocs.yml"
    file.write_text(file.read_text(encoding="utf-8").replace("      - lamps/c.md\n", ""))

    (finding,) = found_in(project, analyser)

    assert (finding.problem.path, finding.problem.rule) == ("content/pages/lamps/b.md", "nav")


@pytest.mark.parametrize("pattern", ["/lamps/b.md", "lamps/b.md", "/lamps/", "/lamps/*.md"])
def test_a_page_that_mkdocs_leaves_out_on_purpose_is_no_finding(
    tmp_path: Path, analyser: Analyser, pattern: str
) -> None:
    project = project_with(tmp_path, "nav")
    file = project / "mkdocs.yml"
    text = file.read_text(encoding="utf-8").replace("      - lamps/c.md\n", "")
    file.write_text(f"{text}not_in_nav: |\n  {pattern}\n", encoding="utf-8")

    assert found_in(project, analyser) == ()


def test_lengths_are_counted_as_word_processors_do() -> None:
    assert count_characters("等 3 个工作日。") == 7
    assert count_characters("打开 App，看 https://a.example/b?c=d") == 6
    assert count_characters("  \n") == 0


MESSY = """---
title: 用App看灯
questions:
  - 用App咋看
---

灯泡有3种,分大小(u钱包也是)。打开App看{{ channel("counter") }}。

```text
代码abc，（　）
```

工单号（　　）。
"""
NEAT = MESSY.replace("title: 用App看灯", "title: 用 App 看灯").replace(
    "有3种,分大小(u钱包也是)。打开App看", "有 3 种，分大小（u钱包也是）。打开 App 看"
)


def test_fixing_mends_spaces_and_signs_and_leaves_questions_code_and_blanks(
    tmp_path: Path,
) -> None:
    file = tmp_path / "a.md"
    file.write_text(MESSY, encoding="utf-8")

    changed = mend_typography(file, "a.md", ("u钱包",))

    assert file.read_text(encoding="utf-8") == NEAT
    assert [problem.line for problem in changed] == [2, 7]
    assert mend_typography(file, "a.md", ("u钱包",)) == []
    assert list(tmp_path.iterdir()) == [file]


def test_a_broken_reference_does_not_make_the_answer_seem_missing(
    tmp_path: Path, analyser: Analyser
) -> None:
    old, new = "先换一个插座，还不亮就换灯泡。", "先问 {{ channel('cellar') }}。"

    rules = {rule for rule, _ in body_of(tmp_path, analyser, old, new)}
    assert rules == {"reference"}  # it is there, so naming it is no second mistake


def test_numbers_that_nobody_looked_up_are_told_once_for_each_list(
    tmp_path: Path, analyser: Analyser
) -> None:
    project = project_with(tmp_path)
    file = project / "content" / "data" / "verify.yml"
    text = file.read_text(encoding="utf-8").replace("checked_on: 2026-03-01", "checked_on: null")
    numbers = "".join(
        f'  - {{name: 邻街的铺子{n}, value: "9500{n}", source: 铺子的招牌, checked_on: null}}\n'
        for n in range(3)
    )
    file.write_text(f"{text}public_numbers:\n{numbers}", encoding="utf-8")

    found = [one.problem for one in found_in(project, analyser)]

    assert [one.message.partition("还没有")[0] for one in found] == [
        "number_kinds：1 条号码开头的说明",
        "public_numbers：3 条别家的号码",
    ]
