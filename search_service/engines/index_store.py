"""The index of one generation on disk: Whoosh shards, and the postings decoded from them.

whoosh/<n>/      Whoosh indexes; a passage is found in one of them by its key
postings/        the live passages of all shards as flat arrays, ordinals as in the documents
keys.json        key of each ordinal

A changed file costs one small new shard: the others are copied from the previous generation,
and passages that are gone are left out of the arrays. When the shards are many or mostly dead,
everything is written anew.
"""

from __future__ import annotations

import gc
import hashlib
import multiprocessing
import os
import queue
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from search_service.analysis.chains import Analyser, FieldTerms, make_analyser, passage_text
from search_service.analysis.word_lists import WordLists
from search_service.engines.postings import Postings, merge
from search_service.engines.whoosh_engine import read_shard, write_shard

Progress = Callable[[int, int], None]

_SHARDS, _POSTINGS, _KEYS = "whoosh", "postings", "keys.json"
_MOST_SHARDS = 16
# At most this share of the passages may be new for the old shards to be worth keeping.
_MOST_FRESH = 0.3
# Below this many passages a second process costs more than it saves: it loads jieba again.
_PASSAGES_WORTH_A_PROCESS = 2_000
# Passages are handed to a process in runs of this many, so that progress can be shown.
_RUN = 250


@dataclass(frozen=True)
class IndexedText:
    """A passage as the index sees it, before normalising."""

    passage_id: str
    title: str
    questions: tuple[str, ...]
    body: str

    @property
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
    parts = _taken_over(folder, ordinals, previous) if previous else []
    known = {int(o) for _, part_ordinals in parts for o in part_ordinals if o >= 0}
    fresh = [(key, passages[o]) for key, o in ordinals.items() if o not in known]
    done = _ProgressCounter(progress, len(passages), len(passages) - len(fresh))
    first_shard = len(list((folder / _SHARDS).glob("*"))) if parts else 0
    for postings, shard_keys in _write_fresh(folder / _SHARDS, first_shard, fresh, analyser, done):
        parts.append((postings, np.array([ordinals[key] for key in shard_keys], dtype=np.int32)))
    merged = merge(parts, len(passages))
    merged.save(folder / _POSTINGS)
    (folder / _KEYS).write_bytes(orjson.dumps(keys))
    return merged


def read_index(folder: Path) -> Postings:
    """The postings of a generation."""
    return Postings.load(folder / _POSTINGS)


class _ProgressCounter:
    def __init__(self, progress: Progress | None, total: int, done: int) -> None:
        self._progress, self._total, self._done = progress, total, done

    def add(self, count: int) -> None:
        self._done += count
        if self._progress:
            self._progress(self._done, self._total)


def _taken_over(
    folder: Path, ordinals: dict[str, int], previous: Path
) -> list[tuple[Postings, NDArray[np.int32]]]:
    """The previous generation's postings, its shards linked; nothing when that does not pay."""
    shards = sorted((previous / _SHARDS).iterdir())
    old_keys: list[str] = orjson.loads((previous / _KEYS).read_bytes())
    moved = np.array([ordinals.get(key, -1) for key in old_keys], dtype=np.int32)
    fresh = len(ordinals) - int((moved >= 0).sum())
    if len(shards) >= _MOST_SHARDS or fresh > _MOST_FRESH * len(ordinals):
        return []
    for shard in shards:
        # Copies, not links: damage to one generation must not reach the next.
        shutil.copytree(shard, folder / _SHARDS / shard.name)
    return [(read_index(previous), moved)]


def _write_fresh(
    folder: Path,
    first: int,
    fresh: Sequence[tuple[str, IndexedText]],
    analyser: Analyser,
    done: _ProgressCounter,
) -> list[tuple[Postings, tuple[str, ...]]]:
    """Write new shards, with as many processes as there are processors and work for them."""
    if not fresh and first:
        return []
    processes = min(os.cpu_count() or 1, 1 + len(fresh) // _PASSAGES_WORTH_A_PROCESS)
    if processes == 1:
        _write_runs(folder / f"{first:03}", fresh, analyser, done.add)
        return [read_shard(folder / f"{first:03}")]
    context = multiprocessing.get_context("spawn")
    with context.Manager() as manager, ProcessPoolExecutor(processes, context) as pool:
        counts = manager.Queue()
        waiting = [
            pool.submit(
                _shard_in_process,
                folder / f"{first + number:03}",
                fresh[number::processes],
                analyser.words,
                analyser.cache_folder,
                counts.put,
            )
            for number in range(processes)
        ]
        left = len(fresh)
        while left and not any(future.done() and future.exception() for future in waiting):
            try:
                count = counts.get(timeout=1.0)
            except queue.Empty:
                continue
            done.add(count)
            left -= count
        return [future.result() for future in waiting]


def _shard_in_process(
    folder: Path,
    passages: Sequence[tuple[str, IndexedText]],
    words: WordLists,
    cache_folder: Path | None,
    report: Callable[[int], None],
) -> tuple[Postings, tuple[str, ...]]:
    # Millions of postings and no cycles among them: the collector would only look through them
    # again and again. The process ends soon.
    gc.disable()
    _write_runs(folder, passages, make_analyser(words, cache_folder), report)
    return read_shard(folder)


def _write_runs(
    folder: Path,
    passages: Sequence[tuple[str, IndexedText]],
    analyser: Analyser,
    report: Callable[[int], None],
) -> None:
    def analysed() -> Iterator[tuple[str, FieldTerms]]:
        for number, (key, one) in enumerate(passages, 1):
            text = passage_text(one.title, one.questions, one.body)
            yield key, analyser.passage_terms(text)
            if number % _RUN == 0:
                report(_RUN)
        report(len(passages) % _RUN)

    write_shard(folder, analysed())
