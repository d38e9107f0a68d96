"""A YAML file as rules look at it: every value with its path and its line, whatever it holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import yaml

from search_service.content.plain_yaml import value_of
from search_service.content.problems import Problem
from search_service.content.rule_ids import RuleId
from search_service.content.validated_yaml import lines_of

KeyPath = tuple[str | int, ...]


@dataclass(frozen=True)
class YamlFile:
    """A file of `content/data` or `content/agents`, or the questions beside an article.

    Attributes:
        path: Below `content`, with forward slashes.
        shown_as: As problems name it.
        text: The file as written.
    """

    path: str
    shown_as: str
    text: str

    @cached_property
    def lines(self) -> Mapping[KeyPath, int]:
        """The line of each key and entry."""
        return lines_of(self.text)

    @cached_property
    def values(self) -> tuple[tuple[KeyPath, Any], ...]:
        """Every value that is no mapping or list, with its path."""
        try:
            found = _leaves(value_of(self.text), ())
            return tuple((path, value) for path, value in found if path)  # an empty file has one
        except (yaml.YAMLError, ValueError, TypeError, RecursionError):
            return ()

    def line(self, path: KeyPath) -> int:
        """Where a value stands."""
        return self.lines.get(path, 1)

    def problem(self, rule: RuleId, path: KeyPath, message: str, advice: str) -> Problem:
        """A problem at a value."""
        return Problem(self.shown_as, self.line(path), rule, message, advice)


def _leaves(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    else:
        yield path, value
