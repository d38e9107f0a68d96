"""A number that is registered twice: as the operator's own and as somebody else's."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from search_service.content.data.data_files import CHANNELS, HOTLINES, VERIFY, DataFile
from search_service.content.problems import Problem
from search_service.content.source_text import read_source
from search_service.content.validated_yaml import lines_of


def numbers_of_others(folder: Path, kept: Mapping[str, Any], shown: str) -> Iterator[Problem]:
    """Channels with the number of a hotline or bank, and hotlines that stand in `verify.yml` too.

    Args:
        folder: `content/data`.
        kept: Records by the fields of `OperatorData`.
        shown: Name of the folder in problems.
    """
    hotlines = {_digits(one.value): one.name for one in kept[HOTLINES.kept_as].values()}
    verification = kept[VERIFY.kept_as]
    numbers = verification.public_numbers if verification else ()
    public = hotlines | {_digits(one.value): one.name for one in numbers}

    def problem(file: DataFile, place: tuple[str | int, ...], message: str, advice: str) -> Problem:
        path = f"{shown}/{file.file_name}"
        lines = lines_of(read_source(folder / file.file_name, path).text)
        return Problem(path, lines.get(place, 1), "data-file", message, advice)

    for key, channel in kept[CHANNELS.kept_as].items():
        owner = public.get(_digits(channel.value)) if channel.kind == "phone" else None
        if owner:
            message = f"{channel.value} 是「{owner}」的号码，不是「{channel.name}」的"
            advice = "请核对；别家的号码不能登记成官方渠道"
            yield problem(CHANNELS, ("channels", key, "value"), message, advice)
    for index, number in enumerate(numbers):
        if owner := hotlines.get(_digits(number.value)):
            message = f"{number.value} 已经登记在 {HOTLINES.file_name}，叫「{owner}」"
            yield problem(VERIFY, ("public_numbers", index, "value"), message, "请只留一处")


def _digits(value: str) -> str:
    """The digits of a number; the text itself where there are none, as in a stand-in."""
    return re.sub(r"\D", "", value) or value
