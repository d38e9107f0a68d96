from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from search_service.content.corpus import load_corpus
from search_service.content.plain_yaml import PlainLoader, value_of
from search_service.content.validated_yaml import lines_of
from tests.builders import ROOT, article_file, write_content

LAUGHS = "a: &a [灯, 灯]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)
BOMBS = [
    LAUGHS,
    "a: " + "[" * 10_000,
    "a: " + "[" * 100 + "]" * 100,
    "{a: " * 5_000,
    "灯" * 500_001,
    "a: " + "- " * 5_000,
    "? " * 5_000,
    "a: [" + "灯," * 60_000 + "]",
    "a: " + "9" * 100_000,
    "a: 0b" + "1" * 100_000,
    "a: " + "1:" * 50_000 + "1",
]


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_text_that_would_be_a_long_work_is_refused(bomb: str) -> None:
    with pytest.raises(yaml.YAMLError):
        yaml.load(bomb, Loader=PlainLoader)  # noqa: S506 - a SafeLoader underneath


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: 1\nb: &x 2\nc: *x\n", 2),
        ("a: 1\nb:\n" + " [\n" * 30, 21),
        ("- 灯\n" * 60_000, 49_999),
        ("灯\n" * 300_000, 250_000),
        ("a: 1\nb: 2026-13-01\n", 1),
        ("a: 1\nb: !!int\n", 1),
        ("a: 1\n? [b]\n: 2\n", 1),
        ("a: 1\nb: \x00\n", 1),
        ("a: 1\n\nb: [灯\n", 3),
    ],
)
def test_a_refusal_has_the_line_of_what_is_refused(text: str, line: int) -> None:
    with pytest.raises(yaml.MarkedYAMLError) as caught:
        yaml.load(text, Loader=PlainLoader)  # noqa: S506 - a SafeLoader underneath

    assert caught.value.problem_mark is not None
    assert caught.value.problem_mark.line == line


def test_yaml_is_read_with_no_other_loader() -> None:
    other = re.compile(r"yaml\.safe_load|Loader=yaml|SafeLoader\)")
    files = (ROOT / "search_service").rglob("*.py")

    # The settings of our own Markdown name functions; nobody but us writes that file.
    allowed = {"plain_yaml.py", "fragments.py"}
    assert {f.name for f in files if other.search(f.read_text("utf-8"))} == allowed


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(st.text(alphabet="[]{}:,-?&*!|>#\"' \nab1灯\t", max_size=200))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    error = None
    try:
        yaml.load(text, Loader=PlainLoader)  # noqa: S506 - a SafeLoader underneath
    except yaml.MarkedYAMLError as caught:
        error = caught

    assert error is None or error.problem_mark or error.context_mark
    lines_of(text)


@pytest.mark.parametrize("bomb", BOMBS[:4], ids=range(4))
@pytest.mark.parametrize(
    "file", ["pages/lamps/a.md", "data/channels.yml", "data/trees/lamp-dark.yml"]
)
def test_a_bomb_in_a_head_or_a_data_file_is_a_problem_of_that_file(
    tmp_path: Path, bomb: str, file: str
) -> None:
    content = write_content(tmp_path / "content", {"lamps/b.md": article_file(article_id="L-102")})
    text = f"---\n{bomb}\n---\n灯。\n" if file.endswith(".md") else bomb
    (content / file).write_text(text, encoding="utf-8")

    assert f"content/{file}" in {one.path for one in load_corpus(content).problems}


def test_what_people_write_is_read_as_before() -> None:
    text = "a: [1, 二]\nb: {c: 2026-01-31}\n"

    assert yaml.load(text, Loader=PlainLoader) == yaml.safe_load(text)  # noqa: S506 - as above


@given(st.lists(st.text("灯座亮，。「」", min_size=1, max_size=6), min_size=2, max_size=5))
def test_chinese_that_is_folded_is_joined_without_a_space(pieces: list[str]) -> None:
    lines = "".join(f"\n  {piece}" for piece in pieces)

    assert value_of(f"a: >-{lines}\n") == {"a": "".join(pieces)}
    assert value_of(f'a: "{lines.strip()}"\n') == {"a": "".join(pieces)}


def test_a_space_that_was_typed_stays_as_it_is() -> None:
    assert value_of("a: 灯 座\n") == {"a": "灯 座"}
    assert value_of("a: >-\n  换 LED\n  灯泡\n") == {"a": "换 LED 灯泡"}
    assert value_of("a: |\n  灯 座\n  亮\n") == {"a": "灯 座\n亮\n"}
