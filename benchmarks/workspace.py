"""A corpus published in the product's own way, in a temporary folder."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.corpora import Corpus, typed_queries
from benchmarks.machine import ROOT
from search_service.analysis.chains import Analyser
from search_service.answering.search import Search
from search_service.asking.lexicon import Lexicon
from search_service.releases.publish import load_analyser, publish
from search_service.settings import Settings


@dataclass(frozen=True)
class Workspace:
    """What the suites measure on."""

    corpus: Corpus
    settings: Settings
    analyser: Analyser
    search: Search

    @property
    def generation(self) -> Path:
        """Folder of the generation in service."""
        return self.settings.releases_folder / self.search.generation / "index"

    @property
    def lexicon(self) -> Lexicon:
        """Words of the index by their sound, as the query parser needs them."""
        return Lexicon.load(self.generation / "lexicon.json", self.analyser)

    def queries(self, count: int) -> list[str]:
        """Typed texts for this corpus."""
        return typed_queries(self.corpus, count, self.analyser, self.lexicon)


@contextmanager
def published(corpus: Corpus) -> Iterator[Workspace]:
    """Publish the corpus; everything is removed again at the end."""
    with tempfile.TemporaryDirectory(prefix="kb-bench-") as folder:
        settings = Settings(project_dir=ROOT, state_dir=Path(folder))
        analyser = load_analyser(settings)
        search = publish(settings, corpus.documents, analyser, force=True)
        yield Workspace(corpus, settings, analyser, search)
