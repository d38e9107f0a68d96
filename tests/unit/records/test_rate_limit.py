"""How often: as a plain count of the last window would say, whatever the time of day does."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.records import rate_limit
from search_service.records.rate_limit import RateLimit


@given(st.lists(st.tuples(st.floats(0, 40), st.sampled_from("ab")), max_size=60), st.integers(1, 4))
def test_nobody_does_more_in_a_window_and_whoever_waits_may_again(
    steps: list[tuple[float, str]], most: int
) -> None:
    now = 0.0
    limit = RateLimit(most, 60.0, lambda: now)
    windows: dict[str, list[float]] = {}
    for pause, who in steps:
        now += pause
        wait = limit.seconds_to_wait(who)
        window = windows.get(who, [])
        if window and now - 60 >= window[0]:
            window = []
        assert (wait == 0) == (len(window) < most)
        if wait == 0:
            limit.count(who)
            windows[who] = [*window, now]
        else:
            assert 60 - (now - window[0]) <= wait <= 60


def test_the_time_of_day_does_not_matter(monkeypatch: pytest.MonkeyPatch) -> None:
    limit = RateLimit(1)
    limit.count("a")
    for hours in (-8, 8, -100_000):
        there = time.time() + hours * 3600
        monkeypatch.setattr(time, "time", lambda there=there: there)
        assert 1 <= limit.seconds_to_wait("a") <= 60


def test_what_is_given_back_may_be_done_again_and_a_flood_fills_no_memory(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(rate_limit, "MOST_COUNTED", 100)
    limit = RateLimit(1)
    limit.count("a")
    limit.give_back("a")
    assert limit.seconds_to_wait("a") == 0
    for number in range(1_000):
        limit.count(f"{number}")
    assert len(limit) == 100
