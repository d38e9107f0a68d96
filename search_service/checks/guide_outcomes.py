"""Each outcome of a guided tree, searched by its own words, finds the article that it leads to.

A reader who types what the guide would have told him must not end on another page. This needs
the search, so it is no rule of `kb check`: `kb build` asks the index it has just made, before it
goes into service, and `kb evaluate` says it too.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from search_service.answering.search import Search
from search_service.asking.typed_text import QUERY_LIMIT
from search_service.content.data.operator_data import TREES_FOLDER, OperatorData
from search_service.content.problems import Problem
from search_service.content.rule_ids import RuleId
from search_service.content.source_text import read_source
from search_service.content.tools import ToolName
from search_service.content.validated_yaml import lines_of

_RULE: RuleId = "guide-outcome"
# The page where the trees stand holds every outcome word for word.
_GUIDE: ToolName = "guide"


def outcomes_led_elsewhere(
    search: Search, data: OperatorData, content_folder: Path
) -> Iterator[Problem]:
    """The outcomes whose words find another article first, at their lines.

    Args:
        search: Over the articles that the outcomes lead to.
        data: Holds the trees.
        content_folder: Where the trees are read from, for the lines.
    """
    for key, tree in data.trees.items():
        path = f"{content_folder.name}/data/{TREES_FOLDER}/{key}.yml"
        text = read_source(content_folder / "data" / TREES_FOLDER / f"{key}.yml", path).text
        lines = lines_of(text)
        for name, outcome in tree.outcomes.items():
            found = _first(search, f"{outcome.title}。{outcome.do}", outcome.article)
            if found != outcome.article:
                yield Problem(
                    path,
                    lines.get(("outcomes", name), 1),
                    _RULE,
                    f"结果「{name}」（{outcome.title}）要去 {outcome.article}，"
                    f"搜它的文字先找到的却是 {found or '没有文章'}",
                    "哪一篇更合适就改 article；都不对，就用那篇文章的说法改 title 和 do，"
                    "或在那篇里补上这件事",
                )


def _first(search: Search, text: str, wanted: str) -> str | None:
    """The code of the first article found, the page of the trees set aside."""
    tools = search.documents.tools
    guide = tools[_GUIDE].id if _GUIDE in tools else None
    ranked = (code for code, _ in search.rank_articles(text[:QUERY_LIMIT]))
    return next((code for code in ranked if code != guide or code == wanted), None)
