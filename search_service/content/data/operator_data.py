"""Facts that only the operator or the authorities can know, from `content/data/*.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal, Self, TypeVar, get_args

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from search_service.content.article import ArticleId, Text
from search_service.content.data.cards import CardKey, Cards, card_problems
from search_service.content.data.guide_trees import (
    NAME_ADVICE,
    GuideTree,
    is_fit_name,
    tree_problems,
)
from search_service.content.data.opening_hours import OpeningHours
from search_service.content.data.refund_dates import (
    CountingRule,
    HolidayCalendar,
    RefundCase,
    RefundCases,
)
from search_service.content.data.verification import Verification
from search_service.content.mistake import mistake
from search_service.content.problems import Problem
from search_service.content.source_files import files_below, is_plain_file
from search_service.content.validated_yaml import lines_of, read_yaml

UNVERIFIED = "待核实"
VERIFIED = "已核实"
Status = Literal["待核实", "已核实"]
# Four digits or more, so that no error code reads as an article's code: E-101 is typed e101.
Code = Annotated[str, StringConstraints(pattern=r"^[A-Z]{1,4}\d{4,6}$")]
ERROR_CODES_FILE = "error_codes.yml"
CARDS_FILE = "cards.yml"
TREES_FOLDER = "trees"
_File = TypeVar("_File", bound=BaseModel)


class _Record(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Channel(_Record):
    """An official way to reach customer service; `hours` None means the operator has not said."""

    name: str
    kind: Literal["phone", "url", "email", "wechat", "app", "form"]
    value: str
    hours: OpeningHours | None
    best_for: str
    status: Status
    verified_on: date | None


class Hotline(_Record):
    """A public hotline that is not the operator's own."""

    name: str
    value: str
    use: str
    source: str
    checked_on: date | None


class RefundTime(_Record):
    """How long a refund takes to arrive, in working days after the merchant has agreed."""

    name: str
    earliest_working_days: Annotated[int, Field(ge=0)]
    latest_working_days: Annotated[int, Field(ge=0)]
    note: str | None
    source: str | None
    checked_on: date | None
    valid_until: date | None
    status: Status

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.earliest_working_days > self.latest_working_days:
            raise mistake("最早的天数大于最晚的天数", "请检查 earliest 和 latest 有没有写反")
        return self


class ErrorCode(_Record):
    """What the app means by a code on the screen.

    Attributes:
        meaning: What happened, in the reader's words.
        what_to_do: The first thing to do.
        article: The article that goes further, if there is one.
        checked_on: When the operator last confirmed the code.
    """

    meaning: Text
    what_to_do: Text
    article: ArticleId | None
    status: Status
    checked_on: date | None


class Withdrawal(_Record):
    """A way of moving the balance to a bank card, in working days after the request was accepted.

    `fee` None means the operator has not said.
    """

    name: str
    earliest_working_days: Annotated[int, Field(ge=0)]
    latest_working_days: Annotated[int, Field(ge=0)]
    fee: str | None
    note: str | None
    source: str | None
    checked_on: date | None
    valid_until: date | None
    status: Status


class _ChannelsFile(_Record):
    channels: dict[str, Channel]


class _HotlinesFile(_Record):
    hotlines: dict[str, Hotline]


class _RefundTimesFile(_Record):
    refund_times: dict[str, RefundTime]


class _ErrorCodesFile(_Record):
    error_codes: dict[Code, ErrorCode]


class _WithdrawalsFile(_Record):
    withdrawals: dict[str, Withdrawal]


# Every data file by its name without `.yml`, for the schemas that editors use.
DATA_FILES: Mapping[str, type[BaseModel]] = {
    "channels": _ChannelsFile,
    "public_hotlines": _HotlinesFile,
    "refund_times": _RefundTimesFile,
    "error_codes": _ErrorCodesFile,
    "withdrawals": _WithdrawalsFile,
    "verify": Verification,
    "calendar": HolidayCalendar,
    "refund_rules": CountingRule,
    "refund_cases": RefundCases,
    "cards": Cards,
}


@dataclass(frozen=True)
class OperatorData:
    """All data files together; a file that cannot be read is empty here and among the problems."""

    channels: Mapping[str, Channel] = field(default_factory=dict)
    hotlines: Mapping[str, Hotline] = field(default_factory=dict)
    refund_times: Mapping[str, RefundTime] = field(default_factory=dict)
    verification: Verification | None = None
    error_codes: Mapping[str, ErrorCode] = field(default_factory=dict)
    withdrawals: Mapping[str, Withdrawal] = field(default_factory=dict)
    calendar: HolidayCalendar | None = None
    counting_rule: CountingRule | None = None
    refund_cases: tuple[RefundCase, ...] = ()
    trees: Mapping[str, GuideTree] = field(default_factory=dict)
    cards: Cards | None = None


def _read(path: Path, model: type[_File], shown_as: str) -> tuple[_File | None, list[Problem]]:
    if not is_plain_file(path):
        return None, [Problem(shown_as, 1, "data-file", "找不到这个数据文件", "请从版本库恢复它")]
    return read_yaml(path.read_text(encoding="utf-8"), model, path=shown_as, rule="data-file")


def load_operator_data(content_folder: Path) -> tuple[OperatorData, list[Problem]]:
    """Read `data/*.yml` below `content_folder`; never raises for what a writer wrote."""
    folder, shown = content_folder / "data", f"{content_folder.name}/data"
    channels, bad_channels = _read(folder / "channels.yml", _ChannelsFile, f"{shown}/channels.yml")
    hotlines, bad_hotlines = _read(
        folder / "public_hotlines.yml", _HotlinesFile, f"{shown}/public_hotlines.yml"
    )
    refund_times, bad_times = _read(
        folder / "refund_times.yml", _RefundTimesFile, f"{shown}/refund_times.yml"
    )
    verification, bad_rules = _read(folder / "verify.yml", Verification, f"{shown}/verify.yml")
    error_codes, bad_codes = _read(
        folder / ERROR_CODES_FILE, _ErrorCodesFile, f"{shown}/{ERROR_CODES_FILE}"
    )
    withdrawals, bad_withdrawals = _read(
        folder / "withdrawals.yml", _WithdrawalsFile, f"{shown}/withdrawals.yml"
    )
    data = OperatorData(
        channels=channels.channels if channels else {},
        hotlines=hotlines.hotlines if hotlines else {},
        refund_times=refund_times.refund_times if refund_times else {},
        error_codes=error_codes.error_codes if error_codes else {},
        withdrawals=withdrawals.withdrawals if withdrawals else {},
        verification=verification,
    )
    problems = [*bad_channels, *bad_hotlines, *bad_times, *bad_codes, *bad_withdrawals]
    problems += bad_rules
    if verification and not bad_hotlines and verification.ask not in data.hotlines:
        problems.append(_unknown_hotline(folder / "verify.yml", verification.ask, data, shown))
    references_known = not (bad_channels or bad_hotlines)
    tools, bad_tools = _tool_data(folder, shown, data, references_known=references_known)
    return replace(data, **tools), [*problems, *bad_tools]


def _tool_data(
    folder: Path, shown: str, data: OperatorData, *, references_known: bool
) -> tuple[dict[str, Any], list[Problem]]:
    """What only the tools need, as fields of `OperatorData`."""
    calendar, bad_calendar = _read(
        folder / "calendar.yml", HolidayCalendar, f"{shown}/calendar.yml"
    )
    rule, bad_rule = _read(folder / "refund_rules.yml", CountingRule, f"{shown}/refund_rules.yml")
    cases, bad_cases = _read(folder / "refund_cases.yml", RefundCases, f"{shown}/refund_cases.yml")
    cards, bad_cards = _read(folder / CARDS_FILE, Cards, f"{shown}/{CARDS_FILE}")
    if cards:
        text = (folder / CARDS_FILE).read_text(encoding="utf-8")
        bad_cards = [*card_problems(cards, text, f"{shown}/{CARDS_FILE}")]
    trees, bad_trees = _trees(folder / TREES_FOLDER, f"{shown}/{TREES_FOLDER}")
    sound: dict[str, GuideTree] = {}
    # Where channels are broken, what a tree says of them cannot be judged: first things first.
    for key, tree in trees.items() if references_known else ():
        text = (folder / TREES_FOLDER / f"{key}.yml").read_text(encoding="utf-8")
        path = f"{shown}/{TREES_FOLDER}/{key}.yml"
        bad = tree_problems(
            tree,
            text,
            path,
            channels=data.channels,
            hotlines=data.hotlines,
            trees=trees,
            cards=cards.cards if cards else get_args(CardKey),
        )
        bad_trees += bad
        if not bad:
            sound[key] = tree
    fields = {
        "calendar": calendar,
        "counting_rule": rule,
        "refund_cases": cases.cases if cases else (),
        "trees": sound,
        "cards": None if bad_cards else cards,
    }
    return fields, [*bad_calendar, *bad_rule, *bad_cases, *bad_cards, *bad_trees]


def _trees(folder: Path, shown: str) -> tuple[dict[str, GuideTree], list[Problem]]:
    """The trees by the names of their files, in the order that they ask for."""
    found: dict[str, GuideTree] = {}
    problems: list[Problem] = []
    for name, file in files_below(folder):
        if "/" in name or not name.endswith(".yml") or not is_plain_file(file):
            continue
        tree, bad = _read(file, GuideTree, f"{shown}/{file.name}")
        problems += bad
        if not is_fit_name(file.stem):
            message = f"文件名「{file.stem}」不能用"
            problems.append(Problem(f"{shown}/{file.name}", 1, "data-file", message, NAME_ADVICE))
        elif tree:
            found[file.stem] = tree
    if not found and not problems:
        problems.append(
            Problem(f"{shown}/", 1, "data-file", "一棵排查树也没有", "请从版本库恢复它")
        )
    return dict(sorted(found.items(), key=lambda item: item[1].place)), problems


def _unknown_hotline(file: Path, key: str, data: OperatorData, shown: str) -> Problem:
    line = lines_of(file.read_text(encoding="utf-8"))["ask",]
    message = f"ask：public_hotlines.yml 里没有「{key}」"
    advice = f"请从这些里选一个：{'、'.join(data.hotlines)}"
    return Problem(f"{shown}/verify.yml", line, "data-file", message, advice)
