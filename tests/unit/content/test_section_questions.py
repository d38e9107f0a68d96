from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.content.section_questions import (
    PlaceUnknown,
    places_of,
    split_place,
    with_questions,
)
from search_service.content.unit_cutting import units_of

PAGE = """
<p>先关灯，再换灯泡。</p>
<h2 id="几天到">几天到</h2>
<p>看怎么寄。</p>
<table><thead><tr><th>怎么寄</th><th>几天</th></tr></thead>
<tbody><tr><td>快递</td><td>两天</td></tr><tr><td>平邮</td><td>九天</td></tr></tbody></table>
<h2 id="换灯泡">换灯泡</h2>
<ol><li>拔掉插头。</li><li>逆时针拧下来。</li></ol>
"""
UNITS = units_of(PAGE)


def test_a_heading_means_its_whole_section_and_a_first_cell_its_row() -> None:
    section, is_section = places_of(UNITS, "几天到")
    row, is_row_section = places_of(UNITS, "平邮")

    assert is_section
    assert {UNITS[at].heading for at in section} == {"几天到"}
    assert not is_row_section
    assert [UNITS[at].text for at in row] == ["平邮 九天"]


def test_words_that_stand_in_one_step_alone_mean_that_step() -> None:
    [step], is_section = places_of(UNITS, "逆时针拧")

    assert not is_section
    assert (UNITS[step].kind, UNITS[step].text) == ("step", "逆时针拧下来。")


@pytest.mark.parametrize(
    ("place", "said"), [("灯罩", "没有「灯罩」"), ("", "没有写"), ("天", "处")]
)
def test_a_place_that_is_not_there_or_several_is_named(place: str, said: str) -> None:
    with pytest.raises(PlaceUnknown, match=said):
        places_of(UNITS, place)


def test_questions_go_to_their_place_and_to_no_other() -> None:
    units, faults, _ = with_questions(
        UNITS, {"快递": ["快递多久"], "几天到": ["要等几天"], "灯罩": ["灯罩怎么擦"]}
    )

    assert {unit.text: unit.questions for unit in units if unit.questions} == {
        "快递 两天": ("快递多久",)
    }
    assert {unit.heading for unit in units if unit.section_questions} == {"几天到"}
    assert list(faults) == ["灯罩"]


@given(st.text(max_size=12))
def test_no_place_is_refused_in_another_way_than_by_saying_so(place: str) -> None:
    _, faults, _ = with_questions(UNITS, {place: ["灯"]})

    assert set(faults) <= {place}


@pytest.mark.parametrize(
    ("target", "split"),
    [
        ("R-102", ("R-102", None)),
        ("r-102#信用卡", ("R-102", "信用卡")),
        ("R-102# ", ("R-102", None)),
    ],
)
def test_an_article_and_a_place_of_it_are_told_apart(
    target: str, split: tuple[str, str | None]
) -> None:
    assert split_place(target) == split


def test_questions_of_pieces_go_to_the_piece_and_never_to_a_section() -> None:
    units, faults, _ = with_questions(
        UNITS, {}, {"平邮": ["慢的那种呢"], "几天到": ["啥时候到"], "灯罩": ["咋擦"]}
    )

    assert {unit.text: unit.piece_questions for unit in units if unit.piece_questions} == {
        "平邮 九天": ("慢的那种呢",)
    }
    assert not any(unit.questions or unit.section_questions for unit in units)
    assert set(faults) == {"几天到", "灯罩"}


SENTENCES = units_of(
    "<h2 id='a'>寄回来</h2><ol><li>先在订单里点退货按钮。</li>"
    "<li>灯泡用泡沫纸包好再装箱。</li></ol><h2 id='b'>几天到</h2><p>快递的单号写在面单上。</p>"
)


@pytest.mark.parametrize(
    "place",
    [
        "先在订单里点退货的按钮",
        "先在订单里按退货按钮",
        "先在订单点退货按钮",
        "现在先在订单里点退货按钮",
    ],
)
def test_a_reworded_place_is_the_one_piece_that_is_clearly_nearest(place: str) -> None:
    units, faults, moved = with_questions(SENTENCES, {place: ["怎么退"]}, {place: ["咋退"]})

    [unit] = [unit for unit in units if unit.questions]
    assert not faults
    assert moved == {place: "先在订单里点退货按钮"}
    assert unit.text.startswith("先在订单里点退货按钮")
    assert (unit.questions, unit.piece_questions) == (("怎么退",), ("咋退",))
    assert with_questions(SENTENCES, {moved[place]: ["怎么退"]}, {moved[place]: ["咋退"]}) == (
        units,
        {},
        {},
    )


def test_of_two_pieces_that_are_about_as_near_none_is_taken() -> None:
    page = units_of("<ol><li>先在订单里点退货按钮。</li><li>先在订单里点换货按钮。</li></ol>")
    units, faults, moved = with_questions(page, {"先在订单里点补货按钮": ["怎么补"]})

    assert list(faults) == ["先在订单里点补货按钮"]
    assert not moved
    assert units == page


@pytest.mark.parametrize("place", ["灯泡用泡沫纸包好再装箱", "先在订单里点退货按钮"])
def test_a_deleted_piece_is_no_other_one(place: str) -> None:
    rest = tuple(unit for unit in SENTENCES if place not in unit.text)
    _, faults, moved = with_questions(rest, {place: ["咋办"]})

    assert list(faults) == [place]
    assert not moved


@pytest.mark.parametrize(
    "place", ["还没有公布|平邮", "还没有公布 | 平邮 | 快递", "平邮|还没有公布"]
)
def test_of_several_words_for_a_place_the_first_that_are_there_count(place: str) -> None:
    assert places_of(UNITS, place) == places_of(UNITS, "平邮")


def test_where_none_of_several_words_are_there_the_place_is_unknown() -> None:
    with pytest.raises(PlaceUnknown):
        places_of(UNITS, "还没有公布|灯罩")


def test_places_that_are_there_are_compared_with_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> str:
        raise AssertionError

    monkeypatch.setattr("search_service.content.section_questions.reworded", refuse)
    _, faults, moved = with_questions(UNITS, {"快递": ["快递多久"]}, {"平邮": ["慢的那种呢"]})

    assert not faults
    assert not moved
