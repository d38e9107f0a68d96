# ruff: noqa: RUF001 - full-width digits are what people type
"""One pass over distinct lines gives what analysing passage by passage gives, with true lengths."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import FIELDS, Analyser, passage_text
from search_service.analysis.line_terms import LineTerms, RawPassage
from search_service.engines.counting import postings_in_one_pass
from search_service.engines.postings import Postings, postings_of_texts

# What could cross a line: numbers and units, codes, words, syllables, marks, blanks of all kinds.
PIECES = st.sampled_from(
    [
        *("3", "３", "十", "三", "1.5", "1.2.", "天", "個月", "个", "工作日", "点", "万", "元"),
        *("换", "灯泡", "灯", "泡", "不亮", "怎么", "快递", "银行", "U灯卡", "燈"),
        *("l-102", "L", "-", "102", "e", "1001", "400-000-0000", "é", "e\u0301", "\u0301"),
        *("\n", "\n", "\n", " ", "\r\n", "\t", "\u2028", "\u200b", "。", "*", "㐀", "😀"),
    ]
)
TEXTS = st.lists(PIECES, max_size=14).map("".join)
PASSAGES = st.lists(
    st.builds(RawPassage, TEXTS, st.lists(TEXTS, max_size=2).map(tuple), TEXTS), max_size=6
)


def in_one_pass(passages: Sequence[RawPassage], analyser: Analyser) -> Postings:
    lines = LineTerms(analyser)
    for passage in passages:
        lines.add(passage)
    return postings_in_one_pass(lines.fields(), len(passages))


def one_by_one(passages: Sequence[RawPassage], analyser: Analyser) -> Postings:
    return postings_of_texts([passage_text(*one) for one in passages], analyser)


def table(postings: Postings) -> Mapping[tuple[str, str], list[tuple[int, int]]]:
    """Field and term → the passages it stands in, each with how often."""
    found: dict[tuple[str, str], list[tuple[int, int]]] = {}
    number = 0
    for field in FIELDS:
        for term in postings.terms[field]:
            span = slice(postings.starts[number], postings.starts[number + 1])
            found[field, term] = list(
                zip(
                    postings.passages[span].tolist(),
                    postings.frequencies[span].tolist(),
                    strict=True,
                )
            )
            number += 1
    assert number == len(postings.starts) - 1
    return found


@given(passages=PASSAGES)
def test_terms_frequencies_and_lengths_are_those_of_each_passage_by_itself(
    shop_analyser: Analyser, passages: list[RawPassage]
) -> None:
    counted, expected = in_one_pass(passages, shop_analyser), one_by_one(passages, shop_analyser)

    assert list(counted.terms) == list(FIELDS)
    assert table(counted) == table(expected)
    assert np.array_equal(counted.lengths, expected.lengths)
    assert np.array_equal(counted.headline_lengths, expected.headline_lengths)


def test_a_quantity_may_stand_on_two_lines(shop_analyser: Analyser) -> None:
    passages = [RawPassage("", (), "退款要3\n天"), RawPassage("", (), "退款要3 \n天")]

    found = table(in_one_pass(passages, shop_analyser))

    assert found["w", "3天"] == [(0, 1)]


def test_headlines_are_counted_apart(shop_analyser: Analyser) -> None:
    passages = [RawPassage("换灯泡", ("灯不亮",), "灯泡"), RawPassage("", (), "灯")]

    postings = in_one_pass(passages, shop_analyser)

    row = FIELDS.index("u")
    assert postings.lengths[row].tolist() == [3 + 3 + 3 + 2, 1]
    assert postings.headline_lengths[row].tolist() == [9, 0]


def test_lengths_count_every_occurrence(shop_analyser: Analyser) -> None:
    body = "灯泡" * 500

    postings = in_one_pass([RawPassage("", (), body)], shop_analyser)

    assert postings.lengths[FIELDS.index("u")].tolist() == [1_000]
