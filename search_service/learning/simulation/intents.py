"""What simulated visitors want: planted gaps, decoys, and what is served well today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from search_service.answering.documents import Documents
from search_service.content.plain_yaml import value_of

GAPS_FILE = Path(__file__).parent / "gaps.yml"
Kind = Literal[
    "hidden", "missing", "unhelpful", "tool", "frequent", "odd", "flood", "testing", "served"
]
# One wording in so many stands in no visit: it tells whether others than the seen ones profit.
_HELD_OUT = 5


class Planted(BaseModel):
    """A gap or a decoy as `gaps.yml` holds it; `visits` of a gap are given by the month."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    name: str
    kind: Kind
    right: tuple[str, ...] = ()
    words: Annotated[tuple[str, ...], Field(min_length=2)]
    visits: int = 0


class PlantedFile(BaseModel):
    """`gaps.yml`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    gaps: tuple[Planted, ...]
    decoys: tuple[Planted, ...] = ()


@dataclass(frozen=True)
class Intent:
    """What a visitor wants.

    Attributes:
        name: Tells intents apart.
        kind: What is planted, or `served`.
        right: Codes of the articles that answer it.
        words: How it is said, the commonest first.
        held_out: How it is said as well, but by nobody in the month.
    """

    name: str
    kind: Kind
    right: tuple[str, ...]
    words: tuple[str, ...]
    held_out: tuple[str, ...] = ()


def read_planted(file: Path = GAPS_FILE) -> PlantedFile:
    """The planted gaps and decoys."""
    return PlantedFile.model_validate(value_of(file.read_text(encoding="utf-8")))


def planted_intent(one: Planted, first: Callable[[str], str | None]) -> Intent:
    """A gap or decoy to plant; of a gap that has an answer, mostly wordings that miss it today.

    Args:
        one: As written.
        first: The article that comes first for a text.
    """
    words, held_out = (
        _split(one.words) if one.kind in {"hidden", "tool", "missing"} else (one.words, ())
    )
    if one.kind in {"hidden", "tool"}:
        missing = [text for text in words if first(text) not in one.right]
        found = [text for text in words if text not in missing]
        words = (*missing, *found[: len(missing) // 3])
    return Intent(one.name, one.kind, one.right, tuple(words), tuple(held_out))


def _split(words: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    held = words[_HELD_OUT - 1 :: _HELD_OUT]
    return tuple(text for text in words if text not in held), tuple(held)


def served_intents(
    documents: Documents,
    judged: Iterable[tuple[str, tuple[str, ...]]],
    first: Callable[[str], str | None],
    planted: Sequence[Intent],
) -> list[Intent]:
    """One intent for what is answered by the same articles, of the texts that find one first."""
    failing = {code for one in planted if one.kind == "unhelpful" for code in one.right}
    said = {text for one in planted for text in one.words}
    words: dict[tuple[str, ...], list[str]] = defaultdict(list)
    own = [(t, (a.id,)) for a in documents.articles for t in (a.title, *a.questions)]
    for text, right in (*judged, *own):
        if right[0] not in failing and text not in said and first(text) in right:
            words[right].append(text)
    return [
        Intent(f"served:{'|'.join(right)}", "served", right, tuple(dict.fromkeys(texts)))
        for right, texts in sorted(words.items())
    ]
