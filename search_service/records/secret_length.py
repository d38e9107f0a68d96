"""How much of what stands in a value's place may be a password of words.

Either its words are strange enough (`ordinary_words.py`), or none of them remarks on a password
(改, 错误, 手机): 明天会更好. As in `sensitive_clauses.js`.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from search_service.records.ordinary_words import strangeness
from search_service.records.privacy_rules import clause_pattern

SHORT_PHRASE = 2
_DOUBT = 2
# Ordinary characters that may stand between those of a password.
_WITHIN = 5
_SHORT_LETTERS = 2
_LETTERS = re.compile(r"[a-z]+")
# The next piece of a question behind a value: 密码是 abc12345 退款没到.
_NEXT = re.compile(r" +(?=[\u4e00-\u9fff])")


class Needed(NamedTuple):
    """What makes a password of words: how strange they are, and how many ordinary ones lead."""

    told: bool
    strange: int
    lead: int
    parted: bool


def length_of(value: str, needed: Needed, *, ends: bool = False, phrase: bool = False) -> int:
    """How many of the characters may be a password."""
    if clause_pattern("counted").match(value) or clause_pattern("doubled").match(value):
        return _end(value, _SHORT_LETTERS - 1)
    if needed.told:
        if clause_pattern("starts").match(value) or clause_pattern("made").search(value):
            return 0
        if phrase and (length := told_phrase(value)):
            return length
    opens = clause_pattern("opens").match(value) is not None
    return 0 if opens and (needed.told or _is_remark(value[1:])) else _strange(value, needed, ends)


def _strange(value: str, needed: Needed, ends: bool) -> int:  # noqa: FBT001 - as `length_of`
    """How many are strange enough, with what stands among them."""
    least = needed.strange
    if needed.told and clause_pattern("doubtful").search(value):
        least += _DOUBT
    run = clause_pattern("han_run").match(value)
    looked_at = value if needed.told else run[0] if run else ""
    strange = strange_signs(looked_at, ends=ends and needed.told)
    places = [place for place, one in enumerate(strange) if one]
    if not places or places[0] > needed.lead:
        return 0
    last = _last(places)
    if not needed.told and len(places) == _end(looked_at, last):
        least -= 1  # 密码孙悟空不对: nothing of it is ordinary.
    few = sum(strange[: last + 1]) < least or (needed.parted and 2 * len(places) < len(value))
    return 0 if few or clause_pattern("ends").search(value[: places[0]]) else _end(value, last)


def strange_signs(value: str, *, ends: bool = False) -> list[int]:
    """For every character; see `strangeness`. Letters are strange where no question has them."""
    strange = [0] * len(value)
    for match in clause_pattern("han").finditer(value):
        strange[slice(*match.span())] = strangeness(
            match[0], ends=ends and match.end() == len(value)
        )
    for letters in _LETTERS.finditer(value):
        if len(letters[0]) > _SHORT_LETTERS and not clause_pattern("told_latin").match(letters[0]):
            strange[slice(*letters.span())] = [1] * len(letters[0])
    return strange


def phrase_length(value: str) -> int:
    """How long the words are in which nothing is remarked on a password: 明天会更好."""
    length = _end(value, 1)
    said = value[:length]
    plain = clause_pattern("phrase").match(said) and not clause_pattern("remark").search(said)
    return length if plain else 0


def told_phrase(value: str) -> int:
    """The same behind what tells, where a remark alone proves nothing: 苹果手机真好.

    It has to open like one too (改不了) or be a description (我记得的). Two characters have to be
    all there is, but a refusal.
    """
    length = _end(value, 1, "ends_told")
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
    length = _end(value, 2, "ends_told")
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


def _is_remark(value: str) -> bool:
    return clause_pattern("remark").search(value[: _end(value, 1)]) is not None


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


def _end(value: str, last: int, said_of: str = "ends") -> int:
    """Where a value ends: behind `last`, before what is said of it or of something else."""
    ends = (clause_pattern(said_of).search(value, last + 1), _NEXT.search(value, last + 1))
    return len(value[: min((found.start() for found in ends if found), default=None)].rstrip(" "))
