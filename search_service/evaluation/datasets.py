"""Judged queries from files: BEIR folders, and the project's own `content/judgements/`."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from search_service.answering.documents import Documents, StoredArticle
from search_service.asking.typed_text import RAW_QUERY_LIMIT, understood
from search_service.content.article import Passage
from search_service.errors import DatasetInvalid, QueryRejected

# A document without a title whose text is no longer than this is a question itself.
_QUESTION_CHARACTERS = 64
JUDGEMENT_KINDS = (
    "colloquial",
    "pinyin",
    "initials",
    "typo",
    "traditional",
    "single",
    "sentence",
    "code",
)


@dataclass(frozen=True)
class JudgedQuery:
    """A typed text and the documents that answer it, graded; at least one grade is positive."""

    id: str
    text: str
    judgements: Mapping[str, int]
    kind: str = ""


@dataclass(frozen=True)
class Dataset:
    """A collection with judged queries; `skipped` says which could not be asked, and why."""

    name: str
    documents: Documents
    queries: tuple[JudgedQuery, ...]
    skipped: tuple[str, ...] = ()


def load_beir(folder: Path, split: str, alias_count: int | None = None) -> Dataset:
    """Read `corpus.jsonl`, `queries.jsonl` and `qrels/<split>.tsv`.

    Args:
        folder: A BEIR folder; documents may carry `aliases`, also in an `aliases.jsonl`.
        split: Name of the judgements.
        alias_count: How many aliases of each document to use; None for those in `corpus.jsonl`.

    Raises:
        DatasetInvalid: A file is missing or malformed, or a query has no relevant document.
    """
    corpus = list(_json_lines(folder / "corpus.jsonl"))
    aliases = {entry["_id"]: entry.get("aliases", []) for entry in corpus}
    extra = folder / "aliases.jsonl"
    if alias_count is not None:
        if extra.exists():
            aliases |= {entry["_id"]: entry["aliases"] for entry in _json_lines(extra)}
        aliases = {document: found[:alias_count] for document, found in aliases.items()}
    documents = _documents(corpus, aliases)
    texts, unasked = _texts(folder / "queries.jsonl")
    grades = _grades(folder / "qrels" / f"{split}.tsv", documents, texts.keys() | unasked.keys())
    skipped = tuple(unasked[query] for query in grades if query in unasked)
    grades = {query: judged for query, judged in grades.items() if query in texts}
    # BEIR judges some queries only negatively: nobody can be measured on them.
    judged = {query: g for query, g in grades.items() if any(grade > 0 for grade in g.values())}
    if not judged:
        raise DatasetInvalid(f"{folder}：{split} 里没有一条有正确答案的查询。请检查 qrels。")
    queries = tuple(JudgedQuery(query, texts[query], g) for query, g in judged.items())
    return Dataset(folder.name, documents, queries, skipped)


def load_judgements(file: Path, documents: Documents) -> Dataset:
    """Read `queries.tsv`: `query`, `expected` (ids joined by `|`) and `kind`.

    Raises:
        DatasetInvalid: A row is malformed or expects an article that does not exist.
    """
    queries, skipped = [], []
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(rows, 2):
            expected = (row.get("expected") or "").split("|")
            unknown = [one for one in expected if one not in documents.articles_by_id]
            if not row.get("query") or unknown:
                said = f"没有文章 {'、'.join(unknown)}" if unknown else "缺少查询"
                raise DatasetInvalid(f"{file}:{number}：{said}。请写上存在的文章编号。")
            if row.get("kind") not in JUDGEMENT_KINDS:
                raise DatasetInvalid(
                    f"{file}:{number}：kind 应是 {'、'.join(JUDGEMENT_KINDS)} 之一。"
                )
            text, kind = row["query"], row["kind"]
            if reason := unaskable(text):
                skipped.append(f"{file}:{number}：{reason}这条跳过了。")
                continue
            queries.append(JudgedQuery(f"L{number}", text, dict.fromkeys(expected, 1), kind))
    return Dataset(file.parent.name, documents, tuple(queries), tuple(skipped))


def _texts(file: Path) -> tuple[dict[str, str], dict[str, str]]:
    """Query id → its text, and of those that cannot be asked → line and reason."""
    texts: dict[str, str] = {}
    unasked: dict[str, str] = {}
    for number, entry in enumerate(_json_lines(file), 1):
        text = str(entry.get("text") or "")
        if reason := unaskable(text):
            unasked[entry["_id"]] = f"{file}:{number}：{reason}这条跳过了。"
        else:
            texts[entry["_id"]] = text
    return texts, unasked


def unaskable(text: str) -> str | None:
    """Why the search refuses a text; None when it does not."""
    try:
        understood(text, RAW_QUERY_LIMIT)
    except QueryRejected as refused:
        return str(refused)
    return None


def _json_lines(file: Path) -> Iterator[dict[str, Any]]:
    if not file.exists():
        raise DatasetInvalid(
            f"找不到 {file}。BEIR 文件夹要有 corpus.jsonl、queries.jsonl 和 qrels/。"
        )
    with file.open("rb") as stream:
        for number, line in enumerate(stream, 1):
            try:
                entry = orjson.loads(line)
                entry["_id"] = str(entry["_id"])
            except (orjson.JSONDecodeError, KeyError, TypeError) as error:
                raise DatasetInvalid(f"{file}:{number}：不是带 _id 的 JSON：{error}") from error
            yield entry


def _documents(corpus: list[dict[str, Any]], aliases: Mapping[str, list[str]]) -> Documents:
    articles, passages = [], []
    for entry in corpus:
        name, title, text = entry["_id"], entry.get("title", ""), entry["text"]
        if not title and len(text) <= _QUESTION_CHARACTERS:
            title, text = text, ""
        questions = tuple(aliases.get(name, ()))
        articles.append(StoredArticle(name, "", title, "", questions, "", "", ""))
        passages.append(Passage(name, name, None, None, text))
    return Documents((), tuple(articles), tuple(passages))


def _grades(
    file: Path, documents: Documents, queries: Collection[str]
) -> Mapping[str, Mapping[str, int]]:
    if not file.exists():
        raise DatasetInvalid(f"找不到 {file}。")
    grades: dict[str, dict[str, int]] = defaultdict(dict)
    with file.open(encoding="utf-8", newline="") as stream:
        for number, row in enumerate(csv.reader(stream, delimiter="\t"), 1):
            if number == 1 and row[:1] == ["query-id"]:
                continue
            try:
                query, document, grade = row[0], row[1], int(row[2])
            except (IndexError, ValueError) as error:
                raise DatasetInvalid(f"{file}:{number}：应是三列：查询、文档、分数") from error
            if query not in queries or document not in documents.articles_by_id:
                raise DatasetInvalid(f"{file}:{number}：没有查询 {query} 或文档 {document}")
            grades[query][document] = grade
    return grades
