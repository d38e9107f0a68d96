from __future__ import annotations

import re

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from search_service.content.data.brand import Brand
from search_service.content.data.colours import LEAST_CONTRAST, contrast
from search_service.content.data.readable_colours import (
    GROUNDS,
    INKS,
    Scheme,
    nearest_readable,
    pairs_of,
)
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


def palettes(draw: st.DrawFn) -> dict[str, str]:
    return {field: draw(colours) for field in ("brand", "strong", "tint", "on_brand")}


@given(st.composite(palettes)(), st.sampled_from(["light", "dark"]))
def test_any_colours_are_taken_or_refused_with_the_nearest_that_can_be_read(
    wished: dict[str, str], scheme: Scheme
) -> None:
    """Whoever writes down what each message says has colours that can be read after four."""
    about = yaml.safe_load(OWN)
    about[scheme] = wished
    for _ in range(5):
        read, problems = read_yaml(yaml.safe_dump(about), Brand, path="brand.yml", rule="data-file")
        if read is not None:
            break
        (problem,) = problems
        said = re.search(rf"{scheme}\.(\w+)（(#\w+)）", problem.message)
        nearest = re.search(r"最接近的是 (#\w+)", problem.advice)
        assert said
        assert nearest
        assert wished[said[1]] == said[2]
        assert wished[said[1]] != nearest[1]
        wished[said[1]] = nearest[1]
    assert read is not None
    pairs = [*pairs_of(read.light, "light"), *pairs_of(read.dark, "dark")]
    assert [one for one in pairs if contrast(one[1], one[3]) < LEAST_CONTRAST] == []


@given(colours, st.lists(colours, min_size=1, max_size=3))
def test_no_colour_on_the_way_to_the_nearest_one_can_be_read(
    colour: str, others: list[str]
) -> None:
    nearest = nearest_readable(colour, others)
    ends = ("#000000", "#ffffff")
    solvable = any(min(contrast(end, one) for one in others) >= LEAST_CONTRAST for end in ends)

    if solvable:
        assert min(contrast(nearest, one) for one in others) >= LEAST_CONTRAST
    if min(contrast(colour, one) for one in others) >= LEAST_CONTRAST:
        assert nearest == colour


def test_the_colours_that_brands_are_judged_by_are_those_of_the_theme() -> None:
    text = (ROOT / "theme/stylesheets/tokens.css").read_text(encoding="utf-8")
    light, dark = text.split(':root[data-scheme="dark"]')[:2]
    schemes: tuple[tuple[str, Scheme], ...] = ((light, "light"), (dark, "dark"))
    for block, scheme in schemes:
        named = dict(re.findall(r"--kb-([\w-]+): (#\w+);", block))
        for name, colour in {**GROUNDS[scheme], **INKS[scheme]}.items():
            written = named[name]
            whole = written if len(written) > 4 else "#" + "".join(c * 2 for c in written[1:])
            assert whole == colour, (scheme, name)


def test_styles_write_on_the_brands_colour_and_in_it_only_what_brands_are_judged_by() -> None:
    """A rule that sets both says a pair that `pairs_of` knows; highlights have the page's ink."""
    sheets = [*(ROOT / "theme/stylesheets").glob("*.css")]
    sheets += (ROOT / "search_service/desk/shell/agent/assets").glob("*.css")
    others = {"surface", "canvas", "caution-tint", "danger-tint", "brand-tint"}
    wrong = []
    for sheet in sheets:
        for selector, block in re.findall(r"([^{}]+)\{([^{}]*)\}", sheet.read_text("utf-8")):
            ink = re.search(r"(?<![\w-])color: var\(--kb-([\w-]+)\)", block)
            ground = re.search(r"background(?:-color)?: var\(--kb-([\w-]+)\)", block)
            inherits = "color: inherit" in block
            if ground and ground[1] == "mark" and (inherits or not ink):
                wrong.append(selector)
            if not ink or not ground:
                continue
            of_brand = ground[1] in {"brand", "brand-strong"}
            if of_brand != (ink[1] == "on-brand"):
                wrong.append(selector)
            if ink[1] in {"brand", "brand-strong"} and ground[1] not in others:
                wrong.append(selector)
            if ground[1] == "brand-tint" and ink[1] not in {
                "ink",
                "ink-soft",
                "brand",
                "brand-strong",
            }:
                wrong.append(selector)
    assert wrong == []


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
