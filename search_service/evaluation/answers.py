"""How good the answers are: right at once, on the first screen, in three hits; or better none.

An answer is judged by its article and by a pattern that its shown text must match, so that another
true sentence of another article does not count. `held-out` questions were written after the
choosing was tuned, and nothing is tuned on them; `fresh` ones were as new when they were first
asked, which docs/relevance-experiments.md tells, and were looked at since. Of `sealed` ones only
the sums are looked at, and nothing is tuned on them.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from search_service.answering.extracts import Extract, shown_text
from search_service.answering.search import Search
from search_service.errors import DatasetInvalid
from search_service.evaluation.datasets import unaskable

SPLITS = ("tune", "held-out", "fresh", "sealed")
GLOSSARY = "glossary"
ANSWERS, UNANSWERED = "answers.tsv", "no_answer.tsv"
# Shares of all questions that are answered, the surest first.
COVERAGES = (0.2, 0.4, 0.6, 0.8, 1.0)
_HITS = 3


@dataclass(frozen=True)
class JudgedAnswer:
    """A question, the articles of its answer (`glossary` for a definition), and its pattern."""

    text: str
    articles: frozenset[str]
    answer: re.Pattern[str]
    kind: str
    split: str

    def is_answered_by(self, article_id: str, shown: str) -> bool:
        """Whether text shown of an article is the answer."""
        return (article_id or GLOSSARY) in self.articles and bool(self.answer.search(shown))


@dataclass(frozen=True)
class Unanswered:
    """A question that no article is on."""

    text: str
    split: str


@dataclass(frozen=True)
class AnswerOutcome:
    """What one question showed, and where the answer stood in it.

    Attributes:
        card: Whether there was a card above the hits.
        sure: Whether it was called sure.
        confidence: Of the best piece shown, 0 without one.
        first: Whether the best piece answers; the first hit's where there is no card.
        two: Whether one of the two best pieces does.
        screen: Whether the card or the first hit does.
        three: Whether the card or one of three hits does.
        characters: How many are shown in the card, or of the first hit.
    """

    card: bool
    sure: bool
    confidence: float
    first: bool
    two: bool
    screen: bool
    three: bool
    characters: int


def _rows(file: Path, columns: Sequence[str]) -> Iterable[tuple[int, dict[str, str]]]:
    with file.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        for number, row in enumerate(rows, 2):
            if any(not row.get(column) for column in columns) or row["split"] not in SPLITS:
                raise DatasetInvalid(
                    f"{file}:{number}：要有 {'、'.join(columns)} 这几列，"
                    f"split 是 {'、'.join(SPLITS)} 之一。"
                )
            yield number, row


def _askable(file: Path, columns: Sequence[str]) -> Iterable[tuple[int, dict[str, str]]]:
    rows = _rows(file, columns)
    return ((number, row) for number, row in rows if not unaskable(row["query"]))


def skipped_rows(folder: Path) -> list[str]:
    """Rows whose query the search refuses, each with its line and why; no sum counts them."""
    columns = {ANSWERS: ("query", "articles", "answer", "kind", "split")}
    found = []
    for name in (ANSWERS, UNANSWERED):
        for number, row in _rows(folder / name, columns.get(name, ("query", "split"))):
            if reason := unaskable(row["query"]):
                found.append(f"{folder / name}:{number}：{reason}这条跳过了。")
    return found


def load_answers(file: Path) -> list[JudgedAnswer]:
    """Read `answers.tsv`.

    Raises:
        DatasetInvalid: A row is malformed.
    """
    judged = []
    for number, row in _askable(file, ("query", "articles", "answer", "kind", "split")):
        try:
            pattern = re.compile(row["answer"])
        except re.error as error:
            raise DatasetInvalid(f"{file}:{number}：answer 不是正则表达式：{error}") from error
        articles = frozenset(row["articles"].split("|"))
        judged.append(JudgedAnswer(row["query"], articles, pattern, row["kind"], row["split"]))
    return judged


def load_unanswered(file: Path) -> list[Unanswered]:
    """Read `no_answer.tsv`.

    Raises:
        DatasetInvalid: A row is malformed.
    """
    rows = _askable(file, ("query", "split"))
    return [Unanswered(row["query"], row["split"]) for _, row in rows]


def outcome_of(search: Search, text: str, judged: JudgedAnswer | None) -> AnswerOutcome:
    """Ask one question; without a judgement nothing answers it."""
    result = search.search(text, limit=_HITS)
    cards = [result.answer, *result.also_possible] if result.answer else []
    first = list(result.hits[0].extracts) if result.hits else []
    others = [extract for hit in result.hits[1:] for extract in hit.extracts]

    def right(extracts: Iterable[Extract]) -> bool:
        return judged is not None and any(
            judged.is_answered_by(one.article_id, shown_text(one)) for one in extracts
        )

    best = [*cards, *first]
    shown = cards or first
    return AnswerOutcome(
        card=bool(cards),
        sure=bool(cards) and cards[0].level == "sure",
        confidence=best[0].confidence if best else 0.0,
        first=right(best[:1]),
        two=right(best[:2]),
        screen=right(best),
        three=right([*best, *others]),
        characters=sum(len(shown_text(one)) for one in shown),
    )


@dataclass(frozen=True)
class AnswerSummary:
    """Shares over judged questions, and over those that nothing answers.

    `kept_sure` and `kept` are shares of the right best pieces that stand in a sure card, in any;
    `false_sure` and `false_card` the shares of unanswerable questions that get one. `risks` has,
    for each of `COVERAGES`, the share of wrong ones among so many of all questions, the surest
    first; whatever is shown for an unanswerable one is wrong.
    """

    questions: int
    first: float
    two: float
    screen: float
    three: float
    median_characters: float
    most_characters: float
    kept_sure: float
    kept: float
    unanswerable: int
    false_sure: float
    false_card: float
    risks: tuple[float, ...]


def risks_of(outcomes: Sequence[AnswerOutcome]) -> tuple[float, ...]:
    """The share of wrong best pieces among the surest, at each of `COVERAGES`."""
    surest = sorted(outcomes, key=lambda one: -one.confidence)
    counts = [max(1, round(share * len(surest))) for share in COVERAGES]
    return tuple(round(sum(not one.first for one in surest[:count]) / count, 4) for count in counts)


def summary_of(
    answered: Sequence[AnswerOutcome], unanswered: Sequence[AnswerOutcome]
) -> AnswerSummary:
    """Sum up; both must hold at least two outcomes."""

    def share(chosen: Iterable[bool], count: int) -> float:
        return round(sum(chosen) / max(1, count), 4)

    right = [one for one in answered if one.first]
    characters = [one.characters for one in answered]
    return AnswerSummary(
        questions=len(answered),
        first=share((one.first for one in answered), len(answered)),
        two=share((one.two for one in answered), len(answered)),
        screen=share((one.screen for one in answered), len(answered)),
        three=share((one.three for one in answered), len(answered)),
        median_characters=median(characters),
        most_characters=round(quantiles(characters, n=10)[-1], 1),
        kept_sure=share((one.sure for one in right), len(right)),
        kept=share((one.card for one in right), len(right)),
        unanswerable=len(unanswered),
        false_sure=share((one.sure for one in unanswered), len(unanswered)),
        false_card=share((one.card for one in unanswered), len(unanswered)),
        risks=risks_of([*answered, *unanswered]),
    )


def evaluate_answers(search: Search, folder: Path) -> dict[str, AnswerSummary]:
    """The judgements of a folder, each split by its name."""
    answers, unanswered = (
        load_answers(folder / ANSWERS),
        load_unanswered(folder / UNANSWERED),
    )
    return {
        split: summary_of(
            [outcome_of(search, one.text, one) for one in answers if one.split == split],
            [outcome_of(search, one.text, None) for one in unanswered if one.split == split],
        )
        for split in SPLITS
    }
