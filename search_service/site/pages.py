"""The pages of a site, as MkDocs writes them: begun beside other work, or kept from before."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from search_service.content.aside import aside
from search_service.content.fragments import keep_fragments
from search_service.content.kept_results import KeptResults
from search_service.content.problems import report
from search_service.content.shipped import theme_of
from search_service.content.site_settings import SiteSettings
from search_service.errors import ContentInvalid, SiteBuildFailed
from search_service.settings import Settings
from search_service.site.kept_pages import KeptPages
from search_service.site.rendered_folder import RenderedFolder, render_folder
from search_service.site.scratch import scratch_folder

_SITE = "site"
_RENDERED = "rendered"
_SCRATCH = "building"


def kept_parts(settings: Settings) -> KeptResults:
    """What stays the same in a site from run to run, piece by piece."""
    return KeptResults(settings.state_folder / "site_parts")


@dataclass(frozen=True)
class Building:
    """Pages at work.

    Attributes:
        rendered: The plain pages.
        site: The folder that gets what is made of them.
        builder: MkDocs' process; None when what it made of the same before is there already.
        kept: Gets what it makes.
        inputs: By which that is kept; None when it is not.
    """

    rendered: RenderedFolder
    site: Path
    builder: subprocess.Popen[str] | None = None
    kept: KeptPages | None = None
    inputs: tuple[bytes, ...] | None = None

    def wait(self) -> None:
        """Return when the pages are there.

        Raises:
            SiteBuildFailed: With what MkDocs said.
        """
        if self.builder is None:
            return
        output, errors = self.builder.communicate()
        if self.builder.returncode:
            said = (errors + output).strip()
            shutil.rmtree(self.site, ignore_errors=True)
            raise SiteBuildFailed(f"网站没有建成，MkDocs 说：\n{said}")
        if self.kept and self.inputs:
            self.kept.keep(self.inputs, self.rendered.config.parent, self.site)


@contextmanager
def building(
    settings: Settings, site: Path, scratch: Path, *, strict: bool, preview: bool = False
) -> Iterator[Building]:
    """Have MkDocs at work on the pages.

    Args:
        settings: Where the project lies.
        site: The folder that is written; it does not exist yet.
        scratch: Gets the plain pages, and holds nothing else.
        strict: Fail on what is wrong with a page, and on MkDocs' warnings.
        preview: Let open pages reload themselves.

    Raises:
        ContentInvalid: A data file or (strictly) a page is wrong.
    """
    folder = settings.content_folder
    rendered = render_folder(folder, scratch, drafts=not strict, kept=kept_parts(settings))
    if strict and rendered.problems:
        raise ContentInvalid(report(rendered.problems))
    kept = _kept_pages(settings) if strict and not preview else None
    inputs = kept.inputs(rendered.config.parent) if kept else None
    if kept and inputs and kept.restored(inputs, site):
        yield Building(rendered, site)
        return
    builder = _start_mkdocs(rendered.config, site, strict=strict, preview=preview)
    try:
        yield Building(rendered, site, builder, kept, inputs)
    finally:
        builder.kill()  # nothing happens to one that has ended
        builder.communicate()


@dataclass(frozen=True)
class PagesAside:
    """Pages that another process is building.

    Attributes:
        folder: Where.
        rendered: Waits for them; gives the plain pages.
    """

    folder: Path
    rendered: Callable[[], RenderedFolder]

    def put(self, site: Path) -> Building:
        """Wait for the pages and put them where `site` is to be.

        Raises:
            ContentInvalid: As `building`.
            SiteBuildFailed: As `Building.wait`.
        """
        made = Building(self.rendered(), site)
        shutil.move(self.folder / _SITE, site)
        return made


@contextmanager
def pages_aside(settings: Settings) -> Iterator[PagesAside]:
    """Have the pages of a release built on another processor while its content is read.

    No other thread may be running in this process.

    Args:
        settings: Where the project lies.
    """
    keep_fragments(settings.state_folder)  # what one process has rendered the other need not
    with scratch_folder(settings.state_folder / _SCRATCH) as folder:

        def work() -> RenderedFolder:
            shutil.rmtree(folder / _SITE, ignore_errors=True)  # of a copy that was ended
            with building(settings, folder / _SITE, folder / _RENDERED, strict=True) as begun:
                begun.wait()
                return begun.rendered

        with aside(work) as rendered:
            yield PagesAside(folder, rendered)


def _kept_pages(settings: Settings) -> KeptPages:
    project = settings.content_folder.parent
    return KeptPages(settings.state_folder, (theme_of(project), *SiteSettings(project).files))


def _start_mkdocs(
    config: Path, built: Path, *, strict: bool, preview: bool
) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config.resolve())]
    command += ["--site-dir", str(built.resolve())]
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
