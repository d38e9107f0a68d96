"""The content as rules look at it: every file with its text, its lines and its Markdown tokens."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from pathlib import Path

import yaml

from search_service.analysis.chains import Analyser, make_analyser
from search_service.checks.counting import count_characters
from search_service.checks.markdown_file import MarkdownFile
from search_service.checks.yaml_file import YamlFile
from search_service.content.aside import aside
from search_service.content.corpus import Corpus, is_hub, load_corpus
from search_service.content.fragments import keep_fragments
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.navigation import Navigation, read_navigation, scalars_of
from search_service.content.problems import Problem
from search_service.content.question_files import SUFFIX, questions_beside
from search_service.content.redirects import load_redirects
from search_service.content.site_settings import SiteSettings
from search_service.content.source_files import (
    files_below,
    is_plain_file,
    is_text_file,
    pages_of,
)
from search_service.content.source_text import read_source
from search_service.content.word_lists import read_word_lists
from search_service.desk.internal_content import DeskContent, load_desk
from search_service.settings import Settings

# As long as the name that the content comes with.
_SHORT_NAME = "名名名"


@dataclass(frozen=True)
class ContentView:
    """Everything rules may look at.

    Attributes:
        project: Folder of `mkdocs.yml` and `content/`.
        corpus: The content as parsed, with the parsers' own problems.
        pages: Every file of `content/pages`, in the order of their paths.
        components: Every file of `content/components`.
        internal: Every article of `content/agents`.
        data_files: Every YAML file of `content/data`.
        agent_files: Every YAML file of `content/agents`, but for the questions beside articles.
        texts: Word lists and judgements by their path below `content`.
        desk: What is written for agents.
        unreadable: What is wrong with files before anything in them can be judged.
        analyser: The chain of the project's word lists.
        today: The day on which dates are judged.
    """

    project: Path
    corpus: Corpus
    pages: tuple[MarkdownFile, ...]
    components: tuple[MarkdownFile, ...]
    internal: tuple[MarkdownFile, ...]
    data_files: tuple[YamlFile, ...]
    agent_files: tuple[YamlFile, ...]
    texts: Mapping[str, str]
    desk: DeskContent
    unreadable: tuple[Problem, ...]
    analyser: Analyser
    today: date

    @property
    def articles(self) -> Iterator[MarkdownFile]:
        """The pages that answer a question, broken ones included."""
        return (page for page in self.pages if page.is_article)

    @property
    def public_files(self) -> tuple[MarkdownFile, ...]:
        """Pages and components."""
        return (*self.pages, *self.components)

    @property
    def markdown_files(self) -> tuple[MarkdownFile, ...]:
        """Whatever is read as a page by somebody: pages, components and internal articles."""
        return (*self.public_files, *self.internal)

    @cached_property
    def question_files(self) -> tuple[YamlFile, ...]:
        """What stands beside pages and internal articles."""
        articles = (*self.pages, *self.internal)
        return tuple(page.questions for page in articles if page.questions)

    @cached_property
    def pages_by_path(self) -> Mapping[str, MarkdownFile]:
        """Pages by their path below `content/pages`."""
        return {page.path: page for page in self.pages}

    @cached_property
    def site_settings(self) -> SiteSettings:
        """mkdocs.yml and what it inherits from."""
        return SiteSettings(self.project)

    @cached_property
    def navigation(self) -> Navigation:
        """Which pages mkdocs.yml names."""
        return read_navigation(self.project)

    def length_of(self, text: str) -> int:
        """字数 of a text, in which a long name of the brand is no longer than a short one.

        What all brands share was written with a short one, and is not to be written anew.
        """
        brand = self.corpus.data.brand
        if brand and count_characters(brand.name) > len(_SHORT_NAME):
            text = text.replace(brand.name, _SHORT_NAME)
        return count_characters(text)

    def home_codes(self) -> Iterator[tuple[str, int]]:
        """The codes of articles that mkdocs.yml picks out, each with its line."""
        yield from scalars_of(self.site_settings.node("extra", "official_channels_id"))
        yield from self.home_needs("id")
        for _, codes in self.home_lists():
            yield from codes

    def home_lists(self) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
        """The lists of such codes that hold each once, by their keys; every code with its line."""
        for name in ("most_asked", "how_to"):
            yield name, tuple(scalars_of(self.site_settings.node("extra", name)))

    def home_needs(self, name: str) -> Iterator[tuple[str, int]]:
        """What the needs on the home page hold under a key, each with its line."""
        needs = self.site_settings.node("extra", "first_needs")
        for need in needs.value if isinstance(needs, yaml.SequenceNode) else ():
            for key, value in need.value if isinstance(need, yaml.MappingNode) else ():
                if key.value == name:
                    yield from scalars_of(value)


def open_view(settings: Settings, today: date, *, alone: bool = False) -> ContentView:
    """The project's content with its own word lists; never raises for what a writer wrote.

    Args:
        settings: Where the project lies.
        today: The day on which dates are judged.
        alone: No other thread is running: a dictionary that is not there yet is made on another
            processor while the content is read.
    """
    folder, kept = settings.content_folder, settings.state_folder / "jieba"
    keep_fragments(settings.state_folder)
    words, problems = read_word_lists(folder / "words", f"{folder.name}/words")
    make = partial(make_analyser, words, kept)
    if not alone or kept.exists():
        return view_content(folder, make(), today, problems)

    def opened() -> Analyser:
        dictionary_made()
        return make()

    with aside(lambda: make().analysis_id) as dictionary_made:
        return _view(folder, opened, today, problems)


def view_content(
    content_folder: Path,
    analyser: Analyser,
    today: date,
    word_problems: Iterable[Problem] = (),
) -> ContentView:
    """Read the content for the rules; never raises for what a writer wrote."""
    return _view(content_folder, lambda: analyser, today, word_problems)


def _view(
    content_folder: Path,
    analyser: Callable[[], Analyser],
    today: date,
    word_problems: Iterable[Problem],
) -> ContentView:
    """The content; the analyser is asked for when all of it is read."""
    corpus = load_corpus(content_folder)
    desk = load_desk(content_folder, corpus)
    _, bad_redirects = load_redirects(content_folder)
    reading = _Reading(content_folder, corpus)
    renderer = ContentRenderer(content_folder, corpus.data)
    view = ContentView(
        project=content_folder.parent,
        corpus=corpus,
        pages=tuple(reading.markdown("pages", renderer)),
        components=tuple(reading.markdown("components", renderer)),
        internal=tuple(reading.markdown("agents/articles", desk.renderer)),
        data_files=tuple(reading.yaml_files("data")),
        agent_files=tuple(reading.yaml_files("agents")),
        texts=reading.texts(),
        desk=desk,
        unreadable=(),
        analyser=analyser(),
        today=today,
    )
    problems = {*corpus.problems, *desk.problems, *bad_redirects, *word_problems}
    return replace(view, unreadable=tuple(sorted(problems | {*reading.problems})))


class _Reading:
    """Reads files of every kind; collects what is wrong with them as files."""

    def __init__(self, content_folder: Path, corpus: Corpus) -> None:
        self._folder = content_folder
        self._articles = {article.path: article for article in corpus.articles}
        self.problems: list[Problem] = []

    def _read(self, file: Path) -> tuple[str, str]:
        """A file's name in problems and its text."""
        shown_as = file.relative_to(self._folder.parent).as_posix()
        source = read_source(file, shown_as)
        self.problems += source.problems
        return shown_as, source.text

    def markdown(self, folder: str, renderer: ContentRenderer) -> Iterator[MarkdownFile]:
        """The Markdown files below a folder of `content`, in the order of their paths."""
        for path in pages_of(self._folder / folder):
            shown_as, text = self._read(self._folder / folder / path)
            yield MarkdownFile(
                path=path,
                shown_as=shown_as,
                text=text,
                is_article=folder == "pages" and not is_hub(path),
                article=self._articles.get(path) if folder == "pages" else None,
                renderer=renderer,
                questions=self._questions(self._folder / folder / path),
            )

    def _questions(self, article: Path) -> YamlFile | None:
        file = article.with_name(questions_beside(article.name))
        if not is_text_file(file):
            return None
        shown_as, text = self._read(file)
        return YamlFile(file.relative_to(self._folder).as_posix(), shown_as, text)

    def yaml_files(self, folder: str) -> Iterator[YamlFile]:
        """The YAML files below a folder of `content`."""
        for name, file in files_below(self._folder / folder):
            if not name.endswith(".yml") or name.endswith(SUFFIX) or not is_plain_file(file):
                continue
            shown_as, text = self._read(file)
            yield YamlFile(file.relative_to(self._folder).as_posix(), shown_as, text)

    def texts(self) -> dict[str, str]:
        """Word lists and judgements by path below `content`."""
        found = {}
        for pattern in ("words/*.txt", "words/*.yml", "judgements/*.tsv"):
            for file in sorted(self._folder.glob(pattern)):
                found[file.relative_to(self._folder).as_posix()] = self._read(file)[1]
        return found
