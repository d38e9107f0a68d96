"""`content/agents/without_scripts.yml`: why an article has no 话术.

Without the file nobody is asked for reasons; with it, every article has 话术 or a reason.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from search_service.content.article import ArticleId, Text
from search_service.content.problems import Problem
from search_service.content.source_text import read_source
from search_service.content.validated_yaml import read_yaml
from search_service.desk.assembly import Written

FILE = "without_scripts.yml"
_Reason = Annotated[Text, Field(max_length=60)]


class _ReasonsFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    articles: dict[ArticleId, _Reason]


@dataclass(frozen=True)
class Reasons:
    """Why articles have no 话术, by their codes.

    Attributes:
        of_articles: The reasons.
        file: For problems: the file; empty when there is none, or it cannot be read.
        text: Its text.
    """

    of_articles: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    text: str = ""

    def problems(self, written: Iterable[Written]) -> Iterator[Problem]:
        """What is wrong with the reasons."""
        if not self.file:
            return
        has_words = {one.article.id: one.scripts is not None for one in written}
        for code in self.of_articles:
            if code not in has_words:
                yield self._problem(code, f"没有编号为 {code} 的文章", "请改正编号，或删掉这一行")
            elif has_words[code]:
                yield self._problem(code, f"{code} 已经有话术了", "请删掉这一行")

    def lacking(self, written: Iterable[Written]) -> Iterator[Problem]:
        """Articles that have neither; not a mistake: who imports a hundred has none at first."""
        if not self.file:
            return
        for code in sorted(one.article.id for one in written if one.scripts is None):
            if code not in self.of_articles:
                advice = f"请写 scripts/{code}.yml，或在这里写明为什么不用：{code}: 原因"
                message = f"{code} 没有话术，也没写原因"
                yield Problem(self.file, 1, "without-scripts", message, advice)

    def _problem(self, code: str, message: str, advice: str) -> Problem:
        lines = enumerate(self.text.split("\n"), 1)
        line = next((n for n, one in lines if one.strip().startswith(f"{code}:")), 1)
        return Problem(self.file, line, "scripts", message, advice)


def load_reasons(agents_folder: Path, shown_as: str) -> tuple[Reasons, list[Problem]]:
    """What the file says; without a file there are no reasons and no problems."""
    file = agents_folder / FILE
    if not file.exists():
        return Reasons(), []
    shown = f"{shown_as}/{FILE}"
    source = read_source(file, shown)
    if source.problems:
        return Reasons(), [*source.problems]
    read, problems = read_yaml(source.text, _ReasonsFile, path=shown, rule="scripts")
    if read is None:
        return Reasons(), problems
    return Reasons(read.articles, shown, source.text), problems
