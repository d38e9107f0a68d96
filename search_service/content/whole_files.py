"""A text file that is written whole or not at all: what stood there before is never lost."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# As the shell makes one: for everybody to read.
_NEW = 0o644


def replace_file(file: Path, text: str) -> None:
    """Write a file whole or not at all; its permissions stay.

    Raises:
        OSError: It cannot be written; it names the file, which is as it was before.
    """
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
        try:
            with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
                stream.write(text)
            Path(name).chmod(file.stat().st_mode if file.exists() else _NEW)
            Path(name).replace(file)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
    except OSError as error:
        error.filename = str(file)
        raise
