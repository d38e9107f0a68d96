"""Engines with a Python interface, ours among them: build on disk, open, answer.

A query is prepared (parsed into the engine's own objects) outside the measured time, for every
engine; only the search itself is measured.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from benchmarks.bags import Bags
from benchmarks.whoosh_peer import Whoosh
from search_service.analysis.chains import FIELDS
from search_service.asking.query import WeightedTerm
from search_service.engines.contributions import contributions_of
from search_service.engines.embedded_engine import EmbeddedEngine
from search_service.engines.postings import Postings, postings_of

LIMIT = 10
Terms = Sequence[WeightedTerm]


class Peer(Protocol):
    """An engine under measurement; `search` returns ordinals of passages, best first."""

    def build(self, folder: Path, bags: Bags) -> None:
        """Write the index into a new folder."""

    def open(self, folder: Path) -> None:
        """Make ready to answer."""

    def prepare(self, terms: Terms, bags: Bags) -> Any:  # noqa: ANN401 - the engine's own query
        """The query in the engine's own form."""

    def search(self, prepared: Any) -> list[int]:  # noqa: ANN401 - the engine's own query
        """The first ten."""


class Ours:
    """`EmbeddedEngine`: postings as flat arrays."""

    def build(self, folder: Path, bags: Bags) -> None:
        """From finished terms."""
        folder.mkdir(parents=True)
        postings_of(list(bags.by_field())).save(folder / "postings")

    def open(self, folder: Path) -> None:
        """Load the arrays."""
        self._engine = EmbeddedEngine(contributions_of(Postings.load(folder / "postings")))

    def prepare(self, terms: Terms, bags: Bags) -> Terms:  # noqa: ARG002 - one shape for all
        """Nothing to do."""
        return terms

    def search(self, prepared: Terms) -> list[int]:
        """Sum of BM25 over the terms, with the coordination of words."""
        return [candidate.passage for candidate in self._engine.search(prepared, LIMIT)]


class Tantivy:
    """tantivy through tantivy-py: one segment, frequencies without positions."""

    def _schema(self) -> Any:  # noqa: ANN401
        import tantivy  # noqa: PLC0415 - may be missing

        builder = tantivy.SchemaBuilder()
        for field in FIELDS:
            builder.add_text_field(field, tokenizer_name="whitespace", index_option="freq")
        builder.add_unsigned_field("ordinal", stored=True)
        return builder.build()

    def build(self, folder: Path, bags: Bags) -> None:
        """One writing thread, so that there is one segment."""
        import tantivy  # noqa: PLC0415 - may be missing

        folder.mkdir()
        index = tantivy.Index(self._schema(), path=str(folder))
        writer = index.writer(1_000_000_000, 1)
        for ordinal, terms in enumerate(bags.by_field()):
            texts = {field: " ".join(terms[field]) for field in FIELDS}
            writer.add_document(tantivy.Document(ordinal=ordinal, **texts))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> None:
        """Keep one searcher open and learn which document is which passage."""
        import tantivy  # noqa: PLC0415 - may be missing

        index = tantivy.Index.open(str(folder))
        self._searcher = index.searcher()
        if self._searcher.num_segments != 1:
            raise RuntimeError(f"tantivy wrote {self._searcher.num_segments} segments, not one")
        self._schema_used = index.schema
        everything = self._searcher.search(
            tantivy.Query.all_query(), max(1, self._searcher.num_docs)
        )
        self._ordinals = {
            address.doc: self._searcher.doc(address)["ordinal"][0] for _, address in everything.hits
        }

    def prepare(self, terms: Terms, bags: Bags) -> Any:  # noqa: ANN401, ARG002
        """A disjunction of boosted term queries."""
        from tantivy import Occur, Query  # noqa: PLC0415 - may be missing

        schema = self._schema_used
        return Query.boolean_query(
            [
                (
                    Occur.Should,
                    Query.boost_query(Query.term_query(schema, t.field, t.term, "freq"), t.weight),
                )
                for t in terms
            ]
        )

    def search(self, prepared: Any) -> list[int]:  # noqa: ANN401
        """Without counting all matches, which lets tantivy skip blocks."""
        hits = self._searcher.search(prepared, LIMIT, count=False).hits
        return [self._ordinals[address.doc] for _, address in hits]


class SqliteFts5:
    """SQLite's FTS5, contentless, one column, merged into one segment."""

    def build(self, folder: Path, bags: Bags) -> None:
        """Insert and optimise."""
        folder.mkdir()
        with sqlite3.connect(folder / "fts5.db") as connection:
            connection.execute("CREATE VIRTUAL TABLE passages USING fts5(words, content='')")
            connection.executemany(
                "INSERT INTO passages(rowid, words) VALUES (?, ?)", enumerate(bags.as_words())
            )
            connection.execute("INSERT INTO passages(passages) VALUES ('optimize')")
        connection.execute("VACUUM")
        connection.close()

    def open(self, folder: Path) -> None:
        """One connection."""
        self._connection = sqlite3.connect(folder / "fts5.db")

    def prepare(self, terms: Terms, bags: Bags) -> str:
        """FTS5 knows no weights of terms."""
        return " OR ".join(bags.query_words(terms))

    def search(self, prepared: str) -> list[int]:
        """Order by bm25()."""
        if not prepared:  # no passage holds any of the terms
            return []
        sql = "SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?"
        return [row[0] for row in self._connection.execute(sql, (prepared, LIMIT))]


class Bm25s:
    """bm25s with NumPy: scores held as a sparse matrix, as ours, but of one field only."""

    def build(self, folder: Path, bags: Bags) -> None:
        """Characters only: field u."""
        import bm25s  # noqa: PLC0415 - may be missing

        retriever = bm25s.BM25()
        retriever.index([list(terms["u"]) for terms in bags.by_field()], show_progress=False)
        retriever.save(str(folder), show_progress=False)

    def open(self, folder: Path) -> None:
        """Load the matrix."""
        import bm25s  # noqa: PLC0415 - may be missing

        self._retriever = bm25s.BM25.load(str(folder), show_progress=False)

    def prepare(self, terms: Terms, bags: Bags) -> list[str]:  # noqa: ARG002
        """The characters of the query; bm25s knows no weights of terms."""
        return [term.term for term in terms if term.field == "u"]

    def search(self, prepared: list[str]) -> list[int]:
        """`get_scores` and a partial sort: less work than `retrieve`."""
        if not prepared:  # initials: bm25s has no field for them
            return []
        scores = self._retriever.get_scores(prepared)
        limit = min(LIMIT, len(scores))
        first = np.argpartition(scores, len(scores) - limit)[len(scores) - limit :]
        return first[np.argsort(-scores[first])].tolist()


# Name in the results → class, and the package it needs.
PYTHON_PEERS: dict[str, tuple[type[Peer], str | None]] = {
    "ours": (Ours, None),
    "Whoosh": (Whoosh, None),
    "tantivy": (Tantivy, "tantivy"),
    "SQLite FTS5": (SqliteFts5, None),
    "bm25s": (Bm25s, "bm25s"),
}
