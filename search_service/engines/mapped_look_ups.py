"""What is looked up while somebody types, as mapped files: sounds of words, and completions.

look_ups       JSON: the longest sound, what the counts come to, Latin words
sounds, folded, initials, neighbours  dictionaries, as in `SoundTables`
keys           what can be typed, sorted, in UTF-8; `key_ends` int64: where each ends
begins, numbers  int32: of each key, as in `Completions.found`
entries        of each completion its fields in JSON; `entry_ends` int64: where each ends
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple, overload

import numpy as np
import orjson

from search_service.analysis import chains, pinyin
from search_service.analysis.chains import Analyser
from search_service.answering import (
    article_sums,
    article_units,
    asked_places,
    coverage,
    naive_bayes,
    opposites,
    phrasings,
    suggest,
    term_sums,
    unit_index,
    unit_tables,
    unit_terms,
    wanted,
)
from search_service.answering.suggest import Completions, Suggestion
from search_service.answering.unit_index import UnitIndex
from search_service.asking import sound_tables, word_sounds, words_by_sound
from search_service.asking.lexicon import Lexicon
from search_service.asking.sound_tables import SoundTables
from search_service.engines import kept_units, mapped_units
from search_service.engines.mapped_dictionary import map_dictionary, write_dictionary
from search_service.engines.mapped_files import (
    mapped_array,
    mapped_bytes,
    write_all,
    write_array,
    write_bytes,
)
from search_service.engines.mapped_terms import MappedTerms

# No more keys are read when they are opened: completing is then faster.
_FEW = 100_000
_FIELDS = ("text", "kind", "article_id", "url", "anchor")
_values = attrgetter(*_FIELDS)
# Whatever decides what is written; the analysis itself belongs to the release.
_SOURCES = [
    chains,
    pinyin,
    suggest,
    sound_tables,
    word_sounds,
    words_by_sound,
    article_units,
    article_sums,
    asked_places,
    coverage,
    naive_bayes,
    opposites,
    phrasings,
    term_sums,
    unit_index,
    unit_tables,
    unit_terms,
    wanted,
    kept_units,
    mapped_units,
]


class LookUps(NamedTuple):
    """What a search looks up while somebody types, and its units where they are in memory."""

    lexicon: Lexicon
    completions: Completions
    units: UnitIndex | None = None


class _Found(Sequence[tuple[int, int]]):
    """Of each key where it begins in its text, and its entry."""

    def __init__(self, begins: memoryview, numbers: memoryview) -> None:
        self._begins, self._numbers = begins, numbers

    def __len__(self) -> int:
        return len(self._begins)

    @overload
    def __getitem__(self, place: int) -> tuple[int, int]: ...
    @overload
    def __getitem__(self, place: slice) -> list[tuple[int, int]]: ...
    def __getitem__(self, place: int | slice) -> tuple[int, int] | list[tuple[int, int]]:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        return self._begins[place], self._numbers[place]


class _Entries(Sequence[Suggestion]):
    """Completions by their number, made anew whenever they are asked for."""

    def __init__(self, content: memoryview, ends: memoryview) -> None:
        self._content, self._ends = content, ends

    def __len__(self) -> int:
        return len(self._ends)

    @overload
    def __getitem__(self, place: int) -> Suggestion: ...
    @overload
    def __getitem__(self, place: slice) -> list[Suggestion]: ...
    def __getitem__(self, place: int | slice) -> Suggestion | list[Suggestion]:
        if isinstance(place, slice):
            return [self[one] for one in range(len(self))[place]]
        number = range(len(self))[place]
        start = self._ends[number - 1] if number else 0
        return Suggestion(*orjson.loads(self._content[start : self._ends[number]]))


def look_ups_id() -> str:
    """What decides what is written, beside the release: the code that makes it."""
    digest = hashlib.sha256(Path(__file__).read_bytes())
    for module in _SOURCES:
        digest.update(Path(module.__file__ or "").read_bytes())
    return digest.hexdigest()[:16]


def write_look_ups(folder: Path, look_ups: LookUps) -> None:
    """Write into a folder that exists."""
    tables, known = look_ups.lexicon.tables, look_ups.completions
    write_dictionary(folder, "sounds", tables.by_sound)
    write_dictionary(folder, "folded", tables.by_folded_sound)
    write_dictionary(folder, "initials", tables.by_initials)
    write_dictionary(folder, "neighbours", tables.neighbours)
    key_ends = write_all(folder / "keys", (key.encode() for key in known.keys))
    write_array(folder / "key_ends", np.array(key_ends), "<i8")
    pairs = np.array(known.found, np.int32).reshape(-1, 2)
    write_array(folder / "begins", pairs[:, 0], "<i4")
    write_array(folder / "numbers", pairs[:, 1], "<i4")
    entries = (orjson.dumps(_values(entry)) for entry in known.entries)
    write_array(folder / "entry_ends", np.array(write_all(folder / "entries", entries)), "<i8")
    others = {
        "longest": tables.longest,
        "total": tables.total,
        "latin": sorted(look_ups.lexicon.latin),
    }
    write_bytes(folder / "look_ups", orjson.dumps(others))


def map_look_ups(folder: Path, analyser: Analyser, few: int | None = None) -> LookUps:
    """What `write_look_ups` wrote; what has no more entries than `few` is read at once."""
    others = orjson.loads((folder / "look_ups").read_bytes())
    few_values = {} if few is None else {"few": few}
    tables = SoundTables(
        map_dictionary(folder, "sounds", lambda one: [(cost, w) for cost, w in one], **few_values),
        map_dictionary(folder, "folded", lambda one: (one[0], one[1]), **few_values),
        map_dictionary(folder, "initials", dict, **few_values),
        others["longest"],
        others["total"],
        map_dictionary(folder, "neighbours", dict, **few_values),
    )
    key_ends = mapped_array(folder / "key_ends", "<i8").data
    keys: Sequence[str] = MappedTerms(mapped_bytes(folder / "keys"), key_ends, 0, len(key_ends))
    begins, numbers = (mapped_array(folder / name, "<i4").data for name in ("begins", "numbers"))
    found: Sequence[tuple[int, int]] = _Found(begins, numbers)
    entry_ends = mapped_array(folder / "entry_ends", "<i8").data
    entries: Sequence[Suggestion] = _Entries(mapped_bytes(folder / "entries"), entry_ends)
    if len(keys) <= (_FEW if few is None else few):
        keys, found, entries = list(keys), list(found), list(entries)
    lexicon = Lexicon({}, others["latin"], analyser, tables)
    return LookUps(lexicon, Completions(keys, found, entries))
