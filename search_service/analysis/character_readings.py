"""Readings of single characters: pypinyin's own table, without the rest of pypinyin.

Importing the package reads its phrases as well and keeps 55 MB in every process; a process that
only serves reads characters and no words. That the readings are pypinyin's, a test says of every
character.
"""

from __future__ import annotations

import re
import unicodedata
from array import array
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

_FIRST, _LAST = 0x3400, 0x9FFF
_FIRST_COMMON, _LAST_COMMON = 0x4E00, 0x9FA5
_PAIR = re.compile(r'"(\d+)": *"([^"]+)"')
_DIAERESIS = "\N{COMBINING DIAERESIS}"
# Interjections that no customer types as a word, but that break up real syllables.
_NOT_SYLLABLES = {"hm", "hng", "ng", "m", "n"}


class CharacterReadings(NamedTuple):
    """How Chinese characters sound, without tones, ü written v.

    Attributes:
        spellings: Each spelling once; the first one is empty.
        commonest: Of each character from U+3400 to U+9FFF, the place of its commonest spelling;
            0 where it has no reading.
        syllables: Every syllable that a common character can have.
    """

    spellings: tuple[str, ...]
    commonest: array[int]
    syllables: frozenset[str]

    def of(self, character: str) -> str:
        """The commonest reading of a character; itself where none is known."""
        place = ord(character) - _FIRST
        known = 0 <= place < len(self.commonest)
        return (self.spellings[self.commonest[place]] if known else "") or character


@lru_cache(maxsize=1)
def character_readings() -> CharacterReadings:
    """Read from the installed pypinyin, once a process."""
    found = find_spec("pypinyin")  # says where it lies and imports nothing
    table = Path(found.origin or "" if found else "").with_name("pinyin_dict.json")
    # Read piece by piece: a dictionary of 44,000 would keep 25 MB of the process in use.
    pairs = _PAIR.finditer(table.read_text(encoding="utf-8"))
    places: dict[str, int] = {"": 0}
    commonest = array("H", [0]) * (_LAST - _FIRST + 1)
    syllables: set[str] = set()
    for code, marked in ((int(pair[1]), pair[2]) for pair in pairs):
        if _FIRST <= code <= _LAST:
            readings = [_without_tone(reading) for reading in marked.split(",")]
            commonest[code - _FIRST] = places.setdefault(readings[0], len(places))
            if _FIRST_COMMON <= code <= _LAST_COMMON:
                syllables.update(filter(_is_syllable, readings))
    return CharacterReadings(tuple(places), commonest, frozenset(syllables - _NOT_SYLLABLES))


def _is_syllable(spelling: str) -> bool:
    return spelling.isascii() and spelling.isalpha() and (len(spelling) > 1 or spelling in "aoe")


@lru_cache(maxsize=4_000)
def _without_tone(reading: str) -> str:
    letters = unicodedata.normalize("NFD", reading).replace(f"u{_DIAERESIS}", "v")
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
