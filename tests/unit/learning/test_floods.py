"""What one network adds is believed as far as first questions of networks speak for it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import Analyser
from search_service.learning.floods import belief_in_later
from search_service.learning.simulation.month import Month
from search_service.records.visits import Asked, Opened, Visit
from tests.unit.learning.conftest import LAST_DAY, PLANTED
from tests.unit.learning.test_findings import groups, names

_FILLERS = "啊呢吧嘛呀哦请快急帮"


def varied(text: str, answer: str, *, fails: bool) -> list[Visit]:
    """A thousand visits of one network, hardly two in the same words."""
    opened = (Opened(answer, 1, stayed=not fails),)
    said = [f"{a}{text}{b}{c}" for a in _FILLERS for b in _FILLERS for c in _FILLERS]
    asked = [Asked(one, one, answer, "articles", opened, contact=fails) for one in said]
    return [Visit(LAST_DAY, "site", "203.0.113.9", (one,)) for one in asked]


def test_one_network_that_varies_its_words_plants_no_gap_and_hides_none(
    tmp_path: Path, month: Month, shop_analyser: Analyser
) -> None:
    quiet = names(groups(tmp_path / "quiet.sqlite", month.visits, shop_analyser))
    victim = next(text for gap in PLANTED.gaps for text in gap.words if text in quiet)
    planted = varied("霓虹招牌在哪", "L-102", fails=True)
    hiding = varied(victim, "D-101", fails=False)
    visits = [*month.visits, *planted, *hiding]
    flooded = names(groups(tmp_path / "flooded.sqlite", visits, shop_analyser))

    assert victim in flooded
    assert not any("霓虹" in text for text in flooded)


def belief(labels: Sequence[int], visits: Sequence[int], early: Sequence[int]) -> list[float]:
    return belief_in_later(np.array(labels), np.array(visits), np.array(early)).tolist()


def test_readers_who_share_an_address_are_believed_where_they_are_as_many_as_usual() -> None:
    assert belief([0, 0, 1], [120, 1, 60], [100, 0, 50]) == [1, 1, 1]


def test_in_a_flooded_cluster_texts_that_first_questions_speak_for_are_believed() -> None:
    flood = [1] * 500
    usual = belief([0, 1, *([1] * 500)], [1000, 12, *flood], [900, 11, *([0] * 500)])
    assert usual[:2] == [1, 1]
    assert not any(usual[2:])


@given(st.lists(st.tuples(st.integers(0, 5), st.integers(0, 30), st.integers(0, 30))))
def test_belief_is_a_share(rows: list[tuple[int, int, int]]) -> None:
    found = belief([a for a, _, _ in rows], [b + c for _, b, c in rows], [b for _, b, _ in rows])
    assert all(0 <= one <= 1 for one in found)
