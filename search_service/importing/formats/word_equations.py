"""Equations of Word as a line of text: a/b, x², √(a+b); ECMA-376 part 1, section 22.1."""

from __future__ import annotations

from collections.abc import Callable
from xml.etree import ElementTree as ET

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_RAISED = dict(zip("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ", strict=True))
_LOWERED = dict(zip("0123456789+-=()aeijnx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₙₓ", strict=True))
_ROOTS = {"": "√", "2": "√", "3": "∛", "4": "∜"}
# What stands alone needs no brackets around it.
_SUMS = frozenset("+-\u2212±×÷·*/=<>≤≥≠≈ ,，")


def linear(element: ET.Element) -> str:
    """An equation, or a part of one, in the order in which it is read aloud."""
    name = element.tag.removeprefix(MATH)
    if name == "t":
        return element.text or ""
    if write := _WRITTEN.get(name):
        return write(element)
    return "".join(linear(child) for child in element if not child.tag.endswith("Pr"))


def _part(element: ET.Element, name: str) -> str:
    found = element.find(f"{MATH}{name}")
    return linear(found).strip() if found is not None else ""


def _set(element: ET.Element, name: str, default: str) -> str:
    """A character that the properties of an element name."""
    found = element.find(f"{MATH}{element.tag.removeprefix(MATH)}Pr/{MATH}{name}")
    return default if found is None else found.get(f"{MATH}val", "")


def _bracketed(text: str) -> str:
    is_whole = text.startswith("(") and text.endswith(")") and text.count("(") == 1
    return f"({text})" if set(text) & _SUMS and not is_whole else text


def _scripted(text: str, signs: dict[str, str], mark: str) -> str:
    if all(sign in signs for sign in text):
        return "".join(signs[sign] for sign in text)
    return f"{mark}{text}" if len(text) <= 1 else f"{mark}({text})"


def _fraction(element: ET.Element) -> str:
    return f"{_bracketed(_part(element, 'num'))}/{_bracketed(_part(element, 'den'))}"


def _scripts(element: ET.Element) -> str:
    base = _bracketed(_part(element, "e"))
    below, above = _part(element, "sub"), _part(element, "sup")
    return base + _scripted(below, _LOWERED, "_") + _scripted(above, _RAISED, "^")


def _before(element: ET.Element) -> str:
    below, above = _part(element, "sub"), _part(element, "sup")
    scripts = _scripted(below, _LOWERED, "_") + _scripted(above, _RAISED, "^")
    return scripts + _bracketed(_part(element, "e"))


def _root(element: ET.Element) -> str:
    degree, inner = _part(element, "deg"), _part(element, "e")
    inner = inner if len(inner) == 1 else f"({inner})"
    return f"{_ROOTS[degree]}{inner}" if degree in _ROOTS else f"{inner}^(1/{degree})"


def _large(element: ET.Element) -> str:
    """A sum, a product, an integral with its limits."""
    limits = "～".join(filter(None, (_part(element, "sub"), _part(element, "sup"))))
    sign = _set(element, "chr", "∫")
    return f"{sign}{f'[{limits}]' if limits else ''} {_part(element, 'e')}"


def _delimited(element: ET.Element) -> str:
    inner = _set(element, "sepChr", "|").join(linear(e) for e in element.findall(f"{MATH}e"))
    return f"{_set(element, 'begChr', '(')}{inner}{_set(element, 'endChr', ')')}"


def _function(element: ET.Element) -> str:
    inner = _part(element, "e")
    is_bracketed = inner.startswith("(") and inner.endswith(")")
    return f"{_part(element, 'fName')}{inner if is_bracketed else f'({inner})'}"


def _limit(element: ET.Element) -> str:
    return f"{_part(element, 'e')}[{_part(element, 'lim')}]"


def _matrix(element: ET.Element) -> str:
    rows = element.findall(f"{MATH}mr")
    return "；".join("，".join(linear(e) for e in row.findall(f"{MATH}e")) for row in rows)


def _lines(element: ET.Element) -> str:
    return "；".join(linear(e).replace("&", "") for e in element.findall(f"{MATH}e"))


_WRITTEN: dict[str, Callable[[ET.Element], str]] = {
    "f": _fraction,
    "sSup": _scripts,
    "sSub": _scripts,
    "sSubSup": _scripts,
    "sPre": _before,
    "rad": _root,
    "nary": _large,
    "d": _delimited,
    "func": _function,
    "limLow": _limit,
    "limUpp": _limit,
    "m": _matrix,
    "eqArr": _lines,
}
