"""The file beside an article that holds the questions of its sections, rows and sentences.

`refunds/how-long.md` has `refunds/how-long.questions.yml`, which may be missing. An article's own
`questions` stay in its head. Which place is meant is decided in `content.section_questions`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from search_service.content.article import PlaceQuestions
from search_service.content.problems import Problem
from search_service.content.source_files import SIZE_LIMIT, is_plain_file
from search_service.content.source_text import read_source
from search_service.content.validated_yaml import lines_of, read_yaml

SUFFIX = ".questions.yml"
_ARTICLE = ".md"
# Articles whose last reading is kept, so that a saved file costs only its own.
_REMEMBERED = 5_000


@dataclass(frozen=True)
class WrittenQuestions:
    """The file of one article as it was read.

    Attributes:
        shown_as: As problems name it.
        text: As it stands; empty without a file.
        asked: What it says; nothing where something is wrong with it.
        problems: What is wrong with it.
    """

    shown_as: str
    text: str = ""
    asked: PlaceQuestions = field(default_factory=PlaceQuestions)
    problems: tuple[Problem, ...] = ()

    def line_of(self, place: str) -> int:
        """The line on which a place is named."""
        lines: Mapping[tuple[str | int, ...], int] = lines_of(self.text)
        found = (line for path, line in lines.items() if path[1:] == (place,))
        return next(found, 1)


def questions_beside(article: str) -> str:
    """The path of the questions of an article, by its own."""
    return article.removesuffix(_ARTICLE) + SUFFIX


def article_beside(path: str) -> str:
    """The path of the article whose questions stand in a file; any other path as it is."""
    return path.removesuffix(SUFFIX) + _ARTICLE if path.endswith(SUFFIX) else path


def read_questions(article: Path, shown_as: str) -> WrittenQuestions:
    """What stands beside an article; never raises for what a writer wrote.

    Args:
        article: The file of the article.
        shown_as: Its name in problems.
    """
    file, shown = article.with_name(questions_beside(article.name)), questions_beside(shown_as)
    if not is_plain_file(file):
        return WrittenQuestions(shown)  # whatever else it is, the check calls a stray
    if file.stat().st_size > SIZE_LIMIT:
        problem = Problem(shown, 1, "questions-file", "文件太大，不会读", "请删去多余的问法")
        return WrittenQuestions(shown, problems=(problem,))
    source = read_source(file, shown)
    if source.problems:
        return WrittenQuestions(shown, problems=source.problems)
    asked, problems = _validated(source.text, shown)
    return WrittenQuestions(shown, source.text, asked, problems)


@lru_cache(maxsize=_REMEMBERED)
def _validated(text: str, shown_as: str) -> tuple[PlaceQuestions, tuple[Problem, ...]]:
    read, problems = read_yaml(text, PlaceQuestions, path=shown_as, rule="questions-file")
    return read or PlaceQuestions(), tuple(problems)
