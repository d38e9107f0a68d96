"""Mends what can be mended safely; a file is replaced whole or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from search_service.checks.typography import Names, changes, corrected
from search_service.content.problems import Problem
from search_service.content.source_text import read_source
from search_service.content.whole_files import replace_file

_BYTE_ORDER_MARK = "\ufeff"


@dataclass(frozen=True)
class FileStyle:
    """What an editor left in a file besides its text; it is written back as it was."""

    newline: str = "\n"
    has_mark: bool = False

    def written(self, text: str) -> str:
        """A text with this style."""
        mark = _BYTE_ORDER_MARK if self.has_mark else ""
        return mark + text.replace("\n", self.newline)


def read_for_edit(file: Path) -> tuple[str, FileStyle]:
    """The text of a UTF-8 file, without mark and with Unix line ends, and how it was written.

    Raises:
        UnicodeDecodeError: It is no UTF-8.
    """
    return text_for_edit(file.read_bytes())


def text_for_edit(data: bytes) -> tuple[str, FileStyle]:
    """As `read_for_edit`, of what a file holds.

    Raises:
        UnicodeDecodeError: It is no UTF-8.
    """
    raw = data.decode("utf-8")
    style = FileStyle("\r\n" if "\r\n" in raw else "\n", raw.startswith(_BYTE_ORDER_MARK))
    return raw.removeprefix(_BYTE_ORDER_MARK).replace("\r\n", "\n"), style


def mend_typography(file: Path, shown_as: str, names: Names = ()) -> list[Problem]:
    """Write a Markdown file with its typography mended; one that cannot be read is left alone.

    Returns:
        What was changed, one entry a line; empty when nothing was.
    """
    if read_source(file, shown_as).problems:
        return []
    before, style = read_for_edit(file)
    after = corrected(before, names)
    if after == before:
        return []
    replace_file(file, style.written(after))
    pairs = zip(before.split("\n"), after.split("\n"), strict=True)
    return [
        Problem(shown_as, number, "typography", f"已改：{changes(old, new)}", "")
        for number, (old, new) in enumerate(pairs, 1)
        if old != new
    ]
