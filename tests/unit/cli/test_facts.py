"""`kb facts` and `kb facts fill`, and that a release waits for exactly what they show."""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path

import orjson
import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_service.checks.content_view import ContentView, open_view
from search_service.checks.fact_sheet import sheet_of
from search_service.checks.findings import findings_of
from search_service.cli import main as cli
from search_service.content.data.operator_data import load_operator_data
from search_service.settings import read_settings
from tests.builders import ROOT, sound_project

DAY = date(2026, 3, 10)
Kb = Callable[..., tuple[int, str, str]]
FACTS = """facts:
  waiting_time:
    name: 等多久
    kind: duration
    value: null
    owner: 灯铺内容组
    source: null
    checked_on: null
    valid_until: null
    status: 待核实
  # 交多少钱
  deposit: {name: 押金, kind: money, value: null, checked_on: null, status: 待核实}
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = sound_project(tmp_path / "project")
    (folder / "content" / "data" / "facts.yml").write_text(FACTS, encoding="utf-8")
    page = folder / "content" / "pages" / "lamps" / "a.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(
        text.replace("\n## ", '\n要等多久，{{ fact("waiting_time") }}。\n\n## ', 1),
        encoding="utf-8",
    )
    return folder


@pytest.fixture
def kb(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], project: Path) -> Kb:
    """Calls `kb` in the project."""
    monkeypatch.chdir(project)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["kb", *arguments, f"--today={DAY}"])
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0)
        return code, *capsys.readouterr()

    return call


def view_of(project: Path, day: date = DAY) -> ContentView:
    return open_view(read_settings(project_dir=project), day)


def waited_for(content: ContentView) -> set[tuple[str, int]]:
    """Where a release finds facts wanting."""
    rules = {"unverified-data", "expired-fact", "data-file", "teams"}
    found = findings_of(content, release=True)
    return {(f.problem.path, f.problem.line) for f in found if f.problem.rule in rules}


def test_what_is_missing_is_listed_with_the_pages_that_show_it(kb: Kb) -> None:
    code, out, _ = kb("facts")

    assert code == 1
    assert (
        "待核实  waiting_time：等多久。用在 L-101，问灯铺内容组  content/data/facts.yml:10" in out
    )
    assert "待核实  deposit：押金。没有页面在用" in out
    assert out.index("waiting_time") < out.index("deposit")
    assert "还有 2 条没有确认：待核实 2。" in out


def test_nothing_is_asked_once_all_is_confirmed(kb: Kb) -> None:
    for key, value in (("waiting_time", "3 天"), ("deposit", "20 元")):
        assert kb("facts", "fill", key, "--value", value, "--source", "灯铺公告")[0] == 0

    code, out, _ = kb("facts")

    assert code == 0
    assert "条事实都已确认。\n" in out


def test_what_was_filled_in_wrong_is_filled_in_again(kb: Kb, project: Path) -> None:
    for value, source in (("3 天", "灯铺公告"), ("5 天", "灯铺客服")):
        code, _, err = kb("facts", "fill", "waiting_time", "--value", value, "--source", source)
        assert (code, err) == (0, "")

    text = (project / "content/data/facts.yml").read_text(encoding="utf-8")
    assert ("5 天" in text, "3 天" in text, "灯铺客服" in text) == (True, False, True)
    assert "没有叫「wait」的事实" in kb("facts", "fill", "wait", "--value", "1")[2]


STATES = ("open", "filled", "unpublished", "expired", "wrong", "unsure")


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.sampled_from(STATES), min_size=1, max_size=6), st.sampled_from(["shown", "apart"])
)
def test_whatever_is_filled_in_a_release_waits_for_exactly_what_the_sheet_shows(
    states: list[str], where: str
) -> None:
    with tempfile.TemporaryDirectory() as folder:
        project = sound_project(Path(folder) / "project")
        records = {f"fact_{n}": fact_of(state) for n, state in enumerate(states)}
        written = yaml.safe_dump({"facts": records}, allow_unicode=True, sort_keys=False)
        (project / "content/data/facts.yml").write_text(written, encoding="utf-8")
        if where == "shown":
            page = project / "content" / "pages" / "lamps" / "a.md"
            said = "".join(f'{{{{ fact("{key}") }}}}。' for key in records)
            text = page.read_text(encoding="utf-8")
            page.write_text(text.replace("\n## ", f"\n{said}\n\n## ", 1), encoding="utf-8")

        content = view_of(project)

        rows = [row for row in sheet_of(content) if row.is_open]
        assert {(row.path, row.line) for row in rows} == waited_for(content)
        wanted = {"filled": False, "unpublished": False}
        open_ = {f"fact_{n}" for n, state in enumerate(states) if wanted.get(state, True)}
        assert {row.key for row in rows if row.key.startswith("fact_")} == open_


def fact_of(state: str) -> dict[str, object]:
    """A fact that has been filled in, or not, in one of the ways in which people do."""
    record: dict[str, object] = {
        "name": "等多久",
        "kind": "duration",
        "value": "3 天",
        "owner": "灯铺内容组",
        "source": "灯铺公告",
        "checked_on": date.fromisoformat("2026-03-10"),  # YAML refers to what it has written
        "valid_until": None,
        "status": "已核实",
    }
    changes: dict[str, dict[str, object]] = {
        "open": {"value": None, "source": None, "checked_on": None, "status": "待核实"},
        "unpublished": {"value": None},
        "expired": {"valid_until": date.fromisoformat("2026-03-09")},
        "wrong": {"value": "很久"},
        "unsure": {"status": "待核实", "checked_on": None},
    }
    return record | changes.get(state, {})


def test_a_fact_is_filled_in_where_it_stands_and_all_else_stays(kb: Kb, project: Path) -> None:
    kb("facts", "fill", "waiting_time", "--value", "3 天", "--source", "灯铺公告")

    text = (project / "content/data/facts.yml").read_text(encoding="utf-8")
    wanted = FACTS.replace("value: null", 'value: "3 天"', 1).replace("待核实", "已核实", 1)
    wanted = wanted.replace("source: null", 'source: "灯铺公告"', 1)
    wanted = wanted.replace("checked_on: null", f"checked_on: {DAY}", 1)
    assert text == wanted


@pytest.mark.parametrize(
    ("key", "value", "said"),
    [
        ("waiting_time", "很快", "「很快」不是时长"),
        ("waiting_time", "三天", "「三天」不是时长"),
        ("deposit", "不多", "「不多」里没有金额"),
        ("waiting_time", "示例", "value 却还是示例「示例」"),
    ],
)
def test_an_answer_of_another_kind_is_refused_and_nothing_is_written(
    kb: Kb, project: Path, key: str, value: str, said: str
) -> None:
    code, _, err = kb("facts", "fill", key, "--value", value, "--source", "灯铺公告")

    assert code == 1
    assert said in err
    assert (project / "content/data/facts.yml").read_text(encoding="utf-8") == FACTS


def test_an_answer_without_a_source_is_refused(kb: Kb) -> None:
    code, _, err = kb("facts", "fill", "waiting_time", "--value", "3 天")

    assert code == 1
    assert "却没有 source" in err


def test_what_the_operator_does_not_publish_is_confirmed_without_a_value(
    kb: Kb, project: Path
) -> None:
    assert kb("facts", "fill", "waiting_time", "--value=-", "--source", "灯铺公告")[0] == 0

    keys = {row.key for row in sheet_of(view_of(project)) if row.is_open}
    assert keys == {"deposit"}


def test_an_expired_fact_is_asked_again(kb: Kb, project: Path) -> None:
    until = ("--valid-until", "2026-03-11")
    kb("facts", "fill", "waiting_time", "--value", "3 天", "--source", "灯铺公告", *until)

    later = view_of(project, date(2026, 3, 12))
    (row,) = (row for row in sheet_of(later) if row.key == "waiting_time")
    assert (row.state, row.why) == ("已过期", "有效期 2026-03-11 已过")


def test_a_fact_of_money_says_who_approved_it_and_only_writers_are_told(
    kb: Kb, project: Path
) -> None:
    said = ("--value", "20 元", "--source", "灯铺公告")
    assert kb("facts", "fill", "deposit", *said)[0] == 0
    assert approvals(project) == ["deposit 写到钱，没有写谁批准的"]

    file = project / "content/data/facts.yml"
    file.write_text(FACTS, encoding="utf-8")
    assert kb("facts", "fill", "deposit", *said, "--approved-by", "灯铺财务组")[0] == 0

    assert approvals(project) == []
    told = {one["key"]: one for one in orjson.loads(kb("facts", "--all", "--json")[1])["facts"]}
    assert told["deposit"]["approved"] == {"by": "灯铺财务组", "day": str(DAY)}
    data, _ = load_operator_data(project / "content")
    assert data.facts["deposit"].approved is not None
    assert not {"approved", "owner"} & data.facts["deposit"].model_dump().keys()

    text = file.read_text(encoding="utf-8").replace(f"day: {DAY}", "day: 2026-03-09")
    file.write_text(text, encoding="utf-8")
    assert approvals(project) == [
        f"deposit 在 {DAY} 又确认过，灯铺财务组在 2026-03-09 批准的是以前的"
    ]


def approvals(project: Path) -> list[str]:
    found = findings_of(view_of(project), release=True)
    return [
        one.problem.message
        for one in found
        if one.problem.rule.startswith("approval") and one.problem.path.endswith("facts.yml")
    ]


def test_what_runs_out_next_is_named_the_nearest_first(kb: Kb, project: Path) -> None:
    until = ("--valid-until", "2026-05-01")
    kb("facts", "fill", "waiting_time", "--value", "3 天", "--source", "灯铺公告", *until)
    page = project / "content" / "pages" / "lamps" / "a.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("\nid:", "\nexpires_on: 2026-04-01\nid:", 1), encoding="utf-8")

    said = kb("facts")[1].partition("接下来到期：")[2]
    told = orjson.loads(kb("facts", "--json")[1])["expiring"]
    kb("facts", "--html", "facts.html")
    html = (project / "facts.html").read_text(encoding="utf-8")

    assert [one["day"] for one in told][:2] == ["2026-04-01", "2026-05-01"]
    assert "L-101 灯不亮怎么办不再发布，旧网址不会转到别处" in said
    assert "waiting_time（等多久）要重新核对  content/data/facts.yml:9" in said
    assert html.index("2026-04-01：") < html.index("2026-05-01：")


def test_a_file_that_is_one_record_is_filled_in_as_well(kb: Kb, project: Path) -> None:
    rules = project / "content/data/refund_rules.yml"
    text = rules.read_text(encoding="utf-8").replace("已核实", "待核实")
    rules.write_text(text, encoding="utf-8")

    code, out, err = kb("facts", "fill", "refund_rules", "--value", "true", "--source", "灯铺公告")

    assert (code, err) == (0, "")
    assert "banks_work_on_exchanged_weekends: true" in rules.read_text(encoding="utf-8")
    assert "refund_rules" in out


def test_the_page_names_every_open_fact(kb: Kb, project: Path) -> None:
    kb("facts", "--html", "facts.html")

    page = (project / "facts.html").read_text(encoding="utf-8")
    assert re.findall(r"<code>(\w+)</code>", page) == ["waiting_time", "deposit"]


def test_a_program_is_told_the_same(kb: Kb) -> None:
    told = orjson.loads(kb("facts", "--json")[1])["facts"]

    assert [(one["key"], one["shown_on"]) for one in told] == [
        ("waiting_time", ["L-101"]),
        ("deposit", []),
    ]


@pytest.mark.parametrize("state", ["as it is", "expired", "wrong"])
def test_a_release_of_the_help_centre_waits_for_exactly_what_the_sheet_shows(
    tmp_path: Path, state: str
) -> None:
    project = tmp_path / "project"
    shutil.copytree(ROOT / "content", project / "content")
    shutil.copy(ROOT / "mkdocs.yml", project)
    channels = project / "content/data/channels.yml"
    text = channels.read_text(encoding="utf-8")
    if state == "wrong":
        text = text.replace("400-000-0000", "打不通")
    if state == "expired":
        confirmed = "status: 已核实\n    valid_until: 2026-01-01\n    verified_on: 2025-12-01"
        text = text.replace("400-000-0000", "400-123-4567")
        text = text.replace("status: 待核实\n    verified_on: null", confirmed, 1)
    channels.write_text(text, encoding="utf-8")

    content = view_of(project)

    rows = sheet_of(content)
    assert {(row.path, row.line) for row in rows if row.is_open} == waited_for(content)
    states = {row.state for row in rows if row.key == "channels.hotline"}
    assert states == {{"wrong": "填错了", "expired": "已过期"}.get(state, "待核实")}


def test_every_fact_of_the_help_centre_is_shown_somewhere_and_has_somebody_to_ask() -> None:
    rows = [row for row in sheet_of(view_of(ROOT)) if row.state != "草稿"]
    rows = [row for row in rows if row.key != "brand"]  # it is on every page

    assert [row.key for row in rows if not row.shown_on] == []
    assert [row.key for row in rows if row.path.endswith("facts.yml") and not row.owner] == []


def test_no_page_types_that_something_is_not_published() -> None:
    files = [*(ROOT / "content/pages").rglob("*.md"), *(ROOT / "content/agents").rglob("*.yml")]
    typed = [
        file.name
        for file in files
        if re.search(
            "官方(?:也)?未公布|待运营方",
            re.sub(r"\{\{.*?\}\}", "", file.read_text(encoding="utf-8")),
        )
    ]

    assert typed == []
