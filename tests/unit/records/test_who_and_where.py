"""Names of persons, addresses of devices and places: withheld where they are told."""

from __future__ import annotations

import ipaddress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from search_service.records.privacy import private_parts, redact

SURNAMES = st.sampled_from(["王", "张", "赵", "孙", "诸葛", "欧阳", "蔡", "彭", "钱", "罗"])
GIVEN = st.sampled_from(["伟", "丽", "晓冬", "佳怡", "建军", "芳", "超群", "梅", "玲玲", "敏"])
# 10.2.3.4 is a version.
FIRST_UNLIKE_A_VERSION = 10
TOLD = st.sampled_from(
    [
        "姓名{}", "户名：{}", "收款人写的是{}，不是我", "持卡人是{}", "我叫{}", "骗子叫{}，跑了",
        "实名是{}的", "真实姓名 {} 改不了",
    ]
)  # fmt: skip


@given(SURNAMES, GIVEN, TOLD)
def test_a_name_that_is_told_as_one_is_withheld(surname: str, given_name: str, told: str) -> None:
    name = surname + given_name

    assert name not in redact(told.format(name)).text


@given(st.ip_addresses(v=4), st.sampled_from(["登录IP{}不是我", "ip:{}", "异地登录 {} 在哪"]))
def test_an_address_of_a_device_is_withheld(address: ipaddress.IPv4Address, told: str) -> None:
    assume(address.is_global and address.packed[0] > FIRST_UNLIKE_A_VERSION)

    assert str(address) not in redact(told.format(address)).text


@pytest.mark.parametrize("address", ["192.168.1.1", "127.0.0.1", "192.168.0.1"])
def test_an_address_at_home_is_left_alone(address: str) -> None:
    assert private_parts(f"{address}打不开，登录不了") == []


@given(
    st.integers(10**14, 10**15 - 1),
    st.sampled_from(["设备号", "设备编号是", "手机串号：", "终端编号 "]),
)
def test_the_number_of_a_device_is_withheld(number: int, name: str) -> None:
    assert str(number) not in redact(f"{name}{number}被锁").text


@pytest.mark.parametrize(
    "text",
    [
        "经纬度39.9087, 116.3975",
        "定位在31.2304,121.4737",
        "IPv6是240e:3a1:4c20:1::8",
        "MAC 00:1A:2B:3C:4D:5E",
    ],
)
def test_where_somebody_is_is_withheld(text: str) -> None:
    assert private_parts(text)


@pytest.mark.parametrize(
    "text",
    [
        "户名不符", "收款人信息怎么看", "姓名栏不能改", "本人白天没空",
        "我叫客服转人工没反应", "马上叫他退款",
        "联系人怎么删",
        "版本10.20.30.40", "时间12:30:45", "金额12.3456, 98.7654",
        "设备号是多少位", "谢谢本人已解决",
    ],
)  # fmt: skip
def test_what_only_looks_like_it_is_left_alone(text: str) -> None:
    assert private_parts(text) == []
