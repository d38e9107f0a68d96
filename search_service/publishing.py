"""Content to a generation in service, and the generation in service to a `Search`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from search_service import generations
from search_service.analysis.chains import Analyser, FieldTerms, make_analyser, passage_text
from search_service.analysis.word_lists import load_word_lists
from search_service.documents import Documents
from search_service.engines.whoosh_engine import WhooshEngine, write_index
from search_service.errors import GenerationRefused
from search_service.generations import Generation
from search_service.search import Search
from search_service.settings import Settings

_DOCUMENTS = "documents.json"
_WHOOSH = "whoosh"
# How many titles are searched for in a new generation before it is put into service.
_CANARIES = 50

Progress = Callable[[int, int], None]


def load_analyser(settings: Settings) -> Analyser:
    """The analysis chain of the project's word lists; takes about a second."""
    words = load_word_lists(settings.content_folder / "words")
    return make_analyser(words, settings.state_folder / "jieba")


def publish(
    settings: Settings,
    documents: Documents,
    analyser: Analyser,
    *,
    force: bool = False,
    progress: Progress | None = None,
) -> Search:
    """Index `documents` as a new generation, check it and put it into service.

    Raises:
        GenerationRefused: A canary failed, or passages are missing; the old one stays.
    """

    def write(folder: Path) -> None:
        documents.save(folder / _DOCUMENTS)
        write_index(folder / _WHOOSH, _passage_terms(documents, analyser, progress))

    generation = generations.build(
        settings.index_folder, analyser.analysis_id, len(documents.passages), write
    )
    search = _open(generation, analyser)
    try:
        if not force:
            _check_canaries(search)
        generations.activate(settings.index_folder, generation, force=force)
    except GenerationRefused:
        generations.discard(generation)
        raise
    return search


def open_search(settings: Settings, analyser: Analyser) -> tuple[Search, str | None]:
    """The generation in service and, when it is not the current one, why.

    Raises:
        IndexUnavailable: There is no whole generation.
    """
    opened = generations.open_newest(settings.index_folder, analyser.analysis_id)
    return _open(opened.generation, analyser), opened.degraded


def _open(generation: Generation, analyser: Analyser) -> Search:
    documents = Documents.load(generation.folder / _DOCUMENTS)
    engine = WhooshEngine(generation.folder / _WHOOSH)
    return Search(generation.name, documents, engine, analyser)


def _passage_terms(
    documents: Documents, analyser: Analyser, progress: Progress | None
) -> Iterator[FieldTerms]:
    for done, passage in enumerate(documents.passages):
        article = documents.articles_by_id[passage.article_id]
        body = f"{passage.heading}\n{passage.text}" if passage.heading else passage.text
        yield analyser.field_terms(passage_text(article.title, article.questions, body))
        if progress:
            progress(done + 1, len(documents.passages))


def _check_canaries(search: Search) -> None:
    """Every title must be among the first three titles it finds; a sample is tried."""
    articles = search.documents.articles
    step = max(1, len(articles) // _CANARIES)
    for article in articles[::step]:
        found = search.search(article.title, limit=3).hits
        if article.title not in {hit.article.title for hit in found}:
            raise GenerationRefused(
                f"新索引没有通过检查：用标题「{article.title}」找不到文章 {article.id}。"
                "旧索引继续服务。请检查这篇文章，或加 --force 强制启用。"
            )
