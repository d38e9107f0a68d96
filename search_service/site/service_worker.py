"""What the service worker keeps from the start: every module that a page may load."""

from __future__ import annotations

from pathlib import Path

import orjson

from search_service.errors import SiteBuildFailed

FILE = "service-worker.js"
_EMPTY = "const MODULES = [];"
# Only `kb serve` loads the one, and the other is read by the type checker alone.
_NOT_KEPT = frozenset({"preview.js", "types.js"})


def write_module_list(site_folder: Path) -> None:
    """Fill in the modules of the built site.

    Raises:
        SiteBuildFailed: The built service worker has no place for them.
    """
    worker = site_folder / FILE
    text = worker.read_text(encoding="utf-8")
    if _EMPTY not in text:
        raise SiteBuildFailed(
            f"{FILE} 里没有「{_EMPTY}」，没有地方写模块清单。请恢复 theme/{FILE} 里的这一行。"
        )
    modules = sorted(
        file.relative_to(site_folder).as_posix()
        for file in (site_folder / "javascripts").rglob("*.js")
        if file.name not in _NOT_KEPT
    )
    filled = f"const MODULES = {orjson.dumps(modules).decode()};"
    worker.write_text(text.replace(_EMPTY, filled), encoding="utf-8")
