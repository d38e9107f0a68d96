"""Which aliases may be given: none that makes anything worse that is watched.

One proposal is tried at a time, and where it does harm, one text at a time. In the end all that was
accepted is built together and everything is asked once more.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from search_service.answering.search import Search
from search_service.asking.query import Query
from search_service.errors import QueryRejected
from search_service.learning.aliased import Aliases, AliasTrial
from search_service.learning.watched import Watched

NOT_FOUND = 1_000
# How much of a query has to stand in new aliases for them to move anything: a word, or characters.
_SHARED_CHARACTERS = 2
# Of the aliases together, so many are tried one by one for what makes a text fall: a second each.
_MOST_SUSPECTS = 12


@dataclass(frozen=True)
class Worse:
    """A watched text whose article fell; places from 1, `NOT_FOUND` when it is not found."""

    watched: Watched
    before: int
    after: int


@dataclass(frozen=True)
class Refusal:
    """A text that an article does not get, and what it would have made worse."""

    article: str
    text: str
    worse: Worse


@dataclass
class Verdict:
    """What the guard lets through.

    Attributes:
        accepted: Aliases by article.
        refused: The others.
        search: As it would be with them.
    """

    search: Search
    accepted: dict[str, list[str]] = field(default_factory=dict)
    refused: list[Refusal] = field(default_factory=list)


@dataclass(frozen=True)
class _Asked:
    watched: Watched
    query: Query
    place: int
    terms: frozenset[tuple[str, str]]


class Guard:
    """Watches over one content.

    Args:
        trial: Tries aliases over it.
        watched: What must not become worse.
    """

    def __init__(self, trial: AliasTrial, watched: Iterable[Watched]) -> None:
        self._trial = trial
        self._asked = list(filter(None, map(self._ask, watched)))

    def _ask(self, one: Watched) -> _Asked | None:
        search = self._trial.search
        try:
            query = search.parsed(one.text)
        except QueryRejected:
            return None
        terms = frozenset((t.field, t.term) for t in query.terms if t.field in {"w", "u"})
        return _Asked(one, query, place_of(search, query, one), terms)

    def judge(self, proposed: Aliases) -> Verdict:
        """Let through what does no harm."""
        accepted: dict[str, list[str]] = {}
        refused: list[Refusal] = []
        for article, texts in proposed.items():
            if self._harm({**accepted, article: texts}, texts) is None:
                accepted[article] = list(texts)
                continue
            kept: list[str] = []
            for text in texts:
                worse = self._harm({**accepted, article: [*kept, text]}, [text])
                if worse is None:
                    kept.append(text)
                else:
                    refused.append(Refusal(article, text, worse))
            if kept:
                accepted[article] = kept
        return self._checked(accepted, refused)

    def _harm(self, added: Aliases, new: Sequence[str]) -> Worse | None:
        """The first watched text that the new ones of the added aliases make worse."""
        search = self._trial.with_aliases(added)
        terms = self._terms(new)
        for one in self._asked:
            shared = one.terms & terms
            if len(shared) < _SHARED_CHARACTERS and all(name == "u" for name, _ in shared):
                continue
            after = place_of(search, one.query, one.watched)
            if after > one.place:
                return Worse(one.watched, one.place, after)
        return None

    def _terms(self, texts: Sequence[str]) -> frozenset[tuple[str, str]]:
        analyser = self._trial.analyser
        words = (analyser.terms_of_words(analyser.segmenter.words(text)) for text in texts)
        return frozenset(
            {("w", word) for found in words for word in found}
            | {("u", unit) for text in texts for unit in analyser.characters(text)}
        )

    def _checked(self, accepted: dict[str, list[str]], refused: list[Refusal]) -> Verdict:
        """All of it together, built anew; texts are taken back until nothing is worse."""
        while True:
            search = self._trial.built_with(accepted)
            takes_back: dict[tuple[str, str], Worse] = {}
            for one in self._worse(search):
                culprit = self._culprit(accepted, one, search, takes_back)
                if culprit is not None:
                    takes_back[culprit] = one
            if not takes_back:
                return Verdict(search, accepted, refused)
            refused += [Refusal(*said, one) for said, one in takes_back.items()]
            accepted = _without(accepted, takes_back)

    def _worse(self, search: Search) -> list[Worse]:
        found = []
        for one in self._asked:
            after = place_of(search, search.parsed(one.watched.text), one.watched)
            if after > one.place:
                found.append(Worse(one.watched, one.place, after))
        return found

    def _culprit(
        self,
        accepted: Aliases,
        worse: Worse,
        search: Search,
        taken: Collection[tuple[str, str]],
    ) -> tuple[str, str] | None:
        """The alias without which a text does not fall; if none alone, the likeliest one.

        Likely are those that have most in common with it, of the articles that overtook it.
        """
        ranked = [code for code, _ in search.rank_articles(worse.watched.text)]
        above = set(ranked[: worse.after - 1])
        asked = self._terms([worse.watched.text])
        shared: dict[tuple[str, str], int] = {}
        for article, texts in accepted.items():
            for text in texts:
                bonus = len(asked) if article in above else 0
                shared[article, text] = len(self._terms([text]) & asked) + bonus
        likely = sorted(shared, key=lambda one: (shared[one], one), reverse=True)
        for one in (known for known in taken if known in shared):
            if self._is_mended(accepted, one, worse):
                return one
        for one in likely[:_MOST_SUSPECTS]:
            if one not in taken and self._is_mended(accepted, one, worse):
                return one
        return next((one for one in likely if one not in taken), None)

    def _is_mended(self, accepted: Aliases, without: tuple[str, str], worse: Worse) -> bool:
        """Whether a text that fell stands where it did without one alias."""
        search = self._trial.built_with(_without(accepted, [without]))
        query = search.parsed(worse.watched.text)
        return place_of(search, query, worse.watched) <= worse.before


def _without(accepted: Aliases, taken: Collection[tuple[str, str]]) -> dict[str, list[str]]:
    left = {
        article: [text for text in texts if (article, text) not in taken]
        for article, texts in accepted.items()
    }
    return {article: texts for article, texts in left.items() if texts}


def place_of(search: Search, query: Query, watched: Watched) -> int:
    """Place of the first right article, from 1."""
    ranked = (code for code, _ in search.rank_query(query))
    return next((n for n, code in enumerate(ranked, 1) if code in watched.right), NOT_FOUND)
