from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.content.data.brand import Brand
from search_service.content.data.colours import LEAST_CONTRAST, contrast
from search_service.content.problems import Problem
from search_service.content.validated_yaml import read_yaml
from tests.builders import ROOT

OWN = (ROOT / "content/data/brand.yml").read_text(encoding="utf-8")
colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def problems_with(old: str, new: str) -> list[Problem]:
    assert OWN.count(old) == 1
    return read_yaml(OWN.replace(old, new), Brand, path="brand.yml", rule="data-file")[1]


def test_black_on_white_has_the_greatest_contrast_and_a_colour_on_itself_the_least() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#0b6658", "#0b6658") == pytest.approx(1)


@given(colours, colours)
def test_contrast_is_the_same_either_way_round(one: str, other: str) -> None:
    assert contrast(one, other) == contrast(other, one)
    assert 1 <= contrast(one, other) <= 21.001


def test_the_brand_of_the_help_centre_is_sound() -> None:
    assert read_yaml(OWN, Brand, path="brand.yml", rule="data-file")[1] == []


@given(colours)
def test_a_colour_is_taken_exactly_when_it_can_be_read_everywhere(colour: str) -> None:
    grounds = ("#ffffff", "#f5f8f6", "#e9f4f0")
    is_readable = min(contrast(colour, ground) for ground in grounds) >= LEAST_CONTRAST

    assert (problems_with('{brand: "#0b6658"', f'{{brand: "{colour}"') == []) is is_readable


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('brand: "#0b6658"', 'brand: "green"', "不是颜色"),
        ("domain: null", "domain: https://help.lantern.cn/", "不是域名"),
        ("logo: images/favicon.svg", "logo: ../secret.svg", "不是图片文件"),
        ("tone: 你", "tone: 亲", "不是允许的值"),
        ("licence: null", "licence: 小贷", "不是允许的值"),
        ("short_name: u钱包", "short_name: 一个长得放不进页头的名字", "太长"),
    ],
)
def test_a_mistake_is_told_in_words(old: str, new: str, said: str) -> None:
    (problem,) = problems_with(old, new)

    assert said in problem.message
