"""An article as it stood on a day, from git: for disputes about what was said then.

git is called with fixed arguments and without a shell; nothing is written into the repository.
"""

from __future__ import annotations

import io
import os
import re
import subprocess
import tarfile
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path

import yaml
from pydantic import ValidationError

from search_service.content.article_parser import split_front_matter
from search_service.content.corpus import UnreadArticles
from search_service.content.data.operator_data import load_operator_data
from search_service.content.macros.references import ReferenceRefused
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.plain_yaml import PlainLoader
from search_service.content.validated_yaml import read_yaml
from search_service.desk.assembly import Assembly, Source
from search_service.desk.material import ShownScripts
from search_service.desk.nodes import Nodes
from search_service.desk.rich_text import rich_text
from search_service.desk.scripts import Scripts
from search_service.desk.status import CHINA, today
from search_service.desk.teams import Teams, load_teams, team_macros
from search_service.errors import HistoryUnavailable

_TIMEOUT_SECONDS = 5.0
_CODE = re.compile(r"[A-Z]-\d{3}")
_ARTICLES = ("content/pages", "content/agents/articles")
# What articles take their facts from, other articles' addresses among them.
# No page of the site: links of that time stay as they were written, and lead nowhere.
_OLD = "agents/old.md"
_SCRIPTS = "content/agents/scripts"
_FACTS = ("content/data", "content/components", "content/agents/teams.yml", "content/pages")


@dataclass(frozen=True)
class OldVersion:
    """An article as it stood at the end of a day.

    Attributes:
        commit: The repository's last commit of that day or before.
        committed_at: When it was made.
        path: The article's file then.
        title: Its title then.
        updated: What its head said then.
        body: Its text, with the facts of that day filled in where that was possible.
        complete: Whether every fact could be filled in.
        scripts: The 话术 of that day; None when there were none, or they cannot be read whole.
    """

    commit: str
    committed_at: datetime
    path: str
    title: str
    updated: str
    body: Nodes
    complete: bool
    scripts: ShownScripts | None


def version_on(project: Path, code: str, day: date) -> OldVersion:
    """The article as it stood at the end of `day` in China.

    Raises:
        HistoryUnavailable: The day is to come; there is no git, no history so far back, or no such
            article then.
    """
    if not _CODE.fullmatch(code):
        raise HistoryUnavailable("编号要写成 R-102 这样。")
    if day > today():
        raise HistoryUnavailable(f"{day} 还没到，最晚是今天 {today()}。")
    end = datetime.combine(day, time.max, CHINA)
    commit = _git(project, "rev-list", "-1", f"--before={end.isoformat()}", "HEAD").strip()
    if not commit:
        shallow = _git(project, "rev-parse", "--is-shallow-repository").strip() == "true"
        why = "这台机器上的仓库只有最近的历史" if shallow else "仓库那时还没有任何版本"
        first = _git(project, "log", "--reverse", "--format=%cs", "HEAD").split()
        why += f"，最早是 {first[0]}" if first else ""
        raise HistoryUnavailable(f"没有 {day} 的版本：{why}。")
    path = _path_of(project, commit, code)
    if path is None:
        raise HistoryUnavailable(f"{day} 那天还没有编号为 {code} 的文章。")
    made = _git(project, "show", "--no-patch", "--format=%cI", commit).strip()
    words = f"{_SCRIPTS}/{code}.yml"
    listed = _git(project, "ls-tree", "-r", "-z", "--name-only", commit, "--", *_FACTS, words)
    facts = [name for name in listed.split("\0") if name]
    archive = _git_bytes(project, "archive", "--format=tar", commit, "--", *{path, *facts})
    with tempfile.TemporaryDirectory(prefix="kb-history-") as folder:
        with tarfile.open(fileobj=io.BytesIO(archive)) as tar:
            tar.extractall(folder, filter="data")
        return _read(Path(folder), path, code, commit, datetime.fromisoformat(made))


def _path_of(project: Path, commit: str, code: str) -> str | None:
    """Where the article lay then; it may have been moved since."""
    pattern = f"^id: +{code}[[:space:]]*(#.*)?$"
    found = _run(project, ("grep", "-l", "-E", pattern, commit, "--", *_ARTICLES))
    if found.returncode > 1:
        raise HistoryUnavailable("git 查不了历史，请检查仓库。")
    names = found.stdout.decode("utf-8", "replace").splitlines()
    return names[0].partition(":")[2] if names else None


def _read(folder: Path, path: str, code: str, commit: str, made: datetime) -> OldVersion:
    head, body, _ = split_front_matter((folder / path).read_text("utf-8-sig", "replace"))
    try:
        known = yaml.load(head or "", Loader=PlainLoader) or {}  # noqa: S506 - a SafeLoader underneath
    except yaml.YAMLError:
        known = {}
    if not isinstance(known, dict):
        known = {}
    content = folder / "content"
    data, _ = load_operator_data(content)
    teams, _ = load_teams(content / "agents", "agents")
    renderer = ContentRenderer(content, data, team_macros(teams.by_key))
    try:
        fragment, complete = renderer.fragment(_OLD, body), True
    # A macro of that time may be gone by now; then the text is shown as it was written.
    except ReferenceRefused:
        fragment, complete = renderer.unfilled(_OLD, body), False
    return OldVersion(
        commit=commit[:12],
        committed_at=made.astimezone(CHINA),
        path=path,
        title=str(known.get("title", "")),
        updated=str(known.get("updated", "")),
        body=rich_text(fragment, lambda _: None),
        complete=complete,
        scripts=_scripts_of(folder / _SCRIPTS / f"{code}.yml", known, renderer, teams),
    )


def _scripts_of(
    file: Path, head: Mapping[str, object], renderer: ContentRenderer, teams: Teams
) -> ShownScripts | None:
    """The 话术 of that day: of a public article in a file, of an internal one in its head.

    A line that lacks a fact is not to be read out, so nothing is shown then.
    """
    if file.is_file():
        text = file.read_text("utf-8-sig", "replace")
        scripts, _ = read_yaml(text, Scripts, path=_SCRIPTS, rule="scripts")
    else:
        try:
            scripts = Scripts.model_validate(head["scripts"]) if "scripts" in head else None
        except ValidationError:
            return None
    if scripts is None:
        return None
    assembly = Assembly((), renderer, teams.by_key, UnreadArticles())
    shown = assembly.scripts(scripts.model_copy(update={"handover": None}), Source())
    return None if assembly.problems else shown


def _git(project: Path, *arguments: str) -> str:
    return _git_bytes(project, *arguments).decode("utf-8", "replace")


def _git_bytes(project: Path, *arguments: str) -> bytes:
    done = _run(project, arguments)
    if done.returncode:
        raise HistoryUnavailable("这里没有 git 历史，查不了以前的版本。")
    return done.stdout


def _run(project: Path, arguments: tuple[str, ...]) -> subprocess.CompletedProcess[bytes]:
    # Nobody's GIT_DIR leads to another repository, and no file name is quoted.
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
    try:
        return subprocess.run(  # noqa: S603 - fixed arguments, a code of known form, a date
            ["git", "-c", "core.quotePath=false", *arguments],  # noqa: S607 - the system's git
            cwd=project,
            env=environment,
            capture_output=True,
            timeout=_TIMEOUT_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise HistoryUnavailable("这台机器上没有 git，查不了以前的版本。") from error
    except subprocess.TimeoutExpired as error:
        raise HistoryUnavailable("git 太久没有回答，请稍后再试。") from error
