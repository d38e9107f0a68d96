"""What comes with the program beside its modules: the first content, the theme, the settings."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).parents[1]
_INSTALLED = _PACKAGE / "shipped"


def shipped_folder() -> Path:
    """Folder with `content/`, `theme/` and `mkdocs.yml`: of the wheel, or of the checkout."""
    return _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent


def theme_of(project: Path) -> Path:
    """The theme of a project: its own, else the one that comes with the program."""
    own = project / "theme"
    return own if own.is_dir() else shipped_folder() / "theme"
