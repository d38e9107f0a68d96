"""What the scripts of the refund estimator, the guide and the cards are handed, as JSON."""

from __future__ import annotations

from typing import Any

from search_service.content.data.guide_trees import GuideTree, Outcome
from search_service.content.data.operator_data import OperatorData
from search_service.errors import ContentInvalid


def refund_date_data(data: OperatorData) -> dict[str, Any]:
    """Methods in the order of the file, the counting rule, and the calendar with its source."""
    if data.calendar is None or data.counting_rule is None:
        raise ContentInvalid("content/data：calendar.yml 或 refund_rules.yml 没有内容。")
    return {
        "methods": [
            {"key": key} | record.model_dump(mode="json")
            for key, record in data.refund_times.items()
        ],
        "rule": data.counting_rule.model_dump(mode="json"),
        "calendar": data.calendar.model_dump(mode="json"),
    }


def _outcome(outcome: Outcome, data: OperatorData) -> dict[str, Any]:
    shown: dict[str, Any] = outcome.model_dump(include={"title", "do", "article"})
    if outcome.tool:
        shown["tool"] = {
            "name": outcome.tool.name,
            "say": outcome.tool.say or data.tool_titles[outcome.tool.name],
            "with": outcome.tool.parameters,
        }
    if outcome.channel:
        channel = data.channels[outcome.channel]
        shown["channel"] = channel.model_dump(include={"name", "kind", "value", "status"})
    if outcome.hotline:
        shown["hotline"] = data.hotlines[outcome.hotline].model_dump(include={"name", "value"})
    return shown


def _tree(key: str, tree: GuideTree, data: OperatorData) -> dict[str, Any]:
    return {
        "key": key,
        **tree.model_dump(include={"title", "when", "start", "questions"}),
        "outcomes": {name: _outcome(outcome, data) for name, outcome in tree.outcomes.items()},
    }


def guide_data(data: OperatorData) -> dict[str, Any]:
    """All trees, with the channels and hotlines that their outcomes name."""
    return {"trees": [_tree(key, tree, data) for key, tree in data.trees.items()]}


def cards_data(data: OperatorData) -> dict[str, Any]:
    """The cards with their fields, in order."""
    if data.cards is None:
        raise ContentInvalid("content/data/cards.yml：没有内容，没有卡片可填。")
    fields = data.cards.fields
    return {
        "cards": [
            card.model_dump(exclude={"fields"})
            | {
                "key": key,
                "fields": [{"key": name} | fields[name].model_dump() for name in card.fields],
            }
            for key, card in data.cards.cards.items()
        ]
    }
