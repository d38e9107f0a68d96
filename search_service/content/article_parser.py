"""A Markdown file to an `Article` plus what is wrong with it; never raises for bad content."""

from __future__ import annotations

import re
from functools import lru_cache

from pydantic import BaseModel

from search_service.content.article import (
    Article,
    FrontMatter,
    front_matter_model,
)
from search_service.content.fact_sources import unknown_facts, with_facts
from search_service.content.macros.references import ReferenceRefused
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.problems import Problem
from search_service.content.section_questions import with_questions
from search_service.content.sections import sections_of
from search_service.content.unit_cutting import units_of
from search_service.content.validated_yaml import read_yaml

_FRONT_MATTER = re.compile(r"\A---[ \t]*\n(?P<yaml>.*?)\n---[ \t]*(?:\n|\Z)", re.DOTALL)
# Articles whose last reading is kept, so that a saved file costs only its own.
_REMEMBERED = 5_000


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
    head, _, _ = split_front_matter(text)
    if head is None:
        message = "文件开头没有信息头（两行 --- 之间的部分）"
        return None, [
            Problem(path, 1, "front-matter", message, "请照 content/README.md 的模板补上")
        ]
    front_matter, problems = _validated(head, model, path)
    return front_matter, list(problems)


@lru_cache(maxsize=_REMEMBERED)
def _validated(
    head: str, model: type[BaseModel], path: str
) -> tuple[BaseModel | None, tuple[Problem, ...]]:
    front_matter, problems = read_yaml(head, model, path=path, rule="front-matter", first_line=2)
    return front_matter, tuple(problems)


def parse_article(
    path: str,
    text: str,
    renderer: ContentRenderer,
    shown_as: str,
    model: type[FrontMatter] | None = None,
) -> tuple[Article | None, list[Problem]]:
    """One article file.

    Args:
        path: Path below `content/pages`, with forward slashes.
        text: The file.
        renderer: Fills in the references to data.
        shown_as: Path for the problems.
        model: What its head must be, when its path does not say it.

    Returns:
        The article, or None when its head or its references are broken; and the problems.
    """
    front_matter, problems = parse_front_matter(shown_as, text, model or front_matter_model(path))
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
    units, faults = with_questions(units_of(fragment.html), front_matter.section_questions)
    problems += (
        Problem(
            shown_as,
            _line_of_place(text, place),
            "section-question",
            f"section_questions：{fault}",
            "请照抄小节标题、表格第一格，或只在一处出现的一句原话",
        )
        for place, fault in faults.items()
    )
    return Article(path, front_matter, sections, units), problems


def _line_of_place(text: str, place: str) -> int:
    """The line of the head on which a place of `section_questions` is named."""
    lines = text.split("\n")
    start = next((n for n, line in enumerate(lines) if line.startswith("section_questions:")), 0)
    named = (n for n in range(start, len(lines)) if place in lines[n])
    return next(named, start) + 1


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
