"""Markdown to the HTML that MkDocs' `Page.render` makes of it, by one parser for all pages.

`Page.render` builds its parser anew for each page, and looks through the page for anchors that
nobody asks for here. A test holds what is made here to what `Page.render` makes; the inspection of
every built site does so for every page.
"""

from __future__ import annotations

from threading import Lock

from markdown import Markdown
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import _RelativePathTreeprocessor
from mkdocs.structure.toc import get_toc

from search_service.content.quick_parser import quick


class PageRendering:
    """Renders one page after the other; threads take turns.

    Args:
        config: Names the extensions, and says what becomes of links.
    """

    def __init__(self, config: MkDocsConfig) -> None:
        self._config = config
        self._turn = Lock()
        self._parser: tuple[Markdown, _RelativePathTreeprocessor] | None = None

    def rendered(
        self, markdown: str, file: File, files: Files
    ) -> tuple[str, list[tuple[str, str]]]:
        """The HTML of a page, and of each heading of the first level shown its text and anchor.

        Args:
            markdown: Its body, with line feeds alone.
            file: Where it stands.
            files: What its links may lead to.

        Raises:
            RecursionError: It is nested too deeply.
        """
        with self._turn:
            parser, links = self._parser or self._made(file, files)
            # What raises leaves it in the midst of a page: then the next one gets a new parser.
            self._parser = None
            links.file, links.files, links.links_to_anchors = file, files, {}
            html = parser.reset().convert(markdown)
            self._parser = parser, links
            headings = get_toc(getattr(parser, "toc_tokens", []))
            return html, [(one.title, one.id) for one in headings]

    def _made(self, file: File, files: Files) -> tuple[Markdown, _RelativePathTreeprocessor]:
        parser = Markdown(
            extensions=self._config["markdown_extensions"],
            extension_configs=self._config["mdx_configs"] or {},
        )
        links = _RelativePathTreeprocessor(file, files, self._config)
        links._register(parser)  # noqa: SLF001 - as `Page.render` does
        return quick(parser), links
