"""What a piece promises with a colon, shown with it: 可以这样问： and the words to ask with.

The words, the entries or the rows that follow stay pieces of their own, by which they are found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from search_service.content.units import Unit, UnitPart

_COLON = "："
_PROMISED = frozenset({"quote", "item", "step", "row"})
# As much of what is promised is shown; what stands first in any case.
MOST_CHARACTERS = 160


def with_what_it_promises(unit: Unit, units: Sequence[Unit]) -> Unit:
    """A piece with what follows each of its texts that ends in a colon; unchanged without one.

    Args:
        unit: The piece.
        units: All of its page, in reading order.
    """
    if not any(part.text.endswith(_COLON) for part in unit.parts):
        return unit
    parts: list[UnitPart] = []
    for part in unit.parts:
        parts.append(part)
        if part.text.endswith(_COLON):
            parts += _shown(_following(part.text, unit, units))
    return replace(unit, parts=tuple(parts))


def _following(text: str, unit: Unit, units: Sequence[Unit]) -> Sequence[Unit]:
    """The pieces of its section that a text introduces; none where it shows some of them itself."""
    found = []
    for one in units:
        lead = one.lead.rpartition(" ")[2]  # the heads of columns stand before it
        is_led = lead.endswith(_COLON) and text.endswith(lead) and one.anchor == unit.anchor
        if is_led and one.kind in _PROMISED:
            found.append(one)
    return () if any(one.text in unit.text for one in found) else found


def _shown(units: Sequence[Unit]) -> list[UnitPart]:
    parts: list[UnitPart] = []
    for one in units:
        if parts and sum(len(part.text) for part in parts) + len(one.text) > MOST_CHARACTERS:
            break
        parts += [UnitPart("", one.text)] if one.kind == "row" else one.parts
    return parts
