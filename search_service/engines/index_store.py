"""The index of one generation on disk: a base, and a delta of what has changed since.

base/            postings as flat arrays, as they were when all of them were last written
base_keys.json   key of each passage of the base
delta/           postings of the passages that the base does not have, by their ordinals
keys.json        key of each passage of the generation, by ordinal

A changed file costs the analysis of its own passages and the writing of the delta: the base is
copied as it is, and its passages get their new ordinals when it is read. A copy and no link: bytes
that go bad in one generation must not spoil the older one that would then be served. When too much
has changed since, all is written anew as a base.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from weakref import WeakValueDictionary

import numpy as np
import orjson
from numpy.typing import NDArray

from search_service.analysis.chains import Analyser
from search_service.analysis.line_terms import LineTerms, RawPassage
from search_service.engines.counting import postings_in_one_pass
from search_service.engines.merging import merge
from search_service.engines.postings import Postings

Progress = Callable[[int, int], None]

_BASE, _BASE_KEYS, _DELTA, _KEYS = "base", "base_keys.json", "delta", "keys.json"
# At most this share of the base may be gone, or come beside it, for the base to stay.
_MOST_CHANGED = 0.1
# At most this share of the passages may be new for the old postings to be worth taking over.
_MOST_FRESH = 0.3
# How many passages are read between two reports of progress.
_RUN = 250
_ENGINES = Path(__file__).parent
# The postings of sealed generations that somebody holds anyway.
_held: WeakValueDictionary[Path, Postings] = WeakValueDictionary()


@dataclass(frozen=True)
class IndexedText:
    """A passage as the index sees it, before normalising."""

    passage_id: str
    title: str
    questions: tuple[str, ...]
    body: str

    @cached_property
    def key(self) -> str:
        """Changes whenever the passage or its text does."""
        content = "\0".join((self.title, *self.questions, self.body)).encode()
        return f"{self.passage_id} {hashlib.blake2b(content, digest_size=12).hexdigest()}"


def write_index(
    folder: Path,
    passages: Sequence[IndexedText],
    analyser: Analyser,
    previous: Path | None = None,
    progress: Progress | None = None,
) -> Postings:
    """Write the index of `passages` into `folder`; the n-th gets the ordinal n.

    Args:
        folder: Folder of the new generation.
        passages: What to index.
        analyser: Turns text into terms.
        previous: Folder of a whole generation made by the same analysis, to take over from.
        progress: Called with the number of passages done and their total.
    """
    keys = [passage.key for passage in passages]
    ordinals = {key: ordinal for ordinal, key in enumerate(keys)}
    old_keys = _read(previous / _KEYS) if previous else []
    moved = _moved(old_keys, ordinals)
    if previous is None or np.count_nonzero(moved >= 0) < (1 - _MOST_FRESH) * len(ordinals):
        postings = _counted(passages, analyser, len(passages), progress)
        return _write_base(folder, postings, keys)
    fresh = _others(moved, len(keys))
    counted = _counted([passages[number] for number in fresh], analyser, len(passages), progress)
    postings = merge([(read_index(previous), moved), (counted, fresh)], len(passages))
    base_keys = _read(previous / _BASE_KEYS)
    outside = _others(_moved(base_keys, ordinals), len(keys))
    gone = len(base_keys) - (len(keys) - len(outside))
    if max(len(outside), gone) > _MOST_CHANGED * len(base_keys):
        return _write_base(folder, postings, keys)
    shutil.copytree(previous / _BASE, folder / _BASE)
    shutil.copyfile(previous / _BASE_KEYS, folder / _BASE_KEYS)
    (folder / _KEYS).write_bytes(orjson.dumps(keys))
    if len(outside):
        places = np.full(len(keys), -1, np.int32)
        places[outside] = np.arange(len(outside), dtype=np.int32)
        old = _old_delta(previous, old_keys, base_keys, {k: places[o] for k, o in ordinals.items()})
        merge([*old, (counted, places[fresh])], len(outside)).save(folder / _DELTA)
    return postings


def read_index(folder: Path) -> Postings:
    """The postings of a sealed generation; the same object while somebody holds it."""
    held = _held.get(folder)
    if held is None:
        keys, base_keys = _read(folder / _KEYS), _read(folder / _BASE_KEYS)
        held = Postings.load(folder / _BASE)
        if keys != base_keys:
            moved = _moved(base_keys, {key: ordinal for ordinal, key in enumerate(keys)})
            parts = [(held, moved)]
            if (folder / _DELTA).exists():
                parts.append((Postings.load(folder / _DELTA), _others(moved, len(keys))))
            held = merge(parts, len(keys))
        hold(folder, held)
    return held


def hold(folder: Path, postings: Postings) -> None:
    """Say that these are the postings of a sealed generation, so that it need not be read."""
    _held[folder] = postings


def index_id(analyser: Analyser) -> str:
    """What decides what is written: the analysis, and the code of this room."""
    digest = hashlib.sha256(analyser.analysis_id.encode())
    for source in sorted(_ENGINES.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _write_base(folder: Path, postings: Postings, keys: Sequence[str]) -> Postings:
    postings.save(folder / _BASE)
    for name in (_BASE_KEYS, _KEYS):
        (folder / name).write_bytes(orjson.dumps(keys))
    return postings


def _read(file: Path) -> list[str]:
    keys: list[str] = orjson.loads(file.read_bytes())
    return keys


def _moved(keys: Sequence[str], ordinals: Mapping[str, int]) -> NDArray[np.int32]:
    """The new ordinal of each key; -1 where there is none."""
    return np.array([ordinals.get(key, -1) for key in keys], np.int32)


def _others(taken: NDArray[np.int32], count: int) -> NDArray[np.int32]:
    """The ordinals below `count` that are not taken."""
    free = np.ones(count, bool)
    free[taken[taken >= 0]] = False
    return np.flatnonzero(free).astype(np.int32)


def _old_delta(
    previous: Path, keys: Sequence[str], base_keys: Sequence[str], places: Mapping[str, int]
) -> list[tuple[Postings, NDArray[np.int32]]]:
    """The delta of the generation before, with the new place of each of its passages."""
    if not (previous / _DELTA).exists():
        return []
    in_base = set(base_keys)
    own = [key for key in keys if key not in in_base]
    return [(Postings.load(previous / _DELTA), _moved(own, places))]


def _counted(
    fresh: Sequence[IndexedText], analyser: Analyser, total: int, progress: Progress | None
) -> Postings:
    lines = LineTerms(analyser)
    done = total - len(fresh)
    for number, one in enumerate(fresh, 1):
        lines.add(RawPassage(one.title, one.questions, one.body))
        if progress and (number % _RUN == 0 or number == len(fresh)):
            progress(done + number, total)
    return postings_in_one_pass(lines.fields(), len(fresh))
