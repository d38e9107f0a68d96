"""Passages and queries to measure with, the same for the same arguments.

Three sources: the site's own content, any folder of Markdown, any BEIR folder. A size other than
the natural one is reached by sampling, by cutting sections into sentences and clauses, and, when
the texts are too few for that, by putting random sentences together anew.
"""

from __future__ import annotations

import hashlib
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any

from benchmarks.machine import ROOT
from search_service.analysis.chains import Analyser
from search_service.answering.documents import Documents, StoredArticle
from search_service.asking.lexicon import Lexicon
from search_service.asking.query import parse_query
from search_service.content.article import Passage
from search_service.content.article_parser import split_front_matter
from search_service.content.corpus import load_corpus
from search_service.content.fragments import Fragments
from search_service.content.sections import sections_of
from search_service.errors import QueryRejected
from search_service.evaluation.datasets import load_beir, load_judgements
from search_service.releases.documents import documents_of

SEED = 20_261_122
QUERY_CHARACTERS = 30
_SHORTEST_PIECE = 6
_SENTENCES_TOGETHER = (2, 8)
# Files whose last reading is kept, so that a changed one costs only its own.
_REMEMBERED = 5_000

_TITLE = re.compile(r"^title:\s*[\"']?(.*?)[\"']?\s*$", re.MULTILINE)
_SENTENCE_END = re.compile(r"[。！？；\n]+")
_CLAUSE_END = re.compile(r"[。！？；\n，、：,;:]+")
_TWO_HAN = re.compile(r"[\u3400-\u9fff]{2}")


@dataclass(frozen=True)
class Corpus:
    """Documents, texts that people might type, and where both come from."""

    name: str
    made_by: str
    documents: Documents
    typed: tuple[str, ...] = ()

    @property
    def sha256(self) -> str:
        """Over titles, headings and texts of all passages, in order."""
        digest = hashlib.sha256()
        for passage in self.documents.passages:
            title = self.documents.articles_by_id[passage.article_id].title
            digest.update("\0".join((title, passage.heading or "", passage.text, "")).encode())
        return digest.hexdigest()

    def facts(self) -> dict[str, Any]:
        """What a result says about the corpus."""
        return {
            "corpus": self.name,
            "made_by": self.made_by,
            "passages": len(self.documents.passages),
            "corpus_sha256": self.sha256,
        }


def load(folder: Path | None, size: int | None = None) -> Corpus:
    """A corpus of about `size` passages; of its natural size without one.

    Args:
        folder: Markdown files or a BEIR folder; the site's own content without one.
        size: How many passages.
    """
    if folder is None:
        documents = documents_of(load_corpus(ROOT / "content"))
        whole = Corpus("content", "sections", documents)
    elif (folder / "corpus.jsonl").exists():
        split = min((folder / "qrels").glob("*.tsv")).stem
        dataset = load_beir(folder, split)
        typed = tuple(query.text for query in dataset.queries)
        whole = Corpus(folder.name, "documents", dataset.documents, typed)
    else:
        whole = Corpus(folder.name, "sections", read_markdown(folder))
    return whole if size is None else _resized(whole, size)


@lru_cache(maxsize=1)
def _fragments(folder: Path) -> Fragments:
    return Fragments(
        folder, ()
    )  # kept as `kb serve` keeps them: only a changed file is drawn again


def read_markdown(folder: Path) -> Documents:
    """Every Markdown file below `folder` as an article, each of its sections as a passage."""
    fragments = _fragments(folder)
    read = [
        _article(
            fragments,
            file.relative_to(folder).as_posix(),
            _text_of(file),
        )
        for file in sorted(folder.rglob("*.md"), key=attrgetter("parts"))
    ]
    passages = tuple(chain.from_iterable(own for _, own in read))
    return Documents((), tuple(article for article, _ in read), passages)


def _text_of(file: Path) -> str:
    """As `Path.read_text` gives it, which decodes piece by piece and takes three times as long."""
    text = file.read_bytes().decode("utf-8-sig", errors="replace")
    return text.replace("\r\n", "\n").replace("\r", "\n")


@lru_cache(maxsize=_REMEMBERED)
def _article(
    fragments: Fragments, name: str, text: str
) -> tuple[StoredArticle, tuple[Passage, ...]]:
    """Remembered by its text, as everything is that `kb serve` reads."""
    head, body, _ = split_front_matter(text)
    title = match[1] if (match := _TITLE.search(head or "")) else Path(name).stem
    sections = sections_of(fragments.of(name, body).html)
    passages = (
        Passage(f"{name}#{number}", name, section.heading, section.anchor, section.text)
        for number, section in enumerate(sections)
    )
    return StoredArticle(name, f"/{name}", title, "", (), "", "", ""), tuple(passages)


def _pieces(text: str, end: re.Pattern[str]) -> Iterator[str]:
    for piece in end.split(text):
        stripped = piece.strip()
        if len(stripped) >= _SHORTEST_PIECE and _TWO_HAN.search(stripped):
            yield stripped


def sentences_of(documents: Documents) -> Iterator[str]:
    """Every sentence of all passages."""
    return (s for passage in documents.passages for s in _pieces(passage.text, _SENTENCE_END))


def _cut(documents: Documents, end: re.Pattern[str]) -> list[Passage]:
    return [
        replace(passage, id=f"{passage.id}.{number}", text=piece)
        for passage in documents.passages
        for number, piece in enumerate(_pieces(passage.text, end))
    ]


def _resized(corpus: Corpus, size: int) -> Corpus:
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    documents = corpus.documents
    for made_by, passages in (
        (f"a sample of the {corpus.made_by}", list(documents.passages)),
        ("a sample of the sentences", _cut(documents, _SENTENCE_END)),
        ("a sample of the clauses", _cut(documents, _CLAUSE_END)),
    ):
        if len(passages) >= size:
            chosen = sorted(chance.sample(range(len(passages)), size))
            return replace(
                corpus,
                made_by=made_by,
                documents=_only(documents, [passages[number] for number in chosen]),
            )
    sentences = [passage.text for passage in _cut(documents, _SENTENCE_END)]
    generated = []
    for number in range(size):
        like = chance.choice(documents.passages)
        together = chance.choices(sentences, k=chance.randint(*_SENTENCES_TOGETHER))
        generated.append(replace(like, id=f"{like.id}.{number}", text="。".join(together)))
    return replace(
        corpus,
        made_by="its sentences put together at random",
        documents=_only(documents, generated),
    )


def _only(documents: Documents, passages: list[Passage]) -> Documents:
    wanted = {passage.article_id for passage in passages}
    articles = tuple(article for article in documents.articles if article.id in wanted)
    return Documents(documents.topics, articles, tuple(passages))


def typed_queries(corpus: Corpus, count: int, analyser: Analyser, lexicon: Lexicon) -> list[str]:
    """Texts as people type them, in random order.

    A third each of headings, of sentences cut short, and of judged queries: the data set's own
    where it has some, else those of `content/judgements/`.
    """
    chance = random.Random(SEED)  # noqa: S311 - repeatable, not secret
    passages = corpus.documents.passages
    headings = [passage.heading for passage in passages if passage.heading]
    headings += [article.title for article in corpus.documents.articles]
    sentences = [s for passage in passages for s in _pieces(passage.text, _SENTENCE_END)]
    judged = list(corpus.typed) or _judged()
    sources = [
        list(dict.fromkeys(text.strip()[:QUERY_CHARACTERS] for text in source))
        for source in (headings, sentences, judged)
    ]
    for source in sources:
        chance.shuffle(source)
    queries: dict[str, None] = {}
    while len(queries) < count and any(sources):
        for source in sources:
            if source and _accepted(text := source.pop(), analyser, lexicon):
                queries[text] = None
    chosen = list(queries)[:count]
    chance.shuffle(chosen)
    return chosen


def _judged() -> list[str]:
    documents = documents_of(load_corpus(ROOT / "content"))
    judgements = load_judgements(ROOT / "content" / "judgements" / "queries.tsv", documents)
    return [query.text for query in judgements.queries]


def _accepted(text: str, analyser: Analyser, lexicon: Lexicon) -> bool:
    try:
        return bool(parse_query(text, analyser, lexicon).terms)
    except QueryRejected:
        return False
