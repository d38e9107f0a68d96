"""Passwords that are a few Chinese characters, and the words that restore a wallet.

A password in Chinese looks like any other words. It counts when it is told (密码是芝麻开门) or put
to use (用芝麻开门当密码), and does not begin as questions do (密码是什么意思).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.records.digit_runs import Find
from search_service.records.privacy_rules import pattern

# A word for a secret: where it begins and ends, and how it is written.
Word = tuple[int, int, str]
_PHRASE_REACH = 38
_CONTEXT = 14
_SEED_REACH = 280
_SHORTEST = 2
_COVER = "\u25a1"


def secret_phrases(text: str, words: list[Word]) -> Iterator[Find]:
    """What stands before or behind the words. As `sensitive_phrases.js`."""
    covered = list(text)
    for start, end, _ in words:
        covered[start:end] = _COVER * (end - start)
    others = "".join(covered)
    for start, end, word in words:
        quoted = pattern("quoted").search(text[end : end + _PHRASE_REACH])
        if quoted and pattern("link_after").match(text[end : end + quoted.start()]):
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
    run = pattern("phrase_run").match(after[len(gap) :])
    tellings = [*pattern("phrase_told").finditer(gap)]
    if run and ((told and gap) or tellings):
        length = _telling(run[0])
        if length:  # 我的 in front may belong to it
            start = place + (tellings[-1].end() if tellings else 0)
            yield Find("secret", start, place + len(gap) + length)


def _before(text: str, start: int, end: int) -> Iterator[Find]:
    first = max(0, start - _PHRASE_REACH)
    for name in ("phrase_before", "phrase_before_bare"):
        found = pattern(name).search(text[first:start])
        if found and pattern(f"{name}_end").match(text[end : end + 1]):
            yield from _put_to_use(found, first)


def _put_to_use(found: re.Match[str], first: int) -> Iterator[Find]:
    run = found[1]
    lead = pattern("phrase_before_lead").match(run)
    cut = lead.end() if lead else 0
    if _telling(run[cut:]) == len(run) - cut:
        yield Find("secret", first + found.start(1), first + found.end(1))


def _telling(run: str) -> int:
    """How many of the characters may be a password; 0 when they begin as other words do."""
    if pattern("phrase_start").match(run):
        return 0
    question = pattern("phrase_inner").search(run)
    length = question.start() if question else len(run)
    return length if length >= _SHORTEST else 0


def _seeds(text: str, start: int, end: int) -> Iterator[Find]:
    first = max(0, start - _SEED_REACH)
    for place, piece in ((end, text[end : end + _SEED_REACH]), (first, text[first:start])):
        for name in ("seed_words", "seed_signs"):
            for phrase in pattern(name).finditer(piece):
                yield Find("secret", place + phrase.start(), place + phrase.end())
    for place, name in ((end, "seed_run"), (first, "seed_run_before")):
        piece = text[end : end + _PHRASE_REACH] if place == end else text[first:start]
        run = pattern(name).search(piece)
        if run and not pattern("phrase_inner").search(run[1]):
            yield Find("secret", place + run.start(1), place + run.end(1))
