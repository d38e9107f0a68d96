"""What visits of a period do where questions are served well, and with wrong first hits.

Readers differ: where many leave a right article soon, leaving says little. So no share is fixed;
what happens in a group is held against what the same readers do elsewhere in the period.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from search_service.learning.exposure import Exposure, Ranking, exposure_of, unknown
from search_service.learning.questions import Questions

# What is taken for known before anything is counted: visits that stayed and left.
_RIGHT, _WRONG = (15, 5), (6, 14)
# The same of visits that opened what is opened most, and all of them.
_OPENED = (10, 20)
# A cluster that does not fail is heard from so many visits on; of one that fails so many at most,
# so that no single one decides.
_LEAST_VISITS, _MOST_HEARD = 20, 20
# Bounds for the share of readers that stay, and the least that it tells right from wrong.
_LEAST_STAY, _MOST_STAY, _LEAST_GAP = 0.5, 0.95, 0.15
# A cluster ends well at its first hit when most saw it, and so many read it, and more than left.
_MOST_SAW, _LEAST_READ, _MORE_READ = 0.5, 8, 1.0


@dataclass(frozen=True)
class Habits:
    """What readers of a period do.

    Attributes:
        stay: Share of those who opened an article that answers that stayed.
        stay_wrongly: The same of the first hit where questions fail; at least .15 less.
        opens: Share of visits that open the article that is opened most where nothing is wrong.
        ends: Of each question, the article that it ends well at; empty where there is none.
        later: Of visits that asked on, each article's share of where they ended.
        exposure: What was shown where, and how often that is opened.
    """

    stay: float
    stay_wrongly: float
    opens: float = 0.5
    ends: Sequence[str] = ()
    later: Mapping[str, float] = field(default_factory=dict)
    exposure: Exposure = field(default_factory=Exposure)


@dataclass
class _Cluster:
    first: Counter[str] = field(default_factory=Counter)
    read: Counter[str] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)


def habits_of(questions: Questions, failing: Collection[int], ranking: Ranking = unknown) -> Habits:
    """The habits of a period.

    Args:
        questions: Of the period.
        failing: Its clusters that fail.
        ranking: What a question is answered with.
    """
    labels = questions.labels.tolist()
    clusters: dict[int, _Cluster] = defaultdict(_Cluster)
    for label, one, opened in zip(labels, questions.all, questions.opened, strict=True):
        clusters[label].first.update(one.first)
        for code, article in opened.items():
            clusters[label].read[code] += article.read
            clusters[label].left[code] += article.left
    right, wrong, opened_most = list(_RIGHT), list(_WRONG), list(_OPENED)
    ends: dict[int, str] = {}
    for label, cluster in clusters.items():
        if not cluster.first or not cluster.read.total() + cluster.left.total():
            continue
        shown, saw = cluster.first.most_common(1)[0]
        if label in failing:
            heard = min(1.0, _MOST_HEARD / max(1, cluster.read[shown] + cluster.left[shown]))
            wrong[0] += round(heard * cluster.read[shown])
            wrong[1] += round(heard * cluster.left[shown])
            continue
        openings = cluster.read + cluster.left
        most = max(openings, key=lambda code: (openings[code], code))
        if cluster.first.total() >= _LEAST_VISITS:
            right[0] += cluster.read[most]
            right[1] += cluster.left[most]
            opened_most[0] += openings[most]
            opened_most[1] += cluster.first.total()
        is_read = cluster.read[shown] >= max(_LEAST_READ, _MORE_READ * cluster.left[shown])
        if saw >= _MOST_SAW * cluster.first.total() and most == shown and is_read:
            ends[label] = shown
    stay = min(_MOST_STAY, max(_LEAST_STAY, right[0] / sum(right)))
    by_question = [ends.get(label, "") for label in labels]
    return Habits(
        stay=stay,
        stay_wrongly=min(wrong[0] / sum(wrong), stay - _LEAST_GAP),
        opens=min(1.0, opened_most[0] / opened_most[1]),
        ends=by_question,
        later=_later(questions, by_question),
        exposure=exposure_of(questions, failing, ranking),
    )


def ending_at(habits: Habits, answered: Mapping[int, str]) -> Habits:
    """The same habits, with what further questions end at: those of groups that are answered.

    Who asks on in words of such a group and opens nothing was after what answers it.

    Args:
        habits: Of a period.
        answered: Places of questions, with the article that answers their group.
    """
    ends = [end or answered.get(place, "") for place, end in enumerate(habits.ends)]
    return replace(habits, ends=ends)


def ended_at(article: str, end: int, ends: Sequence[str]) -> str:
    """Where a visit that asked on ended; who opened nothing read what the question ends well at.

    Args:
        article: What was read; empty for nothing.
        end: Place of the question that was asked in the end.
        ends: As `Habits.ends`.
    """
    return article or (ends[end] if ends else "")


def _later(questions: Questions, ends: Sequence[str]) -> dict[str, float]:
    found: Counter[str] = Counter()
    for (_, end), ways in questions.moved.items():
        for article, visits in ways.items():
            if code := ended_at(article, end, ends):
                found[code] += visits
    total = max(1, found.total())
    return {code: visits / total for code, visits in found.items()}
