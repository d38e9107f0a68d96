"""`mkdocs.yml` with further topics and pages in `nav`: edited line by line, all else as it was."""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from search_service.content.site_settings import FILE
from search_service.errors import EditRefused

_TOPIC_INDENT = "  "


def with_nav_lines(mkdocs: str, topic: str, paths: Sequence[str]) -> str:
    """`mkdocs.yml` with a line for each of `paths` after the last one of their topic.

    Raises:
        EditRefused: The topic has no line in `nav`.
    """
    lines = mkdocs.split("\n")
    start = next((n for n, line in enumerate(lines) if line.startswith("nav:")), len(lines))
    entry = re.compile(rf"(\s*- )(?:[^#]*?:\s+)?[\"']?{re.escape(topic)}/[\w./-]+\.md")
    places = [(n, match) for n in range(start, len(lines)) if (match := entry.match(lines[n]))]
    if not places:
        raise EditRefused(f"{FILE} 的 nav 里没有主题 {topic}。请先给它的 index.md 加一行。")
    number, match = places[-1]
    lines[number + 1 : number + 1] = [f"{match[1]}{path}" for path in paths]
    return "\n".join(lines)


def with_topic(mkdocs: str, title: str, path: str) -> str:
    """`mkdocs.yml` with the topic as the last entry of `nav`.

    Raises:
        EditRefused: There is no `nav` in lines of their own.
    """
    lines = mkdocs.split("\n")
    start = next((n for n, line in enumerate(lines) if re.fullmatch(r"nav:\s*", line)), None)
    if start is None:
        raise EditRefused(f"{FILE} 里没有单独一行的 nav:。请从版本库恢复它。")
    last = start
    for number in range(start + 1, len(lines)):
        line = lines[number]
        if line.strip() and not line.startswith((" ", "-")):
            break
        last = number if line.strip() and not line.lstrip().startswith("#") else last
    entry = re.match(r"(\s*)- ", lines[start + 1]) if start + 1 < len(lines) else None
    indent = entry[1] if entry else _TOPIC_INDENT
    key = yaml.safe_dump({title: None}, allow_unicode=True, width=10_000).split(": null")[0]
    lines[last + 1 : last + 1] = [f"{indent}- {key}:", f"{indent}    - {path}"]
    return "\n".join(lines)
