"""The words of an index by how they sound, as `Lexicon` looks them up."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from search_service.analysis.chains import Analyser
from search_service.analysis.normalise import only_han
from search_service.analysis.pinyin import folded
from search_service.asking.word_sounds import Sounds, sounds_of

# Chosen on the development judgements: docs/relevance.md.
BLURRED_COST = 2.0
_CANDIDATES_A_SOUND = 5


@dataclass(frozen=True)
class SoundTables:
    """What can be looked up by sound.

    Attributes:
        by_sound: Letters → (cost, word), the likeliest first.
        by_folded_sound: Folded letters → cost and word, the likeliest only.
        by_initials: Initials → index term → count; "" counts function words, against the others.
        longest: How many letters the longest sound has.
    """

    by_sound: Mapping[str, Sequence[tuple[float, str]]]
    by_folded_sound: Mapping[str, tuple[float, str]]
    by_initials: Mapping[str, Mapping[str, int]]
    longest: int


def sound_tables(counts: Mapping[str, int], analyser: Analyser) -> SoundTables:
    """Of words and how often each counts."""
    words = only_han(list(counts))
    sounds = [sounds_of(word, analyser.reader) for word in words]
    by_sound = _by_sound(words, sounds, counts)
    return SoundTables(
        by_sound,
        _by_folded_sound(by_sound),
        _by_initials(words, sounds, counts, analyser),
        max(map(len, by_sound), default=0),
    )


def _by_sound(
    words: Sequence[str], sounds: Sequence[Sounds], counts: Mapping[str, int]
) -> Mapping[str, Sequence[tuple[float, str]]]:
    total = sum(counts.values()) or 1
    found: dict[str, list[tuple[float, str]]] = defaultdict(list)
    for word, (exact, alike, _) in zip(words, sounds, strict=True):
        cost = -math.log(counts[word] / total)
        for sound in exact:
            found[sound].append((cost, word))
        for sound in alike:
            found[sound].append((cost + BLURRED_COST, word))
    for options in found.values():
        if len(options) > 1:  # most sounds have one word
            options.sort()
            del options[_CANDIDATES_A_SOUND:]
    return dict(found)


def _by_folded_sound(
    by_sound: Mapping[str, Sequence[tuple[float, str]]],
) -> Mapping[str, tuple[float, str]]:
    found: dict[str, tuple[float, str]] = {}
    for sound, words in by_sound.items():
        cost, word = words[0]
        key, option = folded(sound), (cost + BLURRED_COST, word)
        if key not in found or option < found[key]:
            found[key] = option
    return found


def _by_initials(
    words: Sequence[str], sounds: Sequence[Sounds], counts: Mapping[str, int], analyser: Analyser
) -> Mapping[str, Mapping[str, int]]:
    """Function words count against the others."""
    synonyms, functions = analyser.synonyms, analyser.words.function_words
    found: dict[str, dict[str, int]] = defaultdict(dict)
    for word, (_, _, letters) in zip(words, sounds, strict=True):
        if len(word) > 1:
            is_function = word in functions and word not in synonyms.concepts
            term = "" if is_function else synonyms.concept(word)
            for one in letters:
                row = found[one]
                row[term] = row.get(term, 0) + counts[word]
    return dict(found)
