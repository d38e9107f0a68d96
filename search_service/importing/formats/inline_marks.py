"""What Markdown dialects add within a line: keys, highlights, small letters, sizes, wiki links."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape

_ICON = re.compile(r":(?:material|octicons|fontawesome|simple)-[\w-]+:(?:\{[^}\n]*\})?[ \t]?")
_KEYS = re.compile(r"\+\+([a-z0-9\"'-]+(?:\+[a-z0-9\"'-]+)*)\+\+")
_BELOW = re.compile(r"(?<=[A-Za-z])~(\d{1,3})~(?!~)")
_ABOVE = re.compile(r"(?<=[\w)])\^([0-9A-Za-z+-]{1,8})\^")
_LIT = re.compile(r"(?<![=\w])==(?=[^\s=])([^=\n]*?[^\s=])==(?!=)")
# `![words](address =300x200)`, which is no picture in CommonMark.
_SIZED = re.compile(r"(!\[[^\]\n]*\]\([^)\s]+)[ \t]+=\d*%?x?\d*%?[ \t]*\)")
_WIKI = re.compile(r"(!?)\[\[([^\[\]|\n]+)(?:\|([^\[\]\n]*))?\]\]")
_ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]:[ \t]+(.+)$")
_COMMENT = re.compile(r"^\s*%%.*%%\s*$")


def plain_marks(line: str) -> str:
    """A line in which only Markdown and HTML are left; code must not be in it."""
    if _COMMENT.match(line):
        return ""
    if found := _ABBREVIATION.match(line):
        return f"- {found[1]}：{found[2]}"
    for sign, pattern, written in _MARKS:
        if sign in line:
            line = pattern.sub(written, line)
    return line


def _linked(found: re.Match[str]) -> str:
    target, words = found[2].strip(), (found[3] or "").strip()
    if found[1]:
        return f"![{'' if re.fullmatch(r'[0-9x]*', words) else words}](<{target}>)"
    return f"[{words or target}](<{target}>)"


# What each begins with, the pattern, and what stands in its place; in this order.
_MARKS: tuple[tuple[str, re.Pattern[str], str | Callable[[re.Match[str]], str]], ...] = (
    ("[[", _WIKI, _linked),
    ("![", _SIZED, r"\1)"),
    (":", _ICON, ""),
    # CriticMarkup
    ("{++", re.compile(r"\{\+\+(.*?)\+\+\}"), r"\1"),
    ("{--", re.compile(r"\{--(.*?)--\}"), r"<del>\1</del>"),
    ("{~~", re.compile(r"\{~~(.*?)~>(.*?)~~\}"), r"<del>\1</del>\2"),
    ("{==", re.compile(r"\{==(.*?)==\}"), r"\1"),
    ("{>>", re.compile(r"\{>>.*?<<\}"), ""),
    ("++", _KEYS, lambda one: f"<kbd>{escape(one[1])}</kbd>"),
    ("~", _BELOW, r"<sub>\1</sub>"),
    ("^", _ABOVE, r"<sup>\1</sup>"),
    ("==", _LIT, r"<mark>\1</mark>"),
)
