"""How words are said, by pypinyin; kept from run to run, for asking it takes a second.

The name of the file is a hash of pypinyin's version and of this code, so nothing in it is ever out
of date. It holds the words of the last run that had to ask. It may be deleted at any time.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import orjson

from search_service.analysis.normalise import is_han


class KeptSayings:
    """The syllables of words, without tones; threads may share it.

    Args:
        folder: Where they are kept; nowhere without one.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._asked: dict[str, tuple[str, ...]] = {}
        self._is_new = False

    def __call__(self, word: str) -> tuple[str, ...]:
        """One syllable for each Chinese character of a word."""
        said = self._asked.get(word)
        if said is None:
            kept = self._kept.get(word)
            self._is_new |= kept is None
            said = self._asked[word] = _said(word) if kept is None else tuple(kept.split())
        return said

    def keep(self) -> None:
        """Keep what was asked for, if any of it is new; a disk that is full costs time alone."""
        if self._folder is None or not self._is_new:
            return
        said = {word: " ".join(syllables) for word, syllables in sorted(self._asked.items())}
        body = orjson.dumps(said)
        partial = self._folder / f".{self._file.name}-{os.getpid()}"
        with contextlib.suppress(OSError):
            partial.write_bytes(hashlib.sha256(body).digest() + body)
            partial.replace(self._file)
            for old in self._folder.glob("sayings-*"):
                if old != self._file:
                    old.unlink(missing_ok=True)
        self._is_new = False

    @cached_property
    def _file(self) -> Path:
        decided = (version("pypinyin").encode(), Path(__file__).read_bytes())
        name = hashlib.sha256(b"\0".join(decided)).hexdigest()[:16]
        return (self._folder or Path()) / f"sayings-{name}"

    @cached_property
    def _kept(self) -> dict[str, str]:
        if self._folder is None:
            return {}
        try:
            content = self._file.read_bytes()
        except OSError:
            return {}
        size = hashlib.sha256().digest_size
        seal, body = content[:size], content[size:]
        found: dict[str, str] = orjson.loads(body) if hashlib.sha256(body).digest() == seal else {}
        return found


def _said(word: str) -> tuple[str, ...]:
    # Its phrases take 55 MB: only a process that makes look-ups needs them.
    from pypinyin import Style, lazy_pinyin  # noqa: PLC0415

    han = "".join(filter(is_han, word))
    return tuple(s for s in lazy_pinyin(han, style=Style.NORMAL) if s.isascii())
