"""What a piece promises, shown with it: 可以这样问： and the words to ask with.

A text promises something with a colon, with a sentence that introduces a table, and with a
supposition, which says nothing without what comes of it. A first step leads nowhere without the
next. What follows stays a piece of its own, by which it is found.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from search_service.content.units import Unit, UnitPart

_COLON, _STOP = "：", "。"
_PROMISED = frozenset({"quote", "item", "step", "row"})
_SUPPOSED = ("假设", "假如", "比如", "例如")
# As much of what is promised is shown; what stands first in any case.
MOST_CHARACTERS = 160


def with_what_it_promises(unit: Unit, units: Sequence[Unit]) -> Unit:
    """A piece with what it promises; unchanged where it promises nothing.

    Args:
        unit: The piece.
        units: All of its page, in reading order.
    """
    parts: list[UnitPart] = []
    promised: list[Unit] = []
    for part in unit.parts:
        parts.append(part)
        if part.text.endswith(_COLON):
            found = _shown(_following(part.text, unit, units))
            promised += found
            parts += _parts(found)
    if not promised:
        promised = _shown(_beside(unit, units))
        parts += _parts(promised)
    if not promised:
        return unit
    unverified = unit.unverified or any(one.unverified for one in promised)
    return replace(unit, parts=tuple(parts), unverified=unverified)


def _beside(unit: Unit, units: Sequence[Unit]) -> Sequence[Unit]:
    """The pieces after it without which it says nothing."""
    if unit.kind == "step":
        return _next(unit, units) if unit.place == 0 else ()
    if unit.kind not in {"opening", "paragraph"}:
        return ()
    if unit.kind == "paragraph" and unit.text.startswith(_SUPPOSED):
        return _next(unit, units)
    return _introduced(unit.parts[-1].text, unit, units)


def _introduced(text: str, unit: Unit, units: Sequence[Unit]) -> Sequence[Unit]:
    """The rows of a table of its section that the last sentence of a text introduces."""
    if not text.endswith(_STOP):
        return ()
    last = text.removesuffix(_STOP).rpartition(_STOP)[2] + _STOP
    return [
        one
        for one in units
        if one.kind == "row" and one.anchor == unit.anchor and one.lead.endswith(last)
    ]


def _next(unit: Unit, units: Sequence[Unit]) -> Sequence[Unit]:
    """The pieces of its kind that follow at once in its section, and in its list."""
    found: list[Unit] = []
    for one in units[next(at for at, one in enumerate(units) if one is unit) + 1 :]:
        is_other_list = one.kind == "step" and one.place == 0
        if one.kind != unit.kind or one.anchor != unit.anchor or is_other_list:
            break
        found.append(one)
    return found


def _following(text: str, unit: Unit, units: Sequence[Unit]) -> Sequence[Unit]:
    """The pieces of its section that a text introduces; none where it shows some of them itself."""
    found = []
    for one in units:
        lead = one.lead.rpartition(" ")[2]  # the heads of columns stand before it
        is_led = lead.endswith(_COLON) and text.endswith(lead) and one.anchor == unit.anchor
        if is_led and one.kind in _PROMISED:
            found.append(one)
    return () if any(one.text in unit.text for one in found) else found


def _shown(units: Sequence[Unit]) -> list[Unit]:
    """As many as may be shown, the first in any case."""
    found: list[Unit] = []
    for one in units:
        if found and sum(len(each.text) for each in found) + len(one.text) > MOST_CHARACTERS:
            break
        found.append(one)
    return found


def _parts(units: Sequence[Unit]) -> Iterator[UnitPart]:
    for one in units:
        yield from [UnitPart("", one.text)] if one.kind == "row" else one.parts
