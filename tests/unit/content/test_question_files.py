"""The questions beside an article: read with it, at their own lines, and never the end of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from search_service.content.article import Article
from search_service.content.corpus import Corpus, load_corpus
from search_service.content.question_files import SUFFIX, article_beside, questions_beside
from tests.builders import article_file, write_content

BESIDE = "content/pages/lamps/a.questions.yml"


def read(folder: Path, written: str | bytes | None, **head: object) -> Corpus:
    content = write_content(folder / "content", {"lamps/a.md": article_file(**head)})  # type: ignore[arg-type]
    if written is not None:
        raw = written.encode() if isinstance(written, str) else written
        (content / "pages/lamps/a.questions.yml").write_bytes(raw)
    return load_corpus(content)


def asked_of(article: Article) -> list[tuple[str, ...]]:
    return [asked for unit in article.units for asked in (unit.section_questions,) if asked]


def test_what_stands_beside_an_article_is_asked_of_its_places(tmp_path: Path) -> None:
    corpus = read(tmp_path, "section_questions:\n  再看灯泡:\n    - 灯丝断了没\n")

    (article,) = corpus.articles
    assert asked_of(article) == [("灯丝断了没",)]
    assert [*article.place_questions.all()] == ["灯丝断了没"]


@pytest.mark.parametrize("written", [None, "", "# 还没有\n", "section_questions: {}\n"])
def test_an_article_needs_no_such_file(tmp_path: Path, written: str | None) -> None:
    (article,) = read(tmp_path, written).articles

    assert asked_of(article) == []


@pytest.mark.parametrize(
    ("written", "rule", "line"),
    [
        ("section_questions:\n  再看灯泡: 灯丝\n", "questions-file", 2),
        ("section_questions:\n  再看灯泡: [一\n", "questions-file", 2),
        ("piece_questions:\n  再看:\n    - <b>灯</b>\n", "questions-file", 3),
        ("questions: [灯]\n", "questions-file", 1),
        (
            "piece_questions:\n  灯丝断了会发黑:\n    - 一\n  灯罩:\n    - 二\n",
            "section-question",
            4,
        ),
        ("section_questions:\n  灯罩:\n    - 二\n", "section-question", 2),
        (b"\xff\xfe1\x00", "encoding", 1),
        ("<<<<<<< a\n=======\n>>>>>>> b\n", "conflict", 1),
    ],
)
def test_a_fault_stands_at_its_line_and_the_article_stays(
    tmp_path: Path, written: str | bytes, rule: str, line: int
) -> None:
    corpus = read(tmp_path, written)

    (problem,) = [one for one in corpus.problems if one.path == BESIDE]
    assert (problem.rule, problem.line) == (rule, line)
    assert len(corpus.articles) == 1


@pytest.mark.parametrize("key", ["section_questions", "piece_questions"])
def test_a_head_that_still_holds_them_says_what_to_do(tmp_path: Path, key: str) -> None:
    corpus = read(tmp_path, None, **{key: {"再看灯泡": ["灯丝断了没"]}})

    (problem,) = [one for one in corpus.problems if one.rule == "front-matter"]
    assert problem.message == f"{key}：不再写在信息头里，要写在文章旁边的 a.questions.yml"
    assert "kb migrate" in problem.advice


def test_paths_lead_from_one_to_the_other() -> None:
    assert questions_beside("lamps/a.md") == f"lamps/a{SUFFIX}"
    assert article_beside(f"lamps/a{SUFFIX}") == "lamps/a.md"
    assert article_beside("lamps/index.md") == "lamps/index.md"
