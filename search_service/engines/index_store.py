"""The index of one generation on disk: its postings, and what each of its passages was.

postings/        flat arrays, ordinals as in the documents
keys.json        key of each ordinal

A changed file costs the analysis of its own passages: the postings of all others are taken over
from the previous generation, and those of passages that are gone are left out.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import orjson
from numpy.typing import NDArray

from search_service.analysis.chains import Analyser
from search_service.analysis.line_terms import LineTerms, RawPassage
from search_service.engines.counting import postings_in_one_pass
from search_service.engines.postings import Postings, merge

Progress = Callable[[int, int], None]

_POSTINGS, _KEYS = "postings", "keys.json"
# At most this share of the passages may be new for the old postings to be worth taking over.
_MOST_FRESH = 0.3
# How many passages are read between two reports of progress.
_RUN = 250
_ENGINES = Path(__file__).parent


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
    parts = _taken_over(ordinals, previous) if previous else []
    known = {int(ordinal) for _, moved in parts for ordinal in moved if ordinal >= 0}
    fresh = [ordinal for ordinal in ordinals.values() if ordinal not in known]
    counted = _counted([passages[ordinal] for ordinal in fresh], analyser, len(passages), progress)
    parts.append((counted, np.array(fresh, dtype=np.int32)))
    merged = merge(parts, len(passages)) if len(parts) > 1 else counted
    merged.save(folder / _POSTINGS)
    (folder / _KEYS).write_bytes(orjson.dumps(keys))
    return merged


def read_index(folder: Path) -> Postings:
    """The postings of a generation."""
    return Postings.load(folder / _POSTINGS)


def index_id(analyser: Analyser) -> str:
    """What decides what is written: the analysis, and the code of this room."""
    digest = hashlib.sha256(analyser.analysis_id.encode())
    for source in sorted(_ENGINES.rglob("*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]


def _taken_over(
    ordinals: dict[str, int], previous: Path
) -> list[tuple[Postings, NDArray[np.int32]]]:
    """The previous generation's postings; nothing when that does not pay."""
    old_keys: list[str] = orjson.loads((previous / _KEYS).read_bytes())
    moved = np.array([ordinals.get(key, -1) for key in old_keys], dtype=np.int32)
    fresh = len(ordinals) - int((moved >= 0).sum())
    return [] if fresh > _MOST_FRESH * len(ordinals) else [(read_index(previous), moved)]


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
