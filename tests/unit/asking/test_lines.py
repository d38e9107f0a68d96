from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from search_service.asking.lines import one_line
from tests.builders import ROOT

CASES = json.loads((ROOT / "tests/javascript/lines.json").read_text(encoding="utf-8"))


def test_lines_are_told_apart_as_in_the_browser() -> None:
    for case in CASES:
        assert one_line(case["text"]) == case["line"]


@given(st.text())
def test_what_is_on_one_line_stays_as_it_is(text: str) -> None:
    line = one_line(text)

    assert one_line(line) == line
    assert line == " ".join(line.split())
    assert len(line) <= len(text)


@given(st.lists(st.text(alphabet="退货灯a1", min_size=1), min_size=1))
def test_every_line_is_there(lines: list[str]) -> None:
    assert one_line("\r\n".join(lines)).split("；") == lines
