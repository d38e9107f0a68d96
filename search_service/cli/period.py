"""A period of time on the command line, as several commands take it."""

from __future__ import annotations

import re
from datetime import timedelta

import click

_UNITS = {"h": "hours", "d": "days", "w": "weeks"}


class Period(click.ParamType[timedelta]):
    """7d, 12h or 4w as a `timedelta`."""

    name = "period"

    def convert(
        self,
        value: str | timedelta,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> timedelta:
        """What was written, or a message that says how to write it."""
        match = re.fullmatch(r"(\d{1,4})([hdw])", str(value))
        if match is None:
            self.fail("请写成 12h（小时）、7d（天）或 4w（周）。", param, ctx)
        return timedelta(**{_UNITS[match[2]]: int(match[1])})
