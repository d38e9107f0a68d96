"""`kb migrate` moves the questions of pieces out of heads: nothing is lost or changed besides."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from search_service.cli.migrate import STEPS, migration
from search_service.cli.moved_questions import moved_questions
from search_service.content.content_format import CURRENT, Version
from search_service.content.plain_yaml import value_of
from search_service.errors import ContentInvalid
from tests.builders import article_file

ARTICLE = "content/pages/lamps/a.md"
BESIDE = "content/pages/lamps/a.questions.yml"
SECTIONS = "section_questions:\n  再看灯泡: [灯丝断了没, 灯泡黑了]\n"
PIECES = "piece_questions:\n  灯丝断了会发黑: [黑了咋办]\n"
WORDS = st.text("灯泡拧：，「」#-&*?!|>'\"%@ []{}12aN~:\\", min_size=1, max_size=8).map(str.strip)
ASKED = st.dictionaries(
    WORDS.filter(bool), st.lists(WORDS.filter(bool), min_size=1, max_size=4), max_size=4
)


def project_with(folder: Path, *lines: str, path: str = ARTICLE, at: str = "tags:") -> Path:
    """A project whose article has these lines in its head, above a key."""
    file = folder / path
    file.parent.mkdir(parents=True, exist_ok=True)
    text = article_file().replace(at, f"{''.join(lines)}{at}", 1)
    file.write_text(text, encoding="utf-8")
    return folder


def in_order(asked: dict[str, dict[str, list[str]]]) -> list[object]:
    return [(key, [*places.items()]) for key, places in asked.items() if places]


@given(sections=ASKED, pieces=ASKED, width=st.sampled_from([40, 10_000]), flow=st.data())
def test_both_files_together_say_what_the_one_said(
    tmp_path_factory: pytest.TempPathFactory,
    sections: dict[str, list[str]],
    pieces: dict[str, list[str]],
    width: int,
    flow: st.DataObject,
) -> None:
    lines = ""
    for key, places in (("section_questions", sections), ("piece_questions", pieces)):
        style = flow.draw(st.sampled_from([True, False, None]))
        if style:  # all on the line of the key
            written = yaml.safe_dump(places, allow_unicode=True, default_flow_style=True)
            lines += f"{key}: {written}"
        else:
            lines += yaml.safe_dump(
                {key: places},
                allow_unicode=True,
                sort_keys=False,
                width=width,
                default_flow_style=style,
            )
    project = project_with(tmp_path_factory.mktemp("p"), lines)
    before = value_of(lines)

    found = moved_questions(project, {})

    if sections or pieces:
        moved = value_of(found[BESIDE].decode())
        assert in_order(moved) == in_order(before)
    assert found[ARTICLE].decode() == article_file()


def test_one_question_a_line_with_the_form_for_editors(tmp_path: Path) -> None:
    found = moved_questions(project_with(tmp_path, SECTIONS, PIECES), {})

    assert found[BESIDE].decode() == (
        "# yaml-language-server: $schema=../../schemas/questions.json\n"
        "section_questions:\n  再看灯泡:\n    - 灯丝断了没\n    - 灯泡黑了\n"
        "piece_questions:\n  灯丝断了会发黑:\n    - 黑了咋办\n"
    )


def test_what_was_written_in_windows_stays_so(tmp_path: Path) -> None:
    project = project_with(tmp_path, SECTIONS)
    file = project / ARTICLE
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))

    found = moved_questions(project, {})

    assert found[ARTICLE] == b"\xef\xbb\xbf" + article_file().replace("\n", "\r\n").encode()
    assert found[BESIDE].count(b"\r\n") == found[BESIDE].count(b"\n") == 5


@pytest.mark.parametrize(
    "lines",
    [
        "section_questions:  # 先写常问的\n  再看灯泡:\n    # 电话里\n    - 灯丝断了没\n",
        "section_questions:\n  再看灯泡: [灯丝断了没]  # 常问\n",
    ],
)
def test_comments_of_the_questions_go_with_them_and_others_stay(tmp_path: Path, lines: str) -> None:
    above, below = "# 问法在下面\n", "\n# 标签\n"
    found = moved_questions(project_with(tmp_path, above, lines, below), {})

    assert found[BESIDE].decode().endswith(f"questions.json\n{lines}")
    assert found[ARTICLE].decode() == article_file().replace("tags:", f"{above}{below}tags:", 1)


def test_what_was_wrong_before_is_moved_as_it_is(tmp_path: Path) -> None:
    lines = "piece_questions:\n  灯: [1, null]\n  泡:\n"

    found = moved_questions(project_with(tmp_path, lines), {})

    assert found[BESIDE].decode().endswith(lines)


def test_the_last_keys_of_a_head_are_moved_too(tmp_path: Path) -> None:
    found = moved_questions(project_with(tmp_path, SECTIONS, at="---\n\n"), {})

    assert found[ARTICLE].decode() == article_file()
    assert value_of(found[BESIDE].decode()) == value_of(SECTIONS)


def test_questions_that_came_later_are_added_to_those_that_are_there(tmp_path: Path) -> None:
    project = project_with(tmp_path, SECTIONS, PIECES)
    there = "# 我们的\nsection_questions:\n  再看灯泡:\n    - 灯泡黑了  # 常问\n"
    (project / BESIDE).write_text(there, encoding="utf-8")

    found = moved_questions(project, {})

    assert found[BESIDE].decode() == (
        f"{there}    - 灯丝断了没\npiece_questions:\n  灯丝断了会发黑:\n    - 黑了咋办\n"
    )


@pytest.mark.parametrize(
    ("lines", "there"),
    [
        (SECTIONS + PIECES + SECTIONS, None),
        ("section_questions: [\n", None),
        (SECTIONS.replace("\n  再", "  # 常问\n  再"), "section_questions: {}\n"),
        (SECTIONS, "section_questions: {再看灯泡: [灯]}\n"),
        (SECTIONS, "section_questions: [\n"),
    ],
)
def test_what_cannot_be_moved_safely_is_refused_with_what_to_do(
    tmp_path: Path, lines: str, there: str | None
) -> None:
    project = project_with(tmp_path, lines)
    if there:
        (project / BESIDE).write_text(there, encoding="utf-8")

    with pytest.raises(ContentInvalid, match=rf"{ARTICLE} .*a\.questions\.yml.*kb migrate"):
        moved_questions(project, {})


def test_internal_articles_and_those_of_brands_are_moved_too(tmp_path: Path) -> None:
    internal = "content/agents/articles/n.md"
    own = f"brands/star/{ARTICLE}"
    for path in (internal, own):
        project_with(tmp_path, PIECES, path=path)

    found = moved_questions(tmp_path, {})

    beside = {path.replace(".md", ".questions.yml") for path in (internal, own)}
    assert {*found} == {internal, own, *beside}


def test_a_brands_article_without_questions_does_not_get_those_of_all(tmp_path: Path) -> None:
    project_with(tmp_path, PIECES)
    project_with(tmp_path, path=f"brands/star/{ARTICLE}")

    found = moved_questions(tmp_path, {})

    assert value_of(found[f"brands/star/{BESIDE}"].decode()) is None


def test_a_text_that_only_speaks_of_them_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / ARTICLE
    file.parent.mkdir(parents=True)
    file.write_text(article_file(body="section_questions: 是什么\n"), encoding="utf-8")

    assert moved_questions(tmp_path, {}) == {}


def test_what_an_older_branch_brings_is_moved_at_the_present_format(tmp_path: Path) -> None:
    project_with(tmp_path, SECTIONS)

    steps, files = migration(tmp_path, CURRENT, STEPS)
    assert [step.to for step in steps] == [Version(2, 0, 0)]
    assert {*files} == {ARTICLE, BESIDE}
    for path, data in files.items():
        (tmp_path / path).write_bytes(data)

    assert migration(tmp_path, CURRENT, STEPS) == ([], {})
