"""All that lies in folders and files, as one hash: equal states say the same to whoever reads them.

Kinds, names and bytes count; times, owners and modes do not.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Iterable
from hashlib import blake2b
from pathlib import Path
from typing import Any

_DIGEST = 16


def state_of(
    places: Iterable[Path], *, left_out: Callable[[str], bool] = lambda _: False
) -> bytes | None:
    """The state of these folders and files, in this order; what is not there counts as well.

    Args:
        places: Folders, with all that lies below them, and files.
        left_out: Whether an entry of this name says nothing to those who read.

    Returns:
        16 bytes; None where what is read cannot be known: a link, a pipe, or what nobody may read.
    """
    digest = blake2b(digest_size=_DIGEST)
    try:
        for place in places:
            _add(digest, place, "", left_out)
    except (OSError, _Unknown):
        return None
    return digest.digest()


class _Unknown(Exception):
    """An entry that is neither a file nor a folder."""


def _add(digest: Any, place: Path | str, name: str, left_out: Callable[[str], bool]) -> None:  # noqa: ANN401 - hashlib names no type
    try:
        mode = os.lstat(place).st_mode
    except FileNotFoundError:
        _say(digest, b"missing", b"")
        return
    if stat.S_ISREG(mode):
        with open(place, "rb") as file:  # noqa: PTH123 - a string, of which there are many
            _say(digest, b"file", os.fsencode(name))
            _say(digest, b"", file.read())
    elif stat.S_ISDIR(mode):
        names = sorted(one for one in os.listdir(place) if not left_out(one))  # noqa: PTH208 - as above
        _say(digest, b"folder %d" % len(names), os.fsencode(name))
        for one in names:
            _add(digest, os.path.join(place, one), one, left_out)  # noqa: PTH118 - as above
    else:
        raise _Unknown


def _say(digest: Any, kind: bytes, words: bytes) -> None:  # noqa: ANN401 - as above
    digest.update(b"%d %d " % (len(kind), len(words)) + kind)
    digest.update(words)
