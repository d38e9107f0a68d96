"""How much of what stands in a value's place may be a password of words.

Either its words are strange enough (`ordinary_words.py`), or none of them remarks on a password
(改, 错误, 手机): 明天会更好. As in `sensitive_clauses.js`.
"""

from __future__ import annotations

import re

from search_service.records.ordinary_words import is_ordinary, strangeness
from search_service.records.privacy_rules import clause_pattern

SHORT_PHRASE = 2
_DOUBT = 2
# Ordinary characters that may stand in front of a password, and between its others.
_LONGEST_LEAD = 6
_WITHIN = 5
_SHORT_LETTERS = 2
_LONG_LETTERS = 4
_LETTERS = re.compile(r"[a-z]+")
# The next piece of a question behind a value: 密码是 abc12345 退款没到.
_NEXT = re.compile(r" +(?=[\u4e00-\u9fff])")


def repeated_length(value: str) -> int:
    """How many characters are something said twice or counted: 平平安安, 六个八."""
    if clause_pattern("counted").match(value) or clause_pattern("doubled").match(value):
        return end_of(value, _SHORT_LETTERS - 1)
    return 0


def length_of(value: str, least: int, *, ends: bool = False, phrase: bool = False) -> int:
    """How many of the characters behind what tells may be a password.

    Args:
        value: What stands behind it.
        least: How strange its words have to be.
        ends: Whether the text ends with it.
        phrase: Whether ordinary words are enough of which none remarks on a password.
    """
    if length := repeated_length(value):
        return length
    if clause_pattern("starts").match(value) or clause_pattern("made").search(value):
        return 0
    if phrase and (length := told_phrase(value)):
        return length
    if clause_pattern("opens").match(value):
        return 0
    if clause_pattern("doubtful").search(value):
        least += _DOUBT
    strange = strange_signs(value, ends=ends)
    places = [place for place, one in enumerate(strange) if one]
    if not places or places[0] > _LONGEST_LEAD:
        return 0
    last = _last(places)
    few = sum(strange[: last + 1]) < least
    return 0 if few or clause_pattern("ends").search(value[: places[0]]) else end_of(value, last)


def strange_signs(value: str, *, ends: bool = False) -> list[int]:
    """For every character; see `strangeness`. Letters are strange where no question has them, counts (第3步) nowhere."""
    strange = [0] * len(value)
    for match in clause_pattern("han").finditer(value):
        strange[slice(*match.span())] = strangeness(
            match[0], ends=ends and match.end() == len(value)
        )
    for letters in _LETTERS.finditer(value):
        if len(letters[0]) > _SHORT_LETTERS and not clause_pattern("told_latin").match(letters[0]):
            strange[slice(*letters.span())] = [1] * len(letters[0])
    for count in clause_pattern("counter").finditer(value):
        strange[slice(*count.span())] = [0] * len(count[0])
    return strange


def unusual_signs(value: str, *, ends: bool = False) -> list[int]:
    """For every character; letters are strange where they are no ordinary words."""
    strange = strange_signs(value, ends=ends)
    for letters in _LETTERS.finditer(value):
        last = ends and letters.end() == len(value)
        plain = clause_pattern("syllable").match(letters[0]) or is_ordinary(letters[0], ends=last)
        here = len(letters[0]) >= _LONG_LETTERS and not plain
        strange[slice(*letters.span())] = [int(here)] * len(letters[0])
    return strange


def phrase_length(value: str) -> int:
    """How long the words are in which nothing is remarked on a password: 明天会更好."""
    length = end_of(value, 1)
    said = value[:length]
    plain = clause_pattern("phrase").match(said) and not clause_pattern("remark").search(said)
    return length if plain else 0


def told_phrase(value: str) -> int:
    """The same behind what tells, where a remark alone proves nothing: 苹果手机真好.

    It has to open like one too (改不了) or be a description (我记得的). Two characters have to be
    all there is, but a refusal.
    """
    length = end_of(value, 1, "ends_told")
    said = value[:length]
    if not clause_pattern("phrase").match(said):
        return 0
    if clause_pattern("remark").search(said) and (
        clause_pattern("opens").match(said) or clause_pattern("remark_told").search(value)
    ):
        return 0
    if length > SHORT_PHRASE:
        return length
    is_all = length and clause_pattern("closed").match(value[length:])
    return length if is_all and not clause_pattern("when").match(value) else 0


def named_length(value: str) -> int:
    """How long a name is, whatever it says, unless it asks or describes: 改成手机没电了."""
    length = end_of(value, 2, "ends_told")
    said = value[:length]
    named = clause_pattern("phrase").match(said) and length > SHORT_PHRASE
    return length if named and not clause_pattern("asks").search(said) else 0


def is_quoted(value: str) -> bool:
    """Whether what stands in quotes behind a word is more than the name of a button."""
    return (
        len(value) > SHORT_PHRASE
        and clause_pattern("phrase").match(value) is not None
        and not clause_pattern("button").search(value)
    )


def part_of(value: str) -> str:
    """What stands before the next comma or semicolon."""
    return clause_pattern("part").split(value, maxsplit=1)[0]


def _last(places: list[int]) -> int:
    """The last of those that stand together."""
    last = places[0]
    for place in places:
        if place - last > _WITHIN:
            break
        last = place
    return last


def end_of(value: str, last: int, said_of: str = "ends") -> int:
    """Where a value ends: behind `last`, before what is said of it or of something else."""
    ends = (clause_pattern(said_of).search(value, last + 1), _NEXT.search(value, last + 1))
    return len(value[: min((found.start() for found in ends if found), default=None)].rstrip(" "))
