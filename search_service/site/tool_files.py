"""The data of the self-service tools as JSON files in the built site, one a tool.

The scripts of the tools read nothing else, so a tool works offline once its file is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import orjson

from search_service.answering.documents import Documents
from search_service.content.data.operator_data import VERIFIED, OperatorData, load_operator_data
from search_service.content.problems import report
from search_service.content.tools import ToolName
from search_service.errors import ContentInvalid
from search_service.site.guided_tool_files import cards_data, guide_data, refund_date_data

FOLDER = "assets/tools"


def _hours(data: OperatorData) -> dict[str, Any]:
    return {"channels": [_channel_hours(c.model_dump(mode="json")) for c in data.channels.values()]}


def _channel_hours(channel: Mapping[str, Any]) -> dict[str, Any]:
    return {key: channel[key] for key in ("name", "value", "hours", "status")}


def _verify(data: OperatorData) -> dict[str, Any]:
    """Channels without what is not compared; `verified` is the only way to be called official."""
    rules = data.verification
    if rules is None:
        raise ContentInvalid("content/data/verify.yml：没有内容，「验真」没有规则可用。")
    channels = [
        {
            "name": channel.name,
            "kind": channel.kind,
            "value": channel.value,
            "verified": channel.status == VERIFIED,
            "verified_on": channel.verified_on and channel.verified_on.isoformat(),
        }
        for channel in data.channels.values()
    ]
    hotlines = {
        key: hotline.model_dump(include={"name", "value", "use"})
        for key, hotline in data.hotlines.items()
    }
    return {
        "channels": channels,
        "hotlines": list(hotlines.values()),
        "ask": hotlines[rules.ask],
        "stale_after_days": rules.stale_after_days,
        "brand_names": rules.brand_names,
        "short_link_hosts": rules.short_link_hosts,
        "number_kinds": [
            kind.model_dump(include={"name", "starts", "digits", "note"})
            for kind in rules.number_kinds
        ],
        "public_numbers": [
            {"name": number.name, "value": number.value, "checked": number.checked_on is not None}
            for number in rules.public_numbers
        ],
    }


def _error_code(data: OperatorData) -> dict[str, Any]:
    return {
        "codes": [
            {"code": code} | record.model_dump(mode="json", exclude={"checked_on"})
            for code, record in data.error_codes.items()
        ]
    }


TOOL_DATA: Mapping[ToolName, Callable[[OperatorData], dict[str, Any]]] = {
    "verify": _verify,
    "error-code": _error_code,
    "hours": _hours,
    "refund-date": refund_date_data,
    "guide": guide_data,
    "cards": cards_data,
}


def write_tool_files(site_folder: Path, content_folder: Path, documents: Documents) -> None:
    """Write the data of the tools that the site has pages for.

    Articles that the data name by their id come along as `articles`, with title and address.

    Raises:
        ContentInvalid: A data file is wrong.
    """
    data, problems = load_operator_data(content_folder)
    if problems:
        raise ContentInvalid(report(problems))
    folder = site_folder / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for tool in documents.tools:
        content = TOOL_DATA[tool](data)
        named = {*_texts(content)} & documents.articles_by_id.keys()
        articles = {
            article_id: {"title": article.title, "url": article.url}
            for article_id in sorted(named)
            if (article := documents.articles_by_id[article_id])
        }
        file = folder / f"{tool}.json"
        file.write_bytes(orjson.dumps(content | {"articles": articles}))


def _texts(value: object) -> Iterator[str]:
    """Every text in JSON-ready data."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, (list, tuple)):
        for inner in value:
            yield from _texts(inner)
