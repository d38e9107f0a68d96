"""Mends what can be mended safely; a file is replaced whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from search_service.checks.typography import changes, corrected
from search_service.content.problems import Problem


def mend_typography(file: Path, shown_as: str) -> list[Problem]:
    """Write a Markdown file with its typography mended; it is replaced whole or not at all.

    Returns:
        What was changed, one entry a line; empty when nothing was.
    """
    before = file.read_bytes().decode("utf-8")
    after = corrected(before)
    if after == before:
        return []
    replace_file(file, after)
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [
        Problem(shown_as, number, "typography", f"已改：{changes(old, new)}", "")
        for number, (old, new) in enumerate(pairs, 1)
        if old != new
    ]


def replace_file(file: Path, text: str) -> None:
    """Write a file whole or not at all; its permissions stay."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}.")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as stream:
            stream.write(text)
        Path(name).chmod(file.stat().st_mode)
        Path(name).replace(file)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
