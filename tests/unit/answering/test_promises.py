"""What a piece promises with a colon is shown with it."""

from __future__ import annotations

from dataclasses import replace

from search_service.answering.promises import MOST_CHARACTERS, with_what_it_promises
from search_service.content.units import Unit, UnitKind, UnitPart

# Of two lists, one after the other.
STEPS = (("关灯", 0), ("拧下来", 1), ("换个开关", 0))


def unit(text: str, kind: UnitKind = "paragraph", lead: str = "", anchor: str = "a") -> Unit:
    """A piece of one text, or of the texts between bars."""
    parts = tuple(UnitPart("", one) for one in text.split("|"))
    return Unit("L-101", "l/", kind, parts, lead=lead, anchor=anchor)


def shown(one: Unit, *others: Unit) -> list[str]:
    """What is shown of a piece among others."""
    return [part.text for part in with_what_it_promises(one, [one, *others]).parts]


def test_a_quotation_is_shown_after_what_introduces_it() -> None:
    lead = unit("先问客服。可以这样说：")
    words = unit("请查一下我的灯。", "quote", "可以这样说：")

    assert shown(lead, words) == ["先问客服。可以这样说：", "请查一下我的灯。"]


def test_each_colon_of_an_opening_gets_its_own() -> None:
    opening = unit("催商家：|催平台：|别着急。", "opening")
    words = unit("今天发货。", "quote", "催商家："), unit("哪天有结论？", "quote", "催平台：")

    expected = ["催商家：", "今天发货。", "催平台：", "哪天有结论？", "别着急。"]
    assert shown(opening, *words) == expected


def test_entries_are_shown_as_far_as_they_fit_and_the_first_always() -> None:
    lead = unit("带上这些：")
    long = unit("长" * (MOST_CHARACTERS + 1), "item", "带上这些：")

    assert shown(lead, long, unit("短", "item", "带上这些：")) == ["带上这些：", long.text]


def test_what_it_shows_already_is_not_repeated() -> None:
    opening = unit("带上这些：|灯泡", "opening")
    entries = unit("灯泡", "item", "带上这些："), unit("电线", "item", "带上这些：")

    assert shown(opening, *entries) == ["带上这些：", "灯泡"]


def test_the_words_of_another_section_are_not_promised() -> None:
    lead = unit("可以这样说：")

    assert shown(lead, unit("你好。", "quote", "可以这样说：", "b")) == ["可以这样说："]
    assert shown(unit("没有冒号。"), unit("你好。", "quote", "没有冒号。")) == ["没有冒号。"]


def test_a_row_is_shown_as_one_line() -> None:
    row = unit("没扣|再付", "row", "付款 怎么办 三处一起看：")

    assert shown(unit("三处一起看："), row) == ["三处一起看：", "没扣 再付"]


def test_rows_are_shown_after_the_sentence_that_introduces_them() -> None:
    opening = unit("想想怎么换的。再去对应的地方找。", "opening")
    rows = (
        unit("旧灯|抽屉", "row", "灯 在哪 再去对应的地方找。"),
        unit("别的|柜子", "row", "灯 在哪"),
    )

    assert shown(opening, *rows) == ["想想怎么换的。再去对应的地方找。", "旧灯 抽屉"]
    assert shown(unit("想想怎么换的。", "opening"), *rows) == ["想想怎么换的。"]


def test_a_supposition_is_shown_with_what_comes_of_it() -> None:
    supposed, result = unit("假设买了两盏灯，退一盏。"), unit("退一半的钱。")

    assert shown(supposed, result) == ["假设买了两盏灯，退一盏。", "退一半的钱。"]
    assert shown(supposed, unit("退一半的钱。", anchor="b")) == ["假设买了两盏灯，退一盏。"]
    assert shown(supposed, unit("灯座", "item"), result) == ["假设买了两盏灯，退一盏。"]


def test_a_first_step_is_shown_with_the_next_ones_of_its_list() -> None:
    steps = [replace(unit(text, "step"), place=place) for text, place in STEPS]

    assert [part.text for part in with_what_it_promises(steps[0], steps).parts] == [
        "关灯",
        "拧下来",
    ]
    assert with_what_it_promises(steps[1], steps) is steps[1]
