"""Facts that only the operator or the authorities can know, from `content/data/*.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, get_args

from search_service.content.data.app_places import AppPlace
from search_service.content.data.brand import Brand
from search_service.content.data.cards import CardKey, Cards, card_problems
from search_service.content.data.channels import Channel
from search_service.content.data.data_files import CARDS, DATA_FILES, VERIFY, read_data_file
from search_service.content.data.error_codes import ErrorCode
from search_service.content.data.facts import Fact
from search_service.content.data.guide_trees import (
    NAME_ADVICE,
    GuideTree,
    is_fit_name,
    tree_problems,
)
from search_service.content.data.hotlines import Hotline
from search_service.content.data.needed_keys import with_needed_keys
from search_service.content.data.record import UNVERIFIED, VERIFIED, Status
from search_service.content.data.refund_dates import CountingRule, HolidayCalendar, RefundCase
from search_service.content.data.refund_times import RefundTime
from search_service.content.data.same_numbers import numbers_of_others
from search_service.content.data.verification import Verification
from search_service.content.data.withdrawals import Withdrawal
from search_service.content.problems import Problem
from search_service.content.source_files import files_below, is_plain_file
from search_service.content.source_text import read_source
from search_service.content.validated_yaml import lines_of, read_yaml
from search_service.content.word_lists import tool_titles

TREES_FOLDER = "trees"


@dataclass(frozen=True)
class OperatorData:
    """All data files together; of what cannot be read stand-ins are here, or nothing."""

    channels: Mapping[str, Channel] = field(default_factory=dict)
    hotlines: Mapping[str, Hotline] = field(default_factory=dict)
    refund_times: Mapping[str, RefundTime] = field(default_factory=dict)
    verification: Verification | None = None
    error_codes: Mapping[str, ErrorCode] = field(default_factory=dict)
    withdrawals: Mapping[str, Withdrawal] = field(default_factory=dict)
    app_places: Mapping[str, AppPlace] = field(default_factory=dict)
    calendar: HolidayCalendar | None = None
    counting_rule: CountingRule | None = None
    refund_cases: tuple[RefundCase, ...] = ()
    trees: Mapping[str, GuideTree] = field(default_factory=dict)
    # Those that cannot be read are there all the same.
    tree_names: frozenset[str] = frozenset()
    cards: Cards | None = None
    facts: Mapping[str, Fact] = field(default_factory=dict)
    brand: Brand | None = None
    tool_titles: Mapping[str, str] = field(default_factory=dict)


def load_operator_data(content_folder: Path) -> tuple[OperatorData, list[Problem]]:
    """Read `data/*.yml` below `content_folder`; never raises for what a writer wrote."""
    folder, shown = content_folder / "data", f"{content_folder.name}/data"
    kept: dict[str, Any] = {}
    problems: list[Problem] = []
    for file in DATA_FILES:
        kept[file.kept_as], bad = read_data_file(file, folder, f"{shown}/{file.file_name}")
        problems += bad
    kept, lacking = with_needed_keys(content_folder, kept)
    problems += lacking
    problems += _unknown_hotline(folder, kept, shown)
    problems += numbers_of_others(folder, kept, shown)
    cards: Cards | None = kept[CARDS.kept_as]
    if cards:
        path = f"{shown}/{CARDS.file_name}"
        text = read_source(folder / CARDS.file_name, path).text
        if bad_cards := [*card_problems(cards, text, path)]:
            kept[CARDS.kept_as] = None
            problems += bad_cards
    trees, bad_trees = _trees(folder / TREES_FOLDER, f"{shown}/{TREES_FOLDER}")
    sound: dict[str, GuideTree] = {}
    names = frozenset(Path(name).stem for name, _ in files_below(folder / TREES_FOLDER))
    for key, tree in trees.items():
        path = f"{shown}/{TREES_FOLDER}/{key}.yml"
        bad = tree_problems(
            tree,
            read_source(folder / TREES_FOLDER / f"{key}.yml", path).text,
            path,
            channels=kept["channels"],
            hotlines=kept["hotlines"],
            trees=names,
            cards=cards.cards if cards else get_args(CardKey),
        )
        problems += bad
        if not bad:
            sound[key] = tree
    titles = tool_titles(content_folder / "words")
    data = OperatorData(**kept, trees=sound, tree_names=names, tool_titles=titles)
    return data, [*problems, *bad_trees]


def _trees(folder: Path, shown: str) -> tuple[dict[str, GuideTree], list[Problem]]:
    """The trees by the names of their files, in the order that they ask for."""
    found: dict[str, GuideTree] = {}
    places: dict[int, str] = {}
    titles: dict[str, str] = {}
    problems: list[Problem] = []
    for name, file in files_below(folder):
        if "/" in name or not name.endswith(".yml") or not is_plain_file(file):
            continue
        path = f"{shown}/{file.name}"
        source = read_source(file, path)
        if source.problems:
            problems += source.problems
            continue
        tree, bad = read_yaml(source.text, GuideTree, path=path, rule="data-file")
        problems += bad
        if not is_fit_name(file.stem):
            message = f"文件名「{file.stem}」不能用"
            problems.append(Problem(path, 1, "data-file", message, NAME_ADVICE))
        elif tree:
            found[file.stem] = tree
            if (first := places.setdefault(tree.place, file.name)) != file.name:
                message = f"place：{tree.place} 已经是 {first} 的位置"
                advice = "请换一个数字，哪棵排在前面才说得准"
                line = lines_of(source.text)["place",]
                problems.append(Problem(path, line, "data-file", message, advice))
            if (first := titles.setdefault(tree.title, file.name)) != file.name:
                message = f"title：「{tree.title}」已经是 {first} 的标题"
                line = lines_of(source.text)["title",]
                problems.append(Problem(path, line, "data-file", message, "请换一个标题"))
    if not found and not problems:
        problems.append(
            Problem(f"{shown}/", 1, "data-file", "一棵排查树也没有", "请从版本库恢复它")
        )
    return dict(sorted(found.items(), key=lambda item: item[1].place)), problems


def _unknown_hotline(folder: Path, kept: Mapping[str, Any], shown: str) -> list[Problem]:
    """`ask` of the rules for checking numbers must be a hotline."""
    verification: Verification | None = kept[VERIFY.kept_as]
    if verification is None or verification.ask in kept["hotlines"]:
        return []
    path = f"{shown}/{VERIFY.file_name}"
    line = lines_of(read_source(folder / VERIFY.file_name, path).text)["ask",]
    message = f"ask：public_hotlines.yml 里没有「{verification.ask}」"
    advice = f"请从这些里选一个：{'、'.join(kept['hotlines'])}"
    return [Problem(path, line, "data-file", message, advice)]


__all__ = [
    "TREES_FOLDER",
    "UNVERIFIED",
    "VERIFIED",
    "ErrorCode",
    "OperatorData",
    "RefundTime",
    "Status",
    "Withdrawal",
    "load_operator_data",
]
