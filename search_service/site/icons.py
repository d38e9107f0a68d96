"""Which icons a page can be shown with: those of the builder's theme and the project's own."""

from __future__ import annotations

import os
from functools import cache
from importlib.util import find_spec
from pathlib import Path


def icon_names(project: Path) -> frozenset[str]:
    """The icons by their names, such as material/cash-refund.

    Args:
        project: Folder of `mkdocs.yml` and `theme/`.
    """
    return _icons_of_theme() | _icons_below(project / "theme/.icons")


def icon_svg(theme: Path, name: str) -> str | None:
    """The icon of this name, the project's own before the builder's; None: there is none.

    Args:
        theme: The project's theme.
        name: Such as material/cash-refund.
    """
    for place in (theme / ".icons", *_places()):
        file = place / f"{name}.svg"
        if file.is_file():
            return file.read_text(encoding="utf-8")
    return None


@cache
def _icons_of_theme() -> frozenset[str]:
    """More than ten thousand files, which stay as they are while a process runs."""
    return frozenset().union(*(_icons_below(place) for place in _places()))


def _places() -> list[Path]:
    found = find_spec("material")
    places = (found.submodule_search_locations or ()) if found else ()
    return [Path(one) / "templates/.icons" for one in places]


def _icons_below(folder: Path) -> frozenset[str]:
    # Ten thousand `Path`s take five times as long as their names.
    above = len(f"{folder}{os.sep}")
    return frozenset(
        f"{place}{os.sep}{name}"[above:].removesuffix(".svg").replace(os.sep, "/")
        for place, _, names in os.walk(folder)
        for name in names
        if name.endswith(".svg")
    )
