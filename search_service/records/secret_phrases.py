"""Passwords that are a few Chinese characters, and the words that restore a wallet.

A password in Chinese looks like any other words. It counts where a value stands: told
(密码是芝麻开门), put to use (用芝麻开门当密码) or right behind the word (密码芝麻开门登录失败),
unless ordinary words are all there is (密码是什么意思, `ordinary_words.py`). Rather too much is
withheld than too little.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.records.digit_runs import Find
from search_service.records.ordinary_words import is_ordinary, uncommon
from search_service.records.privacy_rules import pattern

# A word for a secret: where it begins and ends, and how it is written.
Word = tuple[int, int, str]
_PHRASE_REACH = 38
_CONTEXT = 14
_SEED_REACH = 280
_SHORTEST, _SHORT = 2, 4
# Ordinary characters that may stand in front of, within and behind a password.
_LEAD, _LEAD_UNTOLD, _WITHIN, _TAIL = 4, 2, 4, 2
_SEED_WORDS = 12
_COVER = "\u25a1"
_ALNUM = re.compile(r"[a-z0-9]")
_WORDS = re.compile(r"[a-z]+")


def secret_phrases(text: str, words: list[Word]) -> Iterator[Find]:
    """What stands before or behind the words. As `sensitive_phrases.js`."""
    covered = list(text)
    for start, end, _ in words:
        covered[start:end] = _COVER * (end - start)
    others = "".join(covered)
    for start, end, word in words:
        quoted = pattern("quoted").search(text[end : end + _PHRASE_REACH])
        if (
            quoted
            and uncommon(quoted[1])
            and pattern("link_after").match(text[end : end + quoted.start()])
        ):
            yield Find("secret", end + quoted.start(1), end + quoted.end(1))
        if pattern("phrase_word").match(word):
            shown = pattern("phrase_shown").search(others[max(0, start - _CONTEXT) : start])
            yield from _behind(others[end : end + _PHRASE_REACH], end, told=shown is not None)
            yield from _before(others, start, end)
        if pattern("mnemonic").match(word):
            yield from _seeds(others, start, end)


def _behind(after: str, place: int, *, told: bool) -> Iterator[Find]:
    link = pattern("link_after_part").match(after)
    gap = link[0] if link else ""
    found = pattern("phrase_run").match(after[len(gap) :])
    if not found:
        return
    end = len(gap) + len(found[0])
    # 密码明明是月亮姐姐: the last that tells in front of what is uncommon.
    places = uncommon(found[0])
    first = len(gap) + (places[0] if places else 0)
    tellings = [*pattern("phrase_told").finditer(after[:first])]
    told = told and bool(gap)
    start = len(gap)
    if tellings and not pattern("phrase_inner").search(after[len(gap) : tellings[-1].start()]):
        told = True
        start = max(start, tellings[-1].end())
    if not told and pattern("phrase_parted").search(gap):
        return
    lead = pattern("phrase_lead").search(after[:start])
    followed = _ALNUM.match(after[end:]) is not None
    length = _telling(lead[0] if lead else "", after[start:end], told=told, followed=followed)
    if length:  # 我的 in front may belong to it
        begin = tellings[0].end() if told and tellings else len(gap) - len(gap.lstrip())
        yield Find("secret", place + begin, place + start + length)


def _before(text: str, start: int, end: int) -> Iterator[Find]:
    first = max(0, start - _PHRASE_REACH)
    for name in ("phrase_before", "phrase_before_bare", "phrase_before_used"):
        found = pattern(name).search(text[first:start])
        if found and pattern(f"{name}_end").match(text[end : end + 1]):
            yield from _put_to_use(found, first)


def _put_to_use(found: re.Match[str], first: int) -> Iterator[Find]:
    run = found[1]
    lead = pattern("phrase_before_lead").match(run)
    if pattern("phrase_category").search(run):
        return
    value = run[lead.end() :] if lead else run
    places = uncommon(value)
    if len(places) >= _SHORTEST or (places and _SHORTEST < len(value) <= _SHORT):
        yield Find("secret", first + found.start(1), first + found.end(1))


def _telling(lead: str, run: str, *, told: bool, followed: bool) -> int:
    """How many of the characters may be a password, or 0; `followed` by letters or digits.

    The `lead` is what stands in front: its last character may begin a word (系 in 系统).
    """
    if told and pattern("phrase_made").search(run):
        return 0
    places = [
        place - len(lead) for place in uncommon(lead + run, more=not told) if place >= len(lead)
    ]
    first = places[0] if places else len(run)
    if first > (_LEAD if told else _LEAD_UNTOLD) or pattern("phrase_inner").search(run[:first]):
        return 0
    count = 0
    last = first
    for place in places:
        if place - last > _WITHIN:
            break
        last = place
        count += 1
    # 密码马到成功 begins with what no question does; 密码是爱你1314 goes on.
    begins = first <= (_LEAD_UNTOLD if told else 0) and len(run) + told > _SHORTEST
    if count < _SHORTEST and not (count and (begins or (told and followed))):
        return 0
    question = pattern("phrase_inner").search(run[last + 1 :])
    tail = question.start() if question else len(run)
    return min(last + 1 + min(tail, _TAIL), len(run))


def _seeds(text: str, start: int, end: int) -> Iterator[Find]:
    first = max(0, start - _SEED_REACH)
    for place, piece in ((end, text[end : end + _SEED_REACH]), (first, text[first:start])):
        for name in ("seed_words", "seed_signs"):
            for phrase in pattern(name).finditer(piece):
                if _is_question(_WORDS.findall(phrase[0])):
                    continue
                yield Find("secret", place + phrase.start(), place + phrase.end())
    for place, name in ((end, "seed_run"), (first, "seed_run_before")):
        piece = text[end : end + _PHRASE_REACH] if place == end else text[first:start]
        run = pattern(name).search(piece)
        if run and not pattern("phrase_inner").search(run[1]):
            yield Find("secret", place + run.start(1), place + run.end(1))


def _is_question(words: list[str]) -> bool:
    """Whether English words are fewer than restore a wallet, and ordinary: how many words."""
    return 0 < len(words) < _SEED_WORDS and all(map(is_ordinary, words))
