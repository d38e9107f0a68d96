"""Passwords of words, told by the shape of the clause they stand in.

Nobody can list passwords. What can be listed is how a clause tells one: a word for a password, then
any adverbs, then what tells (是, 改成, :, 我报了): what follows is a value up to the clause's end,
unless it begins like a predicate (是什么, 是对的, 为空), or is written in ordinary words throughout
(`ordinary_words.py`) of which one remarks on a password (改, 错误, 手机): 明天会更好 has none. The
same in front of the word: 用X当密码, X是我的密码, “X”这个密码. Where nothing tells
(密码芝麻开门登不上), the words have to be stranger, or to be refused and no remark. Rather too much
is withheld than too little. The pieces are `clause` of the rules; as `sensitive_clauses.js`.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from typing import NamedTuple

from search_service.records.digit_runs import Find
from search_service.records.ordinary_words import opens_strangely
from search_service.records.privacy_rules import clause_pattern
from search_service.records.secret_length import (
    SHORT_PHRASE,
    end_of,
    is_quoted,
    length_of,
    named_length,
    part_of,
    phrase_length,
    repeated_length,
    strange_signs,
    told_phrase,
    unusual_signs,
)

# A word for a secret: where it begins and ends, and how it is written.
Word = tuple[int, int, str]
_REACH, _BEHIND, _LEAD = 48, 8, 10
_STEPS, _SHORTEST_DENIED, _SHORT_CLAUSE = 12, 3, 6
_TOGETHER, _UNUSUAL, _FARTHEST, _HEAD = 3, 2, 8, 3
_LETTERS_LONG = re.compile(r"[a-z]{3}")
_DIGITS = re.compile(r"[0-9](?:[ .-]?[0-9]){2,}")
# How strange words have to be behind what tells at once, and farther off.
_TOLD, _LATE = 1, 2


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
_BEFORE_TOLD = {"before_use", "before_is", "before_quote", "before_report"}
_BEFORE_CODE = {"before_use": 3, "before_report": 3}


def secret_clauses(others: str, words: list[Word]) -> Iterator[Find]:
    """What stands before or behind words for secrets.

    Args:
        others: The folded text, in which the words are covered.
        words: In the order of the text.
    """
    stop = clause_pattern("stop")
    asked = clause_pattern("quiz").search(others) is not None
    for start, end, word in words:
        password = clause_pattern("password_word").match(word) is not None
        called = clause_pattern("called").search(word) is not None
        if password and (asked or not called):
            piece = stop.split(others[end : end + _REACH])[0]
            aged = clause_pattern("aged").search(others[max(0, start - 1) : start]) is not None
            lead = others[max(0, start - _LEAD) : start]
            reported = clause_pattern("reported").search(lead)
            answer = clause_pattern("answer").search(word) is not None or reported is not None
            led = clause_pattern("purpose").search(lead) is not None
            ends = end + len(piece) == len(others)
            length = _behind(piece, ends=ends, aged=aged, answer=answer, led=led)
            if length and not clause_pattern("narrative").match(piece[slice(*length)]):
                yield Find("secret", end + length[0], end + length[1])
        if called:
            continue
        piece = stop.split(others[max(0, start - _REACH) : start])[-1]
        behind = others[end : end + _BEHIND]
        for name, needed in (_BEFORE if password else _BEFORE_CODE).items():
            span = _before(piece, behind, name, needed)
            if span:
                yield Find("secret", start - len(piece) + span[0], start - len(piece) + span[1])


def secret_elsewhere(others: str, words: list[Word]) -> Iterator[Find]:
    """Unusual words in a clause of their own, where a password is spoken of in another one.

    我忘了密码。好像是阳光灿烂？ The clause has to begin with what tells, or be short (to a pause).
    """
    if not any(clause_pattern("password_word").match(word) for _, _, word in words):
        return
    starts = [start for start, _, _ in words]
    end = -1
    while end < len(others):
        start = end + 1
        found = clause_pattern("between").search(others, start)
        end = found.start() if found else len(others)
        if bisect_left(starts, start) < bisect_left(starts, end):
            continue
        whole = others[start:end]
        told = clause_pattern("elsewhere").match(whole)
        parts = whole, clause_pattern("pause").split(whole, maxsplit=1)[0]
        piece = next((one for one in parts if told or len(one.strip(" ")) <= _SHORT_CLAUSE), "")
        if told or not clause_pattern("goes_on").match(piece):
            begin = told.end() if told else 0
            if span := _unusual(piece[begin:], 0, ends=False):
                yield Find("secret", start + begin + span[0], start + begin + span[1])


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


def _behind(
    piece: str, *, ends: bool, aged: bool, answer: bool, led: bool
) -> tuple[int, int] | None:
    quoted = clause_pattern("quoted").match(piece)
    if quoted and is_quoted(quoted[1]):
        return quoted.span(1)
    start, span, spoken, late = _clause(piece)
    told = spoken or answer
    value = piece[start:]
    if start and clause_pattern("open").match(piece[start - 1]):
        value = clause_pattern("close").split(value, maxsplit=1)[0]
        told = True
    phrase = answer or clause_pattern("phrase_told").search(piece[:start]) is not None
    part = part_of(value)
    value_ends = ends and start + len(part) == len(piece)
    length = named_length(part) if clause_pattern("strong").search(piece[:start]) else 0
    if not length and told:
        length = length_of(part, _LATE if late else _TOLD, ends=value_ends, phrase=phrase)
    length = length or repeated_length(part)
    before = clause_pattern("from").match(piece)
    if before and not clause_pattern("asks").search(before[1]):
        return before.start(1), start + length if length else before.end(1)
    if length:
        return span, _with_other(piece, start + length)
    if farther := _farther_off(piece):
        return farther
    if told:
        said = _complement(part) if spoken else 0
        last = said and start + said
    else:
        last = _told_by_nothing(piece, start, span, aged=aged, led=led)
    if last:
        return span, last
    first = part_of(piece)
    return _unusual(first, span, ends=ends and len(first) == len(piece))


def _told_by_nothing(piece: str, start: int, span: int, *, aged: bool, led: bool) -> int:
    """Where words end that are refused, or (but for 输密码领红包) open strangely; 0 for none."""
    for begin, least in ((start, _SHORTEST_DENIED), (span, _SHORTEST_DENIED + 1)):
        if denied := _denied(piece[begin:], least, aged=aged):
            return begin + denied
    value = piece[span:]
    if led or _complains(value) or not opens_strangely(value):
        return 0
    said = phrase_length(value)
    return said and span + said


def _complains(piece: str) -> bool:
    """Whether words end like a complaint (都快试疯了) or say who made it, no value in front."""
    part = part_of(piece)
    found = clause_pattern("complaint").search(part) or clause_pattern("made").search(part)
    head = part[: found.start()] if found else ""
    return found is not None and (not opens_strangely(head) or sum(strange_signs(head)) < _HEAD)


def _complement(value: str) -> int:
    """How long what is told is, where no question about a password goes on like that."""
    said = value.lstrip(" ")
    names = "asked", "made", "starts", "complaint", "denied"
    asked = any(clause_pattern(name).search(said) for name in names)
    if len(said) < SHORT_PHRASE or asked or not opens_strangely(said):
        return 0
    return len(value) - len(said) + end_of(said, 1, "ends_told")


def _unusual(piece: str, start: int, *, ends: bool) -> tuple[int, int] | None:
    """Words that questions are not made of, near the word if Chinese: default deny."""
    strange = [] if _complains(piece) else unusual_signs(piece, ends=ends)
    for first, one in enumerate(strange):
        together = strange[first : first + _TOGETHER]
        near = first <= start + _FARTHEST or piece[first].isascii()
        if one and near and sum(together) >= _UNUSUAL:
            last = max(at for at, sign in enumerate(together) if sign)
            return min(start, first), end_of(piece, first + last)
    return None


def _with_other(piece: str, end: int) -> int:
    """Where the second of two ends: 密码是天蓝蓝还是海蓝蓝."""
    found = clause_pattern("or").match(piece, end)
    length = length_of(part_of(piece[found.end() :]), _TOLD, phrase=True) if found else 0
    return found.end() + length if found and length else end


def _denied(value: str, least: int, *, aged: bool) -> int:
    """How long the words are of which nothing but a refusal is said: 密码年年有余登不上.

    Behind 新密码 and 旧密码 nothing need be said.
    """
    length = phrase_length(value)
    denied = clause_pattern("closed" if aged else "denied").match(value[length:])
    if length < least or not denied:
        return 0
    if length == _SHORTEST_DENIED and clause_pattern("opens").match(value):
        return 0
    said = clause_pattern("made").search(value) or clause_pattern("when").search(value[:length])
    return 0 if said or clause_pattern("starts").match(value) else length


def _farther_off(piece: str) -> tuple[int, int] | None:
    """A value that is told behind more words, all of them ordinary: 密码注册时填的月亮姐姐."""
    strange = strange_signs(piece)
    first = next((at for at, one in enumerate(strange) if one), len(piece))
    for tell in clause_pattern("tell").finditer(piece):
        value = part_of(piece[tell.end() :])
        begins = clause_pattern("begins").search(piece[: tell.start()])
        if tell.start() > first and not begins and not _LETTERS_LONG.match(value):
            continue
        phrase = begins is not None and clause_pattern("phrase_told").search(tell[0]) is not None
        length = length_of(value, _LATE, phrase=phrase)
        if length:
            return tell.end(), tell.end() + length
    return None


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
    length = told_phrase(value) if name in _BEFORE_TOLD else phrase_length(value)
    if name != "before_comma" and SHORT_PHRASE < length == len(value):
        return start, found.end(1)
    enough = _is_enough(value, needed, digits=name in _BEFORE_CODE)
    return (start, found.end(1)) if enough else None


def _is_enough(value: str, needed: int, *, digits: bool) -> bool:
    """Whether what stands in front of a word is strange enough."""
    if clause_pattern("opens").match(value):
        return False
    if clause_pattern("doubled").match(value) or clause_pattern("counted").match(value):
        return True
    strange = strange_signs(value)
    if digits:
        for run in _DIGITS.finditer(value):
            strange[slice(*run.span())] = [1] * len(run[0])
    first = next((at for at, one in enumerate(strange) if one), len(value))
    return sum(strange) >= needed and not clause_pattern("ends").search(value[:first])
