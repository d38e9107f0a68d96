"""A file of visits that is wrong is refused at its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.errors import DatasetInvalid
from search_service.learning.visit_files import read_visits

_GOOD = '{"day": "2026-10-03", "network": "n1", "asked": [{"text": "灯不亮"}]}'


@pytest.mark.parametrize("line", ["[1, 2]", "灯不亮", '"text"', "3", "{", "null", '{"day": '])
def test_a_line_that_is_no_json_object_is_said_to_be_none(tmp_path: Path, line: str) -> None:
    file = tmp_path / "visits.jsonl"
    file.write_text(f"{_GOOD}\n{line}\n", "utf-8")
    with pytest.raises(DatasetInvalid, match=r"visits\.jsonl:2：这一行不是一个 JSON 对象"):
        list(read_visits(file))


def test_a_field_that_is_wrong_is_named(tmp_path: Path) -> None:
    file = tmp_path / "visits.jsonl"
    file.write_text(_GOOD.replace("2026-10-03", "gestern"), "utf-8")
    with pytest.raises(DatasetInvalid, match=r":1：day 不对"):
        list(read_visits(file))
