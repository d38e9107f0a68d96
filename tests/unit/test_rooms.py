from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.builders import ROOT

PACKAGE = ROOT / "search_service"
LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"][
    "importlinter"
]["contracts"][0]["layers"]
ROOMS = sorted(folder.name for folder in PACKAGE.iterdir() if (folder / "__init__.py").exists())
# What reads content or builds pages: a replica that only answers needs none of it.
BUILDERS = {"jinja2", "markdown", "markdown_it", "mkdocs", "yaml", "selectolax"}


def layer_names() -> list[set[str]]:
    return [
        {part.strip().removeprefix("search_service.") for part in re.split(r"[|:]", layer)}
        for layer in LAYERS
    ]


def test_the_package_itself_holds_only_what_every_room_stands_on() -> None:
    files = {file.name for file in PACKAGE.glob("*.py")}
    assert files == {"__init__.py", "__main__.py", "errors.py", "settings.py"}


def test_the_linter_knows_every_room_and_at_most_fifteen_layers() -> None:
    known = set().union(*layer_names())
    assert known == {*ROOMS, "__main__", "errors", "settings"}
    assert len(LAYERS) <= 15


def test_the_architecture_page_shows_the_layers_of_the_linter_in_their_order() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    table = text.split("## Rooms")[1].split("\n## ")[0]
    rows = re.findall(r"^\| (`[^|]+`) \|", table, flags=re.MULTILINE)
    shown = [set(re.findall(r"`([\w]+)/?`", row)) for row in rows]
    assert shown == [layer for layer in layer_names() if layer != {"__main__"}]


@pytest.mark.parametrize("room", ROOMS)
def test_a_room_says_in_one_sentence_what_it_answers_and_what_it_never_does(room: str) -> None:
    said = ast.get_docstring(ast.parse((PACKAGE / room / "__init__.py").read_text("utf-8")))
    assert said
    first = said.split("\n\n")[0]
    assert first.count(".") == 1
    assert re.search(r"\bnever\b|\bno\b", first)


def test_what_answers_loads_nothing_that_builds() -> None:
    code = (
        "import sys, search_service.answering.search, search_service.engines.embedded_engine;"
        "print(*{name.split('.')[0] for name in sys.modules})"
    )
    run = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert BUILDERS & set(run.stdout.split()) == set()


def test_a_file_of_the_package_is_one_idea() -> None:
    lengths = {
        file.relative_to(ROOT).as_posix(): len(file.read_text("utf-8").splitlines())
        for file in PACKAGE.rglob("*.py")
        if file.name != "__init__.py"
    }
    assert {name: length for name, length in lengths.items() if length > 300} == {}
    assert sorted(lengths.values())[len(lengths) // 2] < 120


@pytest.mark.parametrize("room", ROOMS)
def test_the_tests_of_a_room_stand_in_a_room_of_the_same_name(room: str) -> None:
    assert (Path(__file__).parent / room).is_dir()
