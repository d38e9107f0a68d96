"""Values that are told in a way of their own, whatever else the text says: one table of shapes.

A row of `named` in `privacy_rules.json` says what a value looks like and what stands around it: the
three digits behind 背面, words behind 第七个词, a gesture behind 画的是. As `sensitive_named.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from search_service.records.digit_runs import Find
from search_service.records.folding import Folded
from search_service.records.ordinary_words import is_ordinary, strangeness
from search_service.records.privacy_rules import clause_pattern, pattern, rules, sound_pattern

_BEHIND, _BEFORE = 6, 14
_COVER = "词"
_LETTERS = re.compile(r"[a-z]+")


class Named(NamedTuple):
    """A row of the table.

    Attributes:
        shape: Group 1 is what stands in front, group 2 the value.
        near: What has to stand somewhere in the text.
        known: A value that begins like this is none.
        digits: Whether Chinese numerals are read as digits.
        strange: How many strange Chinese characters the value has to have.
        letters: Whether at least one of its Latin words has to be no ordinary one.
        joined: The same for pinyin that is written with spaces.
        explained: Whether what explains a number in front of it explains this as well.
    """

    shape: re.Pattern[str]
    near: re.Pattern[str] | None
    known: re.Pattern[str] | None
    digits: bool
    strange: int
    letters: bool
    joined: bool
    explained: bool


@cache
def _table() -> tuple[Named, ...]:
    return tuple(
        Named(
            re.compile(row["shape"], re.ASCII),
            re.compile(row["near"], re.ASCII) if "near" in row else None,
            re.compile(row["known"], re.ASCII) if "known" in row else None,
            row.get("digits", False),
            row.get("strange", 0),
            row.get("letters", False),
            row.get("joined", False),
            row.get("explained", False),
        )
        for row in rules()["named"]
    )


def named_values(folded: Folded, left_alone: set[int]) -> Iterator[Find]:
    """What the table finds.

    Args:
        folded: The text.
        left_alone: Positions that belong to dates, times and amounts.
    """
    digits = _without_counts(folded)
    for row in _table():
        if row.near and not row.near.search(folded.text):
            continue
        read = digits if row.digits else folded.text
        for match in row.shape.finditer(read):
            start, end = match.span(2)
            counted = row.digits and (
                start in left_alone or sound_pattern("behind").match(read[end : end + _BEHIND])
            )
            said = read[max(0, start - _BEFORE) : start]
            if row.explained and sound_pattern("before").search(said):
                continue
            if not counted and _is_value(row, folded.text[start:end]):
                yield Find("secret", start, end)


def _without_counts(folded: Folded) -> str:
    """The digits, but not what counts those in front of it: 493三位数 has three."""
    covered = list(folded.digits)
    for count in pattern("count").finditer(folded.text):
        if "0" <= folded.text[count.start() - 1 : count.start()] <= "9":
            covered[count.start() : count.end()] = _COVER * len(count[0])
    return "".join(covered)


def _is_value(row: Named, value: str) -> bool:
    if row.known and row.known.match(value):
        return False
    if row.strange:
        signs = [sign for run in clause_pattern("han").findall(value) for sign in strangeness(run)]
        if sum(map(bool, signs)) < row.strange:
            return False
    if row.joined and is_ordinary(value.replace(" ", "")):
        return False
    return not row.letters or any(map(_is_unknown, _LETTERS.findall(value)))


def _is_unknown(letters: str) -> bool:
    """Whether letters are neither an ordinary word nor a name of a device or a program."""
    return (
        len(letters) > 2  # noqa: PLR2004 - shorter ones are units and endings
        and not is_ordinary(letters)
        and letters not in rules()["stop_words"]
        and not clause_pattern("told_latin").match(letters)
        and not pattern("device").match(letters)
        and not pattern("known_latin").match(letters)
    )
