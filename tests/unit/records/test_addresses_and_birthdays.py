"""Where somebody lives and when he was born; a street, a line and a date without that are none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.records.privacy import private_parts, redact

ROADS = "文三路", "中山东路", "体育西街", "世纪大道", "豆腐巷", "板桥镇刘庄村"
TELLING = "寄到{}", "我住{}", "收货地址改成{}", "家庭住址：{}，填错了", "快递送{}"
HOUSES = "{}号", "{}号2幢301室", "{}弄5号", "{}号院3号楼502"
WORDS = ("ripple", "candy", "orbit", "velvet", "drum", "lunar", "fabric", "oxygen")
NUMBERS = st.integers(1, 2999)


@given(st.sampled_from(ROADS), st.sampled_from(HOUSES), st.sampled_from(TELLING), NUMBERS)
def test_no_house_in_a_street_is_kept(road: str, house: str, telling: str, number: int) -> None:
    address = road + house.format(number)
    text = telling.format(address)
    found = {text[start:end] for _, start, end in private_parts(text)}

    assert any(address in one or one in address for one in found), found
    assert road not in redact(text).text


@given(
    st.sampled_from(("出生日期{}", "生日{}填错了", "我是{}出生的", "date of birth {}")),
    st.sampled_from(("{}-{:02}-{:02}", "{}年{}月{}日", "{}.{:02}.{:02}", "{}/{}/{}")),
    st.dates(),
)
def test_no_birthday_is_kept(telling: str, written: str, day: object) -> None:
    year, month, date = map(int, str(day).split("-"))
    birthday = written.format(1920 + year % 100, month, date)

    assert birthday not in redact(telling.format(birthday)).text


@pytest.mark.parametrize(
    "text",
    [
        "地铁3号线",
        "18路车刷不了",
        "公交K15路",
        "3号楼门禁",
        "中关村大街怎么走",
        "支付通道1号",
        "6号窗口",
        "2024年10月1日的账单",
        "生日能改吗",
        "出生年月填错",
        "腾讯云 CloudAudit",
        "新 App 打不开",
    ],
)
def test_streets_lines_dates_and_names_without_a_house_stay(text: str) -> None:
    assert redact(text).kinds == ()


@given(
    st.lists(st.sampled_from(WORDS), min_size=12, max_size=24),
    st.sampled_from(("{}", "{} 导不进去", "我的是 {}")),
)
def test_words_of_a_wallet_are_withheld_whatever_is_said(words: list[str], telling: str) -> None:
    assert words[5] not in redact(telling.format(" ".join(words))).text


@pytest.mark.parametrize(
    "text",
    [
        "the payment was declined and the money is not back from the shop for days now",
        "错误码 70001 或 70003 或 70009",
        "retcode: 100010",
        "-1009 网络断开",
        "resultCode=9",
        '{"errcode":40013}',
        "sdk-ios-2.1.0.zip",
        "账单2024.xlsx",
        "ISO 27001认证",
        "chrome 127.0.6533",
        "股票600519能买吗",
        "汇率7.1832",
    ],
)
def test_what_programs_say_stays(text: str) -> None:
    assert redact(text).kinds == ()
