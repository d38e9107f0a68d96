"""YAML written by people, checked against a model, with every complaint at its line, in Chinese."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from search_service.content.plain_yaml import PlainLoader, composed, value_of
from search_service.content.problems import Problem
from search_service.content.rule_ids import RuleId
from search_service.content.yaml_faults import yaml_fault

_Model = TypeVar("_Model", bound=BaseModel)
_KeyPath = tuple[str | int, ...]

# What pydantic found → (what is wrong, what to do). Braces take the values of its context.
_MESSAGES: Mapping[str, tuple[str, str]] = {
    "missing": ("缺少这一项", "请补上"),
    "extra_forbidden": ("不认识这一项", "请检查拼写，或删掉它"),
    "string_too_long": ("太长，最多 {max_length} 个字", "请改短"),
    # Text limits that stand on an annotated type are reported as if text were a list.
    "too_long:text": ("太长，最多 {max_length} 个字", "请改短"),
    "string_type": ("应当是文字", "请用引号把它括起来"),
    "string_pattern_mismatch": (
        "写法不对",
        "请写成一个大写字母、一条短横线和三位数字，例如 R-102",
    ),
    # The name of an entry, as of an error code; ids of articles are values.
    "string_pattern_mismatch:key": (
        "写法不对",
        "请写成一到四个大写字母加四到六位数字，例如 E1001",
    ),
    "too_short": ("太少，至少要 {min_length} 条", "请补充"),
    "too_long": ("太多，最多 {max_length} 条", "请删去多余的"),
    "tuple_type": ("应当是列表", "请每条另起一行，以“- ”开头"),
    "list_type": ("应当是列表", "请每条另起一行，以“- ”开头"),
    "dict_type": ("应当是“键: 值”的形式", "请检查缩进"),
    "model_type": ("应当是“键: 值”的形式", "请检查缩进"),
    "bool_type": ("应当是 true 或 false", "请改成 true 或 false；允许不知道的地方可以写 null"),
    "bool_parsing": ("应当是 true 或 false", "请改成 true 或 false；允许不知道的地方可以写 null"),
    "int_type": ("应当是整数", "请只写数字，不带单位"),
    "int_parsing": ("应当是整数", "请只写数字，不带单位"),
    "greater_than_equal": ("太小，不能小于 {ge}", "请改大"),
    "less_than_equal": ("太大，不能大于 {le}", "请改小"),
    "literal_error": ("不是允许的值", "请从这些值里选一个：{expected}"),
    "value_error": ("不能是空白", "请填写内容，或删掉这一条"),
    "mistake": ("{message}", "{advice}"),
}
_DATE = ("不是日期", "请写成 2026-01-31 这样的日期")
# What pydantic puts at the end of a location when the key itself is wrong.
_KEY = "[key]"
_REMEMBERED = 1_000
_RESTORE = "请从版本库恢复它，或照 content/README.md 里的示例写"
_UNKNOWN = "不认识这一项"
# Lines that are named of a mistake made in many places.
_SHOWN = 5
_FALLBACK = ("格式不对", "请对照 content/README.md 里的示例修改")


class _Loader(PlainLoader):
    """Refuses a key written twice; PyYAML would keep the last one silently."""


def _mapping_once(loader: _Loader, node: yaml.MappingNode) -> dict[Any, Any]:
    seen: set[Any] = set()
    for key_node, _ in node.value:
        key = loader.construct_object(key_node)
        if key in seen:
            problem = f"「{key}」写了两次"
            raise yaml.constructor.ConstructorError(
                None, None, problem, key_node.start_mark, note="请只留一处"
            )
        seen.add(key)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping_once)


def _lines(node: yaml.Node | None, path: _KeyPath, found: dict[_KeyPath, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key_node, value_node in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                continue
            inner = (*path, key_node.value)
            found[inner] = key_node.start_mark.line
            _lines(value_node, inner, found)
    elif isinstance(node, yaml.SequenceNode):
        for index, item in enumerate(node.value):
            found[*path, index] = item.start_mark.line
            _lines(item, (*path, index), found)


@lru_cache(maxsize=_REMEMBERED)
def lines_of(text: str, first_line: int = 1) -> Mapping[_KeyPath, int]:
    """The line of each key and entry by its path from the top; none when the text is no YAML."""
    found: dict[_KeyPath, int] = {}
    try:
        _lines(composed(text), (), found)
    except yaml.YAMLError:
        return {}
    return {path: first_line + line for path, line in found.items()}


def _nearest_line(location: _KeyPath, lines: Mapping[_KeyPath, int]) -> int:
    for length in range(len(location), 0, -1):
        if location[:length] in lines:
            return lines[location[:length]]
    return 0


def _written_elsewhere(model: type[BaseModel], path: str) -> Mapping[str, tuple[str, str]]:
    """What a model says of keys that it held once: what is wrong with each, and what to do."""
    moved: Mapping[str, tuple[str, str]] = getattr(model, "WRITTEN_ELSEWHERE", {})
    stem = PurePosixPath(path).stem
    return {
        key: (message.format(stem=stem), advice.format(stem=stem))
        for key, (message, advice) in moved.items()
    }


def _root_causes(
    details: list[ErrorDetails], elsewhere: Mapping[str, tuple[str, str]]
) -> list[ErrorDetails]:
    """Each mistake once, where it is: a key typed wrongly is not missing as well."""
    for one in details:
        key = str(one["loc"][-1]) if len(one["loc"]) == 1 else ""
        if one["type"] == "extra_forbidden" and key in elsewhere:
            one["type"] = "mistake"
            one["ctx"] = dict(zip(("message", "advice"), elsewhere[key], strict=True))
    unknown = {one["loc"][:-1] for one in details if one["type"] == "extra_forbidden"}
    missing: dict[_KeyPath, list[str]] = {}
    for one in details:
        if one["type"] == "missing":
            missing.setdefault(one["loc"][:-1], []).append(str(one["loc"][-1]))
    kept: list[ErrorDetails] = []
    for one in details:
        place, told = one["loc"][:-1], one.copy()
        if one["type"] == "missing" and place in unknown:
            continue
        if one["type"] == "extra_forbidden" and place in missing:
            advice = f"请检查拼写：还缺少 {'、'.join(missing[place])}"
            told["type"] = "mistake"
            told["ctx"] = {"message": _UNKNOWN, "advice": advice}
        told["loc"] = (*one["loc"], *told.get("ctx", {}).get("at", ()))
        kept.append(told)
    return kept


def _words_for(error: ErrorDetails) -> tuple[str, str]:
    if error["type"].startswith("date"):
        return _DATE
    place = "key" if error["loc"][-1:] == (_KEY,) else "text"
    narrowed = f"{error['type']}:{place}" if isinstance(error["input"], str) else error["type"]
    message, advice = _MESSAGES.get(narrowed) or _MESSAGES.get(error["type"], _FALLBACK)
    context = dict(error.get("ctx", {}))
    if "expected" in context:  # 'a', 'b' or 'c'
        context["expected"] = str(context["expected"]).replace(" or ", "、").replace(", ", "、")
        context["expected"] = context["expected"].replace("'", "")
    return message.format_map(context), advice.format_map(context)


def read_yaml(
    text: str, model: type[_Model], *, path: str, rule: RuleId, first_line: int = 1
) -> tuple[_Model | None, list[Problem]]:
    """Parse and validate.

    Args:
        text: YAML.
        model: What it must be.
        path: Name of the file for the problems.
        rule: Id of the rule for the problems.
        first_line: Line of the file on which `text` begins.

    Returns:
        The model and no problem, or None and what is wrong.
    """
    read, problems = _read(text, model, path, rule, first_line)
    return read, list(problems)


@lru_cache(maxsize=_REMEMBERED)
def _read(
    text: str, model: type[_Model], path: str, rule: RuleId, first_line: int
) -> tuple[_Model | None, tuple[Problem, ...]]:
    """Remembered: when one file is saved, the others say what they said before."""
    try:
        data = value_of(text, _Loader)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError) as error:
        fault = yaml_fault(text, error)
        line = first_line + fault.line
        return None, (Problem(path, line, rule, fault.message, fault.advice),)
    try:
        return model.model_validate(data if data is not None else {}), ()
    except ValidationError as error:
        lines = lines_of(text, 0)
        same: dict[tuple[object, ...], list[Problem]] = {}
        details = _root_causes(error.errors(), _written_elsewhere(model, path))
        if not data and len(details) > 1:
            return None, (Problem(path, first_line, rule, "这里什么也没有写", _RESTORE),)
        inner = {detail["loc"][:n] for detail in details for n in range(len(detail["loc"]))}
        for detail in details:
            if detail["type"] == "too_short" and detail["loc"] in inner:
                continue  # only seems too short because an entry is wrong, which is reported
            message, advice = _words_for(detail)
            name = ".".join(
                str(part + 1 if isinstance(part, int) else part)
                for part in detail["loc"]
                if part != _KEY
            )
            # Of a list that is too long the first entry that has no room.
            most: tuple[int, ...] = ()
            if detail["type"] == "too_long" and isinstance(detail["input"], list):
                most = (int(detail["ctx"]["max_length"]),)
            line = first_line + _nearest_line((*detail["loc"], *most), lines)
            problem = Problem(path, line, rule, f"{name or '内容'}：{message}", advice)
            same.setdefault(_cause_of(detail, message, advice), []).append(problem)
        return None, tuple(map(_told_once, same.values()))


def _cause_of(detail: ErrorDetails, message: str, advice: str) -> tuple[object, ...]:
    """The same for a field that is missing or unknown in several records: it was renamed in all.

    What is wrong with values, or with entries of one list, stays apart.
    """
    place, last = detail["loc"], detail["loc"][-1:]
    is_name = message == _UNKNOWN or detail["type"] in {"missing", "extra_forbidden"}
    several = is_name and len(place) > 1 and isinstance(last[0], str) and last != (_KEY,)
    return (place[0], len(place), last, message, advice) if several else (place,)


def _told_once(same: list[Problem]) -> Problem:
    """One problem at the first place, which names the lines of the others."""
    first, others = same[0], same[1:]
    if not others:
        return first
    lines = "、".join(str(one.line) for one in others[:_SHOWN])
    more = " 等" if len(others) > _SHOWN else ""
    message = f"{first.message}（还有 {len(others)} 处一样：第 {lines}{more} 行）"
    return replace(first, message=message)
