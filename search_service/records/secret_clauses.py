"""Passwords of words, told by the shape of the clause they stand in.

Nobody can list passwords. What can be listed is how a clause tells one: a word for a password, then
any adverbs, then what tells (是, 改成, :, 我报了): what follows is a value up to the clause's end,
unless it begins like a predicate (是什么, 是对的, 为空), or is written in ordinary words throughout
(`ordinary_words.py`) of which one remarks on a password (改, 错误, 手机): 明天会更好 has none. The
same in front of the word: 用X当密码, X是我的密码, “X”这个密码. Where nothing tells
(密码芝麻开门登不上), the words have to be stranger, or to be refused and no remark. Rather
too much is withheld than too little. The pieces are `clause` of
`privacy_rules.json`; as `sensitive_clauses.js`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from search_service.records.digit_runs import Find
from search_service.records.ordinary_words import strangeness
from search_service.records.privacy_rules import clause_pattern

# A word for a secret: where it begins and ends, and how it is written.
Word = tuple[int, int, str]
_REACH, _BEHIND = 48, 8
_STEPS = 12
# Ordinary characters that may stand between those of a password.
_WITHIN = 5
_SHORT_LETTERS = 2
_SHORTEST_DENIED, _SHORT_PHRASE, _DOUBT = 3, 2, 2
_LETTERS = re.compile(r"[a-z]+")
_LETTERS_LONG = re.compile(r"[a-z]{3}")
# The next piece of a question behind a value: 密码是 abc12345 退款没到.
_NEXT = re.compile(r" +(?=[\u4e00-\u9fff])")
_DIGITS = re.compile(r"[0-9](?:[ .-]?[0-9]){2,}")


class Needed(NamedTuple):
    """What makes a password of words: how strange they are, and how many ordinary ones lead."""

    told: bool
    strange: int
    lead: int
    parted: bool


_TOLD = Needed(told=True, strange=1, lead=6, parted=False)
_LATE = Needed(told=True, strange=2, lead=6, parted=False)
_BARE = Needed(told=False, strange=4, lead=2, parted=False)
_PARTED = Needed(told=False, strange=4, lead=2, parted=True)
_SAID = Needed(told=False, strange=5, lead=0, parted=True)


class Clause(NamedTuple):
    """Where a value is looked for behind a word, and where the span would begin."""

    start: int
    span: int
    told: bool
    late: bool


# How a value is told in front of its word, and how strange it has to be.
_BEFORE = {
    "before_use": 2, "before_used": 3, "before_report": 2, "before_quote": 2, "before_this": 2,
    "before_is": 2, "before_bracket": 2, "before_comma": 2,
}  # fmt: skip
_BEFORE_CODE = {"before_use": 3, "before_report": 3}


def secret_clauses(others: str, words: list[Word]) -> Iterator[Find]:
    """What stands before or behind words for secrets.

    Args:
        others: The folded text, in which the words are covered.
        words: In the order of the text.
    """
    stop = clause_pattern("stop")
    for start, end, word in words:
        password = clause_pattern("password_word").match(word) is not None
        if password:
            piece = stop.split(others[end : end + _REACH])[0]
            length = _behind(piece, ends=end + len(piece) == len(others))
            if length:
                yield Find("secret", end + length[0], end + length[1])
        piece = stop.split(others[max(0, start - _REACH) : start])[-1]
        behind = others[end : end + _BEHIND]
        for name, needed in (_BEFORE if password else _BEFORE_CODE).items():
            span = _before(piece, behind, name, needed)
            if span:
                yield Find("secret", start - len(piece) + span[0], start - len(piece) + span[1])


def _clause(piece: str) -> Clause:
    """Steps over adverbs and what tells, from left to right and never back."""
    place = span = 0
    value: int | None = None
    lead: int | None = None
    late = False
    for _ in range(_STEPS):
        step = clause_pattern("late_step" if late else "step").match(piece, place)
        if not step:
            break
        if step[3] and value == place:
            value = span = step.end()
        begin, place = place, step.end()
        if step[2] is not None:
            late = True
            if value is None:
                span = place
        if step[1]:
            # 口令我是超人: 我 belongs to it.
            if value is None:
                span = place if lead is None else lead
            value = place
        lead = begin if step[0] == "我" else None
    told = value is not None
    if not told:
        gap = clause_pattern("gap").match(piece[span:place])
        span += gap.end() if gap else 0
    return Clause(place if value is None else value, span, told, late)


def _behind(piece: str, *, ends: bool) -> tuple[int, int] | None:
    start, span, told, late = _clause(piece)
    value = piece[start:]
    if start and clause_pattern("open").match(piece[start - 1]):
        value = clause_pattern("close").split(value, maxsplit=1)[0]
        told = True
    needed = (_LATE if late else _TOLD) if told else (_PARTED if late else _BARE)
    ends = ends and start + len(_part(value)) == len(piece)
    phrase = clause_pattern("phrase_told").search(piece[:start]) is not None
    length = _length(_part(value), needed, ends=ends, phrase=phrase)
    if length:
        return span, _with_other(piece, start + length)
    farther = _farther_off(piece)
    if farther or told:
        return farther
    for begin, least in ((start, _SHORTEST_DENIED), (span, _SHORTEST_DENIED + 1)):
        if denied := _denied(piece[begin:], least):
            return span, begin + denied
    return None


def _with_other(piece: str, end: int) -> int:
    """Where the second of two ends: 密码是天蓝蓝还是海蓝蓝."""
    found = clause_pattern("or").match(piece, end)
    length = _length(_part(piece[found.end() :]), _TOLD, phrase=True) if found else 0
    return found.end() + length if found and length else end


def _denied(value: str, least: int) -> int:
    """How long the words are of which nothing but a refusal is said: 密码年年有余登不上."""
    length = _phrase(value)
    if length < least or not clause_pattern("denied").match(value[length:]):
        return 0
    if length == _SHORTEST_DENIED and clause_pattern("opens").match(value):
        return 0
    said = clause_pattern("made").search(value) or clause_pattern("when").search(value[:length])
    return 0 if said or clause_pattern("starts").match(value) else length


def _part(value: str) -> str:
    return clause_pattern("part").split(value, maxsplit=1)[0]


def _farther_off(piece: str) -> tuple[int, int] | None:
    """A value that is told behind more words, all of them ordinary: 密码注册时填的月亮姐姐."""
    strange = _strangeness(piece)
    first = next((at for at, one in enumerate(strange) if one), len(piece))
    for tell in clause_pattern("tell").finditer(piece):
        value = _part(piece[tell.end() :])
        parted = clause_pattern("part").match(tell[0]) is not None
        begins = clause_pattern("part").match(piece[: tell.start()].rstrip(" ")[-1:])
        if tell.start() > first and not begins and not _LETTERS_LONG.match(value):
            continue
        length = _length(value, _SAID if parted else _LATE)
        if length:
            return tell.end(), tell.end() + length
    return None


def _strangeness(value: str, *, ends: bool = False) -> list[int]:
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


def _length(value: str, needed: Needed, *, ends: bool = False, phrase: bool = False) -> int:
    """How many of the characters may be a password."""
    if clause_pattern("counted").match(value) or clause_pattern("doubled").match(value):
        return _end(value, _SHORT_LETTERS - 1)
    if needed.told:
        if clause_pattern("starts").match(value) or clause_pattern("made").search(value):
            return 0
        if phrase and (length := _told_phrase(value)):
            return length
    opens = clause_pattern("opens").match(value) is not None
    return 0 if opens and (needed.told or _is_remark(value[1:])) else _strange(value, needed, ends)


def _strange(value: str, needed: Needed, ends: bool) -> int:  # noqa: FBT001 - as `_length`
    """How many are strange enough, with what stands among them."""
    least = needed.strange
    if needed.told and clause_pattern("doubtful").search(value):
        least += _DOUBT
    run = clause_pattern("han_run").match(value)
    looked_at = value if needed.told else run[0] if run else ""
    strange = _strangeness(looked_at, ends=ends and needed.told)
    places = [place for place, one in enumerate(strange) if one]
    if not places or places[0] > needed.lead:
        return 0
    last = _last(places)
    if not needed.told and len(places) == _end(looked_at, last):
        least -= 1  # 密码孙悟空不对: nothing of it is ordinary.
    few = sum(strange[: last + 1]) < least or (needed.parted and 2 * len(places) < len(value))
    return 0 if few or clause_pattern("ends").search(value[: places[0]]) else _end(value, last)


def _phrase(value: str) -> int:
    """How long the words are in which nothing is remarked on a password: 明天会更好."""
    length = _end(value, 1)
    said = value[:length]
    return length if clause_pattern("phrase").match(said) and not _is_remark(said) else 0


def _told_phrase(value: str) -> int:
    """The same behind what tells; two characters have to be all there is, but a refusal."""
    length = _phrase(value)
    if length > _SHORT_PHRASE:
        return length
    is_all = length and clause_pattern("closed").match(value[length:])
    return length if is_all and not clause_pattern("when").match(value) else 0


def _is_remark(value: str) -> bool:
    return clause_pattern("remark").search(value[: _end(value, 1)]) is not None


def _last(places: list[int]) -> int:
    """The last of those that stand together."""
    last = places[0]
    for place in places:
        if place - last > _WITHIN:
            break
        last = place
    return last


def _end(value: str, last: int) -> int:
    """Where a value ends: behind `last`, before what is said of it or of something else."""
    ends = (clause_pattern("ends").search(value, last + 1), _NEXT.search(value, last + 1))
    return len(value[: min((found.start() for found in ends if found), default=None)].rstrip(" "))


def _before(piece: str, behind: str, name: str, needed: int) -> tuple[int, int] | None:
    found = clause_pattern(name).search(piece)
    end = "before_end_plain" if name == "before_comma" else "before_end"
    if not found or clause_pattern(end).match(behind):
        return None
    if name == "before_used" and not clause_pattern("before_end_used").match(behind):
        return None
    lead = clause_pattern("before_lead").match(found[1])
    start = found.start(1) + (lead.end() if lead else 0)
    value = piece[start : found.end(1)]
    if clause_pattern("category").search(value) or clause_pattern("starts").match(value):
        return None
    if name != "before_comma" and _SHORT_PHRASE < _phrase(value) == len(value):
        return start, found.end(1)
    enough = _is_enough(value, needed, digits=name in _BEFORE_CODE)
    return (start, found.end(1)) if enough else None


def _is_enough(value: str, needed: int, *, digits: bool) -> bool:
    """Whether what stands in front of a word is strange enough."""
    if clause_pattern("opens").match(value):
        return False
    if clause_pattern("doubled").match(value) or clause_pattern("counted").match(value):
        return True
    strange = _strangeness(value)
    if digits:
        for run in _DIGITS.finditer(value):
            strange[slice(*run.span())] = [1] * len(run[0])
    first = next((at for at, one in enumerate(strange) if one), len(value))
    return sum(strange) >= needed and not clause_pattern("ends").search(value[:first])
