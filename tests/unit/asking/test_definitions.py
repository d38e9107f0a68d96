from __future__ import annotations

import pytest

from search_service.asking.definitions import asked_term


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("什么是色温", "色温"),
        ("什么叫做色温?", "色温"),
        ("色温是什么意思", "色温"),
        ("色温是啥", "色温"),
        ("「色温」什么意思呀", "色温"),
        ("色温的含义", "色温"),
        ("色温到底是什么东西", "色温"),
        ("解释一下色温", "色温"),
        ("怎么换灯泡", None),
        ("什么时候换灯泡", None),
        ("灯泡为什么不亮", None),
        ("", None),
    ],
)
def test_the_term_whose_meaning_is_asked_for(text: str, term: str | None) -> None:
    assert asked_term(text) == term
