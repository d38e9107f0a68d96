"""The macros writers use in articles, once for the site and once for the index.

MkDocs (through mkdocs-macros) calls `define_env`; the article parser calls `ContentRenderer`.
Both get the same functions, so what is indexed is what is read.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from search_service.operator_data import UNVERIFIED, OperatorData, load_operator_data

_UNKNOWN_HOURS = "暂无官方数据"
_BADGE = "*示例，待核实*{ .kb-unverified }"


class UnknownReference(jinja2.TemplateRuntimeError):
    """An article refers to a fact that the data files do not hold."""


def _look_up(records: Mapping[str, Any], key: str, file: str) -> Any:  # noqa: ANN401 - any record
    if key not in records:
        known = "、".join(records) or "（空）"
        raise UnknownReference(f"content/data/{file} 里没有「{key}」，现有：{known}")
    return records[key]


def badged(value: str, status: str) -> str:
    """The value, marked unless it is confirmed."""
    return f"{value} {_BADGE}" if status == UNVERIFIED else value


def markdown_table(header: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> str:
    """A table in Markdown."""
    lines = [header, ("---",) * len(header), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def macros(data: OperatorData) -> dict[str, Callable[..., str]]:
    """The macros by name, each returning Markdown."""

    def channel(key: str) -> str:
        record = _look_up(data.channels, key, "channels.yml")
        return badged(record.value, record.status)

    def hotline(key: str) -> str:
        return str(_look_up(data.hotlines, key, "public_hotlines.yml").value)

    def refund_time(key: str) -> str:
        record = _look_up(data.refund_times, key, "refund_times.yml")
        first, last = record.earliest_working_days, record.latest_working_days
        days = f"{first} 个工作日" if first == last else f"{first}–{last} 个工作日"
        return badged(days, record.status)

    def channels_table() -> str:
        rows = [
            (c.name, badged(c.value, c.status), c.hours or _UNKNOWN_HOURS, c.best_for)
            for c in data.channels.values()
        ]
        return markdown_table(("渠道", "号码或地址", "服务时间", "适合什么事"), rows)

    def hotlines_table() -> str:
        rows = [(h.name, h.value, h.use, h.source) for h in data.hotlines.values()]
        return markdown_table(("热线", "号码", "什么时候打", "依据"), rows)

    def refund_times_table() -> str:
        rows = [
            (record.name, refund_time(key), record.note or "")
            for key, record in data.refund_times.items()
        ]
        return markdown_table(("付款方式", "到账时间", "说明"), rows)

    return {
        function.__name__: function
        for function in (
            channel,
            hotline,
            refund_time,
            channels_table,
            hotlines_table,
            refund_times_table,
        )
    }


class _SharedTextLoader(jinja2.FileSystemLoader):
    """Finds the shared components, but leaves their text out.

    The same warning stands under nearly every article; indexed, it would be found under all.
    """

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        _, filename, is_current = super().get_source(environment, template)
        return "", filename, is_current


class ContentRenderer:
    """Renders the references of an article as mkdocs-macros does, in a sandbox.

    Args:
        content_folder: Holds `components/`.
        data: What the macros look up.
        further: Macros that the site does not have.
    """

    def __init__(
        self,
        content_folder: Path,
        data: OperatorData,
        further: Mapping[str, Callable[..., str]] | None = None,
    ) -> None:
        self._environment = SandboxedEnvironment(
            loader=_SharedTextLoader(content_folder / "components"),
            undefined=jinja2.StrictUndefined,
            comment_start_string="{##",
            comment_end_string="##}",
            autoescape=False,
        )
        self._environment.globals = {**macros(data), **(further or {})}

    def render(self, markdown: str) -> str:
        """The article with its references filled in.

        Raises:
            jinja2.TemplateError: A reference is unknown or malformed.
        """
        return self._environment.from_string(markdown).render()


def define_env(env: Any) -> None:  # noqa: ANN401 - mkdocs-macros ships no types
    """Hand the macros to mkdocs-macros. Problems of the data files are the content check's."""
    content_folder = Path(env.project_dir) / "content"
    data, _ = load_operator_data(content_folder)
    for name, function in macros(data).items():
        env.macro(function, name)
