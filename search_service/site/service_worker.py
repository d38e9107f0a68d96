"""What the service worker keeps from the start: every module, and the pages for emergencies.

It is named after its release, so that what an older one has kept goes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

import orjson

from search_service.analysis.word_lists import Situation
from search_service.answering.documents import Documents
from search_service.errors import SiteBuildFailed

FILE = "service-worker.js"
_MODULES = "const MODULES = [];"
_EMERGENCY_PAGES = "const EMERGENCY_PAGES = [];"
# MkDocs, alone, names it after the second of the build.
_NAMED = re.compile(r'const CACHE = "kb-[^"\n]*";')
_CACHE = 'const CACHE = "kb-…";'
# Only `kb serve` loads the one, and the other is read by the type checker alone.
_NOT_KEPT = frozenset({"preview.js", "types.js"})


def emergency_pages(documents: Documents, situations: Sequence[Situation]) -> list[str]:
    """Where whoever is in trouble is led, as addresses from the site's root."""
    known = documents.articles_by_id
    codes = dict.fromkeys(code for one in situations for code in one.articles if code in known)
    return [known[code].url.lstrip("/") for code in codes]


def write_kept(site_folder: Path, pages: Sequence[str], release: str) -> None:
    """Fill in the modules of the built site, further pages, and the name of the release.

    Raises:
        SiteBuildFailed: The built service worker has no place for them.
    """
    modules = sorted(
        file.relative_to(site_folder).as_posix()
        for file in (site_folder / "javascripts").rglob("*.js")
        if file.name not in _NOT_KEPT
    )
    worker = site_folder / FILE
    text, named = _NAMED.subn(f'const CACHE = "kb-{release}";', worker.read_text(encoding="utf-8"))
    places = ((_MODULES, modules), (_EMERGENCY_PAGES, pages))
    for missing in (one for one, _ in places if one not in text):
        raise _without_a_place(missing)
    if not named:
        raise _without_a_place(_CACHE)
    for empty, kept in places:
        text = text.replace(empty, empty.replace("[]", orjson.dumps(kept).decode()))
    worker.write_text(text, encoding="utf-8")


def _without_a_place(line: str) -> SiteBuildFailed:
    return SiteBuildFailed(
        f"{FILE} 里没有「{line}」，没有地方写要存下来的文件。请恢复 theme/{FILE} 里的这一行。"
    )
