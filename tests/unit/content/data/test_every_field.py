"""Every field of every data file, wrong in turn: one finding at its line, in words for a writer."""

from __future__ import annotations

import copy
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from search_service.content.data.operator_data import load_operator_data
from search_service.content.plain_yaml import PlainLoader
from search_service.content.validated_yaml import lines_of
from tests.builders import ROOT

SHOP = ROOT / "tests" / "shop" / "content" / "data"
FILES = sorted(file.relative_to(SHOP).as_posix() for file in SHOP.rglob("*.yml"))
WRONG: tuple[object, ...] = (["一", "二", "三", "四", "五"], {"colour": {"x": 1}}, -5, True, "")
HAN = re.compile(r"[\u4e00-\u9fff]")
ENGLISH = re.compile(r"[a-z]{3,} [a-z]{3,}")


def _leaves(value: object, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    entries: Any = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    else:
        yield path
    for key, inner in entries:
        yield from _leaves(inner, (*path, key))


def _fields(data: object) -> Iterator[tuple[str | int, ...]]:
    """A leaf of each kind of record: of entries of a list, and of records alike, only the first."""
    seen = set()
    for path in _leaves(data):
        shape = tuple("*" if isinstance(part, int) else part for part in path)
        kind = shape if len(shape) <= len(("file", "record")) else (shape[0], *shape[2:])
        if kind not in seen:
            seen.add(kind)
            yield path


@pytest.mark.parametrize("name", FILES)
def test_a_wrong_value_is_one_finding_at_its_line_and_says_what_to_do(
    tmp_path: Path, name: str
) -> None:
    shutil.copytree(SHOP, tmp_path / "content" / "data")
    file = tmp_path / "content" / "data" / name
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=PlainLoader)  # noqa: S506 - a SafeLoader underneath
    for path in _fields(data):
        for wrong in WRONG:
            broken = copy.deepcopy(data)
            place = broken
            for part in path[:-1]:
                place = place[part]
            if wrong is True and place[path[-1]] in {None, True, False}:
                continue  # where yes and no are answers
            place[path[-1]] = wrong
            text = yaml.safe_dump(broken, allow_unicode=True, sort_keys=False, width=1000)
            file.write_text(text, encoding="utf-8")

            _, problems = load_operator_data(tmp_path / "content")

            told = [(one.path.removeprefix("content/data/"), one.line) for one in problems]
            near = lines_of(text)[path]
            # The line of a list that is no value is that of its key or of its first entry.
            assert told in ([(name, near)], [(name, near + 1)]), (path, wrong, problems)
            (one,) = problems
            assert HAN.search(one.message), (path, wrong, one)
            assert HAN.search(one.advice), (path, wrong, one)
            assert not ENGLISH.search(one.message + one.advice), (path, wrong, one)
