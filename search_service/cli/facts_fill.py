"""Writes what the operator says into its record; comments and all other lines stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import yaml
from pydantic import BaseModel

from search_service.checks.fact_sheet import ASKED, SheetRow
from search_service.checks.mending import read_for_edit
from search_service.checks.yaml_file import KeyPath
from search_service.content.data.data_files import DATA_FILES
from search_service.content.data.fact_kinds import KIND_NAMES
from search_service.content.data.opening_hours import WeeklySpan
from search_service.content.data.record import VERIFIED
from search_service.content.plain_yaml import PlainLoader
from search_service.content.validated_yaml import read_yaml
from search_service.content.whole_files import replace_file
from search_service.desk.scripts import TeamsFile
from search_service.errors import EditRefused

# Typed in the place of a value: the operator has decided not to publish it.
NOT_PUBLISHED = "-"
_MODELS: Mapping[str, type[BaseModel]] = {
    **{f"content/data/{file.file_name}": file.model for file in DATA_FILES},
    "content/agents/teams.yml": TeamsFile,
}
_SHAPES = {
    "way": "App 里一步步点到哪里，如「我的」\u203a「安全」",
    "reach": "怎么交（哪个工单队列、哪个分机）",
    "meaning": "错误码的意思",
    "what_to_do": "先做什么",
    "earliest_working_days": "最早几个工作日（只写数字）",
    "latest_working_days": "最晚几个工作日（只写数字）",
    "fee": "手续费，如“每笔 2 元”",
    "banks_work_on_exchanged_weekends": "调休要上班的周末，银行算不算工作日（true 或 false）",
    "licence": "牌照：支付机构、银行或消费金融公司",
    "domain": "帮助中心的域名，如 help.example.com",
    "hours": "服务时间，如“周一至周五 09:00-18:00”，几段用分号隔开",
}
_CHANNELS = {
    "phone": "电话号码",
    "email": "邮箱",
    "url": "https:// 开头的网址",
    "form": "https:// 开头的网址",
}


@dataclass(frozen=True)
class Answer:
    """What the operator said of one fact.

    Attributes:
        values: By field; an empty one stays as it is.
        source: Who said it where.
        valid_until: When it has to be looked at again.
        approved_by: The group that answers for it today; empty: nobody has to.
    """

    values: Mapping[str, str]
    source: str
    valid_until: date | None
    approved_by: str = ""


def asked_of(row: SheetRow) -> tuple[str, ...]:
    """The fields of a record that the operator is asked for, its value first."""
    return tuple(field for field in ASKED if field in row.record)


def shape_of(row: SheetRow, field: str) -> str:
    """What an answer looks like."""
    kind = str(row.record.get("kind", ""))
    if field == "value":
        names: Mapping[str, str] = {str(key): name for key, name in KIND_NAMES.items()}
        return {**names, **_CHANNELS}.get(kind, "账号或名字")
    return _SHAPES[field]


def fill(project: Path, row: SheetRow, answer: Answer, today: date) -> str:
    """Write the answer and mark the record confirmed today.

    Returns:
        What to tell the operator.

    Raises:
        EditRefused: It does not fit its kind; the file is as it was.
    """
    file = project / row.path
    model = _MODELS.get(row.path)
    if model is None:
        raise EditRefused(f"{row.path} 要在编辑器里改。")
    text, style = read_for_edit(file)
    day = "verified_on" if "verified_on" in row.record else "checked_on"
    wanted: dict[str, str] = {
        field: _written(field, said) for field, said in answer.values.items() if said
    }
    if answer.source:
        wanted["source"] = _quoted(answer.source)
    if answer.valid_until:
        wanted["valid_until"] = answer.valid_until.isoformat()
    if answer.approved_by:
        by = " ".join(answer.approved_by.split())
        wanted["approved"] = _flow({"by": by, "day": today})
    wanted |= {day: today.isoformat(), "status": VERIFIED}
    for field, value in wanted.items():
        text = with_value(text, row.at, field, value)
    _, problems = read_yaml(text, model, path=row.path, rule="data-file")
    if problems:
        said = "；".join(f"{one.message}。{one.advice}" for one in problems[:3])
        raise EditRefused(f"没有填上，文件没有改动：{said}")
    replace_file(file, style.written(text))
    return f"已填 {row.key}，写进 {row.path}。"


def _written(field: str, said: str) -> str:
    if said == NOT_PUBLISHED:
        return "null"
    if field == "hours":
        return _hours(said)
    if field in ("earliest_working_days", "latest_working_days") or said in ("true", "false"):
        return said
    return _quoted(said)


def _hours(said: str) -> str:
    """周一至周五 09:00-18:00；周六 10:00-16:00 as the record of a channel writes it."""
    spans = []
    for part in said.replace("；", ";").split(";"):
        days, _, time = part.strip().partition(" ")
        span = {"days": days, "time": time.replace("–", "-")}
        try:
            WeeklySpan.model_validate(span)
        except ValueError:
            advice = "请写成“周一至周五 09:00-18:00”的样子，几段用分号隔开"
            raise EditRefused(f"「{part.strip()}」不是服务时间。{advice}") from None
        spans.append(span)
    return _flow({"open": spans})


def _flow(value: object) -> str:
    written = yaml.safe_dump(value, allow_unicode=True, default_flow_style=True, width=10_000)
    return written.strip()


def _quoted(said: str) -> str:
    """A text on one line, in quotes that are right in every kind of YAML."""
    words = " ".join(said.split())
    written = yaml.safe_dump(words, allow_unicode=True, default_style='"', width=10_000)
    return written.strip()


def with_value(text: str, at: KeyPath, field: str, value: str) -> str:
    """A YAML text with one value replaced, or the field added to its record.

    Args:
        text: The file.
        at: Where the record stands, key by key.
        field: The key within it.
        value: YAML on one line.
    """
    record = _record(text, at)
    if record is None:
        raise EditRefused("没有填上：文件里找不到这条记录。请运行 kb check。")
    for key, node in record.value:
        if key.value == field:
            return text[: node.start_mark.index] + value + text[node.end_mark.index :]
    key, _ = record.value[0]
    start = key.start_mark
    if record.flow_style:
        return f"{text[: start.index]}{field}: {value}, {text[start.index :]}"
    indent = " " * start.column
    return f"{text[: start.index]}{field}: {value}\n{indent}{text[start.index :]}"


def _record(text: str, at: KeyPath) -> yaml.MappingNode | None:
    node: yaml.Node | None = yaml.compose(text, Loader=PlainLoader)
    for step in at:
        if not isinstance(node, yaml.MappingNode):
            return None
        node = next((inner for key, inner in node.value if key.value == step), None)
    return node if isinstance(node, yaml.MappingNode) and node.value else None
