"""The teams that questions are passed on to, from `content/agents/teams.yml`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from search_service.content.data.data_files import EveryKey
from search_service.content.data.needed_keys import askers_of, is_asked_for, words_for
from search_service.content.data.operator_data import UNVERIFIED
from search_service.content.macros.markdown_parts import (
    NO_DATA,
    UnknownReference,
    badged,
    plain,
    table,
)
from search_service.content.problems import Problem
from search_service.content.source_text import read_source
from search_service.content.validated_yaml import lines_of, read_yaml
from search_service.desk.material import ShownTeam
from search_service.desk.scripts import Team, TeamsFile

FILE = "teams.yml"
_NAME = "teams"


@dataclass(frozen=True)
class Teams:
    """Who takes over what.

    Attributes:
        by_key: The teams.
        of_topics: The key of a topic's team.
        of_articles: The key of the team of a single article.
        file: For problems: the file; empty when there is none.
        text: Its text.
    """

    by_key: Mapping[str, Team] = field(default_factory=dict)
    of_topics: Mapping[str, str] = field(default_factory=dict)
    of_articles: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    text: str = ""


def load_teams(agents_folder: Path, shown_as: str) -> tuple[Teams, list[Problem]]:
    """What the file says; without a file there are no teams."""
    file = agents_folder / FILE
    if not file.exists():
        return Teams(), []
    shown = f"{shown_as}/{FILE}"
    source = read_source(file, shown)
    broken = Teams(EveryKey(Team.stand_in()))
    if source.problems:
        return broken, [*source.problems]
    read, problems = read_yaml(source.text, TeamsFile, path=shown, rule="teams")
    if read is None:
        return broken, problems
    teams, problems = _with_needed_teams(agents_folder.parent, read.teams, source.text, shown)
    return Teams(teams, read.topics, read.articles, shown, source.text), problems


def _with_needed_teams(
    content_folder: Path, teams: Mapping[str, Team], text: str, shown: str
) -> tuple[Mapping[str, Team], list[Problem]]:
    """Stand-ins for teams that several texts hand over to, each a problem of this file."""
    asking = {
        key: texts for (names, key), texts in askers_of(content_folder).items() if names == (_NAME,)
    }
    unused = [key for key in teams if key not in asking]
    found: list[Problem] = []
    for key, texts in sorted(asking.items()):
        if key not in teams and is_asked_for(texts):
            near, message, advice = words_for(key, texts, unused)
            line = lines_of(text).get(("teams", near) if near else ("teams",), 1)
            found.append(Problem(shown, line, "teams", message, advice))
    return (EveryKey(Team.stand_in(), teams) if found else teams), found


def shown_team(team: Team) -> ShownTeam:
    """A team as the desk names it."""
    return ShownTeam(name=team.name, unverified=team.status == UNVERIFIED)


def team_macros(teams: Mapping[str, Team]) -> dict[str, Callable[..., str]]:
    """The macros that only internal texts may use, each returning Markdown."""

    def team(key: str) -> str:
        if key not in teams:
            known = "、".join(teams) or "（空）"
            raise UnknownReference(f"content/agents/{FILE} 里没有「{key}」，现有：{known}")
        return badged(plain(teams[key].name), teams[key].status)

    def teams_table() -> str:
        rows = [
            (
                team(key),
                plain(one.handles),
                plain(one.reach or NO_DATA),
                plain(one.hours or NO_DATA),
            )
            for key, one in teams.items()
        ]
        return table(("交给谁", "办什么", "怎么交", "服务时间"), rows)

    return {"team": team, "teams_table": teams_table}
