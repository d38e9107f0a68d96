"""Equations of Word become a line of text that loses nothing of them."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_service.importing.formats.word_equations import MATH, linear

# What an element holds, in the order in which Word writes it.
PARTS: Mapping[str, tuple[str, ...]] = {
    "f": ("num", "den"),
    "sSup": ("e", "sup"),
    "sSub": ("e", "sub"),
    "sSubSup": ("e", "sub", "sup"),
    "sPre": ("sub", "sup", "e"),
    "rad": ("deg", "e"),
    "nary": ("sub", "sup", "e"),
    "d": ("e",),
    "func": ("fName", "e"),
    "limLow": ("e", "lim"),
    "acc": ("e",),
    "box": ("e",),
    "eqArr": ("e", "e"),
}
PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉", "01234567890123456789")


def run(text: str) -> ET.Element:
    element = ET.Element(f"{MATH}r")
    ET.SubElement(element, f"{MATH}t").text = text
    return element


def made(name: str, inner: list[ET.Element]) -> ET.Element:
    element = ET.Element(f"{MATH}{name}")
    ET.SubElement(element, f"{MATH}{name}Pr")
    for part, child in zip(PARTS[name], inner, strict=False):
        ET.SubElement(element, f"{MATH}{part}").append(child)
    return element


equations = st.recursive(
    st.integers(10, 99).map(lambda number: run(str(number))),
    lambda inner: st.builds(
        made, st.sampled_from(sorted(PARTS)), st.lists(inner, min_size=3, max_size=3)
    ),
    max_leaves=8,
)


@given(equations)
def test_every_number_of_an_equation_stands_in_its_line(equation: ET.Element) -> None:
    said = linear(equation).translate(PLAIN)

    for leaf in equation.iter(f"{MATH}t"):
        assert (leaf.text or "") in said


@pytest.mark.parametrize(
    ("equation", "line"),
    [
        (made("f", [run("a+b"), run("2")]), "(a+b)/2"),
        (made("f", [run("1"), run("n")]), "1/n"),
        (made("sSup", [run("x"), run("2")]), "x²"),
        (made("sSup", [run("a+b"), run("12")]), "(a+b)¹²"),
        (made("sSup", [run("e"), run("y")]), "e^y"),
        (made("sSub", [run("t"), run("0")]), "t₀"),
        (made("rad", [run("3"), run("x")]), "∛x"),
        (made("rad", [run(""), run("x+1")]), "√(x+1)"),
        (made("func", [run("sin"), run("x")]), "sin(x)"),
        (made("d", [run("a,b")]), "(a,b)"),
    ],
)
def test_an_equation_is_written_as_people_type_it(equation: ET.Element, line: str) -> None:
    assert linear(equation) == line
