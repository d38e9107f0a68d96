"""Which pages `mkdocs.yml` names: in `nav`, or in `not_in_nav`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import yaml

from search_service.content.problems import Problem
from search_service.content.site_settings import SiteSettings


@dataclass(frozen=True)
class Navigation:
    """What `nav` and `not_in_nav` say.

    Attributes:
        named: The files of `nav`, each with its line.
        kept_out: Patterns of the files that deliberately stand outside it.
    """

    named: tuple[tuple[str, int], ...]
    kept_out: tuple[str, ...]

    def __contains__(self, path: str) -> bool:
        """Whether a page below `content/pages` is one of them; `*` and folders count."""
        return any(path == named for named, _ in self.named) or is_among(path, self.kept_out)


def unlisted(shown_as: str, path: str) -> Problem:
    """That no line of `nav` names a page."""
    message = f"mkdocs.yml 的 nav 里没有 {path}"
    return Problem(shown_as, 1, "nav", message, f"请在它的主题下加一行：- {path}")


def read_navigation(project: Path) -> Navigation:
    """Read `mkdocs.yml` and what it inherits from; never raises for what somebody wrote."""
    settings = SiteSettings(project)
    return Navigation(
        tuple(scalars_of(settings.node("nav"))), _patterns(settings.node("not_in_nav"))
    )


def left_out(project: Path) -> tuple[str, ...]:
    """Patterns of the pages that `exclude_docs` keeps from being published."""
    return _patterns(SiteSettings(project).node("exclude_docs"))


def is_among(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether a page below `content/pages` is one of them; `*` and folders count."""
    return any(fnmatch(path, pattern) for pattern in patterns)


def _patterns(node: yaml.Node | None) -> tuple[str, ...]:
    names = node.value.split() if isinstance(node, yaml.ScalarNode) else []
    return tuple(name.lstrip("/") + ("*" if name.endswith("/") else "") for name in names)


def scalars_of(node: yaml.Node | None) -> Iterator[tuple[str, int]]:
    """Every value below a node that is no mapping or list, each with its line."""
    if isinstance(node, yaml.ScalarNode):
        yield node.value, node.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from scalars_of(entry)
    elif isinstance(node, yaml.MappingNode):
        for _, value in node.value:
            yield from scalars_of(value)
