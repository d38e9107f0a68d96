"""Who may read what of a release: the web server its site, and nobody else's account the rest."""

from __future__ import annotations

from pathlib import Path

from search_service.records.private_files import private_folder

SITE = "site"


def open_to_the_web_server(root: Path) -> None:
    """Make the root of the releases such that another account may enter it.

    The folder of the state above it can then be passed through and still not be listed; what lies
    in it is for its owner alone (`records.private_files`).
    """
    private_folder(root)
    root.chmod(0o755)
    above = root.parent.stat().st_mode & 0o777
    if above | 0o711 != above:
        root.parent.chmod(above | 0o711)


def mode_of(path: Path, release: Path) -> int:
    """The rights of a file or folder of a release, whatever the umask."""
    inside = path.relative_to(release).parts
    is_public = not inside or inside[0] == SITE
    if path.is_dir():
        return 0o755 if is_public else 0o700
    return 0o644 if is_public else 0o600
