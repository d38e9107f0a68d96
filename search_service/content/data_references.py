"""Articles that the data files name by id, and that do not exist."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator
from pathlib import Path

from search_service.content.data.data_files import CARDS, ERROR_CODES
from search_service.content.data.operator_data import TREES_FOLDER, OperatorData
from search_service.content.problems import Problem
from search_service.content.rule_ids import RuleId
from search_service.content.source_text import read_source
from search_service.content.tools import ToolName
from search_service.content.validated_yaml import lines_of

_Reference = tuple[tuple[str | int, ...], str]


def _references(
    data: OperatorData, tools: Collection[ToolName]
) -> Iterator[tuple[str, RuleId, _Reference]]:
    """File below `data/`, rule of the problem, and where in the file which article is named.

    The data of a tool that has no page are shown nowhere and lead nowhere.
    """
    for code, record in data.error_codes.items():
        if record.article:
            where = ("error_codes", code, "article")
            yield ERROR_CODES.file_name, "data-file", (where, record.article)
    if data.cards and "cards" in tools:
        for card_key, card in data.cards.cards.items():
            yield CARDS.file_name, "cards", (("cards", card_key, "article"), card.article)
    for tree_key, tree in data.trees.items() if "guide" in tools else ():
        for key, outcome in tree.outcomes.items():
            file = f"{TREES_FOLDER}/{tree_key}.yml"
            yield file, "guide-tree", (("outcomes", key, "article"), outcome.article)


def missing_articles(
    data: OperatorData, known: Container[str], tools: Collection[ToolName], content_folder: Path
) -> Iterator[Problem]:
    """A problem for each reference to an article that is not among `known`."""
    for file, rule, (where, article) in _references(data, tools):
        if article in known:
            continue
        shown_as = f"{content_folder.name}/data/{file}"
        lines = lines_of(read_source(content_folder / "data" / file, shown_as).text)
        name = ".".join(map(str, where))
        advice = "请改成一篇已有文章的编号"
        if file == ERROR_CODES.file_name:
            advice += "，没有合适的就写 null"
        yield Problem(
            shown_as,
            lines.get(where, 1),
            rule,
            f"{name}：没有编号为 {article} 的文章",
            advice,
        )
