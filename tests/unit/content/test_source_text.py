from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.source_text import read_source

TEXT = "灯不亮\n先换插座\n再换灯泡\n"


def read(tmp_path: Path, raw: bytes) -> tuple[str, list[tuple[str, int, str]]]:
    file = tmp_path / "a.md"
    file.write_bytes(raw)
    source = read_source(file, "a.md")
    return source.text, [(p.rule, p.line, p.message) for p in source.problems]


@pytest.mark.parametrize(
    "raw",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r\n").encode("utf-8-sig"),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_every_editors_utf_8_is_the_same_text(tmp_path: Path, raw: bytes) -> None:
    assert read(tmp_path, raw) == (TEXT, [])


@pytest.mark.parametrize(
    ("raw", "line", "named"),
    [
        (TEXT.encode("gb18030"), 1, "GB18030"),
        (("name: lamp\n" + TEXT).encode("gb18030"), 2, "GB18030"),
        (TEXT.encode() + "灯丝\n".encode("gbk"), 4, "GB18030"),
        (TEXT.encode("utf-16"), 1, "UTF-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), 1, "UTF-16"),
        (b"lamp\n\xff\xff\n", 2, "UTF-8"),
        (b"lamp\nbulb\0\n", 2, "空字节"),
    ],
)
def test_another_encoding_is_named_at_its_first_line(
    tmp_path: Path, raw: bytes, line: int, named: str
) -> None:
    _, [(rule, at, message)] = read(tmp_path, raw)

    assert (rule, at) == ("encoding", line)
    assert named in message


def test_the_code_of_an_article_in_another_encoding_can_still_be_read(tmp_path: Path) -> None:
    text, _ = read(tmp_path, "---\nid: L-101\ntitle: 灯不亮\n---\n".encode("gb18030"))

    assert "id: L-101\ntitle: 灯不亮" in text


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("灯\n<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> main\n", [2]),
        ("灯\n甲\n=======\n乙\n>>>>>>> main\n", [5]),
        ("<<<<<<< a\n<<<<<<< b\n", [1, 2]),
        ("标题\n=======\n", []),
        ("<<<<<<<<<< 箭头\n", []),
    ],
)
def test_marks_of_a_merge_are_found_and_underlines_are_not(
    tmp_path: Path, text: str, lines: list[int]
) -> None:
    assert [line for _, line, _ in read(tmp_path, text.encode())[1]] == lines


def test_what_is_no_file_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "a.md").mkdir()

    (problem,) = read_source(tmp_path / "a.md", "a.md").problems
    assert problem.rule == "encoding"
