"""The macros writers use in articles, once for the site and once for the index.

MkDocs (through mkdocs-macros) calls `define_env`; the article parser calls `ContentRenderer`.
Both get the same functions, so what is indexed is what is read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import jinja2
from jinja2.sandbox import SandboxedEnvironment

from search_service.guided_macros import guided_macros
from search_service.markdown_parts import badged, look_up, table
from search_service.operator_data import OperatorData, load_operator_data
from search_service.tool_macros import shown_hours, tool_macros

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

    def channel(key: str) -> str:
        record = look_up(data.channels, key, "channels.yml")
        return badged(record.value, record.status)

    def hotline(key: str) -> str:
        return str(look_up(data.hotlines, key, "public_hotlines.yml").value)

    def refund_time(key: str) -> str:
        record = look_up(data.refund_times, key, "refund_times.yml")
        first, last = record.earliest_working_days, record.latest_working_days
        days = f"{first} 个工作日" if first == last else f"{first}–{last} 个工作日"
        return badged(days, record.status)

    def channels_table() -> str:
        rows = [
            (c.name, badged(c.value, c.status), shown_hours(c.hours), c.best_for)
            for c in data.channels.values()
        ]
        return table(("渠道", "号码或地址", "服务时间", "适合什么事"), rows)

    def hotlines_table() -> str:
        rows = [(h.name, h.value, h.use, h.source) for h in data.hotlines.values()]
        return table(("热线", "号码", "什么时候打", "依据"), rows)

    def refund_times_table() -> str:
        rows = [
            (record.name, refund_time(key), record.note or "")
            for key, record in data.refund_times.items()
        ]
        return table(("付款方式", "到账时间", "说明"), rows)

    def error_codes_table() -> str:
        rows = [
            (
                badged(f"**{code}**", record.status),
                record.meaning,
                record.what_to_do,
                article_link(record.article),
            )
            for code, record in data.error_codes.items()
        ]
        return table(("错误码", "意思", "先做什么", "看哪篇"), rows)

    def article_link(article_id: str | None) -> str:
        """MkDocs reads an absolute link as relative to `content/pages`, from whatever page."""
        if article_id is None:
            return ""
        path = articles.get(article_id)
        return f"[{article_id}](/{path})" if path else article_id

    return (
        tool_macros(data)
        | guided_macros(data, article_link)
        | {
            function.__name__: function
            for function in (
                channel,
                hotline,
                refund_time,
                channels_table,
                hotlines_table,
                refund_times_table,
                error_codes_table,
            )
        }
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


class ContentRenderer:
    """Renders the references of an article as mkdocs-macros does, in a sandbox."""

    def __init__(self, content_folder: Path, data: OperatorData) -> None:
        self._environment = SandboxedEnvironment(
            loader=_SharedTextLoader(content_folder / "components"),
            undefined=jinja2.StrictUndefined,
            comment_start_string="{##",
            comment_end_string="##}",
            autoescape=False,
        )
        self._environment.globals = dict(macros(data, _paths_of_articles(content_folder / "pages")))

    def render(self, markdown: str) -> str:
        """The article with its references filled in.

        Raises:
            jinja2.TemplateError: A reference is unknown or malformed.
        """
        return self._environment.from_string(markdown).render()


def define_env(env: Any) -> None:  # noqa: ANN401 - mkdocs-macros ships no types
    """Hand the macros to mkdocs-macros. Problems of the data files are the content check's."""
    content_folder = Path(env.project_dir) / "content"
    data, _ = load_operator_data(content_folder)
    articles = _paths_of_articles(content_folder / "pages")
    for name, function in macros(data, articles).items():
        env.macro(function, name)
