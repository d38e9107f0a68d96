"""Every data file, made wrong in each of its fields: said once, in that file, at its line."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from search_service.content.data.data_files import DATA_FILES, DataFile, read_data_file
from search_service.content.data.operator_data import load_operator_data
from tests.builders import ROOT, SHOP, line_of

FOLDER = ROOT / "content" / "data"
Path_ = tuple[str | int, ...]


def fields_of(value: Any, path: Path_ = ()) -> Iterator[Path_]:  # noqa: ANN401 - YAML
    """The path of every field, of the first entry of each list and of each set of records."""
    if isinstance(value, dict):
        records = len(value) > 1 and all(isinstance(one, dict) for one in value.values())
        for key, inner in list(value.items())[: 1 if records else None]:
            yield (*path, key)
            yield from fields_of(inner, (*path, key))
    elif isinstance(value, list) and value:
        yield (*path, 0)
        yield from fields_of(value[0], (*path, 0))


FIELDS = [
    pytest.param(file, path, id=f"{file.name}:{'.'.join(map(str, path))}")
    for file in DATA_FILES
    for path in fields_of(yaml.safe_load((FOLDER / file.file_name).read_text(encoding="utf-8")))
]


@pytest.mark.parametrize(("file", "path"), FIELDS)
def test_every_field_can_be_wrong_and_is_named(tmp_path: Path, file: DataFile, path: Path_) -> None:
    written = yaml.safe_load((FOLDER / file.file_name).read_text(encoding="utf-8"))
    broken = copy.deepcopy(written)
    holder = broken
    for part in path[:-1]:
        holder = holder[part]
    holder[path[-1]] = {"wrong": {"wrong": 1}}
    text = yaml.safe_dump(broken, allow_unicode=True, sort_keys=False)
    (tmp_path / file.file_name).write_text(text, encoding="utf-8")

    _, problems = read_data_file(file, tmp_path, file.file_name)

    assert problems
    assert {problem.path for problem in problems} == {file.file_name}
    assert all(p.message and p.advice and p.rule == "data-file" for p in problems)


CHANNEL = """channels:
  counter:
    name: 柜台
    kind: {kind}
    value: {value}
    hours: {hours}
    best_for: 当面看灯
    status: {status}
    verified_on: {day}
"""


FEASTS = """
      open: []
      special:
        - {name: 灯节, first: 2026-02-01, last: 2026-02-03, time: null}
        - {name: 雪节, first: 2026-02-03, last: 2026-02-04, time: null}"""


def channel_problems(tmp_path: Path, **values: str) -> list[tuple[int, str]]:
    """Line and message of what is wrong with a channel."""
    usual = {
        "kind": "phone",
        "value": '"400-123-4567"',
        "hours": "null",
        "status": "已核实",
        "day": "2026-03-01",
    }
    text = CHANNEL.format(**(usual | values))
    (tmp_path / "channels.yml").write_text(text, encoding="utf-8")
    _, problems = read_data_file(DATA_FILES[0], tmp_path, "channels.yml")
    return [(problem.line, problem.message) for problem in problems]


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", '"4OO-123-4567"'),
        ("phone", '"110"'),
        ("phone", '"13800138000"'),
        ("phone", '"400-123-456"'),
        ("phone", '"\uff14\uff10\uff10-123-4567"'),
        ("url", "http://lantern.cn"),
        ("url", "lantern.cn"),
        ("url", "https://lantern"),
        ("url", "https://10.0.0.1:8000/"),
        ("url", "https://a@lantern.cn"),
        ("form", "javascript:alert"),
        ("email", "lamp(at)lantern.cn"),
        ("email", "lamp@lantern"),
        ("email", "lamp@lantern..cn"),
        ("wechat", "https://lantern.cn"),
        ("wechat", "一个长得不像话、谁也不会这样给自己的公众号起的名字，足足有三十多个字"),
        ("app", "'<script>'"),
        ("fax", "灯铺"),
    ],
)
def test_a_value_is_checked_by_its_kind(tmp_path: Path, kind: str, value: str) -> None:
    assert len(channel_problems(tmp_path, kind=kind, value=value)) == 1


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        ("phone", '"4001234567"'),
        ("phone", '"95123"'),
        ("phone", '"010-12345678"'),
        ("url", "https://help.lantern.com.cn/a"),
        ("email", "lamp.shop@lantern.cn"),
        ("wechat", "萤火灯铺"),
        ("app", "灯铺 App 内的在线客服"),
    ],
)
def test_a_sound_value_of_its_kind_is_left_alone(tmp_path: Path, kind: str, value: str) -> None:
    assert channel_problems(tmp_path, kind=kind, value=value) == []


@pytest.mark.parametrize(
    "values",
    [
        {"day": "null"},
        {"value": '"400-000-0000"'},
        {"kind": "url", "value": "https://www.example.com"},
        {"kind": "email", "value": "service@example.com"},
        {"kind": "wechat", "value": "灯铺示例公众号"},
    ],
)
def test_what_is_confirmed_has_its_day_and_is_no_example(
    tmp_path: Path, values: dict[str, str]
) -> None:
    assert len(channel_problems(tmp_path, **values)) == 1
    assert channel_problems(tmp_path, **values, status="待核实") == []


@pytest.mark.parametrize(
    ("hours", "part"),
    [
        ("{open: [{days: 每天, time: 09:00-12:00}, {days: 周一, time: 11:00-13:00}]}", "重叠"),
        (
            "{open: [{days: 每天, time: 09:00-12:00}], busy: [{days: 周一, time: 11:00-13:00}]}",
            "服务时间",
        ),
        (
            "{open: [{days: 周一, time: 09:00-12:00}], busy: [{days: 周二, time: 10:00-11:00}]}",
            "服务时间",
        ),
        (FEASTS, "重叠"),
    ],
)
def test_impossible_hours_are_refused(tmp_path: Path, hours: str, part: str) -> None:
    [(_, message)] = channel_problems(tmp_path, hours=hours)
    assert part in message


def test_hours_that_touch_and_busy_across_them_are_sound(tmp_path: Path) -> None:
    hours = (
        "{open: [{days: 每天, time: 09:00-12:00}, {days: 每天, time: 12:00-18:00}],"
        " busy: [{days: 周一, time: 11:00-13:00}]}"
    )
    assert channel_problems(tmp_path, hours=hours) == []


@pytest.mark.parametrize("value", ["1100", "13800138000", "\uff14\uff10\uff10", "12", "119911"])
def test_a_public_hotline_has_the_form_of_one(tmp_path: Path, value: str) -> None:
    text = (SHOP / "content/data/public_hotlines.yml").read_text(encoding="utf-8")
    text = text.replace('"00000"', f'"{value}"')
    (tmp_path / "public_hotlines.yml").write_text(text, encoding="utf-8")

    _, problems = read_data_file(DATA_FILES[1], tmp_path, "public_hotlines.yml")

    assert [problem.line for problem in problems] == [line_of(text, f'"{value}"')]


def test_each_file_is_named_once() -> None:
    assert len({file.name for file in DATA_FILES}) == len(DATA_FILES)
    kept = set(load_operator_data(SHOP / "content")[0].__dict__)
    assert {file.kept_as for file in DATA_FILES} | {"trees", "tree_names", "tool_titles"} == kept
