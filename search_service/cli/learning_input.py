"""What learning starts from: the content as it is and what is watched."""

from __future__ import annotations

from search_service.answering.documents import Documents
from search_service.evaluation.datasets import load_judgements
from search_service.learning.aliased import AliasTrial
from search_service.learning.guard import Guard
from search_service.learning.watched import Watched, judged_queries, neighbours
from search_service.settings import Settings

JUDGED_FILE = "judgements/queries.tsv"


def judged_texts(settings: Settings, documents: Documents) -> list[tuple[str, tuple[str, ...]]]:
    """The judged queries with their articles; none for a project without the file."""
    file = settings.content_folder / JUDGED_FILE
    if not file.exists():
        return []
    data = load_judgements(file, documents)
    return [(query.text, tuple(query.judgements)) for query in data.queries]


def guard_of(
    settings: Settings, trial: AliasTrial, documents: Documents, traffic: list[Watched]
) -> Guard:
    """The guard over a content."""
    judged = judged_queries(judged_texts(settings, documents))
    return Guard(trial, [*judged, *neighbours(documents), *traffic])
