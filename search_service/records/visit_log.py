"""Takes what visitors ask and read without waiting; a thread of its own counts whole visits.

When more comes in than the thread can take, the rest is dropped and counted: no answer ever waits.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import TracebackType
from typing import Self

from search_service.errors import QueryLogUnavailable, cause_in_a_line
from search_service.records.privacy import redact_query
from search_service.records.visit_store import VisitStore
from search_service.records.visit_window import Note, QuestionNote, Visitor, VisitWindow
from search_service.records.visits import Shown, Visit

_WAITING_LIMIT = 1_000
_PAUSE_SECONDS = 1.0
_LEAVING_SECONDS = 15.0
# A clock that is ahead for a moment deletes nothing: a day has to last so long to be believed.
_BELIEVED_SECONDS = 3_600.0
# A batch that could not be written is tried again with the next, as long as there are not more.
_KEPT_VISITS = 2_000
TEXT_LIMIT = 64
_log = logging.getLogger(__name__)


class BelievedDay:
    """Tells when a day may be taken for today by whoever deletes what is too old."""

    def __init__(self) -> None:
        self._day: date | None = None
        self._since = 0.0

    def lasts(self, today: date, now: float) -> bool:
        """Whether the clock has said this day for an hour; every call counts.

        Args:
            today: What the clock says.
            now: Seconds of a clock that never goes back.
        """
        if self._day != today:
            self._day, self._since = today, now
        return now - self._since >= _BELIEVED_SECONDS


class VisitLog:
    """A context: entering starts the thread, leaving writes what is under way.

    Args:
        store: Where visits are counted.
        keep_days: How long.
        tell_dropped: Is told each time how many notes or visits were dropped.

    Attributes:
        dropped: Notes and visits that were not counted because too many waited.
        levels: How many questions were answered at each level, `Shown.level`, since the start.
    """

    def __init__(
        self, store: VisitStore, keep_days: int, tell_dropped: Callable[[int], None] | None = None
    ) -> None:
        self._store = store
        self._tell_dropped = tell_dropped
        self._keep_days = keep_days
        self._window = VisitWindow()
        self._ended: list[Visit] = []
        self._purged: date | None = None
        self._today = BelievedDay()
        self._waiting: queue.Queue[Note] = queue.Queue(_WAITING_LIMIT)
        self._leaving = threading.Event()
        self._thread = threading.Thread(target=self._write_on, name="visit-log", daemon=True)
        self.dropped = 0
        self.levels: Counter[str] = Counter()

    def __enter__(self) -> Self:
        """Start writing."""
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None
    ) -> None:
        """End every visit, write what is waiting and stop."""
        self._leaving.set()
        self._thread.join(_LEAVING_SECONDS)

    def note(self, note: Note) -> None:
        """Remember what happened; returns at once, and drops it when too many wait."""
        if isinstance(note, QuestionNote):
            self.levels[note.shown.level] += 1
        try:
            self._waiting.put_nowait(note)
        except queue.Full:
            self._drop(1)

    def _write_on(self) -> None:
        leaving = False
        while not leaving:
            leaving = self._leaving.wait(_PAUSE_SECONDS)
            self.turn(datetime.now(UTC).date(), time.monotonic(), leaving=leaving)

    def turn(self, today: date, now: float, *, leaving: bool = False) -> None:
        """Take what waits, write what is over and delete what is too old; the thread's turn.

        Args:
            today: What the clock says, UTC.
            now: Seconds of a clock that never goes back.
            leaving: Whether nothing more comes, so that every visit is over.
        """
        for note in [self._waiting.get_nowait() for _ in range(self._waiting.qsize())]:
            self._ended += self._window.take(safe(note), today, now)
        self._ended += self._window.all() if leaving else self._window.ended(now)
        self._write(today, now)

    def _write(self, today: date, now: float) -> None:
        try:
            if self._today.lasts(today, now) and self._purged != today:
                self._store.purge(today - timedelta(days=self._keep_days))
                self._purged = today
            if self._ended:
                self._drop(self._store.add(self._ended))
                self._ended = []
        except QueryLogUnavailable as error:
            _log.error("查询记录没有存下：%s", cause_in_a_line(error))
            self._drop(max(0, len(self._ended) - _KEPT_VISITS))
            self._ended = self._ended[-_KEPT_VISITS:]

    def _drop(self, number: int) -> None:
        self.dropped += number
        if number and self._tell_dropped is not None:
            self._tell_dropped(number)


class VisitorLog:
    """The log as one visitor's questions come to it."""

    def __init__(self, log: VisitLog, visitor: Visitor) -> None:
        self._log = log
        self._visitor = visitor

    def note(self, text: str, shown: Shown) -> None:
        """Remember a question that was sent off."""
        self._log.note(QuestionNote(self._visitor, text, shown))


def safe(note: Note) -> Note:
    """A note without anything private, in the form in which texts are compared and kept."""
    text = kept_text(note.text)
    if not isinstance(note, QuestionNote):
        return replace(note, text=text)
    reading = kept_text(note.shown.reading) or text
    return replace(note, text=text, shown=replace(note.shown, reading=reading))


def kept_text(text: str) -> str:
    """A text without what is private, cut and in lower case."""
    return redact_query(text).text[:TEXT_LIMIT].strip().lower()


def safe_visits(visits: Sequence[Visit]) -> list[Visit]:
    """Visits that were not taken from the window, made safe in the same way."""
    said = {text for visit in visits for one in visit.asked for text in (one.text, one.reading)}
    kept = {text: kept_text(text) for text in said}
    return [
        replace(
            visit,
            asked=tuple(
                replace(one, text=kept[one.text], reading=kept[one.reading]) for one in visit.asked
            ),
        )
        for visit in visits
    ]
