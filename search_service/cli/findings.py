"""One thing that `kb doctor` has looked at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["fine", "look", "bad"]
FINE: Level = "fine"
LOOK: Level = "look"
BAD: Level = "bad"


@dataclass
class Finding:
    """How it is, and what to do; `bad` is what keeps readers or agents from being served well."""

    level: Level
    what: str
    detail: str
    advice: str = ""
