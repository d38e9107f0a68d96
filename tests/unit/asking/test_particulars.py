from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.asking.particulars import without_callers, without_particulars


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("11月3号退的今天还没到", "退的 还没到"),
        ("2026年11月3日买的灯不亮", "买的灯不亮"),
        ("2026-11-03买的灯不亮", "买的灯不亮"),
        ("3号买的灯不亮", "买的灯不亮"),
        ("12:30买的灯不亮", "买的灯不亮"),
        ("灯200块贵不贵", "灯 贵不贵"),
        ("灯两百多块贵不贵", "灯 贵不贵"),
        ("¥19.9的灯不亮", "的灯不亮"),
        ("灯1,200元能退吗", "灯 能退吗"),
        ("我13岁能买灯吗", "我未成年能买灯吗"),
        ("十二岁能买灯吗", "未成年能买灯吗"),
        ("我妈七十岁换不了灯", "我妈老人换不了灯"),
        ("我30岁买灯", "我 买灯"),
        ("不满八岁能买灯吗", "未成年能买灯吗"),
        ("满八岁能买灯吗", "未成年能买灯吗"),
        ("未满18周岁买灯", "未成年买灯"),
        ("不到十八岁买灯", "未成年买灯"),
        ("刚满18岁买灯", "买灯"),
        ("昨天买的灯不亮", "买的灯不亮"),
        ("昨天晚上买的灯不亮", "买的灯不亮"),
        ("今天早上灯不亮", "灯不亮"),
        ("昨天下午三点买的灯不亮", "买的灯不亮"),
        ("昨晚八点半买的灯不亮", "买的灯不亮"),
        ("上周三下午2点15分买的灯", "买的灯"),
        ("灯上个月买的", "灯 买的"),
        ("前两天刚才大前天灯不亮", "灯不亮"),
        ("昨天下午三点半,灯不亮", "灯不亮"),
        ("昨天下午三点12363是谁的", "12363是谁的"),
        ("昨天14:0512363是谁的", "12363是谁的"),
        ("11.20买的灯12.1还没到", "买的灯 还没到"),
        ("11/20买的灯不亮", "买的灯不亮"),
        ("扣了我128.5买灯", "扣了我 买灯"),
        ("买灯花了2000没到", "买灯花了 没到"),
        ("买灯付了三百多没到", "买灯付了 没到"),
        ("扣我50的灯", "扣我 的灯"),
        ("我今年15能买灯吗", "我今年未成年能买灯吗"),
        ("我今年65怎么换灯", "我今年老人怎么换灯"),
    ],
)
def test_amounts_and_days_go_and_an_age_says_who_asks(text: str, left: str) -> None:
    assert without_particulars(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "灯三天没亮", "灯24小时亮", "等了15分钟", "e1003", "r-102", "3号线的灯", "12363", "200块",
        "11月3号", "两个灯", "一盏灯", "灯泡60瓦", "18岁以下", "前3号灯",
        "第二次", "元旦换灯", "", "今天能换灯吗", "提前天数", "半夜换灯", "早上换灯",
        "早上八点换灯", "晚上十点换灯", "昨天",
        "等了1.5小时灯不亮", "灯更新到8.1不亮", "换了3次灯", "扣了2笔灯钱", "付了一百次",
        "灯打9.5折", "灯1.2.3版不亮", "花了30分钟换灯", "24/7换灯", "提示2001灯不亮",
        "灯花了80只退我72", "今年15个灯",
    ],
)  # fmt: skip
def test_how_long_and_how_many_stay_and_so_does_what_would_leave_nothing(text: str) -> None:
    assert without_particulars(text) == text


@given(st.text(alphabet="灯亮0123456789月日号元块岁年-/.: ", max_size=20))
def test_something_to_search_for_always_remains(text: str) -> None:
    left = without_particulars(text)

    assert left == text or sum(map(str.isalpha, left)) >= 2


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("95312是你们的客服吗", "这个电话是你们的客服吗"),
        ("400-812-3456是你们的吗", "这个电话是你们的吗"),
        ("刚才95312打电话来", "刚才 打电话来"),
        ("10086发来短信说积分", "这个电话发来短信说积分"),
        ("12315打来的", "12315打来的"),  # an article has it
        ("95312", "95312"),
        ("错误码95312怎么办", "错误码95312怎么办"),
        ("转账95000元", "转账95000元"),
        ("我转了12345", "我转了12345"),
        ("2953125是什么", "2953125是什么"),
    ],
)
def test_a_hotline_no_article_has_is_the_telephone_that_is_asked_about(
    text: str, asked: str
) -> None:
    assert without_callers(text, {"12315"}) == asked


@given(st.text(alphabet="这个电话打来是你们的码元 "))
def test_what_has_no_number_is_left_as_it_is(text: str) -> None:
    assert without_callers(text, frozenset()) == text
