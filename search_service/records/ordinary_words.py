"""Whether words are those that questions are made of: the closed set; whatever else may be secret.

Nobody can list passwords, but what stands beside the word 密码 in a question is ordinary: 忘了,
错误, 怎么改. The lists in `privacy_rules.json` were made from our own articles and judged queries,
and mended with harmless questions. As `sensitive_ordinary.js`; time grows with the length.
"""

from __future__ import annotations

from functools import cache

from search_service.records.privacy_rules import pattern, rules

_LONGEST_HAN, _LONGEST_LATIN = 4, 14
# Of a word that others may stand beside; alone it is in the list.
_SHORTEST_PINYIN = 4


@cache
def _han() -> frozenset[str]:
    found = rules()
    return frozenset([*found["ordinary_han"].split(), *found["ordinary_signs"]])


@cache
def _first_words() -> frozenset[str]:
    return frozenset(rules()["first_words"].split())


@cache
def _signs() -> frozenset[str]:
    found = rules()
    return frozenset(found["ordinary_han"] + found["ordinary_signs"] + found["other_signs"])


@cache
def _english() -> frozenset[str]:
    return frozenset(rules()["ordinary_english"].split())


@cache
def _latin() -> frozenset[str]:
    return _english() | _pinyin()


@cache
def _pinyin() -> frozenset[str]:
    return frozenset(rules()["ordinary_pinyin"].split())


@cache
def _particles() -> frozenset[str]:
    return frozenset(rules()["pinyin_particles"].split())


@cache
def _beginnings(*, english: bool) -> frozenset[str]:
    words = _english() if english else _latin()
    return frozenset(word[:length] for word in words for length in range(4, len(word)))


@cache
def _han_beginnings() -> frozenset[str]:
    return frozenset(word[:length] for word in _han() for length in range(1, len(word)))


def _is_inflected(letters: str) -> bool:
    """Whether letters are an ordinary English word with an ending: keeps, saying, storing."""
    stem = pattern("english_ending").sub("", letters)
    return stem != letters and (stem in _english() or f"{stem}e" in _english())


def strangeness(run: str, *, ends: bool = False) -> list[int]:
    """For each character of a run how far it is from what questions are written in.

    Args:
        run: Chinese characters.
        ends: Whether the text ends with them: then the beginning of a word is one being typed.

    Returns:
        0 in an ordinary word, 1 for a character that our articles use elsewhere, 2 for any other.
    """
    words, signs = _han(), _signs()
    fewest = [0]
    lengths = [0]
    for end in range(1, len(run) + 1):
        best, length = fewest[end - 1] + 1, 0
        for size in range(1, min(_LONGEST_HAN, end) + 1):
            piece = run[end - size : end]
            begun = ends and end == len(run) and piece in _han_beginnings()
            if fewest[end - size] < best and (begun or piece in words):
                best, length = fewest[end - size], size
        fewest.append(best)
        lengths.append(length)
    strange = [0] * len(run)
    end = len(run)
    while end:
        if not lengths[end]:
            strange[end - 1] = 1 if run[end - 1] in signs else 2
        end -= lengths[end] or 1
    return strange


def opens_strangely(value: str) -> bool:
    """Whether the first word is none that a question has behind a password, or what tells one."""
    if not "\u4e00" <= value[:1] <= "\u9fff":
        return False
    usual = _first_words()
    pieces = [value[:size] for size in range(min(_LONGEST_HAN, len(value)), 0, -1)]
    first = next((piece for piece in pieces if piece in _han() or piece in usual), "")
    return first not in usual


def is_ordinary(letters: str, *, ends: bool = False, english: bool = False) -> bool:
    """Whether letters are an ordinary English word or pinyin of some.

    Args:
        letters: In small letters.
        ends: Whether the text ends with them: then the beginning of a word is one being typed.
        english: Whether they are told in English, where pinyin is no answer.
    """
    if letters in (_english() if english else _latin()) or (
        ends and letters in _beginnings(english=english)
    ):
        return True
    if len(letters) <= _SHORTEST_PINYIN:
        return False
    if pattern("english_adverb").match(letters) or _is_inflected(letters):
        return True
    if english:
        return False
    # The first: of particles alone (le, bu, wo); the second: with a word among them.
    words, particles = _pinyin(), _particles()
    small, reached = [True], [False]
    for end in range(1, len(letters) + 1):
        little = known = False
        for size in range(1, min(_LONGEST_LATIN, end) + 1):
            piece = letters[end - size : end]
            if piece in particles:
                little = little or small[end - size]
                known = known or reached[end - size]
            if piece in words:
                known = known or small[end - size] or reached[end - size]
        small.append(little)
        reached.append(known)
    return reached[-1]
