"""Every file of `content/data` that is read by a model, each named once: reading and schemas."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

import yaml
from pydantic import BaseModel, ValidationError

from search_service.content.data.app_places import AppPlacesFile
from search_service.content.data.brand import Brand
from search_service.content.data.cards import Cards
from search_service.content.data.channels import ChannelsFile
from search_service.content.data.error_codes import ErrorCodesFile
from search_service.content.data.facts import FactsFile
from search_service.content.data.hotlines import HotlinesFile
from search_service.content.data.refund_dates import CountingRule, HolidayCalendar, RefundCases
from search_service.content.data.refund_times import RefundTimesFile
from search_service.content.data.verification import Verification
from search_service.content.data.withdrawals import WithdrawalsFile
from search_service.content.plain_yaml import value_of
from search_service.content.problems import Problem
from search_service.content.source_text import read_source
from search_service.content.validated_yaml import read_yaml


@dataclass(frozen=True)
class DataFile:
    """A data file.

    Attributes:
        name: Of the file, without `.yml`; its schema is named like it.
        model: What it holds.
        kept_as: The field of `OperatorData` in which it is kept.
        entries: The key under which its records stand, when only they are kept.
        optional: Whether a project may be without it.
    """

    name: str
    model: type[BaseModel]
    kept_as: str
    entries: str | None = None
    optional: bool = False

    @property
    def file_name(self) -> str:
        """Below `content/data`."""
        return f"{self.name}.yml"


CHANNELS = DataFile("channels", ChannelsFile, "channels", "channels")
HOTLINES = DataFile("public_hotlines", HotlinesFile, "hotlines", "hotlines")
ERROR_CODES = DataFile("error_codes", ErrorCodesFile, "error_codes", "error_codes")
VERIFY = DataFile("verify", Verification, "verification")
CARDS = DataFile("cards", Cards, "cards")
BRAND = DataFile("brand", Brand, "brand", optional=True)
FACTS = DataFile("facts", FactsFile, "facts", "facts", optional=True)

DATA_FILES = (
    CHANNELS,
    HOTLINES,
    DataFile("refund_times", RefundTimesFile, "refund_times", "refund_times"),
    ERROR_CODES,
    DataFile("withdrawals", WithdrawalsFile, "withdrawals", "withdrawals"),
    DataFile("app_places", AppPlacesFile, "app_places", "places"),
    VERIFY,
    DataFile("calendar", HolidayCalendar, "calendar"),
    DataFile("refund_rules", CountingRule, "counting_rule"),
    DataFile("refund_cases", RefundCases, "refund_cases", "cases"),
    CARDS,
    FACTS,
    BRAND,
)


# A table of no rows would look broken on the pages.
_ONE = "…"


class EveryKey(dict[str, Any]):
    """Records of a file that cannot be read: any key may stand in it, so none is a mistake.

    Args:
        stand_in: What stands in for every record.
        records: Those that can be read all the same.
    """

    def __init__(self, stand_in: Any, records: Mapping[str, Any] | None = None) -> None:  # noqa: ANN401 - any record
        super().__init__(records or {_ONE: stand_in})
        self._stand_in = stand_in

    def __contains__(self, key: object) -> bool:
        """Any key may be there."""
        return True

    def __missing__(self, key: str) -> Any:  # noqa: ANN401 - any record
        """What stands in for every record."""
        return self._stand_in


def read_data_file(file: DataFile, folder: Path, shown_as: str) -> tuple[Any, list[Problem]]:
    """What is kept of a data file, and what is wrong with it.

    Where records are broken, or all of the file, stand-ins take their place, so that one mistake
    is one finding and not one for each article that refers to it.

    Args:
        file: Which one.
        folder: `content/data`.
        shown_as: Name of the file in problems.
    """
    path = folder / file.file_name
    if file.optional and not path.exists():
        return ({} if file.entries else None), []
    if not path.exists():
        problem = Problem(shown_as, 1, "data-file", "找不到这个数据文件", "请从版本库恢复它")
        return _nothing(file), [problem]
    source = read_source(path, shown_as)
    if source.problems:
        return _nothing(file), [*source.problems]
    read, problems = read_yaml(source.text, file.model, path=shown_as, rule="data-file")
    if read is None:
        return _sound_entries(file, source.text), problems
    return getattr(read, file.entries) if file.entries else read, []


def record_of(file: DataFile) -> Any:  # noqa: ANN401 - a model with `stand_in`, or None
    """The model of the records under a file's keys; None when it has none."""
    if file.entries is None:
        return None
    kind = get_args(file.model.model_fields[file.entries].annotation)[-1]
    return kind if hasattr(kind, "stand_in") else None


def _nothing(file: DataFile) -> Any:  # noqa: ANN401 - what `OperatorData` holds
    record = record_of(file)
    if record is not None:
        return EveryKey(record.stand_in())
    return () if file.entries else None


def _sound_entries(file: DataFile, text: str) -> Any:  # noqa: ANN401 - what `OperatorData` holds
    record = record_of(file)
    try:
        written = value_of(text)
    except (yaml.YAMLError, ValueError, TypeError, RecursionError):
        return _nothing(file)
    entries = _entries(file, written)
    if record is None or not isinstance(entries, Mapping) or not entries:
        return _nothing(file)
    found: dict[str, Any] = {}
    for key, value in entries.items():
        try:
            found[str(key)] = record.model_validate(value)
        except ValidationError:
            found[str(key)] = record.stand_in()
    return EveryKey(record.stand_in(), found)


def _entries(file: DataFile, written: Any) -> Any:  # noqa: ANN401 - whatever YAML holds
    """What stands under the key of the records, or under the only key, typed wrongly."""
    if not isinstance(written, Mapping):
        return None
    return next(iter(written.values())) if len(written) == 1 else written.get(file.entries)
