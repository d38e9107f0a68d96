"""The visits that are still going on, in memory and bounded: notes in, whole visits out.

Who belongs together is told by network and browser alone: nothing is kept on the reader's device
and no number is given to anybody. Two readers behind one address with the same browser at the same
time are taken for one.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from typing import NamedTuple

from search_service.records.client_network import customer_network
from search_service.records.visits import Asked, Opened, Shown, Side, Visit

# A visit that has been silent for so long is over.
IDLE_SECONDS = 900.0
# At the desk the next caller is on the line by then; chosen, not measured.
DESK_IDLE_SECONDS = 120.0
# With more visits under way the oldest end early; a visit's further questions are not counted.
MOST_VISITS, MOST_QUESTIONS = 20_000, 20
# One in so many of them may be of one network; of one that has more, its own oldest end early, so
# that a network that changes its browser's name with each question ends nobody else's.
_OF_ONE_NETWORK = 20
# Who is back sooner has not read. Chosen, not measured: see docs/learning.md.
STAYED_SECONDS = 10.0
# At the desk every pause in typing is a question; one that goes on in the next is none.
_TYPING_SECONDS = 15.0


class Visitor(NamedTuple):
    """Who asks, as far as the window tells people apart: in memory only."""

    side: Side
    network: str
    browser: str


@dataclass(frozen=True)
class QuestionNote:
    """A question was sent off and answered; `text` is as typed, until it is redacted.

    `is_new_case` is true of the text of a case: whoever asks has another customer before him now.
    """

    visitor: Visitor
    text: str
    shown: Shown
    is_new_case: bool = False


@dataclass(frozen=True)
class ReadingNote:
    """Somebody left an article that was opened from the answer to `text`.

    `text` is empty where that is not told: then it was what the visitor asked last.
    """

    visitor: Visitor
    text: str
    article: str
    seconds: float
    contact: bool = False
    helpful: bool | None = None


Note = QuestionNote | ReadingNote


@dataclass
class _Open:
    """A visit under way."""

    day: date
    seen: float
    asked: dict[str, Asked] = field(default_factory=dict)
    shown: dict[str, tuple[str, ...]] = field(default_factory=dict)


class VisitWindow:
    """Used by one thread."""

    def __init__(self, most_visits: int = MOST_VISITS) -> None:
        self._most = most_visits
        self._most_of_network = max(1, most_visits // _OF_ONE_NETWORK)
        # Of each network and of all, who was heard last stands last.
        self._open: OrderedDict[Visitor, _Open] = OrderedDict()
        self._of_network: dict[str, OrderedDict[Visitor, None]] = defaultdict(OrderedDict)

    def __len__(self) -> int:
        """How many visits are under way."""
        return len(self._open)

    def take(self, note: Note, day: date, now: float) -> list[Visit]:
        """Add a note, its text redacted; the visits that had to end for it.

        Args:
            note: What happened.
            day: Today, UTC.
            now: Seconds of a clock that never goes back.
        """
        ended = []
        known = self._open.get(note.visitor)
        idle = DESK_IDLE_SECONDS if note.visitor.side == "desk" else IDLE_SECONDS
        if known is not None and (now - known.seen >= idle or _is_another_case(note, known)):
            ended.append(self._end(note.visitor))
            known = None
        if known is None:
            if isinstance(note, ReadingNote):
                return ended  # of a visit that is over, or was never seen
            known = self._open[note.visitor] = _Open(day, now)
        if isinstance(note, QuestionNote):
            _ask(known, note, now)
        else:
            _read(known, note)
        known.seen = now
        self._open.move_to_end(note.visitor)
        neighbours = self._of_network[customer_network(note.visitor.network)]
        neighbours[note.visitor] = None
        neighbours.move_to_end(note.visitor)
        if len(neighbours) > self._most_of_network:
            ended.append(self._end(next(iter(neighbours))))
        if len(self._open) > self._most:
            ended.append(self._end(next(iter(self._open))))
        return ended

    def ended(self, now: float) -> list[Visit]:
        """The visits that have been silent for long enough."""
        over = []
        while self._open:
            visitor, oldest = next(iter(self._open.items()))
            if now - oldest.seen < IDLE_SECONDS:
                break
            over.append(self._end(visitor))
        return over

    def all(self) -> list[Visit]:
        """Every visit, when nothing more comes."""
        whole = [_visit(visitor, one) for visitor, one in self._open.items()]
        self._open.clear()
        self._of_network.clear()
        return whole

    def _end(self, visitor: Visitor) -> Visit:
        network = customer_network(visitor.network)
        neighbours = self._of_network[network]
        del neighbours[visitor]
        if not neighbours:
            del self._of_network[network]
        return _visit(visitor, self._open.pop(visitor))


def _visit(visitor: Visitor, one: _Open) -> Visit:
    return Visit(one.day, visitor.side, visitor.network, tuple(one.asked.values()))


def _is_another_case(note: Note, known: _Open) -> bool:
    is_case = isinstance(note, QuestionNote) and note.is_new_case
    return is_case and note.text not in known.asked  # the same case may be asked for again


def _ask(known: _Open, note: QuestionNote, now: float) -> None:
    if note.visitor.side == "desk" and known.asked:
        last = next(reversed(known.asked.values()))
        is_begun = note.text.startswith(last.text) or last.text.startswith(note.text)
        if is_begun and not last.opened and now - known.seen < _TYPING_SECONDS:
            del known.asked[last.text]
    if note.text in known.asked or len(known.asked) >= MOST_QUESTIONS:
        return
    articles = note.shown.articles
    first = articles[0] if articles else ""
    known.asked[note.text] = Asked(note.text, note.shown.reading, first, note.shown.level)
    known.shown[note.text] = articles


def _read(known: _Open, note: ReadingNote) -> None:
    text = note.text or next(reversed(known.asked), "")
    asked = known.asked.get(text)
    if asked is None or len(asked.opened) >= MOST_QUESTIONS:
        return
    hits = known.shown[text]
    rank = hits.index(note.article) + 1 if note.article in hits else len(hits) + 1
    opened = Opened(note.article, rank, note.seconds >= STAYED_SECONDS, note.helpful)
    known.asked[text] = replace(
        asked, opened=(*asked.opened, opened), contact=asked.contact or note.contact
    )
