"""Files of the project that lead to imported articles: navigation, redirects, teams, topics."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import yaml

from search_service.checks.mending import read_for_edit
from search_service.content.article import address_of
from search_service.content.navigation_lines import with_nav_lines, with_topic
from search_service.content.plain_yaml import PlainLoader
from search_service.content.redirects import load_redirects
from search_service.content.site_settings import FILE
from search_service.errors import ImportRefused
from search_service.importing.losses import Loss
from search_service.importing.old_addresses import redirect_of
from search_service.importing.planning import Placed, PlannedTopic

REDIRECTS = "content/data/redirects.yml"
TEAMS = "content/agents/teams.yml"
_EMPTY = "# 旧网址 → 新网址。from 不能再是一个页面；to 必须是现有的页面。\nredirects: []\n"


def topic_page(topic: PlannedTopic) -> str:
    """The page of a new topic."""
    head = {"title": topic.title, "summary": topic.summary, "template": "topic.html"}
    written = yaml.safe_dump(
        head | {"icon": topic.icon}, allow_unicode=True, sort_keys=False, width=10_000
    )
    return f"---\n{written}---\n"


def navigation(project: Path, topics: Sequence[PlannedTopic], articles: Sequence[Placed]) -> bytes:
    """`mkdocs.yml` with a line for every topic and article.

    Raises:
        EditRefused: Its `nav` cannot be edited.
    """
    text, style = read_for_edit(project / FILE)
    for topic in topics:
        text = with_topic(text, topic.title, f"{topic.folder}/index.md")
    folders = dict.fromkeys(one.topic for one in articles)
    for folder in folders:
        text = with_nav_lines(text, folder, [one.path for one in articles if one.topic == folder])
    return style.written(text).encode()


def redirects(
    project: Path, articles: Sequence[Placed], pages: Sequence[str]
) -> tuple[bytes | None, int, list[Loss]]:
    """`redirects.yml` with a line for each old address.

    Args:
        project: Its folder.
        articles: The imported articles.
        pages: Every page there will be.

    Returns:
        The file, None when it stays as it is; how many lines are new; what cannot be led away from.
    """
    file = project / REDIRECTS
    known, _ = load_redirects(project / "content")
    led = {one.old: one.new for one in known}
    present = {address_of(path) for path in pages}
    lines: list[str] = []
    losses: list[Loss] = []
    for one in articles:
        new = address_of(one.path)
        for address in one.found.addresses:
            old = redirect_of(address)
            if old.path is None:
                losses.append(Loss("旧网址", one.found.where, address[:120], old.why))
            elif old.path in present:
                if old.path != new:
                    why = "现在是另一个页面的网址，没有跳转"
                    losses.append(Loss("旧网址", one.found.where, old.path, why))
            elif old.path in led:
                if led[old.path] != new:
                    why = f"已经转到 {led[old.path]}"
                    losses.append(Loss("旧网址", one.found.where, old.path, why))
            else:
                led[old.path] = new
                lines.append(f"  - {{from: {_scalar(old.path)}, to: {new}}}")
    if not lines:
        return None, 0, losses
    text, style = read_for_edit(file) if file.exists() else (_EMPTY, None)
    made = with_entries(text, "redirects", lines)
    return (style.written(made) if style else made).encode(), len(lines), losses


def _scalar(text: str) -> str:
    """A text as YAML in braces, quoted only when it must be."""
    return yaml.safe_dump([text], allow_unicode=True, width=10_000, default_flow_style=True)[1:-2]


def with_entries(text: str, key: str, lines: Sequence[str]) -> str:
    """A YAML file with further lines at the end of what stands under `key`.

    Raises:
        ImportRefused: The key does not stand on a line of its own.
    """
    rows = text.rstrip("\n").split("\n")
    empty = re.compile(rf"{key}:\s*(?:\[\s*\]|\{{\s*\}})?\s*(?:#.*)?")
    start = next((n for n, row in enumerate(rows) if empty.fullmatch(row)), None)
    if start is None:
        raise ImportRefused(
            f"{key}: 不在单独的一行，没法加进去。请照 content/README.md 的写法改好。"
        )
    rows[start] = f"{key}:"
    end = start
    for number in range(start + 1, len(rows)):
        if rows[number].strip() and not rows[number].startswith((" ", "-", "#")):
            break
        end = number if rows[number].startswith((" ", "-")) else end
    if end > start and not rows[end].startswith(" "):  # entries without indentation
        lines = [line.removeprefix("  ") for line in lines]
    rows[end + 1 : end + 1] = lines
    return "\n".join(rows) + "\n"


def teams(project: Path, topics: Sequence[PlannedTopic]) -> tuple[bytes | None, str]:
    """`teams.yml` with a team for each new topic, where topics have teams at all.

    Returns:
        The file, None when it stays as it is; and the team's name.
    """
    file = project / TEAMS
    if not file.exists() or not topics:
        return None, ""
    text, style = read_for_edit(file)
    try:
        value = yaml.load(text, Loader=PlainLoader)  # noqa: S506 - a safe loader of our own
    except (yaml.YAMLError, ValueError):
        return None, ""
    if not isinstance(value, dict) or not isinstance(value.get("topics"), dict):
        return None, ""
    counts = list(value["topics"].values())
    team = max(dict.fromkeys(counts), key=counts.count)
    made = with_entries(text, "topics", [f"  {topic.folder}: {team}" for topic in topics])
    entry = value.get("teams", {}).get(team)
    name = str(entry.get("name", team)) if isinstance(entry, dict) else str(team)
    return style.written(made).encode(), name
