"""What agents ask and open at the desk, for the counts that `kb report` reads (docs/learning.md).

Nothing is counted unless the operator says so. An agent stands for a network: all of a call centre
come from one address, and each of them counts once a text and month. His name leaves the memory as
a truncated HMAC alone.
"""

from __future__ import annotations

from fastapi import Request

from search_service.records.visit_log import VisitLog
from search_service.records.visit_window import (
    STAYED_SECONDS,
    QuestionNote,
    ReadingNote,
    Visitor,
)
from search_service.records.visits import Shown


def count_question(request: Request, agent: str, text: str, shown: Shown) -> None:
    """An agent searched; what is typed on becomes one question in `visit_window`."""
    log: VisitLog | None = request.app.state.query_log
    if log is not None:
        log.note(QuestionNote(_visitor(agent), text, shown))


def count_case(request: Request, agent: str, text: str, shown: Shown) -> None:
    """A CRM asked for an agent: the question that is answered begins a visit.

    What the agent types or opens at the desk after it goes on with it.
    """
    log: VisitLog | None = request.app.state.query_log
    if log is not None:
        log.note(QuestionNote(_visitor(agent), text, shown, is_new_case=True))


def count_reading(request: Request, agent: str, article: str) -> None:
    """An agent opened an article: that answers what he asked last, however short he looks."""
    log: VisitLog | None = request.app.state.query_log
    if log is not None:
        log.note(ReadingNote(_visitor(agent), "", article, STAYED_SECONDS))


def _visitor(agent: str) -> Visitor:
    return Visitor("desk", f"agent:{agent}", "")
