# ruff: noqa: RUF001 - full-width characters are what people type
from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.analysis.chains import FIELDS, Analyser
from search_service.analysis.normalise import normalised_text
from search_service.asking.lexicon import Lexicon
from search_service.asking.query import Query, parse_query
from search_service.asking.typed_text import QUERY_LIMIT, Applied, without_politeness
from search_service.errors import QueryRejected

Parse = Callable[..., Query]


@pytest.fixture(scope="module")
def parse(shop_analyser: Analyser, shop_lexicon: Lexicon) -> Parse:
    """Reads a query against the shop's words."""

    def parse(text: str, *, literal: bool = False) -> Query:
        return parse_query(text, shop_analyser, shop_lexicon, literal=literal)

    return parse


def weights(query: Query, field: str) -> dict[str, float]:
    return {term.term: term.weight for term in query.terms if term.field == field}


def test_sixty_four_characters_are_answered_and_one_more_is_not(parse: Parse) -> None:
    assert parse("灯" * QUERY_LIMIT).normalised == "灯" * 64

    with pytest.raises(QueryRejected, match="65 个字，最多 64 个字"):
        parse("灯" * (QUERY_LIMIT + 1))


def test_the_limit_counts_what_is_left_after_normalising(parse: Parse) -> None:
    query = parse("  灯" + "\u200b" * 100 + " " * 100 + "泡  ")

    assert query.normalised == "灯 泡"


def test_a_flood_is_refused_with_the_limit_in_the_message(parse: Parse) -> None:
    with pytest.raises(QueryRejected, match="最多 64 个字"):
        parse("灯" * 100_000)


@pytest.mark.parametrize("text", ["", " ", "？！。", "\u200b\u202e", "***", "😀", "\x00", "____"])
def test_a_query_needs_a_character_letter_or_digit(parse: Parse, text: str) -> None:
    with pytest.raises(QueryRejected, match="至少一个汉字、字母或数字"):
        parse(text)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("你好，请问灯不亮怎么办", "灯不亮怎么办"),
        ("灯不亮怎么办？谢谢！", "灯不亮怎么办"),
        ("您好 麻烦问一下 换灯泡 谢谢您", "换灯泡"),
        ("请问灯", "请问灯"),
        ("你好", "你好"),
        ("谢谢", "谢谢"),
    ],
)
def test_politeness_goes_while_two_characters_remain(
    shop_analyser: Analyser, typed: str, meant: str
) -> None:
    assert without_politeness(normalised_text(typed), shop_analyser).strip(" ,.?!") == meant


@pytest.mark.parametrize(
    ("typed", "codes"),
    [
        ("R102", ("R-102",)),
        ("r-102", ("R-102",)),
        ("R 102", ("R-102",)),
        ("Ｒ－１０２", ("R-102",)),
        ("看r102和l-101", ("R-102", "L-101")),
        ("r102 R-102", ("R-102",)),
        ("R1024", ()),
        ("sr102", ()),
        ("102", ()),
    ],
)
def test_article_codes_are_understood_however_typed(
    parse: Parse, typed: str, codes: tuple[str, ...]
) -> None:
    assert parse(typed).codes == codes


def test_every_term_belongs_to_a_field_and_stands_once(parse: Parse) -> None:
    query = parse("灯泡灯泡灯泡怎么换")

    keys = [(term.field, term.term) for term in query.terms]

    assert len(keys) == len(set(keys))
    assert {field for field, _ in keys} <= set(FIELDS)
    assert all(term.weight > 0 for term in query.terms)


def test_letters_and_digits_are_searched_as_whole_runs(parse: Parse) -> None:
    query = parse("灯98765 abc")

    assert set(weights(query, "u")) == {"灯", "98765", "abc"}


def test_function_words_weigh_less_but_are_never_deleted(parse: Parse) -> None:
    query = parse("怎么换灯泡")

    assert 0 < weights(query, "u")["怎"] < weights(query, "u")["灯"]
    assert "怎么" not in weights(query, "w")
    assert "怎么" not in query.highlights


def test_a_word_of_the_same_meaning_is_searched_and_told(parse: Parse) -> None:
    query = parse("包裹到哪了")

    assert weights(query, "w").items() >= weights(parse("快递"), "w").items()
    assert Applied(kind="synonym", before="包裹", after="快递") in query.applied
    assert "快递" in query.highlights


def test_an_everyday_word_is_searched_with_the_official_one_beside_it(parse: Parse) -> None:
    found = weights(parse("没光"), "w")

    assert {"没光", "不亮"} <= set(found)


@pytest.mark.parametrize("typed", ["dengpao", "deng pao", "Deng'Pao", "ｄｅｎｇｐａｏ"])
def test_typed_pinyin_is_read_as_a_word_of_the_shop_and_told(parse: Parse, typed: str) -> None:
    query = parse(typed)

    assert {"灯", "泡"} <= set(weights(query, "u"))
    assert {"deng", "pao"} <= set(weights(query, "p"))
    assert [(applied.kind, applied.after) for applied in query.applied] == [("pinyin", "灯泡")]


def test_a_latin_word_that_is_written_somewhere_is_not_taken_for_pinyin(parse: Parse) -> None:
    query = parse("sf")

    assert "sf" in weights(query, "u")
    assert query.applied == ()


@pytest.mark.parametrize("typed", ["huan灯泡", "换dengpao", "huan灯pao"])
def test_pinyin_between_characters_is_read_in_its_place(parse: Parse, typed: str) -> None:
    assert {"换", "灯", "泡"} <= set(weights(parse(typed), "u"))


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("E1001", "e1001"), ("提示e1001", "e1001"), ("收不到OTP", "otp"), ("SF", "sf")],
)
def test_codes_and_latin_words_are_left_alone(parse: Parse, typed: str, kept: str) -> None:
    query = parse(typed)

    assert kept in weights(query, "u")
    assert [applied for applied in query.applied if applied.kind == "pinyin"] == []


@pytest.mark.parametrize("typed", ["3天", "三天", "叁天", "３ 天"])
def test_a_quantity_is_looked_for_however_it_is_typed(parse: Parse, typed: str) -> None:
    assert "3天" in weights(parse(f"要等{typed}"), "w")


def test_wrong_characters_of_the_right_sound_are_put_right_and_told(parse: Parse) -> None:
    query = parse("摇空器没反应")

    assert Applied(kind="homophone", before="摇空器", after="遥控器") in query.applied
    assert {"遥", "控", "空"} <= set(weights(query, "u"))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3tian", "3天"),
        ("dengpao100", "灯泡100"),
        ("huan2dengpao", "huan2灯泡"),
        ("e27dengpao", "e27灯泡"),
        ("e-1001", "e-1001"),
        ("r102", "r102"),
        ("mate60", "mate60"),
    ],
)
def test_pinyin_at_a_number_is_read_and_codes_are_not(parse: Parse, typed: str, meant: str) -> None:
    assert parse(typed).corrected == meant


def test_letters_that_are_no_pinyin_are_searched_as_initials(parse: Parse) -> None:
    query = parse("hdp")

    assert "hdp" in weights(query, "i")


def test_a_traditional_query_is_read_as_simplified_and_told(parse: Parse) -> None:
    query = parse("換燈泡")

    assert query.normalised == "换灯泡"
    assert Applied(kind="traditional", before="換燈泡", after="换灯泡") in query.applied


def test_a_literal_query_is_not_rewritten(parse: Parse) -> None:
    query = parse("换包裹", literal=True)

    assert query.literal
    assert query.applied == ()
    assert weights(query, "w") == {}


@pytest.mark.parametrize("noise", ["一", "个", "不", "说", "来", "3", "能"])
def test_a_lone_character_that_stands_everywhere_is_not_marked(parse: Parse, noise: str) -> None:
    assert parse(f"{noise} 灯泡 灯 换").highlights == ("灯泡", "换", "灯")


@pytest.mark.parametrize("noise", ["一", "3", "个"])
def test_what_says_little_is_marked_where_nothing_else_was_asked(parse: Parse, noise: str) -> None:
    assert parse(noise).highlights == (noise,)


def test_the_longest_highlight_comes_first(parse: Parse) -> None:
    lengths = [len(word) for word in parse("萤火灯换灯泡").highlights]

    assert lengths == sorted(lengths, reverse=True)


@given(st.text(max_size=80))
def test_any_text_is_a_query_or_refused_with_a_reason(parse: Parse, text: str) -> None:
    try:
        query = parse(text)
    except QueryRejected as error:
        assert str(error).endswith("。")  # noqa: PT017 - either outcome is right
    else:
        assert 1 <= len(query.normalised) <= QUERY_LIMIT
        assert len(query.terms) <= 400
