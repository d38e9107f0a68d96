"""What a release says of its articles, in a Whoosh index: written, replaced and deleted by article.

One Whoosh document for each passage, one for each article, one for its units, and one for what
belongs to no article: the order, the numbers and the glossary. That one also holds a digest of all
that is stored of each article: from one release to the next only articles whose digest changed are
deleted and added. A store is copied before it is changed, for a sealed release never changes.
Opening one unpickles, so it is opened only after the release's checksums were compared.
"""

from __future__ import annotations

import hashlib
import shutil
from collections import defaultdict
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson
from whoosh import fields, index
from whoosh.reading import IndexReader
from whoosh.writing import IndexWriter

from search_service.answering.documents import Documents, PhoneNumber, StoredArticle
from search_service.content.article import Passage, Topic
from search_service.content.units import Unit
from search_service.engines.stored_forms import article_of, passage_of, unit_of

_SCHEMA = fields.Schema(
    article=fields.ID(stored=True),  # code; an article's passages carry it as well
    kind=fields.ID(stored=True),
    content=fields.STORED,  # JSON
)
_ORDER, _ARTICLE, _PASSAGE, _UNITS = "order", "article", "passage", "units"
# Deleted documents stay in a segment; beyond this share of the living ones all are written anew.
_MOST_DELETED = 0.3
_LOCK = "*_WRITELOCK"


def write_store(folder: Path, documents: Documents, previous: Path | None = None) -> None:
    """Write `documents` into a new folder.

    Args:
        folder: Where to; its parent exists.
        documents: What to store.
        previous: A store to take over what has not changed from.
    """
    if previous is None:
        folder.mkdir()
        opened = index.create_in(folder, _SCHEMA)
    else:
        shutil.copytree(previous, folder)
        opened = index.open_dir(folder, schema=_SCHEMA)
    try:
        with opened.reader() as reader:
            known = _known(reader)
            dead, living = reader.doc_count_all() - reader.doc_count(), reader.doc_count()
        writer = opened.writer()
        _replace(writer, documents, known)
        writer.commit(optimize=dead > _MOST_DELETED * living)
    finally:
        opened.close()
    for lock in folder.glob(_LOCK):
        lock.unlink()


def read_store(folder: Path) -> Documents:
    """What `write_store` was given."""
    opened = index.open_dir(folder, schema=_SCHEMA)
    try:
        with opened.reader() as reader:
            return _documents(reader)
    finally:
        opened.close()


def _replace(writer: IndexWriter, documents: Documents, known: Mapping[str, str]) -> None:
    passages: dict[str, list[tuple[int, Passage]]] = defaultdict(list)
    for ordinal, passage in enumerate(documents.passages):
        passages[passage.article_id].append((ordinal, passage))
    units: dict[str, list[Unit]] = defaultdict(list)
    for unit in documents.units:
        units[unit.article_id].append(unit)
    digests: dict[str, str] = {}
    for article in documents.articles:
        own = tuple(passage for _, passage in passages[article.id])
        digest = digests[article.id] = _digest(article, own, tuple(units[article.id]))
        if known.get(article.id) == digest:
            continue
        if article.id in known:
            writer.delete_by_term("article", article.id)
        writer.add_document(article=article.id, kind=_ARTICLE, content=orjson.dumps(article))
        for passage in own:
            writer.add_document(article=article.id, kind=_PASSAGE, content=orjson.dumps(passage))
        if stored := units[article.id]:
            writer.add_document(article=article.id, kind=_UNITS, content=orjson.dumps(stored))
    for gone in known.keys() - digests.keys():
        writer.delete_by_term("article", gone)
    writer.delete_by_term("kind", _ORDER)
    order = {
        "topics": documents.topics,
        "numbers": documents.numbers,
        "explained": documents.explained,
        "articles": list(digests.items()),
        "units": units[""],
        "ordinals": {code: [ordinal for ordinal, _ in own] for code, own in passages.items()},
    }
    writer.add_document(kind=_ORDER, content=orjson.dumps(order))


def _known(reader: IndexReader) -> dict[str, str]:
    """The digest of each article that is stored, by its code."""
    if not reader.doc_count():
        return {}
    [number] = reader.postings("kind", _ORDER).all_ids()
    return dict(orjson.loads(reader.stored_fields(number)["content"])["articles"])


@lru_cache(maxsize=20_000)
def _digest(article: StoredArticle, passages: tuple[Passage, ...], units: tuple[Unit, ...]) -> str:
    """Remembered, because most articles stay from one release to the next."""
    said = orjson.dumps((article, passages, units))
    return hashlib.blake2b(said, digest_size=16).hexdigest()


def _documents(reader: IndexReader) -> Documents:
    articles: dict[str, StoredArticle] = {}
    passages: dict[str, list[Passage]] = defaultdict(list)
    units: dict[str, list[dict[str, Any]]] = {}
    order: Mapping[str, Any] = {}
    for _, stored in reader.iter_docs():  # an article's passages in the order they were added in
        content = orjson.loads(stored["content"])
        if stored["kind"] == _PASSAGE:
            passages[stored["article"]].append(passage_of(content))
        elif stored["kind"] == _ARTICLE:
            articles[stored["article"]] = article_of(content)
        elif stored["kind"] == _UNITS:
            units[stored["article"]] = content
        else:
            order = content
    placed = {
        ordinal: passage
        for code, ordinals in order["ordinals"].items()
        for ordinal, passage in zip(ordinals, passages[code], strict=True)
    }
    return Documents(
        topics=tuple(Topic(**topic) for topic in order["topics"]),
        numbers=tuple(PhoneNumber(**number) for number in order.get("numbers", ())),
        explained=order.get("explained", {}),
        articles=tuple(articles[code] for code, _ in order["articles"]),
        passages=tuple(placed[ordinal] for ordinal in range(len(placed))),
        units=tuple(
            unit_of(unit)
            for found in (*(units.get(code, ()) for code, _ in order["articles"]), order["units"])
            for unit in found
        ),
    )
