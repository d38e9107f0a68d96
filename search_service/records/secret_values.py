"""Codes and passwords: what stands before or behind a word for them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from itertools import islice

from search_service.records.digit_runs import Find, runs
from search_service.records.folding import Folded
from search_service.records.ordinary_words import is_ordinary, strangeness
from search_service.records.privacy_rules import (
    clause_pattern,
    pattern,
    rules,
    secret_words,
)
from search_service.records.secret_clauses import Word, secret_clauses, secret_elsewhere
from search_service.records.secret_seeds import secret_seeds

_DISTANCE = 20
_MOST_SECRETS = 300
_SHORTEST_CODE, _SHORTEST_NEAR, _SHORTEST_WEAK = 3, 4, 6
_CONTEXT = 14
_NEARBY = 40
_USUAL_CODE = 6
_LONGEST_CODE = 8
_CARD_NEAR = 24
_LONG_WORD = 4
_LONG_TOKEN = 10
_UNIT_LENGTH = 6
_TOKEN = re.compile(r"[!-~]+")
_LETTERS = re.compile(r"[a-z]{3,}")
_WORDS = re.compile(r"[a-z]+")
_WOVEN = re.compile(r"[a-z][!#$%^&*+=<>|~][a-z]")
_NEXT_WORD = re.compile(r"(?: (?:to|or|and))? ([a-z]{3,20})(?![a-z0-9])")
_MOST_PASSWORD_WORDS = 6
_DIGIT = re.compile(r"[0-9]")
_IN_TOKEN = re.compile(r"[0-9!@#$%^&*+~]")
_ALNUM = re.compile(r"[a-z0-9]")
_EDGES = "\"'()[]{}<>,;:=!?.~"
# A word covers its letters, so that none of them counts as a value.
_COVER = "词"
_COVER_HAN = "\u25a0"


def secret_values(folded: Folded, left_alone: set[int]) -> Iterator[Find]:
    """Every value that is told or stands near a word for a secret."""
    text = folded.text
    words = [*islice(_words(secret_words(), folded.digits, text), _MOST_SECRETS + 1)]
    if len(words) > _MOST_SECRETS:  # nobody writes so: what follows is withheld unread
        yield Find("secret", words[_MOST_SECRETS][0], len(text))
        words = words[:_MOST_SECRETS]
    if words:
        covered = list(folded.digits)
        for start, end, _ in words:
            covered[start:end] = _COVER * (end - start)
        for count in pattern("count").finditer(text):  # 450279四个数字 has six digits
            covered[count.start() : count.end()] = _COVER * len(count[0])
        yield from _values("".join(covered), words, left_alone)
        yield from _parts_told(text)
        others = _without_han(text, words)
        yield from secret_clauses(others, words)
        yield from secret_elsewhere(others, words)
        yield from secret_seeds(others, words)
    yield from _by_shape(folded)


def _parts_told(text: str) -> Iterator[Find]:
    """Some letters or digits of a password: 最后两位是k7, 开头62."""
    for match in pattern("part_told").finditer(text):
        known = pattern("short_service").match(match[2]) or clause_pattern("told_latin").match(
            match[2]
        )
        if not known and not pattern("unit").match(text[match.end() :][:_UNIT_LENGTH]):
            yield Find("secret", *match.span(2))


def _by_shape(folded: Folded) -> Iterator[Find]:
    """Keys, gestures, codes that are named in a way of their own, and when a card expires."""
    text = folded.text
    for name in ("key", "shape", "spelled"):
        for match in pattern(name).finditer(text):
            yield Find("secret", *match.span(2))
    for match in pattern("expiry").finditer(folded.digits):
        start, end = match.span(2)
        if pattern("card_near").search(text[max(0, start - 2 * _CARD_NEAR) : end + _CARD_NEAR]):
            yield Find("secret", start, end)
    for match in pattern("private_key_block").finditer(text):
        yield Find("secret", match.start(), len(text))


def _without_han(text: str, words: list[Word]) -> str:
    """The text with the Chinese words covered; 密码是password: letters may be the value."""
    covered = list(text)
    for start, end, word in words:
        if not _ALNUM.match(word):
            covered[start:end] = _COVER_HAN * (end - start)
    return "".join(covered)


def _words(expression: re.Pattern[str], digits: str, text: str) -> Iterator[Word]:
    """Spans of the words and how they are written; numerals count as digits, 三 as 3."""
    for match in expression.finditer(text if digits is text else digits):
        group = match.lastindex or 0
        start, end = match.span(group)
        # The mm of Wx!2021mm and the pass of ok2023pass are parts of a token.
        if (
            not _ALNUM.match(text[start:end])
            or not _IN_TOKEN.match(text[max(0, start - 1) : start])
            or not (
                (text[start:end] == "mm" and _DIGIT.match(text[start - 1]))
                or pattern("in_token").search(text[max(0, start - _CONTEXT) : start])
            )
        ):
            yield start, end, text[start:end]


def _values(digits: str, words: list[Word], left_alone: set[int]) -> Iterator[Find]:
    starts = [start for start, _, _ in words]
    for run in runs(digits, left_alone, rules()["secret_sign"]):
        start, end = run.places[0], run.places[-1] + 1
        if any(
            _is_code(digits, start, end, run.values, word)
            for word in _beside(words, starts, start, end)
        ):
            yield Find("secret", start, end)
    for match in _TOKEN.finditer(digits):
        token = match[0].strip(_EDGES)
        if match.start() in left_alone:
            continue
        if not 3 <= len(token) <= 256:  # noqa: PLR2004 - shorter are no passwords, longer ones data
            continue
        start = match.start() + match[0].index(token)
        end = start + len(token)
        if any(
            _is_password(digits, start, end, token, word)
            for word in _beside(words, starts, start, end)
        ):
            yield Find("secret", start, _end_of_words(digits, end) if token.isalpha() else end)


def _end_of_words(digits: str, end: int) -> int:
    """Where a password of several words ends: correct horse battery, winter to spring."""
    for _ in range(_MOST_PASSWORD_WORDS):
        following = _NEXT_WORD.match(digits, end)
        if not following or is_ordinary(following[1]):
            break
        end = following.end()
    return end


def _beside(words: list[Word], starts: list[int], start: int, end: int) -> Iterator[Word]:
    """The nearest word on either side that is near enough."""
    index = bisect_left(starts, start)
    if index and start - words[index - 1][1] <= _DISTANCE:
        yield words[index - 1]
    if index < len(words) and words[index][0] - end <= _DISTANCE:
        yield words[index]


def _links(digits: str, start: int, end: int, word: Word) -> tuple[bool, bool, bool]:
    """Whether only a link stands between, whether it tells, and whether the word is first."""
    first = word[1] <= start
    gap = digits[word[1] : start] if first else digits[end : word[0]]
    side = "link_after" if first else "link_before"
    linked = pattern(side).match(gap) is not None or (first and _is_told_farther_off(gap))
    told = pattern("told" if first else "told_before").search(gap) is not None
    return linked, linked and told, first


def _is_told_farther_off(gap: str) -> bool:
    """Whether ordinary words stand between, the last of which tells: 明明就是, that i made is."""
    if pattern("phrase_told_end").match(gap):
        return not any(strangeness(gap))
    return pattern("phrase_told_end_latin").match(gap) is not None and all(
        len(word) < _LONG_WORD or is_ordinary(word) for word in _WORDS.findall(gap)
    )


def _is_code(digits: str, start: int, end: int, values: str, word: Word) -> bool:
    if len(values) < _SHORTEST_CODE or _is_part_or_count(digits, start, end, values):
        return False
    linked, told, first = _links(digits, start, end, word)
    before, behind = digits[max(0, start - _CONTEXT) : start], digits[end : end + _UNIT_LENGTH]
    if pattern("rung").search(before) and pattern("short_service").match(values):
        return False
    password = clause_pattern("password_word").match(word[2]) is not None
    if told or (linked and first and (password or not pattern("carrier").match(values))):
        return True
    if pattern("short_service").match(values) or pattern("service_number").match(values):
        return False
    if pattern("before_harmless").search(before) and not pattern("refused").match(behind):
        return False
    short = len(values) < _SHORTEST_WEAK
    if short and any(pattern(name).match(behind) for name in ("needs", "error_unit")):
        return False
    return len(values) >= _SHORTEST_NEAR or pattern("card_check").match(word[2]) is not None


def _is_part_or_count(digits: str, start: int, end: int, values: str) -> bool:
    """Whether digits belong to a token, which is judged as one, to an amount or an error code."""
    before, behind = digits[max(0, start - 2) : start], digits[end : end + _UNIT_LENGTH]
    if _ALNUM.match(before[-1:]) or _ALNUM.match(behind):
        return True
    # Nobody waits for 722064 秒.
    long = len(values) >= _SHORTEST_WEAK and pattern("small_unit").match(behind)
    if pattern("unit").match(behind) and not long:
        return True
    return len(values) < _SHORTEST_WEAK and pattern("error_code_lead").search(before) is not None


def _is_password(  # noqa: PLR0911 - a span is two
    digits: str, start: int, end: int, token: str, word: Word
) -> bool:
    linked, told, first = _links(digits, start, end, word)
    if pattern("domain_shape").search(token) or pattern("measure").match(token):
        return False
    if not any("0" <= character <= "9" for character in token):
        return linked and _are_letters_told(digits, start, end, token, word, told=told)
    if not any("a" <= character <= "z" for character in token):
        before = digits[max(0, start - _CONTEXT) : start]
        long_enough = not token.isdigit() and len(token.strip("%")) > _SHORTEST_NEAR
        return linked and long_enough and not pattern("before_harmless").search(before)
    if not told and pattern("brand").search(digits[max(0, start - _CONTEXT) : start]):
        return False
    if not told and pattern("own_code").match(token):
        # 密码E1003 is what the screen says; 密码E1003登不上 is none.
        said = pattern("own_code_said").match(digits[end : end + _UNIT_LENGTH])
        if not linked or not first or (said and pattern("own_code_ours").match(token)):
            return False
    if not first and pattern("error_code").match(token):
        return False
    if linked and (first or told):
        return True
    if any(pattern(name).match(token) for name in ("device", "own_code", "error_code")):
        return False
    password = clause_pattern("password_word").match(word[2]) is not None
    return password or pattern("code_shape").match(token) is None


def _are_letters_told(  # noqa: PLR0911, PLR0913 - a span is two
    digits: str, start: int, end: int, token: str, word: Word, *, told: bool
) -> bool:
    """Whether letters that are linked to a word are no ordinary ones in a value's place."""
    ends = end == len(digits)
    first = word[1] <= start
    gap = digits[word[1] : start] if first else digits[end : word[0]]
    if clause_pattern("told_latin").match(token):
        return False
    if first and pattern("told_in_chinese").search(gap):
        return _LETTERS.search(token) is not None  # 密码是always: nobody asks like that
    password = clause_pattern("password_word").match(word[2]) is not None
    if _WOVEN.search(token):
        return told or (first and password)
    if len(token) < _SHORTEST_NEAR and (gap or not first or _ALNUM.match(word[2])):
        return False
    # 密码jiandan: who writes 密码 does not ask in pinyin.
    english = first and (
        not _ALNUM.match(word[2]) or pattern("told_in_english").search(gap) is not None
    )
    if not _LETTERS.search(token) or all(
        is_ordinary(letters, ends=ends, english=english) for letters in _WORDS.findall(token)
    ):
        return False
    if first:
        return told or password or len(token) >= _LONG_TOKEN or not _ALNUM.match(word[2])
    return pattern("told_letters").search(gap) is not None
