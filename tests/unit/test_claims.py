"""What README and docs claim of commands, targets and files is true of this checkout."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import click
import pytest

from search_service.cli.main import kb
from tests.builders import ROOT

DOCS = sorted(
    file
    for file in (
        ROOT / "README.md",
        ROOT / "content" / "README.md",
        ROOT / "content" / "rules.md",
        ROOT / "content" / "agents" / "README.md",
        *(ROOT / "docs").rglob("*.md"),
    )
    # Records of decisions and measurements say what was so on their day.
    if not {"decisions", "benchmarks"} & set(file.parts)
)
NAMES = [file.relative_to(ROOT).as_posix() for file in DOCS]
_COMMAND = re.compile(r"(?:^|[`(（]|\.venv/bin/)kb ([a-z][^`\n]*)", re.MULTILINE)
_TARGET = re.compile(r"(?:^|`)make ([a-z][a-z-]*)", re.MULTILINE)
_PATH = re.compile(
    r"`((?:content|docs|search_service|tests|theme|benchmarks|deploy|scripts)/[A-Za-z0-9_./-]+)`"
)


def words_of(command: str) -> list[str]:
    try:
        words = shlex.split(command.split("#", maxsplit=1)[0])
    except ValueError:
        words = command.split()
    return [word for word in words if not set(word) & set("<>|…")]


def claimed_command(words: list[str]) -> tuple[click.Command | None, list[str]]:
    """The command that the words name, and what follows it; None when there is none."""
    command: click.Command | None = kb
    while words and isinstance(command, click.Group) and not words[0].startswith("-"):
        command, words = command.commands.get(words[0]), words[1:]
    return command, words


@pytest.mark.parametrize("file", DOCS, ids=NAMES)
def test_every_command_that_a_page_names_exists_with_its_options(file: Path) -> None:
    wrong = []
    for written in _COMMAND.findall(file.read_text(encoding="utf-8")):
        command, rest = claimed_command(words_of(written))
        if command is None:
            wrong.append(f"kb {written}")
            continue
        known = {name for parameter in command.params for name in parameter.opts} | {"--help"}
        wrong += [
            f"kb {written}: {word}"
            for word in re.findall(r"(?<![\w-])--[a-z][a-z-]*", " ".join(rest))
            if word not in known
        ]
    assert wrong == []


@pytest.mark.parametrize("file", DOCS, ids=NAMES)
def test_every_make_target_that_a_page_names_exists(file: Path) -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^([a-z][a-z-]*):", makefile, re.MULTILINE))
    assert set(_TARGET.findall(file.read_text(encoding="utf-8"))) - targets == set()


@pytest.mark.parametrize("file", DOCS, ids=NAMES)
def test_every_file_that_a_page_names_is_there(file: Path) -> None:
    named = set(_PATH.findall(file.read_text(encoding="utf-8")))
    folders = (ROOT, file.parent)
    assert [path for path in sorted(named) if not any((f / path).exists() for f in folders)] == []
