"""Everything that knows MkDocs: builds the site in a process of its own, into a given folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.content.aside import aside
from search_service.content.kept_results import KeptResults
from search_service.content.problems import report
from search_service.content.shipped import theme_of
from search_service.content.site_settings import SiteSettings
from search_service.errors import ContentInvalid, SiteBuildFailed
from search_service.settings import Settings
from search_service.site.brand_files import write_brand_files
from search_service.site.browser_index import write_browser_index
from search_service.site.compressed import write_compressed
from search_service.site.csp import check_content_security
from search_service.site.extras import write_site_extras
from search_service.site.inspection.whole_site import require_whole_site
from search_service.site.kept_pages import KeptPages
from search_service.site.rendered_folder import RenderedFolder, render_folder
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
    """

    def __init__(
        self, settings: Settings, analyser: Analyser, *, strict: bool, preview: bool = False
    ) -> None:
        self._settings, self._analyser = settings, analyser
        self._strict, self._preview = strict, preview
        # What stays the same in a page from run to run is judged and compressed once.
        self._kept = KeptResults(settings.state_folder / "site_parts")
        self._begun: _Begun | None = None
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
            with self._builder(site) as begun:
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
    def _builder(self, site: Path) -> Iterator[_Begun]:
        # Beside the site, and inside the same unsealed folder: a killed writer leaves nothing.
        built = site.resolve()
        with TemporaryDirectory(prefix=_RENDERED, dir=built.parent) as scratch:
            folder = self._settings.content_folder
            rendered = render_folder(
                folder, Path(scratch), drafts=not self._strict, kept=self._kept
            )
            if self._strict and rendered.problems:
                raise ContentInvalid(report(rendered.problems))
            kept = None if self._preview or not self._strict else self._kept_pages
            inputs = kept.inputs(rendered.config.parent) if kept else None
            if kept and inputs and kept.restored(inputs, built):
                yield _Begun(rendered, None)
                return
            config = rendered.config
            builder = _start_mkdocs(config, built, strict=self._strict, preview=self._preview)
            try:
                yield _Begun(rendered, builder, inputs)
            finally:
                builder.kill()  # nothing happens to one that has ended
                builder.communicate()

    @property
    def _kept_pages(self) -> KeptPages:
        project = self._settings.content_folder.parent
        places = (theme_of(project), *SiteSettings(project).files)
        return KeptPages(self._settings.state_folder, places)

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

    def _finish(self, site: Path, documents: Documents, generation: str, begun: _Begun) -> None:
        built = site.resolve()
        if begun.builder:
            _wait_for(begun.builder, built)
        if begun.builder and begun.inputs:
            self._kept_pages.keep(begun.inputs, begun.rendered.config.parent, built)
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


@dataclass(frozen=True)
class _Begun:
    """What the builder was given.

    Attributes:
        rendered: The plain pages.
        builder: Its process; None when what it made of the same before is there already.
        inputs: By which what it makes is kept; None when it is not.
    """

    rendered: RenderedFolder
    builder: subprocess.Popen[str] | None
    inputs: tuple[bytes, ...] | None = None


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


def _start_mkdocs(
    config: Path, built: Path, *, strict: bool, preview: bool
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config)]
    command += ["--site-dir", str(built)]
    command += ["--strict"] if strict else []
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "KB_PREVIEW": "true" if preview else "false",
    }
    return subprocess.Popen(  # noqa: S603 - our own interpreter with fixed arguments
        command,
        cwd=config.parent,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def _wait_for(builder: subprocess.Popen[str], built: Path) -> None:
    output, errors = builder.communicate()
    if builder.returncode:
        said = (errors + output).strip()
        shutil.rmtree(built, ignore_errors=True)
        raise SiteBuildFailed(f"网站没有建成，MkDocs 说：\n{said}")
