"""Which records of the operator's data a text really reads: the data note it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any

from search_service.content.data.data_files import DATA_FILES
from search_service.content.data.operator_data import OperatorData


class Noting(Mapping[str, Any]):
    """Records that note which of them were read, as `file.key`.

    Args:
        file: What the records are called.
        records: Themselves.
        noted: Hears of each that is read.
    """

    def __init__(self, file: str, records: Mapping[str, Any], noted: set[str]) -> None:
        self._file, self._records, self._noted = file, records, noted

    def __getitem__(self, key: str) -> Any:  # noqa: ANN401 - any record
        """The record, which is noted."""
        found = self._records[key]
        self._noted.add(f"{self._file}.{key}")
        return found

    def __contains__(self, key: object) -> bool:
        """Whether there is such a record; asking is not reading."""
        return key in self._records

    def __iter__(self) -> Iterator[str]:
        """The keys."""
        return iter(self._records)

    def __len__(self) -> int:
        """How many there are."""
        return len(self._records)


def noting(data: OperatorData, noted: set[str]) -> OperatorData:
    """The same data, which note what is read of them."""
    names = {file.kept_as: file.name for file in DATA_FILES}
    changed: dict[str, Any] = {
        field.name: Noting(names[field.name], kept, noted)
        for field in fields(data)
        if field.name in names and isinstance(kept := getattr(data, field.name), Mapping)
    }
    return replace(data, **changed)
