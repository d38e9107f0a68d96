"""Which pages and 话术 show a record of the operator's data: what their references really read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.content.article_parser import split_front_matter
from search_service.content.fact_sources import confirmed_records, keys_named
from search_service.content.macros.references import ReferenceRefused
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.noted_reads import Noting, noting
from search_service.content.tools import ToolName
from search_service.desk.teams import load_teams, team_macros

# What a tool reads from its own file and no table of its page shows.
_READ_BY_TOOLS: Mapping[ToolName, tuple[str, ...]] = {
    "verify": ("channels",),
    "hours": ("channels",),
    "refund-date": ("refund_times", "refund_rules"),
    "error-code": ("error_codes",),
}


def pages_showing(content: ContentView) -> Mapping[str, frozenset[str]]:
    """Keys of records (`channels.hotline`, `facts.x`, `teams.refund`) by what shows them.

    What shows them is named by its code, `话术 R-102` for what agents say, and by its file where it
    has no code.
    """
    noted: set[str] = set()
    agents, _ = load_teams(content.project / "content" / "agents", "content/agents")
    renderer = ContentRenderer(
        content.project / "content",
        noting(content.corpus.data, noted),
        team_macros(Noting("teams", agents.by_key, noted)),
    )
    records = confirmed_records(content.corpus.data)
    shown: dict[str, set[str]] = {}
    for name, text, head in _texts(content):
        noted.clear()
        for part in text:
            try:
                renderer.render(part, shared=True)
            except ReferenceRefused:
                continue
        for fact in head:
            noted.update(keys_named(fact, records))
        shown.setdefault(name, set()).update(noted)
    return {name: frozenset(keys) for name, keys in shown.items() if keys}


def _texts(content: ContentView) -> Iterator[tuple[str, tuple[str, ...], tuple[str, ...]]]:
    """What is shown: its name, the texts that are rendered, what it rests on besides."""
    for page in (*content.pages, *content.internal):
        _, body, _ = split_front_matter(page.text)
        spoken = str(page.head.get("scripts", "")) + str(page.head.get("form", ""))
        yield _name(page), (body, spoken), (*_facts_of(page), *_tool_data(page))
    for file in content.agent_files:
        if "/scripts/" in file.path:
            texts = tuple(value for _, value in file.values if isinstance(value, str))
            teams = tuple(f"teams.{value}" for path, value in file.values if path[-1:] == ("to",))
            code = file.path.rpartition("/")[2].removesuffix(".yml")
            yield f"话术 {code}", texts, teams


def _name(page: MarkdownFile) -> str:
    return str(page.head.get("id") or page.path)


def _facts_of(page: MarkdownFile) -> Iterator[str]:
    sources = page.head.get("sources")
    for source in sources if isinstance(sources, list) else ():
        if isinstance(source, dict) and isinstance(source.get("fact"), str):
            yield source["fact"]


def _tool_data(page: MarkdownFile) -> tuple[str, ...]:
    tool: Any = page.head.get("tool")
    return _READ_BY_TOOLS.get(tool, ())
