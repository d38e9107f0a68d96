"""One sheet of what only the operator can say: each record of the data with what it still lacks.

`kb facts` shows the sheet, and the rules `unverified-data` and `expired-fact` are made from it, so
that a release waits for exactly what the sheet names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any, Literal

from search_service.checks.content_view import ContentView
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.shown_facts import pages_showing
from search_service.checks.yaml_file import KeyPath, YamlFile
from search_service.content.data.record import UNVERIFIED, VERIFIED
from search_service.content.plain_yaml import value_of

State = Literal["待核实", "已过期", "填错了", "草稿", "已核实"]
# What the home page names is needed by so many more than any other page.
_ON_HOME = 20
# Fields that the operator fills in, in the order in which they are asked; the first is the value.
ASKED = (
    "value",
    "way",
    "reach",
    "meaning",
    "what_to_do",
    "earliest_working_days",
    "latest_working_days",
    "fee",
    "banks_work_on_exchanged_weekends",
    "hours",
    "licence",
    "domain",
)
_NAMES = ("name", "meaning", "note")


@dataclass(frozen=True)
class SheetRow:
    """A fact, as the operator looks at it.

    Attributes:
        key: `channels.hotline`; a record of facts.yml by its own key alone.
        name: What it is.
        path: Its file, as problems name it.
        line: Where its status stands, or what is wrong with it.
        at: Where the record stands in the file, key by key.
        state: Whether readers may rely on it.
        why: What is wrong, when it was filled in wrongly.
        record: What stands there.
        shown_on: What shows it to customers or agents.
        need: How much customers need it: judged questions that lead to pages that show it.
        owner: Who finds it out; where the record does not say, who owns the first such page.
    """

    key: str
    name: str
    path: str
    line: int
    at: KeyPath
    state: State
    why: str
    record: Mapping[str, Any]
    shown_on: tuple[str, ...] = ()
    need: int = 0
    owner: str = ""

    @property
    def is_open(self) -> bool:
        """Whether a release waits for it."""
        return self.state != VERIFIED


def rows_of(content: ContentView) -> Iterator[SheetRow]:
    """Every fact, in the order of the files; who shows it is not looked up."""
    yield from _records(content)
    yield from _drafts(content)


def sheet_of(content: ContentView) -> tuple[SheetRow, ...]:
    """Every fact with what shows it, what customers need most first; confirmed ones last."""
    shown, needs = pages_showing(content), _needs(content)
    owners = {str(one.head.get("id")): str(one.head.get("owner", "")) for one in _pages(content)}
    rows = []
    for row in rows_of(content):
        key = row.key if "." in row.key else f"facts.{row.key}"
        pages = [name for name, keys in shown.items() if {key, row.key} & keys]
        pages = sorted(pages) or ([row.key] if row.state == "草稿" else [])
        asked = row.owner or next((owners[one] for one in pages if one in owners), "")
        need = sum(needs.get(page.removeprefix("话术 "), 1) for page in pages)
        rows.append(replace(row, shown_on=tuple(pages), need=need, owner=asked))
    return tuple(sorted(rows, key=lambda row: (not row.is_open, -row.need, row.path, row.line)))


def _records(content: ContentView) -> Iterator[SheetRow]:
    for file in (*content.data_files, *content.agent_files):
        wrong = {
            problem.line: problem.message
            for problem in content.unreadable
            if problem.path == file.shown_as
        }
        for path, value in file.values:
            if path[-1:] != ("status",) or value not in (UNVERIFIED, VERIFIED):
                continue
            at, record = path[:-1], _at(file, path[:-1])
            key = _key(file, at)
            state, line, why = _state(file, at, record, wrong, content.today)
            yield SheetRow(
                key=key.removeprefix("facts."),
                name=_called(record, key),
                path=file.shown_as,
                line=line,
                at=at,
                state=state,
                why=why,
                record=record,
                owner=str(record.get("owner") or ""),
            )


def _state(
    file: YamlFile,
    at: KeyPath,
    record: Mapping[str, Any],
    wrong: Mapping[int, str],
    today: date,
) -> tuple[State, int, str]:
    lines = [file.line((*at, *inner)) for inner in _inside(record)] + [file.line(at)] * bool(at)
    for line in sorted({*lines}):
        if line in wrong:
            return "填错了", line, wrong[line]
    if record.get("status") == UNVERIFIED:
        return UNVERIFIED, file.line((*at, "status")), ""
    until = record.get("valid_until")
    if isinstance(until, date) and until < today:
        return "已过期", file.line((*at, "valid_until")), f"有效期 {until} 已过"
    return VERIFIED, file.line((*at, "status")), ""


def _inside(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    entries = value.items() if isinstance(value, dict) else ()
    for key, inner in entries:
        yield (*path, key)
        yield from _inside(inner, (*path, key))


def _drafts(content: ContentView) -> Iterator[SheetRow]:
    """What agents say and read, and nobody of the operator has approved."""
    for file in content.agent_files:
        for path, value in file.values:
            if path == ("draft",) and value is True:
                code = file.path.rpartition("/")[2].removesuffix(".yml")
                yield _draft(f"话术 {code}", file.shown_as, file.line(path))
    for page in content.internal:
        if page.head.get("draft") is True:
            line = page.head_lines.get(("draft",), 1)
            yield _draft(_code(page), page.shown_as, line)


def _draft(key: str, path: str, line: int) -> SheetRow:
    return SheetRow(key, f"{key} 的内容", path, line, ("draft",), "草稿", "运营方还没有认可", {})


def _pages(content: ContentView) -> Iterator[MarkdownFile]:
    yield from content.articles
    yield from content.internal


def _code(page: MarkdownFile) -> str:
    return str(page.head.get("id") or page.path)


def _key(file: YamlFile, at: KeyPath) -> str:
    """File and key of a record; the container that holds all records is left out."""
    stem = file.path.rpartition("/")[2].removesuffix(".yml")
    return ".".join([stem, *map(str, at[1:])])


def _called(record: Mapping[str, Any], key: str) -> str:
    return str(next((record[name] for name in _NAMES if record.get(name)), key))


def _at(file: YamlFile, at: KeyPath) -> Mapping[str, Any]:
    found: Any = _read(file.text)
    for key in at:
        found = found[key]
    return found if isinstance(found, dict) else {}


@lru_cache(maxsize=100)
def _read(text: str) -> Any:  # noqa: ANN401 - what YAML holds
    return value_of(text)


def _needs(content: ContentView) -> Mapping[str, int]:
    """By code of an article: 1, one for each judged question for it, more when it is on home."""
    needs = {page.head["id"]: 1 for page in content.articles if page.head.get("id")}
    for row in content.texts.get("judgements/queries.tsv", "").split("\n")[1:]:
        for code in [*row.split("\t"), ""][1].split("|"):
            if code in needs:
                needs[code] += 1
    for code, _ in content.home_codes():
        if code in needs:
            needs[code] += _ON_HOME
    return needs
