"""`content/` as a folder of plain Markdown: all that the site's builder gets to see."""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import yaml

from search_service.content.article import FrontMatter, PageFrontMatter, front_matter_model
from search_service.content.article_parser import (
    parse_front_matter,
    reference_problem,
    split_front_matter,
)
from search_service.content.corpus import is_hub
from search_service.content.data.brand import Brand
from search_service.content.data.operator_data import OperatorData, load_operator_data
from search_service.content.fact_sources import with_facts
from search_service.content.kept_results import KeptResults
from search_service.content.macros.references import ReferenceRefused
from search_service.content.macros.renderer import ContentRenderer
from search_service.content.navigation import read_navigation, unlisted
from search_service.content.pictures import is_harmless, is_picture, pictures_of
from search_service.content.problems import Problem
from search_service.content.shipped import theme_of
from search_service.content.source_files import files_below, pages_of
from search_service.site.builder_settings import write_builder_settings
from search_service.site.stand_in import stand_in_body, stand_in_head
from search_service.site.topic_images import write_topic_images

# libyaml's, a tenth of the time, where PyYAML was built with it.
_Dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


@dataclass(frozen=True)
class RenderedFolder:
    """What was written.

    Attributes:
        config: The `mkdocs.yml` that builds it.
        pages: Paths of the pages below `pages/`.
        pictures: Paths of the pictures below `pages/`.
        problems: What is wrong with pages; without `drafts` these are left out.
        brand: Whose site it is; None: only `mkdocs.yml` says.
    """

    config: Path
    pages: tuple[str, ...]
    pictures: tuple[str, ...]
    problems: tuple[Problem, ...]
    brand: Brand | None = None


@dataclass(frozen=True)
class PageWriter:
    """Writes pages as plain Markdown.

    Attributes:
        content_folder: What writers edit.
        target: The folder of plain pages.
        data: What the references and the facts of a head are filled in from.
    """

    content_folder: Path
    target: Path
    data: OperatorData

    @cached_property
    def renderer(self) -> ContentRenderer:
        """Fills in the references of the pages."""
        return ContentRenderer(self.content_folder, self.data)

    def write(self, path: str, *, drafts: bool) -> tuple[str | None, list[Problem]]:
        """Write one page, its head from the model and its references filled in.

        Args:
            path: Below `content/pages`.
            drafts: Write in the place of a broken page what is wrong with it.

        Returns:
            The Markdown that was written, None when there is none, and what is wrong with the page.
        """
        shown_as = f"{self.content_folder.name}/pages/{path}"
        file = self.content_folder / "pages" / path
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        model = PageFrontMatter if is_hub(path) else front_matter_model(path)
        head, found = parse_front_matter(shown_as, text, model)
        if isinstance(head, FrontMatter):
            head = with_facts(head, self.data)
        written_head, body, first_line = split_front_matter(text)
        try:
            markdown = self.renderer.page(path, body)
        except ReferenceRefused as error:
            found.append(_refused(self.content_folder, path, first_line, error))
            markdown = ""
        if found and not drafts:
            return None, found
        if found:
            markdown = stand_in_body(found)
        page = self.target / path
        page.parent.mkdir(parents=True, exist_ok=True)
        shown_head = stand_in_head(path, written_head or "", head)
        page.write_text(f"---\n{_yaml(shown_head)}---\n{markdown}", encoding="utf-8")
        return markdown, found


def render_folder(
    content_folder: Path, folder: Path, *, drafts: bool = False, kept: KeptResults | None = None
) -> RenderedFolder:
    """Write the pages that `mkdocs.yml` names, the pictures they show, and a `mkdocs.yml`.

    Args:
        content_folder: What writers edit; `mkdocs.yml` and `theme/` lie beside it.
        folder: Gets `pages/` and `mkdocs.yml`; what is there of them is replaced.
        drafts: Write pages that `mkdocs.yml` does not name yet as well, and in the place of a page
            that is broken what is wrong with it.
        kept: Has the pictures that earlier runs have drawn.
    """
    data, _ = load_operator_data(content_folder)
    pages = PageWriter(content_folder, folder / "pages", data)
    navigation = read_navigation(content_folder.parent)
    source, target = content_folder / "pages", folder / "pages"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    written: list[str] = []
    wanted: set[str] = set()
    problems: list[Problem] = []
    # From the last one on: whoever reads them beside this process begins with the first one, and
    # what one has rendered the other need not.
    for path in reversed(pages_of(source)):
        if path not in navigation:
            problems.append(unlisted(f"{content_folder.name}/pages/{path}", path))
            if not drafts:
                continue
        markdown, found = pages.write(path, drafts=drafts)
        problems += found
        if markdown is not None:
            written.append(path)
            wanted.update(pictures_of(path, markdown))
    written.reverse()
    pictures = tuple(_copied(source, target, wanted))
    if data.brand:
        write_topic_images(target, written, theme_of(content_folder.parent), data.brand, kept)
    return RenderedFolder(
        write_builder_settings(content_folder.parent.resolve(), folder, data),
        tuple(written),
        pictures,
        tuple(sorted(problems)),
        data.brand,
    )


def _yaml(head: Mapping[str, object]) -> str:
    """A head as YAML: what the model holds, never what a writer typed."""
    return yaml.dump(dict(head), Dumper=_Dumper, allow_unicode=True, sort_keys=False)


def _refused(content_folder: Path, path: str, first_line: int, error: ReferenceRefused) -> Problem:
    if error.component:
        shown_as = f"{content_folder.name}/components/{error.component}"
        return reference_problem(shown_as, 1, error)
    return reference_problem(f"{content_folder.name}/pages/{path}", first_line, error)


def _copied(source: Path, target: Path, wanted: set[str]) -> Iterator[str]:
    for name, picture in files_below(source):
        if name in wanted and is_picture(name) and is_harmless(picture):
            copy = target / name
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(picture, copy)
            yield name
