"""The words that restore a wallet: twelve and more, English or Chinese, beside a word for them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from search_service.records.digit_runs import Find
from search_service.records.ordinary_words import is_ordinary
from search_service.records.privacy_rules import clause_pattern, pattern
from search_service.records.secret_clauses import Word

_RUN_REACH = 38
_SEED_REACH = 280
_SEED_WORDS = 12
_WORDS = re.compile(r"[a-z]+")


def secret_seeds(others: str, words: list[Word]) -> Iterator[Find]:
    """What stands before or behind words for a wallet's recovery. As `sensitive_seeds.js`."""
    for start, end, word in words:
        if pattern("mnemonic").match(word):
            yield from _seeds(others, start, end)


def _seeds(text: str, start: int, end: int) -> Iterator[Find]:
    first = max(0, start - _SEED_REACH)
    for place, piece in ((end, text[end : end + _SEED_REACH]), (first, text[first:start])):
        for name in ("seed_words", "seed_signs"):
            for phrase in pattern(name).finditer(piece):
                if _is_question(_WORDS.findall(phrase[0])):
                    continue
                yield Find("secret", place + phrase.start(), place + phrase.end())
    for place, name in ((end, "seed_run"), (first, "seed_run_before")):
        piece = text[end : end + _RUN_REACH] if place == end else text[first:start]
        run = pattern(name).search(piece)
        if run and not clause_pattern("ends").search(run[1]):
            yield Find("secret", place + run.start(1), place + run.end(1))


def _is_question(words: list[str]) -> bool:
    """Whether English words are fewer than restore a wallet, and ordinary: how many words."""
    return 0 < len(words) < _SEED_WORDS and all(map(is_ordinary, words))
