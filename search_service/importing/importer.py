"""An export and a project → every file that an import writes; nothing is written here."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from search_service.content.article_parser import parse_article
from search_service.content.corpus import Corpus, load_corpus
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.sections import sections_of
from search_service.content.site_settings import FILE
from search_service.content.source_files import pages_of
from search_service.content.source_text import read_source
from search_service.errors import ImportRefused
from search_service.importing import project_files
from search_service.importing.formats.options import Options
from search_service.importing.found import Export
from search_service.importing.losses import Loss
from search_service.importing.page_writing import (
    Page,
    PageWriter,
    as_plain_words,
    page_text,
    related_of,
)
from search_service.importing.picture_store import FOLDER, PictureStore
from search_service.importing.planning import Placed, PlannedTopic, plan
from search_service.importing.reading import read_export
from search_service.importing.sources import open_source
from search_service.importing.wordings import Asked

_PAGES = "content/pages"
_SHOWN = re.compile(rb"/images/([\w.-]+)\)")


@dataclass(frozen=True)
class Wanted:
    """What the operator asked for.

    Attributes:
        source: Folder, archive or file.
        owner: Who looks after imported articles.
        topic: The name of the topic for articles without a category.
        options: How the export is read.
        today: The day of the import.
    """

    source: Path
    owner: str
    topic: str
    options: Options
    today: date


@dataclass(frozen=True)
class Import:
    """What an import would change, and what it leaves out.

    Attributes:
        export: What was read.
        files: Contents by path below the project.
        articles: The articles and their places.
        topics: New topics.
        pictures: How many pictures are carried.
        redirects: How many old addresses are led away from.
        made_questions: Articles by how many of their questions nobody asked.
        losses: Everything that is not carried, once each.
        notes: What people should know.
    """

    export: Export
    files: Mapping[str, bytes]
    articles: tuple[Placed, ...]
    topics: tuple[PlannedTopic, ...]
    pictures: int
    redirects: int
    made_questions: Mapping[str, int]
    losses: tuple[Loss, ...]
    notes: tuple[str, ...]


@dataclass
class _Said:
    """What is heard while heads are written."""

    made: dict[str, int] = field(default_factory=dict)
    losses: list[Loss] = field(default_factory=list)

    def hear(self, where: str, made: int, left: tuple[tuple[str, str], ...]) -> None:
        if made:
            self.made[where] = made
        self.losses += [Loss("问法", where, text[:60], why) for text, why in left]


def prepare(project: Path, wanted: Wanted) -> Import:
    """Read an export and make all files of it.

    Raises:
        ImportRefused: It cannot be read, or nothing in it can be carried.
        EditRefused: The navigation cannot be edited.
    """
    tree = open_source(wanted.source)
    export = read_export(tree, wanted.options, wanted.today)
    corpus = load_corpus(project / "content")
    texts = _texts(project)
    places = plan(export.articles, corpus, texts, wanted.topic)
    losses = [*export.losses, *places.losses]
    pictures = PictureStore(tree, _names(project / _PAGES / FOLDER))
    said = _Said()
    written, more = _pages(project, corpus, places.articles, pictures, wanted, said)
    losses += [*more, *pictures.losses, *pictures.unused(), *said.losses]
    if not written:
        listed = "\n".join(f"  {one.where}：{one.what}，{one.why}" for one in losses[:20])
        raise ImportRefused(f"没有能导入的文章。\n{listed}")
    kept = tuple(one for one in places.articles if f"{_PAGES}/{one.path}" in written)
    topics = tuple(t for t in places.topics if any(one.topic == t.folder for one in kept))
    files = {f"{_PAGES}/{t.folder}/index.md": project_files.topic_page(t).encode() for t in topics}
    files |= written
    shown = {name.decode() for text in written.values() for name in _SHOWN.findall(text)}
    carried = {
        path: data for path, data in pictures.files.items() if path.rsplit("/", 1)[1] in shown
    }
    files |= {f"{_PAGES}/{path}": data for path, data in carried.items()}
    files[FILE] = project_files.navigation(project, topics, kept)
    pages = [*texts, *(one.path for one in kept), *(f"{t.folder}/index.md" for t in topics)]
    redirects, led, unled = project_files.redirects(project, kept, pages)
    if redirects is not None:
        files[project_files.REDIRECTS] = redirects
    notes = list(export.notes)
    teams, team = project_files.teams(project, topics)
    if teams is not None:
        files[project_files.TEAMS] = teams
        notes.append(f"新主题先交给「{team}」，请在 {project_files.TEAMS} 的 topics 里核对")
    return Import(
        export,
        files,
        kept,
        topics,
        len(carried),
        led,
        said.made,
        tuple(dict.fromkeys([*losses, *unled])),
        tuple(notes),
    )


def _texts(project: Path) -> dict[str, str]:
    folder = project / _PAGES
    return {path: read_source(folder / path, path).text for path in pages_of(folder)}


def _names(folder: Path) -> frozenset[str]:
    return frozenset(file.name for file in folder.iterdir()) if folder.is_dir() else frozenset()


def _pages(  # noqa: PLR0913 - everything an article is made of
    project: Path,
    corpus: Corpus,
    articles: tuple[Placed, ...],
    pictures: PictureStore,
    wanted: Wanted,
    said: _Said,
) -> tuple[dict[str, bytes], list[Loss]]:
    """The files of all articles that can be read again, and why others cannot."""
    losses: list[Loss] = []
    renderer = ContentRenderer(project / "content", corpus.data)
    while True:
        writer = PageWriter(articles, pictures)
        pages = [_readable(page, renderer, losses) for page in writer.pages()]
        kept = [page for page in pages if page is not None]
        if len(kept) == len(articles):
            losses += writer.losses
            break
        # Links to what is left out would lead nowhere: all are written anew.
        codes = {page.placed.code for page in kept}
        articles = tuple(one for one in articles if one.code in codes)
        pictures.losses.clear()
    related = related_of(kept, [one.id for one in corpus.articles])
    asked = _asked(corpus, kept)
    files: dict[str, bytes] = {}
    for page in kept:
        code = page.placed.code
        if not related[code]:
            raise ImportRefused(
                "只有一篇文章，没有别的文章可以放进 related。请和别的文章一起导入，"
                "或先写一篇：kb new 文章。"
            )
        text = page_text(page, asked, related[code], wanted.owner, wanted.today, said.hear)
        files[f"{_PAGES}/{page.placed.path}"] = text.encode()
    return files, losses


def _asked(corpus: Corpus, pages: list[Page]) -> Asked:
    asked = Asked()
    for one in corpus.articles:
        for text in (one.front_matter.title, *one.front_matter.questions):
            asked.add(text, one.id)
    for page in pages:
        asked.add(page.placed.title, page.placed.code)
    return asked


def _readable(page: Page, renderer: ContentRenderer, losses: list[Loss]) -> Page | None:
    """The page if the site can read it; else only its words; None when not even these."""
    where, title = page.placed.found.where, page.placed.title
    if not page.body.strip():
        losses.append(Loss("文章", where, title, "没有能导入的正文"))
        return None
    if _fault(page, renderer) is None:
        return page
    plain = as_plain_words(page)
    if plain.body.strip() and _fault(plain, renderer) is None:
        losses.append(Loss("格式", where, title, "版式读不回来，只导入了文字，请对照原文"))
        return plain
    losses.append(Loss("文章", where, title, f"写出来的文章读不懂：{_fault(page, renderer)}"))
    return None


def _fault(page: Page, renderer: ContentRenderer) -> str | None:
    """What keeps the site from reading a page's body."""
    _, problems = parse_article(page.placed.path, f"\n{page.body}", renderer, page.placed.path)
    wrong = [one for one in problems if one.rule not in {"front-matter", "head-missing"}]
    if wrong:
        return wrong[0].message
    html = renderer.fragment(page.placed.path, f"\n{page.body}").html
    return None if sections_of(html) else "除了图片没有文字"
