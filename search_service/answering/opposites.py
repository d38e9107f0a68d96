"""Pieces that differ by a negation alone: 银行没扣 and 银行扣了, App 打不开 and App 还能打开.

They share all their words, so that words cannot choose between them. What is compared here is
whether a text says of the same word that it is so or that it is not, and only among pieces that
stand side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple

from search_service.analysis.normalise import is_han, normalised_text
from search_service.answering.term_sums import Floats
from search_service.content.units import Unit

# So far behind the better of the two sides the other one is put: no card shows both as alike.
BEHIND = 26.0
# Characters behind a negation, and before a word that only asks, of which nothing is said surely.
_MOST_DENIED = 4
_ASKED = 3
# 扣没扣 only asks of what follows, 没 denies it.
_DENIED_BY = {"asks": _MOST_DENIED - 1, "no": _MOST_DENIED}
_LONGEST_HEAD = 2
_HAN = r"[\u3400-\u9fff]"
# 打不开, 收不到, 用不了: what is behind the 不 is no verb.
_RESULT = "[了到开上出来去动成通进起着清完掉见住懂对及回过]"
_LIGHT = (
    "的话|已经|已|还|就|也|都|才|又|了|的|给|被|我|您|可以|能够|能|会|再|有人|人(?=领|接|管|理)"
)
# Words that deny another one without a sign of it.
_OPPOSITES = {"失败": "成功", "陌生": "认识"}
_READ = re.compile(
    rf"(?P<asks>(?P<one>{_HAN})[不没](?P=one)|是否|能否)"
    rf"|(?P<opposite>{'|'.join(_OPPOSITES)})"
    rf"|(?P<verb>{_HAN})(?P<sign>[不得])(?P<result>{_RESULT})"
    rf"|(?P<no>没有?|未|不|无法|无)(?:{_LIGHT})*"
    rf"|(?P<light>{_LIGHT})"
    r"|(?P<other>.)",
    re.DOTALL,
)
_ASKS_BEHIND = re.compile(r"(?:吗|(?<![什怎多这那])么|没有?|不|否)[?!。 ]*$")
_CLAUSES = re.compile(r"[,。;:!?、「」()→/\n]")
_LISTED = frozenset({"item", "step"})

Side = Literal["is", "not", "open"]


class Said(NamedTuple):
    """The characters of a text without negations and light words, and what is said of each."""

    text: str
    sides: tuple[Side, ...]

    def side_of(self, word: str) -> Side:
        """Whether a word is said to be so, or not to be so; open where both or neither is said."""
        found = {self.sides[at] for at in _places_of(word, self.text)}
        return found.pop() if len(found) == 1 else "open"


@dataclass(frozen=True)
class Opposites:
    """Places of pieces side by side that say of one word that it is so, and that it is not."""

    word: str
    affirming: tuple[int, ...]
    denying: tuple[int, ...]


@lru_cache(maxsize=2_000)
def said(text: str) -> Said:
    """What a normalised text says to be so, and what not; open what it only asks."""
    read: list[tuple[str, Side]] = []
    reach = 0  # characters that a negation before may still be about
    asked = _ASKS_BEHIND.search(text)
    for match in _READ.finditer(text, 0, asked.start() if asked else len(text)):
        kind = match.lastgroup or ""
        if kind in _DENIED_BY:
            reach = _DENIED_BY[kind]
        elif kind != "light":
            characters, side = _said_by(match)
            for one in characters:
                behind: Side = "not" if reach == _MOST_DENIED else "open" if reach else "is"
                read.append((one, side or behind))
                reach = max(0, reach - 1) if is_han(one) else 0
    if asked:
        read[-_ASKED:] = [(one, "open") for one, _ in read[-_ASKED:]]
    read = [(one, side) for one, side in read if not one.isspace()]
    return Said("".join(one for one, _ in read), tuple(side for _, side in read))


def _said_by(match: re.Match[str]) -> tuple[str, Side | None]:
    """Characters of a text, and what they say of themselves, whatever stands before."""
    if match["opposite"]:
        return _OPPOSITES[match["opposite"]], "not"
    if match["verb"]:
        whole = match["verb"] + match["result"].replace("了", "")
        return whole, "not" if match["sign"] == "不" else None
    return match[0], None


def opposites_among(units: Sequence[Unit]) -> tuple[Opposites, ...]:
    """All of an article: rows of a table, entries of a list, sections."""
    groups: dict[tuple[str, str | None, str], dict[int, str]] = defaultdict(dict)
    for place, unit in enumerate(units):
        if unit.kind == "row":
            groups["row", unit.anchor, unit.lead][place] = unit.label
        elif unit.kind in _LISTED:
            first = _CLAUSES.split(normalised_text(unit.text), maxsplit=1)[0]
            groups[unit.kind, unit.anchor, unit.lead][place] = unit.label or first
        elif unit.kind == "opening":
            groups["opening", None, ""][place] = unit.label
    return tuple(
        _of_sections(one, units) if kind == "opening" else one
        for (kind, _, _), labels in groups.items()
        for one in _opposites(labels)
    )


def behind_opposites(
    text: str, opposites: Iterable[Sequence[Opposites]], scores: Iterable[Floats]
) -> None:
    """Put what denies a question, or is denied by it, behind what agrees with it.

    Args:
        text: The question, normalised.
        opposites: Of each article.
        scores: Of each article those of all its pieces, in reading order; changed.
    """
    for one, own in ((one, own) for of, own in zip(opposites, scores, strict=True) for one in of):
        side = said(text).side_of(one.word)
        if side == "open":
            continue
        agreeing, other = one.affirming, one.denying
        if side == "not":
            agreeing, other = other, agreeing
        most = own[[*agreeing]].max() - BEHIND
        own[[*other]] = own[[*other]].clip(max=most)


def _opposites(labels: dict[int, str]) -> Iterator[Opposites]:
    clauses = {place: [*_said_clauses(label)] for place, label in labels.items()}
    words = {word for own in clauses.values() for one in own for word in _denied(one)}
    for word in sorted(words):
        denying = {
            place: [one.text for one in own if word in _denied(one)]
            for place, own in clauses.items()
        }
        texts = {text for own in denying.values() for text in own}
        affirming = [
            place
            for place, own in clauses.items()
            if not denying[place] and any(_affirms(one, word, texts) for one in own)
        ]
        if affirming:
            yield Opposites(word, tuple(affirming), tuple(p for p, own in denying.items() if own))


def _said_clauses(label: str) -> Iterator[Said]:
    return filter(lambda one: one.text, map(said, _CLAUSES.split(normalised_text(label))))


def _denied(clause: Said) -> Iterator[str]:
    """Each word that a clause says not to be so."""
    for place, side in enumerate(clause.sides):
        if side == "not" and (place == 0 or clause.sides[place - 1] != "not"):
            yield clause.text[place : place + _LONGEST_HEAD]


def _affirms(clause: Said, word: str, denying: set[str]) -> bool:
    """Whether a clause says all that one of the denying ones does, but that it is so."""
    if clause.side_of(word) != "is":
        return False
    return any(
        text in clause.text if len(text) > 1 else text in (clause.text[0], clause.text[-1])
        for text in denying
    )


def _of_sections(one: Opposites, units: Sequence[Unit]) -> Opposites:
    """All pieces of the sections whose openings differ."""

    def all_of(places: Sequence[int]) -> tuple[int, ...]:
        anchors = {units[place].anchor for place in places}
        return tuple(at for at, unit in enumerate(units) if unit.anchor in anchors)

    return Opposites(one.word, all_of(one.affirming), all_of(one.denying))


def _places_of(word: str, text: str) -> Iterator[int]:
    place = text.find(word)
    while place >= 0:
        yield place
        place = text.find(word, place + 1)
