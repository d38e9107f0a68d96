"""From a month of visits to groups and their next step."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.learning.aliased import AliasTrial
from search_service.learning.clusters import clusters, slips
from search_service.learning.decisions import Decision, decide
from search_service.learning.failing import fails, wilson_lower
from search_service.learning.features import vectors
from search_service.learning.findings import Findings, Group, findings_of
from search_service.learning.habits import Habits
from search_service.learning.not_ours import mark, marked, ours
from search_service.learning.pooling import pooled
from search_service.learning.questions import Article, Question, Questions, questions_of
from search_service.learning.simulation.month import Month
from search_service.learning.trials import is_trial
from search_service.records.visit_log import safe_visits
from search_service.records.visit_reading import read_counts
from search_service.records.visit_store import VisitStore
from search_service.records.visits import Asked, Opened, Visit
from tests.unit.learning.conftest import LAST_DAY, PLANTED, month_of


def findings(file: Path, visits: Sequence[Visit], analyser: Analyser) -> Findings:
    store = VisitStore(file)
    store.add(safe_visits(visits))
    return findings_of(questions_of(read_counts(store, date.min), analyser), ())


def groups(file: Path, visits: Sequence[Visit], analyser: Analyser) -> Sequence[Group]:
    return findings(file, visits, analyser).failing


def names(found: Sequence[Group]) -> set[str]:
    return {one.reading for group in found for one in group.questions}


def test_the_same_seed_gives_the_same_month(trial: AliasTrial, month: Month) -> None:
    assert month_of(trial.search).visits == month.visits
    assert month_of(trial.search, seed=2).visits != month.visits


def test_planted_gaps_are_named_and_decoys_are_not(
    tmp_path: Path, month: Month, shop_analyser: Analyser
) -> None:
    found = groups(tmp_path / "queries.sqlite", month.visits, shop_analyser)

    said = names(found)
    assert any(text in said for gap in PLANTED.gaps for text in gap.words)
    assert not any("礼包" in text or "测试" in text for text in said)


def test_one_network_plants_no_gap_and_hides_none(
    tmp_path: Path, month: Month, shop_analyser: Analyser
) -> None:
    quiet = groups(tmp_path / "quiet.sqlite", month.visits, shop_analyser)
    left = Opened("L-102", 1, stayed=False)
    false_gap = Asked("霓虹招牌", "霓虹招牌", "L-102", "articles", (left,), contact=True)
    served = Asked(
        "怎么开发票", "怎么开发票", "D-101", "articles", (Opened("D-101", 1, stayed=True),)
    )
    flood = [Visit(LAST_DAY, "site", "203.0.113.9", (one,)) for one in (false_gap, served)] * 2_000
    flooded = groups(tmp_path / "flooded.sqlite", [*month.visits, *flood], shop_analyser)

    assert names(quiet) <= names(flooded) | {""}
    assert "霓虹招牌" not in names(flooded)


@given(st.integers(0, 500), st.integers(0, 500))
def test_the_lower_bound_lies_below_the_share(failed: int, others: int) -> None:
    visits = failed + others
    bound = wilson_lower(failed, visits)
    assert 0 <= bound <= (failed / visits if visits else 0) + 1e-9


def test_a_few_failures_are_no_gap_and_many_are() -> None:
    assert not fails(3, 4, 0.1)
    assert not fails(5, 100, 0.1)
    assert fails(50, 100, 0.1)


def test_questions_that_sound_or_read_alike_are_one_cluster(shop_analyser: Analyser) -> None:
    texts = ["灯泡坏了怎么换", "灯泡坏了怎么唤", "怎么换坏了的灯泡", "快递什么时候发货"]
    labels = clusters(vectors(texts, shop_analyser), np.array([9, 3, 2, 5]))

    assert len(set(labels[:3].tolist())) == 1
    assert labels[3] != labels[0]


def many(count: int, text: str, answer: str, opened: Opened, start: int) -> list[Visit]:
    """Visits of as many networks that opened one article, asked for a number and left."""
    one = Asked(text, text, answer, "articles", (opened,), contact=True)
    return [Visit(LAST_DAY, "site", f"n{start + n}", (one,)) for n in range(count)]


def test_readers_who_stay_with_the_first_hit_and_call_all_the_same_are_served(
    tmp_path: Path, month: Month, shop_analyser: Analyser
) -> None:
    stayed, left = Opened("L-101", 1, stayed=True), Opened("L-101", 1, stayed=False)
    impatient = many(60, "霓虹招牌", "L-101", stayed, 0) + many(20, "霓虹招牌", "L-101", left, 60)
    bounced = many(20, "霓虹招牌", "L-101", stayed, 0) + many(60, "霓虹招牌", "L-101", left, 60)

    def named(name: str, visits: list[Visit]) -> set[str]:
        return names(groups(tmp_path / name, [*month.visits, *visits], shop_analyser))

    assert "霓虹招牌" not in named("served.sqlite", impatient)
    assert "霓虹招牌" in named("failing.sqlite", bounced)


@pytest.mark.parametrize(("text", "is_gap"), [("霓虹", False), ("霓虹招牌不亮", True)])
def test_one_word_that_is_read_elsewhere_is_found_but_not_first_and_no_gap(
    tmp_path: Path, month: Month, shop_analyser: Analyser, text: str, *, is_gap: bool
) -> None:
    elsewhere = many(60, text, "L-102", Opened("L-101", 2, stayed=True), 0)
    found = findings(tmp_path / "queries.sqlite", [*month.visits, *elsewhere], shop_analyser)

    assert text in names(found.failing if is_gap else found.not_first)
    assert text not in names(found.not_first if is_gap else found.failing)


@pytest.mark.parametrize("stays", [True, False])
def test_what_two_articles_answer_is_no_gap_where_readers_stay_with_the_first(
    tmp_path: Path, month: Month, shop_analyser: Analyser, *, stays: bool
) -> None:
    text, second = "霓虹招牌不亮", Opened("L-101", 2, stayed=True)
    first = many(30, text, "L-102", Opened("L-102", 1, stayed=stays), 0)
    elsewhere = many(60, text, "L-102", second, 30)
    visits = [*month.visits, *first, *elsewhere]
    found = findings(tmp_path / "queries.sqlite", visits, shop_analyser)

    assert text in names(found.not_first if stays else found.failing)
    assert text not in names(found.failing if stays else found.not_first)
    group = next(one for one in (*found.failing, *found.not_first) if text in names([one]))
    assert (group.decision.step, group.decision.article) == ("alias", "L-101")


def test_a_slip_in_what_another_article_serves_is_no_gap(
    tmp_path: Path, month: Month, shop_analyser: Analyser
) -> None:
    served = many(60, "霓虹招牌不亮", "L-102", Opened("L-102", 1, stayed=True), 0)
    slipped = many(20, "霓虹招牌布亮", "D-101", Opened("L-101", 3, stayed=True), 100)
    visits = [*month.visits, *served, *slipped]
    found = findings(tmp_path / "queries.sqlite", visits, shop_analyser)

    assert "霓虹招牌布亮" not in names(found.failing)


def test_wordings_of_a_served_matter_that_miss_its_article_are_named_without_the_others(
    tmp_path: Path, month: Month, shop_analyser: Analyser
) -> None:
    first, fourth = Opened("L-101", 1, stayed=True), Opened("L-101", 4, stayed=True)
    served = many(60, "霓虹招牌", "L-101", first, 0)
    missed = many(30, "霓虹招牌啊", "D-101", fourth, 100)
    found = groups(tmp_path / "queries.sqlite", [*month.visits, *served, *missed], shop_analyser)

    group = next(one for one in found if "霓虹招牌啊" in names([one]))
    assert "霓虹招牌" not in names([group])
    assert (group.decision.step, group.decision.article) == ("alias", "L-101")


READ, LEFT = Article(read=20, left=2), Article(read=3, left=20)


@pytest.mark.parametrize(
    ("first", "opened", "expected"),
    [
        ({"L-101": 50}, {"L-101": LEFT, "L-102": READ}, ("alias", "L-102")),
        ({"L-101": 50}, {"L-101": LEFT, "G-101": READ}, ("tool", "G-101")),
        ({"L-101": 50}, {"L-101": LEFT}, ("improve", "L-101")),
        ({"L-101": 20, "L-102": 30}, {}, ("draft", None)),
        ({"L-101": 25, "L-102": 25}, {"L-103": Article(read=1)}, ("draft", None)),
        ({"L-101": 20, "L-102": 30}, {"L-103": Article(later=8)}, ("alias", "L-103")),
        ({"L-101": 20, "L-102": 30}, {"L-103": READ, "L-104": READ}, ("draft", None)),
        ({"L-101": 40, "L-103": 10}, {"L-103": LEFT}, ("improve", "L-103")),
        # A few that end elsewhere do not answer the many who opened the first hit in vain.
        (
            {"L-101": 50},
            {"L-101": Article(left=40, left_first=40), "L-103": Article(read=2, later=4)},
            ("improve", "L-101"),
        ),
        # Ends of visits alone yield to an article that as many read and ended at.
        (
            {"L-101": 20, "L-102": 30},
            {"L-103": Article(later=12, left=1), "L-104": Article(read=8, left=2, later=5)},
            ("alias", "L-104"),
        ),
        # As many openings of the first hit as of another are a choice of the other.
        (
            {"L-101": 50},
            {"L-101": Article(left=6, left_first=6), "L-102": Article(read=6)},
            ("alias", "L-102"),
        ),
    ],
)
def test_the_next_step(
    first: dict[str, int], opened: dict[str, Article], expected: tuple[str, str | None]
) -> None:
    found: Decision = decide(50, Counter(first), opened, {"G-101"}, Habits(0.8, 0.3))
    assert (found.step, found.article) == expected


@pytest.mark.parametrize("text", ["测试", "Test", "退款测试", "111", "aaa"])
def test_what_only_tries_the_desk_is_no_question(text: str) -> None:
    assert is_trial(text)
    assert not is_trial("灯不亮怎么办")


def test_what_is_marked_as_none_of_ours_stays_out_in_other_words(
    tmp_path: Path, month: Month, shop_analyser: Analyser
) -> None:
    file = tmp_path / "judgements" / "not_ours.tsv"
    found = groups(tmp_path / "queries.sqlite", month.visits, shop_analyser)

    assert mark(file, f"{found[0].name}呢")
    assert not mark(file, f"{found[0].name}呢")
    assert found[0] not in ours(found, marked(file), shop_analyser)


def test_a_rare_text_that_lacks_a_character_is_the_frequent_one() -> None:
    texts = ["客服电话", "客服话", "客服电", "电话", "退款", "退"]

    found = slips(texts, np.array([100, 10, 11, 1, 100, 1]))
    assert found == {1: 0}


class Pooled(NamedTuple):
    members: list[int]
    decision: Decision
    opened: dict[str, Article]


def test_a_cluster_that_says_little_joins_the_group_that_its_article_answers() -> None:
    ones = [Question("没声音了", visits=50, failed=40), Question("没声音呢", visits=9, failed=7)]
    far, near = Article(read=20, left=2), Article(read=2)
    questions = Questions(
        all=ones,
        labels=np.array([0, 1]),
        opened=[{"L-103": far}, {"L-103": near}],
        moved={},
        vectors=np.array([[1, 0], [0.6, 0.8]], np.float32),
    )
    habits = Habits(0.8, 0.3, ends=["", ""])
    decided = Pooled([0], Decision("alias", "L-103"), {"L-103": far})
    weak = Pooled([1], Decision("draft", None), {"L-103": near})

    assert pooled([decided, weak], [], questions, habits) == [[0, 1]]
    assert pooled([decided], [weak], questions, habits) == [[0, 1]]
    elsewhere = Pooled([1], Decision("draft", None), {"L-104": near})
    assert pooled([decided, elsewhere], [], questions, habits) == [[0], [1]]
    assert pooled([decided], [elsewhere], questions, habits) == [[0]]
