"""Proposed aliases, tried: of public articles first, then of those that agents alone may read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from search_service.answering.search import Search
from search_service.checks.duplicate_questions import comparable
from search_service.cli.aliases import Writable, known_texts
from search_service.cli.learning_input import guard_of
from search_service.learning.aliased import AliasTrial, with_aliases
from search_service.learning.findings import Group
from search_service.learning.guard import Verdict
from search_service.learning.proposals import proposals
from search_service.learning.watched import Watched
from search_service.releases.documents import documents_of
from search_service.settings import Settings

Tried = tuple[AliasTrial, Verdict]


def tried_aliases(
    settings: Settings,
    public: AliasTrial,
    texts: Writable,
    groups: Sequence[Group],
    traffic: list[Watched],
) -> list[Tried]:
    """What the guard lets through, with the search as it is without it.

    Articles for agents are tried over what agents find, with what public ones got just before.

    Args:
        settings: Of the project.
        public: Tries aliases over the public articles.
        texts: Its articles.
        groups: Questions with their decisions.
        traffic: What must not become worse, beside what is judged and what articles ask.
    """

    def tried(trial: AliasTrial, ours: Iterable[Group], known: Mapping[str, str]) -> Tried:
        least = settings.query_log_least_count
        wanted = wanted_aliases(list(ours), trial.search, least, known)
        return trial, guard_of(settings, trial, trial.documents, traffic).judge(wanted)

    internal = texts.internal
    for_agents = [one for one in groups if one.decision.article in internal]
    for_all = [one for one in groups if one.decision.article not in internal]
    known = known_texts(texts.articles)
    first = tried(public, for_all, known)
    if texts.all is None or not for_agents:
        return [first]
    given = first[1].accepted
    known |= {comparable(text): code for code, new in given.items() for text in new}
    desk = AliasTrial(with_aliases(documents_of(texts.all), given), public.analyser)
    return [first, tried(desk, for_agents, known)]


def wanted_aliases(
    groups: Sequence[Group], search: Search, least: int, known: Mapping[str, str]
) -> dict[str, list[str]]:
    """Wordings by article, each once.

    Args:
        groups: What fails or is not first.
        search: Over the content as it is.
        least: How many visits must have asked a question.
        known: What articles have already, in comparable form.
    """
    wanted: dict[str, list[str]] = {}
    said: set[str] = set()
    for one in proposals(groups, search, least, lambda text: comparable(text) in known):
        fresh = [text for text in one.texts if comparable(text) not in said]
        said.update(map(comparable, fresh))
        wanted.setdefault(one.article, []).extend(fresh)
    return {article: fresh for article, fresh in wanted.items() if fresh}
