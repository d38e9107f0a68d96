"""Rendered Markdown to the HTML that stands in the built page, by MkDocs' own page rendering.

The only module besides `site` that knows MkDocs. What is read of a fragment is what customers
read; another builder needs another `Fragments.of` and nothing else.
"""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

import yaml

from search_service.content.kept_results import KeptResults, made_by
from search_service.content.pictures import is_harmless, is_picture
from search_service.content.source_files import files_below, pages_of

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files

    from search_service.content.page_rendering import PageRendering

# How Markdown is read, for the site and for everything else.
MARKDOWN = Path(__file__).with_name("markdown.yml")
# Each way a link can be wrong is a rule of ours; MkDocs need not say it as well.
_LINKS = {
    "not_found": "ignore",
    "anchors": "ignore",
    "absolute_links": "relative_to_docs",
    "unrecognized_links": "ignore",
}
_DEEPEST = 100
# Void elements hold nothing.
_TAG = re.compile(r"<(?!/?(?:br|hr|img|input|wbr)(?![a-zA-Z0-9]))(/?)[a-zA-Z]")
_STEPS = {"": 1, "/": -1}
_REMEMBERED = 5_000
# What makes a fragment, and what decides how its white space is mended.
_PACKAGES = ("mkdocs", "Markdown", "pymdown-extensions", "Pygments", "PyYAML")
_OF_SHAPES = ("markdown-it-py", "mdit-py-plugins", "selectolax")
_SOURCES = (
    *("fragments.py", "page_rendering.py", "quick_parser.py", "unbroken.py", "card_tables.py"),
    *("normaliser.py", "markdown_tokens.py", "markdown.yml"),
)
_kept: list[KeptResults] = []


def keep_fragments(state_folder: Path) -> None:
    """Keep below this folder what pages are rendered to, for later runs; at first nothing is."""
    _kept[:] = [KeptResults(state_folder / "fragments")]
    _kept[0].prune()


class TooDeep(Exception):
    """Lists, quotations or boxes are nested deeper than anything can be read."""


@dataclass(frozen=True)
class Fragment:
    """What a page says, without the theme.

    Attributes:
        path: The page below `content/pages`.
        html: Its HTML, byte for byte as in the built page.
        toc: Headings of the first level shown, as (text, anchor).
        pages: Pages of the site by their address from the root, without a slash in front.
    """

    path: str
    html: str
    toc: tuple[tuple[str, str], ...]
    pages: Mapping[str, str]

    def target(self, href: str) -> tuple[str, str] | None:
        """The page and the anchor that a link of this fragment leads to; None when to no page."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        if not parts.path:
            return self.path, unquote(parts.fragment)
        here = self.path.removesuffix(".md").removesuffix("index")
        address = posixpath.normpath(posixpath.join(here, unquote(parts.path)))
        path = self.pages.get("" if address == "." else address)
        return (path, unquote(parts.fragment)) if path else None


class Fragments:
    """Makes fragments of the pages below one folder.

    Args:
        pages_folder: `content/pages`.
        paths: The pages that links may lead to.
        pictures: What else lies there and may be shown.
    """

    def __init__(
        self, pages_folder: Path, paths: tuple[str, ...], pictures: tuple[str, ...] = ()
    ) -> None:
        self._pages_folder = pages_folder
        self._paths = (*paths, *pictures)
        self._pages = {_address(path): path for path in paths}
        self.of = lru_cache(maxsize=_REMEMBERED)(self._of)

    @cached_property
    def _config(self) -> MkDocsConfig:
        from mkdocs.config.defaults import MkDocsConfig  # noqa: PLC0415 - slow, and often unused

        # Our own file: its tag names a function of the slugs.
        settings = yaml.load(MARKDOWN.read_text("utf-8"), Loader=yaml.UnsafeLoader)  # noqa: S506
        config = MkDocsConfig()
        config.load_dict(
            settings
            | {
                "site_name": "-",
                "docs_dir": str(self._pages_folder.resolve()),
                "plugins": [],
                "validation": {"links": _LINKS},
            }
        )
        config.validate()
        return config

    @cached_property
    def _files(self) -> Files:
        from mkdocs.structure.files import File, Files  # noqa: PLC0415 - as above

        config = self._config
        return Files(
            [
                File(path, config.docs_dir, config.site_dir, use_directory_urls=True)
                for path in self._paths
            ]
        )

    @cached_property
    def _decided_by(self) -> bytes:
        """What of a fragment neither its path nor its text decides."""
        sources = (MARKDOWN.with_name(name) for name in _SOURCES)
        code = made_by((*_PACKAGES, *_OF_SHAPES), sources)
        decided = json.dumps([code, self._paths, sorted(self._pages)])
        return sha256(decided.encode()).digest()  # short: it is hashed again for every page

    def kept(self, kind: str, path: str, markdown: str, make: Callable[[], str]) -> str:
        """What `make` makes of a page of this folder, or made of it in an earlier run.

        Args:
            kind: What is made.
            path: The page.
            markdown: Its text; nothing else of the page may decide what is made.
            make: Made anew whenever a page or a picture comes or goes, or the code changes.
        """
        if not _kept:
            return make()
        texts = (one.encode(errors="surrogatepass") for one in (kind, path, markdown))
        made = _kept[0].result(
            (self._decided_by, *texts), lambda: make().encode(errors="surrogatepass")
        )
        return made.decode(errors="surrogatepass")

    def _of(self, path: str, markdown: str) -> Fragment:
        """The fragment of a page. Remembered: a saved file costs only its own.

        Args:
            path: Below `content/pages`; the links of a page that does not lie there stay as they
                are written.
            markdown: Its body, references filled in.

        Raises:
            TooDeep: It is nested too deeply.
        """
        known = self._pages if path in self._paths else {}

        def rendered() -> str:
            return json.dumps(self._rendered(path, markdown))

        html, toc = json.loads(self.kept("fragment", path, markdown, rendered))
        return Fragment(path, html, tuple((text, anchor) for text, anchor in toc), known)

    @cached_property
    def _rendering(self) -> PageRendering:
        from search_service.content.page_rendering import PageRendering  # noqa: PLC0415 - as above

        return PageRendering(self._config)

    def _rendered(self, path: str, markdown: str) -> tuple[str, list[tuple[str, str]]]:
        from mkdocs.structure.files import File, Files  # noqa: PLC0415 - as above

        config = self._config
        file = self._files.get_file_from_path(path)
        files = self._files if file else Files([])
        file = file or File(path, config.docs_dir, config.site_dir, use_directory_urls=True)
        try:
            html, toc = self._rendering.rendered(markdown.replace("\r\n", "\n"), file, files)
        except RecursionError as error:
            raise TooDeep(path) from error
        if _depth(html) > _DEEPEST:
            raise TooDeep(path)
        return html, toc


def _depth(html: str) -> int:
    return max(accumulate(map(_STEPS.__getitem__, _TAG.findall(html))), default=0)


def _address(path: str) -> str:
    return path.removesuffix(".md").removesuffix("index").rstrip("/")


@lru_cache(maxsize=8)
def _fragments(pages_folder: Path, paths: tuple[str, ...], pictures: tuple[str, ...]) -> Fragments:
    return Fragments(pages_folder, paths, pictures)


def fragments_of(pages_folder: Path) -> Fragments:
    """The fragments of a folder; the same ones as long as it has the same pages and pictures."""
    pictures = (
        name for name, file in files_below(pages_folder) if is_picture(name) and is_harmless(file)
    )
    return _fragments(pages_folder, pages_of(pages_folder), tuple(pictures))
