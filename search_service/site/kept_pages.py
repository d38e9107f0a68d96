"""What MkDocs made of the same plain pages before: a site that has not changed is not built again.

The name of an entry is a hash of all that MkDocs reads: the plain pages and pictures, the theme,
the settings and what of the environment these may name, the day, every file of this program and
every installed package by its version. Whatever stands in a page is decided by these alone, but
for the second of the build, which `service_worker.write_kept` writes over.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from search_service.content.folder_state import state_of
from search_service.content.kept_results import KeptResults
from search_service.content.program_state import program_now, program_state

_FOLDER = "site_pages"
# A few whole sites: back and forth between two states of the content builds nothing.
_MOST_BYTES = 60_000_000
_NAME = re.compile(rb"[A-Z][A-Z0-9_]*")
# What decides how Python and MkDocs read and write, whatever the settings say.
_ALWAYS_READ = ("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "SOURCE_DATE_EPOCH", "TZ")


class KeptPages:
    """Sites as MkDocs wrote them, by what it read.

    Args:
        state_folder: Of the project.
        places: Folders and files that MkDocs reads besides the plain pages.
    """

    def __init__(self, state_folder: Path, places: Iterable[Path]) -> None:
        self._kept = KeptResults(state_folder / _FOLDER)
        self._places = tuple(places)

    def inputs(
        self, rendered: Path, program: Callable[[], bytes | None] = program_state
    ) -> tuple[bytes, ...] | None:
        """Everything that decides what MkDocs makes of these pages; None where it is not known.

        Args:
            rendered: The folder with the plain pages and their `mkdocs.yml`.
            program: What this program is made of.
        """
        made_of, state = program(), state_of((rendered, *self._places))
        if made_of is None or state is None:
            return None
        today = (datetime.now(UTC), datetime.now().astimezone())
        days = (one.date().isoformat().encode() for one in today)
        return (b"site", made_of, state, *days, *self._environment(rendered))

    def _environment(self, rendered: Path) -> Iterator[bytes]:
        names = {*_ALWAYS_READ}
        for file in (rendered / "mkdocs.yml", *(one for one in self._places if one.is_file())):
            names.update(name.decode() for name in _NAME.findall(file.read_bytes()))
        for name in sorted(names & os.environ.keys()):
            yield f"{name}={os.environ[name]}".encode(errors="surrogateescape")

    def restored(self, inputs: tuple[bytes, ...], site: Path) -> bool:
        """Write what was kept into the folder `site`, which does not exist yet, if anything was."""
        kept = self._kept.kept(inputs)
        if kept is None:
            return False
        end = kept.index(b"\n") + 1
        for name, length in json.loads(kept[:end]):
            file = site / name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(kept[end : end + length])
            end += length
        return True

    def keep(self, inputs: tuple[bytes, ...], rendered: Path, site: Path) -> None:
        """Keep what MkDocs has just written into `site`, unless anything was changed meanwhile.

        Args:
            inputs: What they were before MkDocs began.
            rendered: What it was given.
            site: What it wrote, and nothing else.
        """
        if self.inputs(rendered, program_now) != inputs:
            return
        files = {
            file.relative_to(site).as_posix(): file.read_bytes()
            for file in sorted(site.rglob("*"))
            if file.is_file()
        }
        names = json.dumps([[name, len(content)] for name, content in files.items()]).encode()
        self._kept.keep(inputs, b"\n".join([names, b"".join(files.values())]))
        self._kept.prune(most_bytes=_MOST_BYTES)
