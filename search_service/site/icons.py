"""Which icons a page can be shown with: those of the builder's theme and the project's own."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path


def icon_names(project: Path) -> frozenset[str]:
    """The icons by their names, such as material/cash-refund.

    Args:
        project: Folder of `mkdocs.yml` and `theme/`.
    """
    found = find_spec("material")
    folders = (
        [Path(place) / "templates" for place in (found.submodule_search_locations or ())]
        if found
        else []
    )
    return frozenset(
        file.relative_to(icons).with_suffix("").as_posix()
        for icons in (folder / ".icons" for folder in (*folders, project / "theme"))
        for file in icons.rglob("*.svg")
    )
