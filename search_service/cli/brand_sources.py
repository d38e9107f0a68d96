"""The files of the brand of `KB_BRAND`: read as it publishes them, named as people edit them.

What is read is the brand's written project (`cli.brand`); a file of it comes from the brand's own
folder, or from the content that all brands share.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from search_service.cli.brand import refreshed
from search_service.content.branding import OVERLAYS
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

        A file that all brands share is copied for the brand first; when the edit is refused, the
        copy goes again.
        """
        file = self.own / path
        is_new = not file.exists()
        if is_new:
            file.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(self._settings.project_dir / path, file)
        try:
            yield self.own
        except EditRefused:
            if is_new:
                file.unlink()
            raise
