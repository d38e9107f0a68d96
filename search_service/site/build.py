"""Everything that knows MkDocs: builds the site in a process of its own and swaps it in."""

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
from search_service.errors import ContentInvalid, SiteBuildFailed
from search_service.settings import Settings
from search_service.site.browser_index import write_browser_index
from search_service.site.csp import write_content_security
from search_service.site.extras import write_site_extras
from search_service.site.rendered_folder import render_folder
from search_service.site.service_worker import write_module_list
from search_service.site.tool_files import write_tool_files


def build_site(
    settings: Settings, search: Search, analyser: Analyser, *, strict: bool, preview: bool = False
) -> Path:
    """Build everything that is published into `site_folder`, which is replaced when all is done.

    Args:
        settings: Where the project and the site lie.
        search: Its generation is what the browser index holds.
        analyser: Gives the browser index its pinyin.
        strict: Fail on MkDocs warnings, such as a dead link.
        preview: Let open pages reload themselves.

    Returns:
        The site folder.

    Raises:
        ContentInvalid: A redirect, a data file or (strictly) a page is wrong.
        SiteBuildFailed: With what MkDocs said, or what is wrong with the pages it built.
    """
    site = settings.site_folder
    site.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".site-", dir=site.parent) as scratch:
        built = Path(scratch).resolve() / "new"
        rendered = render_folder(settings.content_folder, built.parent, drafts=not strict)
        if strict and rendered.problems:
            raise ContentInvalid(report(rendered.problems))
        _run_mkdocs(rendered.config, built, strict=strict, preview=preview)
        write_browser_index(built, search.documents, analyser, search.generation)
        write_tool_files(built, settings.content_folder, search.documents)
        write_site_extras(built, settings.content_folder, search.documents)
        write_module_list(built)
        write_content_security(built)
        if site.exists():
            site.rename(Path(scratch) / "old")
        built.rename(site)
    return site


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
