"""Makes a release of the shop in a child process per line that arrives, for a test that kills it.

The parent of the children loads the analysis once; each child is a fork of it. An empty line stands
for a whole release, any other for the search alone, with the line as a sentence of one article.
Prints the process id of a child when it starts, and `done` or `killed` when it has ended.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from pathlib import Path

from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents
from search_service.answering.search import Search
from search_service.content.corpus import load_corpus
from search_service.releases.documents import documents_of
from search_service.releases.opening import Release
from search_service.releases.publish import DeskPart, load_analyser, publish_release
from search_service.settings import Settings


def release_shop(settings: Settings, documents: Documents, analyser: Analyser) -> Release:
    """A release whose every page, and a file of the desk, hold its name."""
    desk = DeskPart(documents, {"desk.json": b"{}"})
    return publish_release(settings, documents, analyser, desk=desk, site=_write_site)


def with_sentence(documents: Documents, sentence: str) -> Documents:
    """The documents with a sentence more in the first passage."""
    first, *others = documents.passages
    changed = replace(first, text=f"{first.text}\n{sentence}")
    return replace(documents, passages=(changed, *others))


def _write_site(site: Path, search: Search) -> None:
    for number in range(40):
        page = site / f"{number}" / "index.html"
        page.parent.mkdir(parents=True)
        page.write_text(search.generation, encoding="utf-8")


def main(project: Path, state: Path) -> None:
    settings = Settings(project_dir=project, state_dir=state)
    documents = documents_of(load_corpus(settings.content_folder))
    analyser = load_analyser(settings)
    print("ready", flush=True)  # noqa: T201 - how the test listens
    for line in sys.stdin:
        sentence = line.strip()
        child = os.fork()
        if child == 0:
            if sentence:
                publish_release(settings, with_sentence(documents, sentence), analyser)
            else:
                release_shop(settings, documents, analyser)
            os._exit(0)
        print(child, flush=True)  # noqa: T201
        _, status = os.waitpid(child, 0)
        print("killed" if os.WIFSIGNALED(status) else "done", flush=True)  # noqa: T201


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
