"""The macros writers use in articles, once for the site and once for the index.

MkDocs (through mkdocs-macros) calls `define_env`; the article parser calls `ContentRenderer`.
Both get the same functions, so what is indexed is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path
from types import CodeType
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from search_service.content.data.operator_data import OperatorData, load_operator_data
from search_service.content.macros.facts import (
    article_link,
    contact_macros,
    error_code_macros,
    time_macros,
)
from search_service.content.macros.guided_tools import guided_macros
from search_service.content.macros.tool_pages import tool_macros

_ID = re.compile(r"\A---[ \t]*\n(?:(?!---).*\n)*?id:[ \t]*(?P<id>[A-Z]-\d{3})\b")


def _paths_of_articles(pages_folder: Path) -> Mapping[str, str]:
    """Files below `pages_folder` by the id in their head.

    Articles are parsed with the macros, so the macros cannot ask the parser.
    """
    heads = (
        (_ID.match(file.read_text(encoding="utf-8-sig", errors="replace")), file)
        for file in sorted(pages_folder.rglob("*.md"))
    )
    return {
        found["id"]: file.relative_to(pages_folder).as_posix() for found, file in heads if found
    }


def macros(data: OperatorData, articles: Mapping[str, str]) -> dict[str, Callable[..., str]]:
    """The macros by name, each returning Markdown.

    Args:
        data: What they show.
        articles: Files below `content/pages` by article id, for links.
    """

    def link(article_id: str | None) -> str:
        return article_link(articles, article_id)

    return (
        contact_macros(data)
        | time_macros(data)
        | error_code_macros(data, link)
        | tool_macros(data)
        | guided_macros(data, link)
    )


class _SharedTextLoader(jinja2.FileSystemLoader):
    """Finds the shared components, but leaves their text out.

    The same warning stands under nearly every article; indexed, it would be found under all.
    """

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        _, filename, is_current = super().get_source(environment, template)
        return "", filename, is_current


def _environment(loader: jinja2.BaseLoader | None = None) -> SandboxedEnvironment:
    return SandboxedEnvironment(
        loader=loader,
        undefined=jinja2.StrictUndefined,
        comment_start_string="{##",
        comment_end_string="##}",
        autoescape=False,
    )


@lru_cache(maxsize=5_000)
def _compiled(markdown: str) -> CodeType:
    """Remembered: compiling is most of the work, and most articles stay as they were."""
    return _environment().compile(markdown)


class ContentRenderer:
    """Renders the references of an article as mkdocs-macros does, in a sandbox.

    Args:
        content_folder: Holds `components/`.
        data: What the macros look up.
        further: Macros that the site does not have.
    """

    def __init__(
        self,
        content_folder: Path,
        data: OperatorData,
        further: Mapping[str, Callable[..., str]] | None = None,
    ) -> None:
        self._environment = _environment(_SharedTextLoader(content_folder / "components"))
        self._environment.globals = {
            **macros(data, _paths_of_articles(content_folder / "pages")),
            **(further or {}),
        }

    def render(self, markdown: str) -> str:
        """The article with its references filled in.

        Raises:
            jinja2.TemplateError: A reference is unknown or malformed.
        """
        template = self._environment.template_class.from_code(
            self._environment, _compiled(markdown), self._environment.globals
        )
        return template.render()


def define_env(env: Any) -> None:  # noqa: ANN401 - mkdocs-macros ships no types
    """Hand the macros to mkdocs-macros. Problems of the data files are the content check's."""
    content_folder = Path(env.project_dir) / "content"
    data, _ = load_operator_data(content_folder)
    articles = _paths_of_articles(content_folder / "pages")
    for name, function in macros(data, articles).items():
        env.macro(function, name)
