"""What the operator chose for reading an export."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeVar

_One = TypeVar("_One")


@dataclass(frozen=True)
class Options:
    """Choices.

    Attributes:
        language: The language that is imported, such as `zh-cn`.
        drafts: Import what was no public page as well.
    """

    language: str = "zh-cn"
    drafts: bool = False


def preferred(
    found: Iterable[_One], language: Callable[[_One], str], wanted: str, source: str = ""
) -> _One | None:
    """The version in the wanted language, else in a near one, else in that it was written in."""

    def rank(one: _One) -> tuple[int, str]:
        name = language(one).lower().replace("_", "-")
        near = name.split("-")[0] == wanted.lower().split("-")[0]
        places = (name == wanted.lower(), near and "tw" not in name and "hk" not in name, near)
        order = next((n for n, holds in enumerate(places) if holds), len(places))
        return order * 2 + (name != source.lower()), name

    return min(found, key=rank, default=None)
