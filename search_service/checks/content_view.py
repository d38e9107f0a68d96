"""The content as rules look at it: every file with its text, its lines and its Markdown tokens."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from search_service.analysis.chains import Analyser
from search_service.checks.markdown_file import KeyPath, MarkdownFile
from search_service.content.corpus import Corpus, is_hub, load_corpus
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.navigation import Navigation, read_navigation
from search_service.content.plain_yaml import PlainLoader
from search_service.content.source_files import files_below, is_plain_file, pages_of
from search_service.content.validated_yaml import lines_of
from search_service.desk.teams import load_teams, team_macros


@dataclass(frozen=True)
class DataFile:
    """A YAML file of `content/data`, whatever it holds."""

    shown_as: str
    text: str

    @cached_property
    def lines(self) -> Mapping[KeyPath, int]:
        """The line of each key and entry."""
        return lines_of(self.text)

    @cached_property
    def values(self) -> tuple[tuple[KeyPath, Any], ...]:
        """Every value that is no mapping or list, with its path."""
        try:
            read = yaml.load(self.text, Loader=PlainLoader)  # noqa: S506 - a SafeLoader underneath
            return tuple(_leaves(read, ()))
        except (yaml.YAMLError, ValueError):
            return ()

    def line(self, path: KeyPath) -> int:
        """Where a value stands."""
        return self.lines.get(path, 1)


def _leaves(value: object, path: KeyPath) -> Iterator[tuple[KeyPath, Any]]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, (*path, index))
    else:
        yield path, value


@dataclass(frozen=True)
class ContentView:
    """Everything rules may look at.

    Attributes:
        project: Folder of `mkdocs.yml` and `content/`.
        corpus: The content as parsed, with the parsers' own problems.
        pages: Every file of `content/pages`, in the order of their paths.
        components: Every file of `content/components`.
        internal: Every article of `content/agents/articles`.
        data_files: Every file of `content/data`.
        analyser: The chain of the project's word lists.
        today: The day on which dates are judged.
    """

    project: Path
    corpus: Corpus
    pages: tuple[MarkdownFile, ...]
    components: tuple[MarkdownFile, ...]
    internal: tuple[MarkdownFile, ...]
    data_files: tuple[DataFile, ...]
    analyser: Analyser
    today: date

    @property
    def articles(self) -> Iterator[MarkdownFile]:
        """The pages that answer a question, broken ones included."""
        return (page for page in self.pages if page.is_article)

    @property
    def markdown_files(self) -> tuple[MarkdownFile, ...]:
        """Pages and components."""
        return (*self.pages, *self.components)

    @property
    def read_files(self) -> tuple[MarkdownFile, ...]:
        """Whatever is read as a page by somebody: pages, components and internal articles."""
        return (*self.pages, *self.components, *self.internal)

    @cached_property
    def pages_by_path(self) -> Mapping[str, MarkdownFile]:
        """Pages by their path below `content/pages`."""
        return {page.path: page for page in self.pages}

    @cached_property
    def navigation(self) -> Navigation:
        """Which pages mkdocs.yml names."""
        return read_navigation(self.project)


def view_content(content_folder: Path, analyser: Analyser, today: date) -> ContentView:
    """Read the content for the rules; never raises for what a writer wrote."""
    corpus = load_corpus(content_folder)
    renderer = ContentRenderer(content_folder, corpus.data)
    by_path = {article.path: article for article in corpus.articles}

    teams, _ = load_teams(content_folder / "agents", "agents")
    internal_renderer = ContentRenderer(content_folder, corpus.data, team_macros(teams))

    def markdown(folder: str, renderer: ContentRenderer) -> Iterator[MarkdownFile]:
        for path in pages_of(content_folder / folder):
            yield MarkdownFile(
                path=path,
                shown_as=posixpath.join(content_folder.name, folder, path),
                text=(content_folder / folder / path).read_text(
                    encoding="utf-8-sig", errors="replace"
                ),
                is_article=folder == "pages" and not is_hub(path),
                article=by_path.get(path) if folder == "pages" else None,
                renderer=renderer,
            )

    data = content_folder / "data"
    return ContentView(
        project=content_folder.parent,
        corpus=corpus,
        pages=tuple(markdown("pages", renderer)),
        components=tuple(markdown("components", renderer)),
        internal=tuple(markdown("agents/articles", internal_renderer)),
        data_files=tuple(
            DataFile(
                posixpath.join(content_folder.name, file.relative_to(content_folder).as_posix()),
                file.read_text(encoding="utf-8-sig", errors="replace"),
            )
            for name, file in files_below(data)
            if name.endswith(".yml") and is_plain_file(file)
        ),
        analyser=analyser,
        today=today,
    )
