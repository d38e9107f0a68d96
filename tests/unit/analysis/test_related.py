"""Words of one matter, however they are put."""

from __future__ import annotations

import pytest

from search_service.analysis.related import Related

RELATED = Related({"老公": "家人", "弟": "家人", "老公公": "老人", "刻字": "定做"})


@pytest.mark.parametrize(
    ("text", "matters"),
    [
        ("我老公出事了", {"~家人"}),
        ("打给家人", {"~家人"}),
        ("老公公的手机", {"~老人"}),
        ("给弟弟刻字的杯子", {"~家人", "~定做"}),
        ("换灯泡", set()),
    ],
)
def test_a_text_speaks_of_the_matters_of_its_longest_words(text: str, matters: set[str]) -> None:
    assert RELATED.terms(text) == matters


def test_without_a_list_no_text_speaks_of_anything() -> None:
    assert Related({}).terms("我老公出事了") == frozenset()
