"""The files of the brand of `KB_BRAND`: read as it publishes them, named as people edit them.

What is read is the brand's written project (`cli.brand`); a file of it comes from the brand's own
folder, or from the content that all brands share.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from search_service.cli.brand import refreshed
from search_service.content.brand_settings import line_in, own_settings
from search_service.content.branding import OVERLAYS
from search_service.content.problems import Problem
from search_service.content.site_settings import FILE as SITE
from search_service.errors import EditRefused
from search_service.settings import Settings


class BrandSources:
    """Where the content of the chosen brand is read, and where each of its files is edited.

    Args:
        settings: The project; without a brand everything is read where it is edited.

    Raises:
        ContentInvalid: There is no such brand, or it does not say what it is called.
    """

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self.read = refreshed(settings) if settings.brand else settings

    @property
    def own(self) -> Path:
        """The folder that holds what is the brand's alone."""
        project = self._settings.project_dir
        return project / OVERLAYS / self._settings.brand if self._settings.brand else project

    def edited_at(self, path: str) -> str:
        """A file of the written project, such as `content/data/brand.yml`, as people name it."""
        if self._settings.brand and (self.own / path).is_file():
            return f"{OVERLAYS}/{self._settings.brand}/{path}"
        return path

    def placed(self, problem: Problem) -> Problem:
        """A problem at the file and the line that people edit."""
        if self._settings.brand and problem.path == SITE and (self.own / SITE).is_file():
            own, whole = (f.read_text("utf-8", "replace") for f in (self.own / SITE, self._site))
            line = line_in(own, whole, problem.line)
            return replace(problem, path=self.edited_at(SITE), line=line) if line else problem
        return replace(problem, path=self.edited_at(problem.path))

    @property
    def _site(self) -> Path:
        """The settings of the brand as they are read."""
        return self.read.project_dir / SITE

    def is_own(self, path: str) -> bool:
        """Whether editing a file changes no other brand."""
        return not self._settings.brand or (self.own / path).is_file()

    def again(self) -> Settings:
        """What is read, after something was edited."""
        self.read = refreshed(self._settings) if self._settings.brand else self._settings
        return self.read

    @contextmanager
    def made_own(self, path: str) -> Iterator[Path]:
        """The folder in which a file may be edited for this brand alone.

        A file that all brands share is copied for the brand first, if there is one; when the edit
        is refused, the copy goes again. Of `mkdocs.yml` only the entries that the edit adds stay.
        """
        if self._settings.brand and path == SITE:
            with self._own_settings():
                yield self.own
            return
        file = self.own / path
        is_new = not file.exists()
        if is_new:
            file.parent.mkdir(parents=True, exist_ok=True)
            shared = self._settings.project_dir / path
            if shared.exists():
                shutil.copyfile(shared, file)
        try:
            yield self.own
        except EditRefused:
            if is_new:
                file.unlink(missing_ok=True)
            raise

    @property
    def own_site(self) -> str | None:
        """What the brand's own `mkdocs.yml` says; None without one."""
        file = self.own / SITE
        return file.read_text(encoding="utf-8-sig") if file.exists() else None

    @contextmanager
    def _own_settings(self) -> Iterator[None]:
        file = self.own / SITE
        own = self.own_site
        shutil.copyfile(self._site, file)
        edited = own
        try:
            yield
            edited = self.added(file.read_bytes(), own).decode()
        finally:
            if edited is None:
                file.unlink()
            else:
                file.write_text(edited, encoding="utf-8")

    def added(self, settings: bytes, own: str | None = None) -> bytes:
        """What the brand's own `mkdocs.yml` says after entries were added to its settings.

        Args:
            settings: The settings with them.
            own: What it says now; None: nothing.
        """
        before = self._site.read_text(encoding="utf-8")
        return own_settings(own, before, settings.decode("utf-8")).encode("utf-8")
