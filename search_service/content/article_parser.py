"""A Markdown file to an `Article` plus what is wrong with it; never raises for bad content."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import BaseModel

from search_service.content.article import (
    Article,
    FrontMatter,
    PlaceQuestions,
    front_matter_model,
)
from search_service.content.fact_sources import unknown_facts, with_facts
from search_service.content.macros.references import ReferenceRefused
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.problems import Problem
from search_service.content.question_files import WrittenQuestions
from search_service.content.section_questions import with_questions
from search_service.content.sections import sections_of
from search_service.content.unit_cutting import units_of
from search_service.content.validated_yaml import read_yaml

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
_RULER = re.compile(r"---[ \t]*")
# What is meant as one: dashes of any kind and number, indented or not.
_LIKE_RULER = re.compile(r"\s*[-\u2010-\u2015\u2212\uff0d_]{2,}\s*|\s*[\u2014\uff0d]\s*")
_FIRST_KEY = re.compile(r"(?:id|title|summary)\s*[:：]")
# A head has no headings; one that does goes on into the text.
_HEADING_IN_HEAD = re.compile(r"^#{2,6} ", re.MULTILINE)
# Articles whose last reading is kept, so that a saved file costs only its own.
_REMEMBERED = 5_000

# A head pasted above another one.
_SECOND_HEAD = re.compile(r"(?P<blank>\s*?)---[ \t]*\n[a-z_]+:(?:\s|$)")


def split_front_matter(text: str) -> tuple[str | None, str, int]:
    """The YAML head (None without one), the body, and the line on which the body begins."""
    match = _FRONT_MATTER.match(text)
    if match is None:
        return None, text, 1
    return match["yaml"], text[match.end() :], text[: match.end()].count("\n") + 1


def parse_front_matter(
    path: str, text: str, model: type[BaseModel]
) -> tuple[BaseModel | None, list[Problem]]:
    """Only the head of a file, validated against `model`."""
    head, body, first_line = split_front_matter(text)
    if head is None or _HEADING_IN_HEAD.search(head):
        return None, [_no_head(path, text)]
    if again := _SECOND_HEAD.match(body):
        line = first_line + again["blank"].count("\n")
        advice = "请只留一份，另一份连同两行 --- 一起删掉"
        return None, [Problem(path, line, "head-missing", "信息头写了两遍", advice)]
    front_matter, problems = _validated(head, model, path)
    return front_matter, list(problems)


def _no_head(path: str, text: str) -> Problem:
    """Why a file has no head, at the line that is wrong."""
    lines = text.split("\n")
    first = next((n for n, line in enumerate(lines) if line.strip()), 0)
    if not _LIKE_RULER.fullmatch(lines[first]):
        if _FIRST_KEY.match(lines[first]):
            message, advice = "信息头前面少了一行 ---", "请在它前面单独写一行 ---"
        else:
            message = "文件开头没有信息头（两行 --- 之间的部分）"
            advice = "请照 content/README.md 的模板补上"
        return Problem(path, first + 1, "head-missing", message, advice)
    if first > 0 or not _RULER.fullmatch(lines[0]):
        message = f"信息头开头的「{lines[first]}」不算：要在第一行，顶格写三条短横线"
        return Problem(path, first + 1, "head-missing", message, "请把第一行改成 ---")
    wrong = next((n for n in range(1, len(lines)) if _LIKE_RULER.fullmatch(lines[n])), None)
    if wrong is not None and not _RULER.fullmatch(lines[wrong]):
        message = f"信息头末尾的「{lines[wrong]}」不算：要顶格写三条短横线"
        return Problem(path, wrong + 1, "head-missing", message, "请把这一行改成 ---")
    end = next((n for n in range(1, len(lines)) if _HEADING_IN_HEAD.match(lines[n])), 0)
    message, advice = "信息头没有结束", "请在信息头最后一项的下一行单独写 ---"
    return Problem(path, end + 1, "head-missing", message, advice)


@lru_cache(maxsize=_REMEMBERED)
def _validated(
    head: str, model: type[BaseModel], path: str
) -> tuple[BaseModel | None, tuple[Problem, ...]]:
    front_matter, problems = read_yaml(head, model, path=path, rule="front-matter", first_line=2)
    return front_matter, tuple(problems)


def parse_article(  # noqa: PLR0913 - what lies in two files, and what each must be
    path: str,
    text: str,
    renderer: ContentRenderer,
    shown_as: str,
    model: type[FrontMatter] | None = None,
    questions: WrittenQuestions | None = None,
) -> tuple[Article | None, list[Problem]]:
    """One article file.

    Args:
        path: Path below `content/pages`, with forward slashes.
        text: The file.
        renderer: Fills in the references to data.
        shown_as: Path for the problems.
        model: What its head must be, when its path does not say it.
        questions: What stands beside it, if anything does.

    Returns:
        The article, or None when its head or its references are broken; and the problems.
    """
    front_matter, problems = parse_front_matter(shown_as, text, model or front_matter_model(path))
    written = questions or WrittenQuestions(shown_as)
    problems += written.problems
    _, body, first_line = split_front_matter(text)
    try:
        fragment = renderer.fragment(path, body)
    except ReferenceRefused as error:
        problems.append(reference_problem(shown_as, first_line, error))
        return None, problems
    if not isinstance(front_matter, FrontMatter):
        return None, problems
    problems += unknown_facts(front_matter, text, renderer.data, shown_as)
    front_matter = with_facts(front_matter, renderer.data)
    sections = sections_of(fragment.html)
    if not sections:
        problems.append(Problem(shown_as, first_line, "empty", "正文是空的", "请写上答案"))
        return None, problems
    asked = written.asked
    units, faults, moved = with_questions(
        units_of(fragment.html), asked.section_questions, asked.piece_questions
    )
    problems += (
        Problem(
            written.shown_as,
            written.line_of(place),
            "section-question",
            f"{_key_of(asked, place)}：{fault}",
            "请照抄小节标题、表格第一格，或只在一处出现的一句原话",
        )
        for place, fault in faults.items()
    )
    problems += (
        Problem(
            written.shown_as,
            written.line_of(place),
            "reworded-place",
            f"{_key_of(asked, place)}：「{place}」这一处改了说法，现在最像它的是「{words}」",
            f"问法先给了那里。请把这里改成「{words}」；说的不是一回事，就写对位置",
        )
        for place, words in moved.items()
    )
    return Article(path, front_matter, sections, units, asked), problems


def _key_of(asked: PlaceQuestions, place: str) -> str:
    return "section_questions" if place in asked.section_questions else "piece_questions"


def reference_problem(shown_as: str, first_line: int, error: ReferenceRefused) -> Problem:
    """A refused reference as a problem.

    Args:
        shown_as: Path of the file it stands in.
        first_line: Line of the file on which the text that was rendered begins.
        error: Says the line of that text.
    """
    message = f"引用的数据或组件有误：{error.message}"
    line = first_line - 1 + error.line
    return Problem(shown_as, line, "reference", message, "请检查 {{ … }} 和 {% … %} 的写法")
