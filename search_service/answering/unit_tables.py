"""The tables of an article, and which words stand in which of their rows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from search_service.answering.term_sums import OWN, PLACE
from search_service.answering.unit_terms import Term, Terms
from search_service.content.units import Unit


def tables_of(units: Sequence[Unit]) -> Mapping[int, Sequence[int]]:
    """Of each row, the places of all rows of its table: those below one heading with one head."""
    rows: dict[tuple[str | None, str], list[int]] = defaultdict(list)
    for place, unit in enumerate(units):
        if unit.kind == "row":
            rows[unit.anchor, unit.lead].append(place)
    return {place: table for table in rows.values() for place in table}


def rows_with(
    postings: Mapping[Term, Sequence[int]], title: Terms, tables: Mapping[int, Sequence[int]]
) -> Mapping[Term, Sequence[int]]:
    """Word that the title does not have → the rows of tables whose text has it.

    Args:
        postings: Term → its places, as `PLACE` × place + where.
        title: Terms of the title.
        tables: As of `tables_of`.
    """
    found = (
        (term, [one // PLACE for one in own if one & OWN and one // PLACE in tables])
        for term, own in postings.items()
        if term[0] == "w" and term not in title
    )
    return {term: places for term, places in found if places}
