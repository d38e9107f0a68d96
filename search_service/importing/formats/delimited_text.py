"""Records of CSV; a quotation mark that nobody closes ends with its line, not with the file."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

# So many such marks are read as they stand; a file with more is no CSV.
_MOST = 100


def records_of_text(text: str, delimiter: str) -> Iterator[tuple[list[str], bool]]:
    """Each record, and whether it is one line read without its quotation marks.

    Raises:
        Error: A cell is too long.
    """
    lines = [f"{line}\n" for line in text.removesuffix("\n").split("\n")]
    place = 0
    for _ in range(_MOST):
        begun = place
        reader = csv.reader(lines[place:], delimiter=delimiter)
        for row in reader:
            end = place + reader.line_num
            if end == len(lines) and _is_open(lines[begun:end], delimiter):
                break
            yield row, False
            begun = end
        else:
            return
        cells = next(csv.reader([lines[begun]], delimiter=delimiter, quoting=csv.QUOTE_NONE))
        yield [cell.strip().strip('"') for cell in cells], True
        place = begun + 1
    yield from ((row, False) for row in csv.reader(lines[place:], delimiter=delimiter))


def _is_open(lines: Sequence[str], delimiter: str) -> bool:
    """Whether a record ends within quotation marks."""
    try:
        list(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as error:
        return "unexpected end" in str(error)
    return False
