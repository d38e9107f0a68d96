from __future__ import annotations

import re
from datetime import date

import pytest
from pydantic import BaseModel, ConfigDict, Field

from search_service.content.problems import Problem
from search_service.content.validated_yaml import lines_of, read_yaml


class Bulb(BaseModel):
    model_config = ConfigDict(extra="forbid")

    watts: int = Field(ge=1, le=9)
    made: date | None = None


class Lamp(BaseModel):
    model_config = ConfigDict(extra="forbid")

    name: str = Field(max_length=4)
    bulbs: list[Bulb] = Field(default=[], max_length=2)
    parts: dict[str, int] = {}


def problems_of(text: str, first_line: int = 1) -> list[Problem]:
    lamp, problems = read_yaml(text, Lamp, path="lamp.yml", rule="data-file", first_line=first_line)
    assert (lamp is None) == bool(problems)
    return problems


def test_sound_yaml_becomes_the_model() -> None:
    lamp, problems = read_yaml(
        "name: 萤火灯\nbulbs: [{watts: 3, made: 2026-01-31}]\n",
        Lamp,
        path="lamp.yml",
        rule="data-file",
    )

    assert problems == []
    assert lamp == Lamp(name="萤火灯", bulbs=[Bulb(watts=3, made=date(2026, 1, 31))])


@pytest.mark.parametrize(
    ("text", "line", "message", "advice"),
    [
        ("parts: {}\n", 1, "name：缺少这一项", "请补上"),
        ("name: 灯\n\nnaem: 灯\n", 3, "naem：不认识这一项", "请检查拼写，或删掉它"),
        ("parts: {}\nname: 一二三四五\n", 2, "name：太长，最多 4 个字", "请改短"),
        ("name: 3\n", 1, "name：应当是文字", "请用引号把它括起来"),
        ("name: 灯\nbulbs: 3\n", 2, "bulbs：应当是列表", "请每条另起一行，以“- ”开头"),
        ("name: 灯\nparts: 3\n", 2, "parts：应当是“键: 值”的形式", "请检查缩进"),
        (
            "name: 灯\nbulbs:\n  - watts: 3\n  - watts: 三\n",
            4,
            "bulbs.2.watts：应当是整数",
            "请只写数字，不带单位",
        ),
        ("name: 灯\nbulbs:\n  - watts: 0\n", 3, "bulbs.1.watts：太小，不能小于 1", "请改大"),
        ("name: 灯\nbulbs:\n  - watts: 10\n", 3, "bulbs.1.watts：太大，不能大于 9", "请改小"),
        (
            "name: 灯\nbulbs:\n  - watts: 3\n    made: 明天\n",
            4,
            "bulbs.1.made：不是日期",
            "请写成 2026-01-31 这样的日期",
        ),
        (
            "name: 灯\nbulbs: [{watts: 1}, {watts: 1}, {watts: 1}]\n",
            2,
            "bulbs：太多，最多 2 条",
            "请删去多余的",
        ),
    ],
)
def test_a_complaint_names_line_key_and_remedy(
    text: str, line: int, message: str, advice: str
) -> None:
    assert problems_of(text) == [Problem("lamp.yml", line, "data-file", message, advice)]


def test_a_list_that_is_too_long_is_named_at_the_first_entry_too_many() -> None:
    bulbs = "".join(f"  - watts: {watts}\n" for watts in (1, 2, 3, 4))
    (problem,) = problems_of(f"name: 灯\nbulbs:\n{bulbs}")

    assert problem.line == 5


@pytest.mark.parametrize("key", ["逐位对照", "收到「异地登录」的提醒", "T+1"])
@pytest.mark.parametrize("value", ["[1, 2]", '"灯"', "'灯'"])
def test_a_wide_colon_behind_any_key_is_named_at_its_line(key: str, value: str) -> None:
    (problem,) = problems_of(f"name: 灯\nparts:\n  {key}：{value}\n  灯座: 1\n")

    assert (problem.line, problem.message) == (3, "用了全角冒号「：」")


def test_every_mistake_of_a_file_is_reported_at_once() -> None:
    assert [p.line for p in problems_of("naem: 灯\nbulbs: 3\nparts: 4\n")] == [2, 3, 1]


def test_a_key_typed_wrongly_is_not_missing_as_well() -> None:
    (problem,) = problems_of("naem: 灯\n")

    assert problem.message == "naem：不认识这一项"
    assert problem.advice == "请检查拼写：还缺少 name"


def test_lines_are_counted_from_where_the_yaml_begins_in_its_file() -> None:
    assert problems_of("naem: 灯\nname: 灯\n", first_line=7)[0].line == 7


def test_a_key_written_twice_is_refused_where_it_stands_again() -> None:
    (problem,) = problems_of("name: 灯\nparts: {}\nname: 泡\n")

    assert problem.line == 3
    assert "「name」写了两次" in problem.message


def test_a_key_written_twice_is_refused_in_an_inner_mapping_too() -> None:
    (problem,) = problems_of("name: 灯\nparts:\n  底座: 1\n  底座: 2\n")

    assert problem.line == 4
    assert "「底座」写了两次" in problem.message


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("name: [灯\n", 1),
        ("parts: {}\n\tname: 灯\n", 2),
        ("name: a: b\n", 1),
        ('name: "灯\n', 1),
    ],
)
def test_broken_yaml_is_a_problem_at_its_line(text: str, line: int) -> None:
    (problem,) = problems_of(text)

    assert problem.line == line
    assert not re.search("[a-z]{3}", problem.message + problem.advice.replace("title", ""))


@pytest.mark.parametrize("text", ["", "# 只有注释\n"])
def test_an_empty_file_lacks_what_is_required(text: str) -> None:
    assert [problem.message for problem in problems_of(text)] == ["name：缺少这一项"]


@pytest.mark.parametrize("text", ["", "# 只有注释\n", "null\n", "{}\n"])
def test_an_empty_file_that_lacks_many_things_is_one_problem(text: str) -> None:
    class Room(BaseModel):
        lamp: str
        door: str

    _, problems = read_yaml(text, Room, path="room.yml", rule="data-file")

    assert [(one.line, one.message) for one in problems] == [(1, "这里什么也没有写")]


@pytest.mark.parametrize("text", ["- 灯\n", "灯\n", "3\n"])
def test_yaml_of_another_shape_is_a_problem(text: str) -> None:
    (problem,) = problems_of(text)

    assert problem.message == "内容：应当是“键: 值”的形式"


@pytest.mark.parametrize(
    "text",
    [
        "name: \x00\n",
        "name: !!python/object/apply:os.getcwd []\n",
        "? [a, b]\n: 灯\n",
        "? {a: 1}\n: 灯\n",
        "name: &灯 [*灯]\n",
        "name: 2026-13-45\n",
        "name: 灯\n---\nname: 泡\n",
    ],
)
def test_strange_yaml_is_a_problem_and_not_an_exception(text: str) -> None:
    assert problems_of(text)


def test_the_line_of_every_key_and_entry_is_known() -> None:
    assert lines_of("# 灯\nname: 灯\nbulbs:\n  - watts: 3\n  - watts: 4\n") == {
        ("name",): 2,
        ("bulbs",): 3,
        ("bulbs", 0): 4,
        ("bulbs", 0, "watts"): 4,
        ("bulbs", 1): 5,
        ("bulbs", 1, "watts"): 5,
    }
