"""A wallet or loan of others that is asked about, and one that only says where something was."""

from __future__ import annotations

import json

import pytest

from search_service.analysis.word_lists import WordLists
from search_service.asking.products import rivals_in
from tests.builders import ROOT

SHARED = json.loads((ROOT / "tests/javascript/rivals.json").read_text(encoding="utf-8"))
WORDS = WordLists(
    ours=frozenset({"u钱包", "你们"}), rivals=frozenset({"河马钱包", "河马", "海豚付"})
)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("河马钱包提现收费吗", {"河马钱包"}),
        ("怎么关海豚付", {"海豚付"}),
        ("河马和海豚付哪个好", {"河马", "海豚付"}),
        ("提现收费吗", set()),
    ],
)
def test_what_is_asked_about_is_named_the_longest_name_first(text: str, named: set[str]) -> None:
    assert rivals_in(text, text, WORDS) == named


@pytest.mark.parametrize(
    "text",
    [
        "河马群里的福利是真的吗",
        "河马上有人私信我",
        "加河马退款靠谱吗",
        "对方让我加个河马",
        "河马客服联系我说要退钱",
        "海豚付里的钱能转到u钱包吗",
        "河马的账号是你们的吗",
    ],
)
def test_where_something_was_said_and_who_is_asked_make_it_no_question_on_others(text: str) -> None:
    assert rivals_in(text, text, WORDS) == frozenset()


def test_without_a_list_nobody_is_named() -> None:
    assert rivals_in("河马钱包提现收费吗", "", WordLists()) == frozenset()


def test_a_name_counts_as_typed_and_as_corrected() -> None:
    assert rivals_in("haitunfu怎么关", "海豚付怎么关", WORDS) == {"海豚付"}
    assert rivals_in("海豚付怎么关", "海吞服怎么关", WORDS) == {"海豚付"}


@pytest.mark.parametrize(("text", "is_about"), SHARED["cases"])
def test_the_browser_and_the_service_read_the_same(text: str, is_about: bool) -> None:  # noqa: FBT001
    words = WordLists(rivals=frozenset(SHARED["rivals"]), ours=frozenset(SHARED["ours"]))

    assert bool(rivals_in(text, text, words)) is is_about
