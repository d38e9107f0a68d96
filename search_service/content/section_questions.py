"""Questions that writers give to a section or a row: which units of an article answer them.

A place is named in the words of the page: a heading (or its anchor), the first cell of a row, the
term of an item, or words that stand in one piece alone; `|` between words for what stands there
now and what will, once the operator has filled in data. `section_questions` beside an
article names places with their questions; R-102#信用卡 names a place of an article.
`piece_questions` are for rows and sentences alone. They choose among the pieces of an article that
was found and order the first few articles, and are in no index: there may be many of them
(docs/relevance.md, "Answers").
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from types import MappingProxyType

from search_service.analysis.normalise import normalised_text
from search_service.content.reworded_places import phrases_of, reworded
from search_service.content.units import Unit, without_duplicates

# A row, a step or an opening may be named; a run of sentences is named by what stands in it.
_MARK = "#"
_OR = "|"
_REMEMBERED = 20_000


class PlaceUnknown(Exception):
    """No piece of the page is meant, or several are; the message says which, in Chinese."""


def split_place(target: str) -> tuple[str, str | None]:
    """R-102#信用卡 as the code and the place; None for a whole article."""
    code, mark, place = target.strip().partition(_MARK)
    return code.strip().upper(), place.strip() if mark and place.strip() else None


@lru_cache(maxsize=_REMEMBERED)
def _plain(text: str | None) -> str:
    """Remembered: every place is compared with every piece of its page."""
    return normalised_text(text or "").replace(" ", "")


def _of_section(units: Sequence[Unit], wanted: str, place: str) -> list[int]:
    return [
        at
        for at, unit in enumerate(units)
        if unit.heading and (_plain(unit.heading) == wanted or unit.anchor == place)
    ]


def places_of(units: Sequence[Unit], place: str) -> tuple[list[int], bool]:
    """Which units a place means, and whether it is a whole section.

    Args:
        units: Of one article.
        place: Words of the page; of several with `|` between them the first that are there.

    Raises:
        PlaceUnknown: None, or pieces that say different things.
    """
    for words in place.split(_OR)[:-1]:
        try:
            return _place_of(units, words)
        except PlaceUnknown:
            continue
    return _place_of(units, place.rpartition(_OR)[2])


def _place_of(units: Sequence[Unit], place: str) -> tuple[list[int], bool]:
    place = place.strip()
    wanted = _plain(place)
    if not wanted:
        raise PlaceUnknown("没有写是哪一节、哪一行")
    section = _of_section(units, wanted, place)
    if section:
        return section, True
    own = [at for at, unit in enumerate(units) if unit.kind != "opening"]
    found = [at for at in own if _plain(units[at].label) == wanted]
    # A paragraph that says no more than its section's opening is known as that.
    for among in (own, range(len(units))):
        found = found or _shortest(units, [at for at in among if wanted in _plain(units[at].text)])
    if not found:
        raise PlaceUnknown(f"正文里没有「{place}」这一节、这一行或这句话")
    if len({units[at].text for at in found}) > 1:
        raise PlaceUnknown(f"正文里有 {len(found)} 处「{place}」")
    return found, False


def _shortest(units: Sequence[Unit], found: Sequence[int]) -> list[int]:
    """Of pieces inside one another, such as runs of a paragraph, the shortest."""
    if not found:
        return []
    if len({(units[at].heading, units[at].kind) for at in found}) > 1:
        return list(found)
    if units[found[0]].kind in {"row", "step", "item"}:
        return list(found)
    return [min(found, key=lambda at: len(units[at].text))]


def _found(
    units: Sequence[Unit], place: str, faults: dict[str, str], moved: dict[str, str]
) -> tuple[list[int], bool]:
    """As `places_of`; of a place that is not there the nearest, or none and the fault."""
    try:
        return places_of(units, place)
    except PlaceUnknown as error:
        words = reworded(phrases_of(units), place)
        fault = str(error)
    if words is not None:
        try:
            found = places_of(units, words)
        except PlaceUnknown:
            pass
        else:
            moved[place] = words
            return found
    faults[place] = fault
    return [], False


def with_questions(
    units: Sequence[Unit],
    written: Mapping[str, Iterable[str]],
    of_pieces: Mapping[str, Iterable[str]] = MappingProxyType({}),
) -> tuple[tuple[Unit, ...], dict[str, str], dict[str, str]]:
    """Units that know the questions they answer.

    Args:
        units: Of one article.
        written: Place → questions.
        of_pieces: The same of `piece_questions`; a section is no piece.

    Returns:
        The units; what is wrong with each place that is not there; and of each place that is worded
        otherwise by now the words of the page that it was taken for.
    """
    known = list(units)
    faults: dict[str, str] = {}
    moved: dict[str, str] = {}

    for place, questions in written.items():
        found, is_section = _found(units, place, faults, moved)
        for at in found:
            unit = known[at]
            if is_section:
                asked = without_duplicates(unit.section_questions, questions)
                known[at] = replace(unit, section_questions=asked)
            else:
                known[at] = replace(unit, questions=without_duplicates(unit.questions, questions))
    for place, questions in of_pieces.items():
        found, is_section = _found(units, place, faults, moved)
        if is_section:
            moved.pop(place, None)
            faults[place] = f"「{place}」是一节，不是一行、一句"
            continue
        for at in found:
            asked = without_duplicates(known[at].piece_questions, questions)
            known[at] = replace(known[at], piece_questions=asked)
    return tuple(known), faults, moved
