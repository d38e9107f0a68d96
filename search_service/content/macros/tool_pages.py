"""The macros about self-service tools: links to them, and their data as tables.

The tables are what a tool page says without JavaScript, and what the search reads of it.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from urllib.parse import urlencode

from search_service.content.data.opening_hours import OpeningHours, shown_span, shown_spans
from search_service.content.data.operator_data import OperatorData
from search_service.content.macros.markdown_parts import NO_DATA, UnknownReference, plain, table
from search_service.content.tools import TOOL_NAMES, TOOLS_FOLDER


def shown_hours(hours: OpeningHours | None) -> str:
    """When a channel is answered, in one line."""
    return shown_spans(hours.open) if hours else NO_DATA


def _peaks(hours: OpeningHours | None) -> str:
    return shown_spans(hours.busy) if hours and hours.busy else NO_DATA


def _special_days(hours: OpeningHours | None) -> str:
    if not hours or not hours.special:
        return NO_DATA
    return "；".join(
        f"{plain(days.name)} {days.first}–{days.last} "
        + (shown_span(days.time) if days.time else "不服务")
        for days in hours.special
    )


def _require_known(parameter: str, value: str, data: OperatorData) -> None:
    """What a tool is opened with is in the data; of a file that cannot be read nothing is known."""
    known: Mapping[str, Container[str]] = {
        "tree": data.tree_names,
        "card": data.cards.cards if data.cards else (),
        "code": data.error_codes,
    }
    names = known.get(parameter)
    if names and value not in names:
        files = {"tree": "trees/", "card": "cards.yml", "code": "error_codes.yml"}
        raise UnknownReference(f"content/data/{files[parameter]} 里没有「{value}」")


def tool_macros(data: OperatorData) -> dict[str, Callable[..., str]]:
    """The macros by name, each returning Markdown."""

    def tool(name: str, text: str | None = None, **parameters: str) -> str:
        """A link to a tool from an article or another tool: pages all lie one folder deep.

        Args:
            name: The tool.
            text: What the link says; the tool's title if not given.
            parameters: What the tool is opened with, such as `code="E1003"`.

        Raises:
            UnknownReference: There is no such tool, or it has nothing by that name to open.
        """
        if name not in TOOL_NAMES:
            raise UnknownReference(f"没有叫「{name}」的工具，现有：{'、'.join(TOOL_NAMES)}")
        for parameter, value in parameters.items():
            _require_known(parameter, value, data)
        query = f"?{urlencode(parameters)}" if parameters else ""
        shown = plain(text or data.tool_titles[name])
        return f"[{shown}](../{TOOLS_FOLDER}/{name}.md{query}){{ .kb-tool-link }}"

    def hours_table() -> str:
        channels = data.channels.values()
        if not any(c.hours for c in channels):
            return f"各渠道的服务时间都还没有公布，{NO_DATA}。"
        rows = [
            (plain(c.name), shown_hours(c.hours), _peaks(c.hours), _special_days(c.hours))
            for c in channels
        ]
        return table(("渠道", "服务时间", "高峰", "特殊日子"), rows)

    def number_kinds_table() -> str:
        kinds = data.verification.number_kinds if data.verification else ()
        rows = [
            (plain("、".join(kind.starts)), plain(kind.name), plain(kind.note)) for kind in kinds
        ]
        return table(("开头", "是什么号码", "说明"), rows)

    return {function.__name__: function for function in (tool, hours_table, number_kinds_table)}
