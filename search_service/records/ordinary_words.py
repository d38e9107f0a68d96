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
def _more() -> frozenset[str]:
    return _han() | frozenset(rules()["ordinary_more"].split())


@cache
def _latin() -> frozenset[str]:
    found = rules()
    return frozenset([*found["ordinary_english"].split(), *found["ordinary_pinyin"].split()])


@cache
def _pinyin() -> frozenset[str]:
    return frozenset(rules()["ordinary_pinyin"].split())


@cache
def _particles() -> frozenset[str]:
    return frozenset(rules()["pinyin_particles"].split())


@cache
def _beginnings() -> frozenset[str]:
    return frozenset(word[:length] for word in _latin() for length in range(4, len(word)))


def uncommon(run: str, *, more: bool = False) -> list[int]:
    """The places of a run of Chinese characters that no ordinary word covers; as few as can be.

    Args:
        run: Chinese characters.
        more: Whether the rarer words of our articles are ordinary too.
    """
    words = _more() if more else _han()
    fewest = [0]
    lengths = [0]
    for end in range(1, len(run) + 1):
        best, length = fewest[end - 1] + 1, 0
        for size in range(1, min(_LONGEST_HAN, end) + 1):
            if run[end - size : end] in words and fewest[end - size] < best:
                best, length = fewest[end - size], size
        fewest.append(best)
        lengths.append(length)
    places = []
    end = len(run)
    while end:
        if not lengths[end]:
            places.append(end - 1)
        end -= lengths[end] or 1
    return places[::-1]


def is_ordinary(letters: str, *, ends: bool = False) -> bool:
    """Whether letters are an ordinary English word or pinyin of some.

    Args:
        letters: In small letters.
        ends: Whether the text ends with them: then the beginning of a word is one being typed.
    """
    if letters in _latin() or (ends and letters in _beginnings()):
        return True
    if len(letters) <= _SHORTEST_PINYIN:
        return False
    if pattern("english_adverb").match(letters):
        return True
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
