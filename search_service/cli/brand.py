"""The project of the brand: written before something is made of it, and while it is watched."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager

from watchfiles import watch

from search_service.content.branding import (
    OVERLAYS,
    brand_of,
    is_as_written,
    overlay_of,
    write_branded,
)
from search_service.settings import Settings


def refreshed(settings: Settings) -> Settings:
    """The settings of the brand, after its project was written from what now stands on the disk.

    Raises:
        ContentInvalid: `brand.yml` is wrong, or there is no such brand.
    """
    project = settings.brand_folder / "project"
    if settings.project_dir.resolve() == project.resolve():  # it is the brand's already
        return settings
    overlay = overlay_of(settings.project_dir, settings.brand)
    brand = brand_of(settings.project_dir, overlay)
    if overlay is None and is_as_written(brand):
        shutil.rmtree(project, ignore_errors=True)
    elif brand is not None:
        write_branded(settings.project_dir.resolve(), overlay, brand, project)
    return settings.for_brand()


@contextmanager
def followed(settings: Settings) -> Iterator[None]:
    """Write the project of the brand again on every save, as long as the preview runs.

    Args:
        settings: Of what writers write.
    """
    if refreshed(settings) == settings:
        yield
        return
    root, stop = settings.project_dir.resolve(), threading.Event()
    names = ("content", "theme", "mkdocs.yml", OVERLAYS)
    watched = [path for name in names if (path := root / name).exists()]

    def follow() -> None:
        for _ in watch(*watched, stop_event=stop):
            refreshed(settings)

    thread = threading.Thread(target=follow, daemon=True)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join(timeout=5)
