"""All that is published as a site, into a given folder: MkDocs' pages and what joins them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.content.aside import aside
from search_service.content.shipped import theme_of
from search_service.settings import Settings
from search_service.site.brand_files import write_brand_files
from search_service.site.browser_index import write_browser_index
from search_service.site.compressed import write_compressed
from search_service.site.csp import check_content_security
from search_service.site.extras import write_site_extras
from search_service.site.inspection.whole_site import require_whole_site
from search_service.site.pages import Building, PagesAside, building, kept_parts
from search_service.site.service_worker import emergency_pages, write_kept
from search_service.site.tool_files import write_tool_files

# Folders of plain pages, each for one building.
_RENDERED = "rendered-"


class SiteBuild:
    """One building of everything that is published.

    Args:
        settings: Where the project lies.
        analyser: Gives the browser index its pinyin.
        strict: Fail on MkDocs warnings, such as a dead link, and on what the inspection finds.
        preview: Let open pages reload themselves.
        pages: Its pages, where they were begun before.
    """

    def __init__(
        self,
        settings: Settings,
        analyser: Analyser,
        *,
        strict: bool,
        preview: bool = False,
        pages: PagesAside | None = None,
    ) -> None:
        self._settings, self._analyser = settings, analyser
        self._strict, self._preview, self._pages = strict, preview, pages
        # What stays the same in a page from run to run is judged and compressed once.
        self._kept = kept_parts(settings)
        self._begun: Building | None = None
        self._written_meanwhile: Callable[[], None] | None = None

    @contextmanager
    def meanwhile(self, site: Path, documents: Documents, generation: str) -> Iterator[None]:
        """Have all of the site written on another processor while the search is.

        `write` waits for it and raises what the writing raised. No other thread may be running.

        Args:
            site: The folder to write.
            documents: Of the search that is written meanwhile.
            generation: Its name.
        """

        def work() -> None:
            for left in (site, *site.parent.glob(f"{_RENDERED}*")):  # of a copy that was ended
                shutil.rmtree(left, ignore_errors=True)
            pages = self._pages
            with nullcontext(pages.put(site)) if pages else self._builder(site) as begun:
                self._finish(site, documents, generation, begun)

        with aside(work) as written:
            self._written_meanwhile = written
            try:
                yield
            finally:
                self._written_meanwhile = None

    @contextmanager
    def begun(self, site: Path) -> Iterator[None]:
        """Have the builder at work on the pages while the search is written; `write` waits for it.

        Raises:
            ContentInvalid: A data file or (strictly) a page is wrong.
        """
        with self._builder(site) as begun:
            self._begun = begun
            try:
                yield
            finally:
                self._begun = None

    @contextmanager
    def _builder(self, site: Path) -> Iterator[Building]:
        # Beside the site, and inside the same unsealed folder: a killed writer leaves nothing.
        built, how = site.resolve(), {"strict": self._strict, "preview": self._preview}
        with (
            TemporaryDirectory(prefix=_RENDERED, dir=built.parent) as scratch,
            building(self._settings, built, Path(scratch), **how) as begun,
        ):
            yield begun

    def write(self, site: Path, search: Search) -> None:
        """Write everything into the folder `site`, which does not exist yet.

        Args:
            site: The folder to write.
            search: Its generation is what the browser index holds.

        Raises:
            ContentInvalid: A redirect, a data file or (strictly) a page is wrong.
            SiteBuildFailed: With what MkDocs said, or what is wrong with the pages it built.
        """
        if self._written_meanwhile:
            self._written_meanwhile()
            return
        with nullcontext(self._begun) if self._begun else self._builder(site) as begun:
            self._finish(site, search.documents, search.generation, begun)

    def _finish(self, site: Path, documents: Documents, generation: str, begun: Building) -> None:
        built = site.resolve()
        begun.wait()
        content = self._settings.content_folder
        if begun.rendered.brand:
            theme = theme_of(self._settings.project_dir)
            write_brand_files(built, theme, begun.rendered.brand)
        write_browser_index(built, documents, self._analyser, generation)
        write_tool_files(built, content, documents)
        write_site_extras(built, content, documents)
        emergencies = emergency_pages(documents, self._analyser.words.situations)
        write_kept(built, emergencies, generation)
        self._kept.prune()
        check_content_security(built, self._kept)
        if self._strict:
            pages = begun.rendered.config.parent / "pages"
            require_whole_site(built, content, pages, documents)
        if not self._preview:
            write_compressed(built, self._kept)


def build_site(  # noqa: PLR0913 - a process of its own is told everything
    settings: Settings,
    site: Path,
    search: Search,
    analyser: Analyser,
    *,
    strict: bool,
    preview: bool = False,
) -> None:
    """Write everything that is published into the folder `site`, as `SiteBuild.write` does."""
    SiteBuild(settings, analyser, strict=strict, preview=preview).write(site, search)
