"""How much of a question a unit holds, together with what says what it is about.

Text, label, heading, lead, title and the questions that writers gave: the row 打不开文件 of an
article on 导出 holds 导出的文件打不开, though neither says all of it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from search_service.answering.unit_terms import Term, Terms

# What a character of a question counts beside a word.
CHARACTER_SHARE = 0.5


@dataclass(frozen=True)
class Holders:
    """Which units of an article hold a term; what its title has is held by all, and left out.

    Attributes:
        said: In text, label, heading, lead or one of the unit's own questions.
        about: The same, or in a question of the unit's section; characters only.
    """

    said: Mapping[Term, Sequence[int]]
    about: Mapping[Term, Sequence[int]]


def holders_of(
    title: Terms,
    own: Iterable[tuple[Term, tuple[int, ...]]],
    asked: Iterable[tuple[Term, Iterable[int]]],
    section: Iterable[tuple[Term, Iterable[int]]],
) -> Holders:
    """Gather places.

    Args:
        title: Terms of the article's title.
        own: Each term once, with the places that hold it, ascending.
        asked: Terms and the places that have a question with them.
        section: Terms and the places whose section has a question with them.
    """
    said = {term: places for term, places in own if term not in title}
    _put_in(said, asked, title)
    about = {term: places for term, places in said.items() if term[0] == "u"}
    _put_in(about, (one for one in section if one[0][0] == "u"), title)
    return Holders(said, about)


def _put_in(
    held: dict[Term, tuple[int, ...]], more: Iterable[tuple[Term, Iterable[int]]], title: Terms
) -> None:
    found: dict[Term, set[int]] = defaultdict(set)
    for term, places in more:
        found[term].update(places)
    for term, united in found.items():
        if term not in title:
            united.update(held.get(term, ()))
            held[term] = tuple(sorted(united))
