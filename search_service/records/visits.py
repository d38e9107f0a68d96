"""A visit: what somebody asked in one sitting and where it led. Held in memory, never stored."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

# Where a question was put: by a reader of the site, by one who has it in the frame of another page
# or app (`/embed/`), by an agent at the desk, or by a program that asked for an answer and tells
# nothing of what became of it.
Side = Literal["site", "desk", "frame", "api"]


@dataclass(frozen=True)
class Shown:
    """What a question was answered with.

    Attributes:
        articles: Codes of the hits, best first.
        level: What was said of the answer: sure, possible, articles or none.
        reading: The question as it was understood: pinyin and homophones put right.
    """

    articles: tuple[str, ...]
    level: str
    reading: str


@dataclass(frozen=True)
class Opened:
    """An article or tool that somebody opened from the answer.

    Attributes:
        article: Its code.
        rank: Its place among the hits, from 1.
        stayed: Whether somebody stayed to read, or came straight back.
        helpful: What was said of it below; None when nothing was.
    """

    article: str
    rank: int
    stayed: bool
    helpful: bool | None = None


@dataclass(frozen=True)
class Asked:
    """A question that was sent off.

    Attributes:
        text: Redacted and normalised.
        reading: The same as it was understood.
        answer: Code of the first hit; empty when there was none.
        level: What was said of the answer.
        opened: What was opened from it, in order.
        contact: Whether a way to reach people was taken from there.
    """

    text: str
    reading: str
    answer: str
    level: str
    opened: tuple[Opened, ...] = ()
    contact: bool = False


@dataclass(frozen=True)
class Visit:
    """Questions of one sitting, in order.

    Attributes:
        day: When it began, UTC.
        side: Where.
        network: Who a limit counts (`client_network`); it leaves the memory as a truncated HMAC.
        asked: The questions.
    """

    day: date
    side: Side
    network: str
    asked: tuple[Asked, ...]
