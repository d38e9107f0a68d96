"""Everything that knows MkDocs: builds the site in a process of its own, into a given folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.content.problems import report
from search_service.content.shipped import theme_of
from search_service.errors import ContentInvalid, SiteBuildFailed
from search_service.settings import Settings
from search_service.site.brand_files import write_brand_files
from search_service.site.browser_index import write_browser_index
from search_service.site.compressed import write_compressed
from search_service.site.csp import check_content_security
from search_service.site.extras import write_site_extras
from search_service.site.inspection.whole_site import require_whole_site
from search_service.site.rendered_folder import render_folder
from search_service.site.service_worker import emergency_pages, write_kept
from search_service.site.tool_files import write_tool_files


def build_site(  # noqa: PLR0913 - a process of its own is told everything
    settings: Settings,
    site: Path,
    search: Search,
    analyser: Analyser,
    *,
    strict: bool,
    preview: bool = False,
) -> None:
    """Build everything that is published into the folder `site`, which does not exist yet.

    Args:
        settings: Where the project lies.
        site: The folder to write.
        search: Its generation is what the browser index holds.
        analyser: Gives the browser index its pinyin.
        strict: Fail on MkDocs warnings, such as a dead link, and on what the inspection finds.
        preview: Let open pages reload themselves.

    Raises:
        ContentInvalid: A redirect, a data file or (strictly) a page is wrong.
        SiteBuildFailed: With what MkDocs said, or what is wrong with the pages it built.
    """
    built = site.resolve()
    # Beside the site, and inside the same unsealed folder: a killed writer leaves nothing behind.
    with tempfile.TemporaryDirectory(prefix="rendered-", dir=built.parent) as scratch:
        rendered = render_folder(settings.content_folder, Path(scratch), drafts=not strict)
        if strict and rendered.problems:
            raise ContentInvalid(report(rendered.problems))
        _run_mkdocs(rendered.config, built, strict=strict, preview=preview)
        if rendered.brand:
            write_brand_files(built, theme_of(settings.project_dir), rendered.brand)
        write_browser_index(built, search.documents, analyser, search.generation)
        write_tool_files(built, settings.content_folder, search.documents)
        write_site_extras(built, settings.content_folder, search.documents)
        write_kept(built, emergency_pages(search.documents, analyser.words.situations))
        check_content_security(built)
        if strict:
            pages = rendered.config.parent / "pages"
            require_whole_site(built, settings.content_folder, pages, search.documents)
    if not preview:
        write_compressed(built)


def _run_mkdocs(config: Path, built: Path, *, strict: bool, preview: bool) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--config-file", str(config)]
    command += ["--site-dir", str(built)]
    command += ["--strict"] if strict else []
    environment = os.environ | {
        "NO_MKDOCS_2_WARNING": "1",
        "KB_PREVIEW": "true" if preview else "false",
    }
    done = subprocess.run(  # noqa: S603 - our own interpreter with fixed arguments
        command,
        cwd=config.parent,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        shutil.rmtree(built, ignore_errors=True)
        said = (done.stderr + done.stdout).strip()
        raise SiteBuildFailed(f"网站没有建成，MkDocs 说：\n{said}")
