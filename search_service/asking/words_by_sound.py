"""Which words may be typed as what: the part of the sound tables that no count changes.

A new release has nearly the words of the one before; those that came and went are put in and taken
out, and all others stay as they are.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar
from weakref import WeakKeyDictionary

from search_service.analysis.pinyin import WordReader, folded
from search_service.asking.word_sounds import sounds_of

# Chosen on the development judgements: docs/relevance.md.
BLURRED_COST = 2.0
# When a larger share of the words is new or gone, all are put together anew.
_MOST_CHANGED = 0.1
# What a sound costs a word besides its rarity, and the word.
Spelled = tuple[float, str]
_Item = TypeVar("_Item")


@dataclass(frozen=True)
class WordsBySound:
    """Words by what may be typed for them; never changed, so that releases may share parts.

    Attributes:
        sounds: Letters → the words that sound so, or nearly so.
        folded: Folded letters → the sounds that fold to them.
        initials: Initials → words.
    """

    sounds: Mapping[str, Sequence[Spelled]]
    folded: Mapping[str, Sequence[str]]
    initials: Mapping[str, Sequence[str]]

    def changed(self, gone: Iterable[str], new: Iterable[str], reader: WordReader) -> WordsBySound:
        """These words without some, and with others."""
        sounds, by_folded, initials = dict(self.sounds), dict(self.folded), dict(self.initials)
        for word in gone:
            for sound, spelled in _spellings(word, reader):
                _take_out(sounds, sound, spelled)
                if sound not in sounds:
                    _take_out(by_folded, folded(sound), sound)
            for letters in _initials(word, reader):
                _take_out(initials, letters, word)
        for word in new:
            for sound, spelled in _spellings(word, reader):
                if sound not in sounds:
                    _put_in(by_folded, folded(sound), sound)
                _put_in(sounds, sound, spelled)
            for letters in _initials(word, reader):
                _put_in(initials, letters, word)
        return WordsBySound(sounds, by_folded, initials)


def _spellings(word: str, reader: WordReader) -> list[tuple[str, Spelled]]:
    sounds = sounds_of(word, reader)
    exact, alike = (0.0, word), (BLURRED_COST, word)
    return [*((one, exact) for one in sounds.exact), *((one, alike) for one in sounds.alike)]


def _initials(word: str, reader: WordReader) -> Sequence[str]:
    return sounds_of(word, reader).initials


def _put_in(table: dict[str, Sequence[_Item]], key: str, item: _Item) -> None:
    table[key] = [*table.get(key, ()), item]


def _take_out(table: dict[str, Sequence[_Item]], key: str, item: _Item) -> None:
    left = [one for one in table[key] if one != item]
    if left:
        table[key] = left
    else:
        del table[key]


# The words of the last release that was made with a reader.
_latest: WeakKeyDictionary[WordReader, tuple[frozenset[str], WordsBySound]] = WeakKeyDictionary()


def words_by_sound(words: Collection[str], reader: WordReader) -> WordsBySound:
    """Words by what may be typed for them.

    Args:
        words: Each once.
        reader: Says how they sound.
    """
    now = frozenset(words)
    before, found = _latest.get(reader, (frozenset(), None))
    gone = before - now
    new = [word for word in words if word not in before]
    if found is None or len(gone) + len(new) > _MOST_CHANGED * len(before):
        found = _put_together(words, reader)
    elif gone or new:
        found = found.changed(sorted(gone), new, reader)
    _latest[reader] = now, found
    return found


def _put_together(words: Iterable[str], reader: WordReader) -> WordsBySound:
    sounds: dict[str, list[Spelled]] = defaultdict(list)
    initials: dict[str, list[str]] = defaultdict(list)
    for word in words:
        for sound, spelled in _spellings(word, reader):
            sounds[sound].append(spelled)
        for letters in _initials(word, reader):
            initials[letters].append(word)
    by_folded: dict[str, list[str]] = defaultdict(list)
    for sound in sounds:
        by_folded[folded(sound)].append(sound)
    return WordsBySound(dict(sounds), dict(by_folded), dict(initials))
