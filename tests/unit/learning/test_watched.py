"""Which questions of real traffic must not become worse."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest

from search_service.learning.questions import Article, Question, Questions
from search_service.learning.watched import traffic


@pytest.mark.parametrize(
    ("shown", "read", "is_watched"),
    [
        ("L-101", 3, True),  # stands first: most read it there and open nothing
        ("L-102", 20, True),  # read from below by many of those who asked
        ("L-102", 5, False),  # a few strayed there
        ("L-101", 2, False),  # too few to tell
    ],
)
def test_what_a_few_strayed_to_keeps_no_words_from_another_article(
    shown: str, read: int, *, is_watched: bool
) -> None:
    questions = Questions(
        all=[Question("灯泡多重", visits=60, failed=10, first=Counter({shown: 60}))],
        labels=np.zeros(1, np.int64),
        opened=[{"L-101": Article(read=read)}],
        moved={},
        vectors=np.ones((1, 1), np.float32),
    )

    assert [one.right for one in traffic(questions, 5, ())] == [{"L-101"}] * is_watched
    assert traffic(questions, 5, {0}) == []
