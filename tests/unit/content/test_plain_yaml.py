from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from search_service.content.corpus import load_corpus
from search_service.content.plain_yaml import PlainLoader
from tests.builders import article_file, write_content

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
]


@pytest.mark.parametrize("bomb", BOMBS, ids=range(len(BOMBS)))
def test_a_text_that_would_be_a_long_work_is_refused(bomb: str) -> None:
    with pytest.raises(yaml.YAMLError):
        yaml.load(bomb, Loader=PlainLoader)  # noqa: S506 - a SafeLoader underneath


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
