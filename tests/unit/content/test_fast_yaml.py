"""What libyaml reads is what PyYAML reads, or it does not read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_service.content.fast_yaml import is_plain
from search_service.content.plain_yaml import PlainLoader, composed
from tests.builders import ROOT

WORDS = st.sampled_from(
    [
        "灯",
        "a",
        "1",
        "0x1",
        "no",
        "~",
        "2026-01-31",
        "1:20",
        "=",
        "<<",
        '"',
        "'",
        "#",
        " #",
        "|",
        ">",
    ]
)
SIGNS = st.sampled_from(
    [*"[]{},&*%@`\\.!?\t", "- ", ": ", "\n", "\n  ", "\n    ", "---\n", "|-\n ", "|\n  ", ": >+\n "]
)


def _read(node: yaml.Node | None) -> Any:  # noqa: ANN401 - a tree
    """What readers of nodes look at."""
    if node is None:
        return None
    place = (node.start_mark.line, node.start_mark.column)
    if isinstance(node, yaml.MappingNode):
        return node.tag, place, [(_read(key), _read(value)) for key, value in node.value]
    if isinstance(node, yaml.SequenceNode):
        return node.tag, place, [_read(one) for one in node.value]
    return node.tag, place, node.value


def _told(read: Any, text: str) -> Any:  # noqa: ANN401 - a tree, or an error's words
    try:
        return _read(read(text))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return error.context, error.problem, error.note, mark and mark.line
    except yaml.YAMLError as error:
        return str(error)


def _slow(text: str) -> yaml.Node | None:
    return PlainLoader(text).get_single_node()


@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS | SIGNS, max_size=24).map("".join))
def test_any_text_has_the_nodes_or_the_refusal_that_pyyaml_has(text: str) -> None:
    assert _told(composed, text) == _told(_slow, text)


@settings(max_examples=100, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(WORDS | SIGNS, max_size=24).map("".join))
def test_a_long_text_is_read_or_refused_as_pyyaml_does(text: str) -> None:
    """Of two things that are wrong with it the other one may be named."""
    long = "# 灯\n" * 1_700 + text
    try:
        _slow(long)
    except yaml.YAMLError:
        with pytest.raises(yaml.YAMLError):
            composed(long)
    else:
        composed(long)  # refuses nothing that PyYAML reads


@pytest.mark.parametrize(
    ("bomb", "line"),
    [
        ("灯: 1\n" * 1_000 + "b: &x 2\nc: *x\n", 1_001),
        ("- 灯\n" * 1_700 + "- " * 21 + "灯\n", 1_700),
        ("- 灯\n" * 1_700 + "- " + "[" * 5_000, 1_700),
        ("- [灯]\n" * 30_000, 24_999),
        ("? 灯\n" * 60_000, 25_000),
        ("灯: 1\n" * 60_000, 24_999),
        ("灯: {" + "a: b, " * 40_000 + "}", 0),
    ],
)
def test_the_line_of_a_bomb_is_that_of_pyyaml(bomb: str, line: int) -> None:
    told = _told(composed, bomb)

    assert told == _told(_slow, bomb)
    assert told[3] == line


def _shipped() -> list[Path]:
    return sorted((ROOT / "content").rglob("*.yml"))


@pytest.mark.parametrize(
    "text", ["a: |\n  灯", "a: >+\n  灯\n\n", "a: 灯\ud800", "灯: \x00", "- &a 灯\n- *a"]
)
def test_ends_and_refused_signs_are_read_as_pyyaml_reads_them(text: str) -> None:
    assert _told(composed, text) == _told(_slow, text)


@pytest.mark.parametrize("file", _shipped(), ids=lambda file: file.name)
def test_every_data_file_has_the_nodes_that_pyyaml_gives_it(file: Path) -> None:
    text = file.read_text(encoding="utf-8")

    assert _told(composed, text) == _told(_slow, text)


@pytest.mark.parametrize(
    "text",
    ["a:\tb", "a: |# 灯\n  b", "a: !", "? a", "a\r\nb", "灯\ufeff", "a\u2028b", "a: |\n  灯"],
)
def test_what_the_two_may_read_differently_is_left_to_pyyaml(text: str) -> None:
    assert not is_plain(text)


def test_most_of_what_people_write_is_plain() -> None:
    texts = [file.read_text(encoding="utf-8") for file in _shipped()]

    assert sum(map(is_plain, texts)) > len(texts) / 2
