"""A page drawn anew without building the site: what a writer sees right after saving it."""

from __future__ import annotations

import logging
from collections.abc import Collection
from pathlib import Path

from mkdocs.commands.build import _build_page, _populate_page
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page

from search_service.content.data.operator_data import load_operator_data
from search_service.site.rendered_folder import PageWriter, render_folder


class PageDrawer:
    """Holds every page as MkDocs read it, and draws single ones as its whole build would.

    What other pages say of a page (its title in a list) is as old as this object.

    Args:
        content_folder: What writers edit.
        rendered: A folder for plain Markdown; what is there is replaced.
        drawn: The folder that gets the pages, laid out as the site is.
    """

    def __init__(self, content_folder: Path, rendered: Path, drawn: Path) -> None:
        folder = render_folder(content_folder, rendered, drafts=True)
        data, _ = load_operator_data(content_folder)
        self._writer = PageWriter(content_folder, rendered / "pages", data)
        # A warning is the business of the whole build, which follows.
        logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
        self._config: MkDocsConfig = load_config(str(folder.config), site_dir=str(drawn))
        self._config.extra["preview"] = True
        self._config = self._config.plugins.on_config(self._config)
        self._files: Files = get_files(self._config)
        self._env = self._config.theme.get_env()
        self._files.add_files_from_theme(self._env, self._config)
        set_exclusions(self._files, self._config)
        self._navigation = get_navigation(self._files, self._config)
        for file in self._files.documentation_pages():
            page = file.page or Page(None, file, self._config)
            _populate_page(page, self._config, self._files)

    def draw(self, paths: Collection[str]) -> list[str]:
        """Write pages into the folder of drawn pages, each in one step.

        Args:
            paths: Below `content/pages`.

        Returns:
            Their addresses on the site, from its root. A broken page, and one that was not there
            when this object was made, is left to the whole build.
        """
        addresses = []
        for path in paths:
            file = self._files.get_file_from_path(path)
            page = file.page if file else None
            if file is None or page is None:
                continue
            if self._writer.write(path, drafts=False)[1]:
                continue
            _populate_page(page, self._config, self._files)
            whole = Path(file.abs_dest_path)
            file.abs_dest_path = f"{whole}.partial"
            pages = self._files.documentation_pages()
            try:
                _build_page(page, self._config, pages, self._navigation, self._env)
                Path(file.abs_dest_path).replace(whole)
            finally:
                file.abs_dest_path = str(whole)
            addresses.append(f"/{file.url}" if file.url != "./" else "/")
        return addresses
