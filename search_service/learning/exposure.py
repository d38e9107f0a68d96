"""How often an article would be opened if its title said no more than those of others do.

What stands first is opened most whatever it says (Joachims et al. 2005), and what is shown to few
cannot be opened by many. So openings are held against the places at which an article was shown to
the visits of each question (Richardson et al. 2007), with the search as it is now.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from search_service.answering.search import Search
from search_service.errors import QueryRejected
from search_service.learning.questions import Question, Questions

# Codes of what a question is answered with, the best first.
Ranking = Callable[[str], Sequence[str]]
# Places that are counted, and the share of visits that open an article there that may be any: what
# is taken for known before anything is counted, as of so many visits.
_PLACES, _KNOWN = 10, 20
_RATES = (0.2, 0.1, 0.07, 0.05, 0.04, 0.03, 0.02, 0.01, 0.01, 0.01)
# The same where an article does not stand, and where it is not known what does.
_NOWHERE, _UNKNOWN = 0.002, 0.05
# Readers of a group open as much as others do, until so many openings say otherwise.
_ALIKE = 5.0
# What fewer visits asked is not asked again: most questions, and few of the visits.
_LEAST_VISITS = 2
# A cluster is heard up to so many visits, so that no single one decides.
_MOST_HEARD = 20


def ranking_of(search: Search) -> Ranking:
    """What a search answers questions with; nothing where it refuses one."""

    def ranked(text: str) -> Sequence[str]:
        try:
            return [code for code, _ in search.rank_articles(text)[:_PLACES]]
        except QueryRejected:
            return ()

    return ranked


def unknown(_: str) -> Sequence[str]:
    """Where there is no search, nobody knows what was shown."""
    return ()


@dataclass(frozen=True)
class Exposure:
    """What was shown where, and how often what stands there is opened.

    Attributes:
        ranking: What a question is answered with.
        rates: By place, the share of visits that open what stands there where questions fail.
    """

    ranking: Ranking = unknown
    rates: Sequence[float] = field(default=_RATES)

    def _shown(self, one: Question) -> Sequence[str]:
        return self.ranking(one.reading)[:_PLACES] if one.visits >= _LEAST_VISITS else ()

    def expected(
        self, questions: Iterable[Question], openings: Mapping[str, int]
    ) -> dict[str, float]:
        """Openings to be expected of articles, when their readers open what else is shown.

        Args:
            questions: Of a group.
            openings: From them, by article.
        """
        if not openings:
            return {}
        found, all_of_them = dict.fromkeys(openings, 0.0), 0.0
        for one in questions:
            shown = self._shown(one)
            all_of_them += one.visits * (sum(self.rates[: len(shown)]) or _PLACES * _UNKNOWN)
            for code in openings:
                rate = _NOWHERE if shown else _UNKNOWN
                if code in shown:
                    rate = self.rates[shown.index(code)]
                found[code] += rate * one.visits
        opened = sum(openings.values())
        return {
            code: expected
            * (opened - openings[code] + _ALIKE)
            / (max(0.0, all_of_them - expected) + _ALIKE)
            for code, expected in found.items()
        }


def exposure_of(questions: Questions, failing: Collection[int], ranking: Ranking) -> Exposure:
    """How often what stands in each place is opened in the clusters that fail.

    Args:
        questions: Of a period.
        failing: Its clusters that fail.
        ranking: What a question is answered with.
    """
    members: dict[int, list[int]] = defaultdict(list)
    for place, label in enumerate(questions.labels.tolist()):
        if label in failing:
            members[label].append(place)
    opened = [_KNOWN * rate for rate in _RATES]
    seen = [float(_KNOWN)] * _PLACES
    for places in members.values():
        visits = sum(questions.all[place].visits for place in places)
        heard = min(1.0, _MOST_HEARD / max(1, visits))
        for place in places:
            if questions.all[place].visits < _LEAST_VISITS:
                continue
            for rank, code in enumerate(ranking(questions.all[place].reading)[:_PLACES]):
                seen[rank] += heard * questions.all[place].visits
                if one := questions.opened[place].get(code):
                    opened[rank] += heard * (one.read + one.left)
    return Exposure(ranking, [a / b for a, b in zip(opened, seen, strict=True)])
