"""A source that nobody has opened yet: `checked_on: null`, in a head or in `verify.yml`."""

from __future__ import annotations

from collections.abc import Iterator

from search_service.checks.content_view import ContentView
from search_service.checks.rule import Level, Rule
from search_service.checks.source_doubts import is_silent
from search_service.checks.yaml_file import KeyPath
from search_service.content.problems import Problem

_LISTS = {"number_kinds": "号码开头的说明", "public_numbers": "别家的号码"}


def _find(content: ContentView) -> Iterator[Problem]:
    for page in content.articles:
        if page.article is None:
            continue
        for index, source in enumerate(page.article.front_matter.sources):
            # A fact of the operator's speaks for itself (`unverified-data`), a law without a word
            # of doubt is worse (`source-doubt`).
            if source.checked_on is None and source.fact is None and not is_silent(source.title):
                line = page.head_lines.get(("sources", index), 1)
                message = f"依据「{source.title}」还没有核对"
                yield page.problem(RULE.id, line, message, "请查看原文，再填 checked_on")
    yield from _unchecked_numbers(content)


def _unchecked_numbers(content: ContentView) -> Iterator[Problem]:
    """One notice for each list of `verify.yml`, at the first number that nobody looked up."""
    for file in content.data_files:
        if not file.path.endswith("data/verify.yml"):
            continue
        for name, what in _LISTS.items():
            places = [path for path, day in file.values if _is_unchecked(path, day, name)]
            if places:
                message = f"{name}：{len(places)} 条{what}还没有核对出处"
                advice = "请到 source 写的地方查看，再填 checked_on"
                yield file.problem(RULE.id, places[0], message, advice)


def _is_unchecked(path: KeyPath, day: object, name: str) -> bool:
    return path[:1] == (name,) and path[-1] == "checked_on" and day is None


RULE = Rule("unchecked-source", _find, level=Level.NOTICE, level_for_release=Level.NOTICE)
