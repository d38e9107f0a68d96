"""Whether content is sound, found out on another processor while a release is made of it."""

from __future__ import annotations

import multiprocessing
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

from search_service.checks.baseline import Baseline
from search_service.checks.content_view import ContentView
from search_service.checks.findings import errors_of, require_none
from search_service.content.problems import Problem

# Elsewhere a copy of a running process is not safe: there it is found out when it is asked for.
_CAN_COPY_ITSELF = sys.platform == "linux"


@contextmanager
def sound_meanwhile(
    content: ContentView, baseline: Baseline | None = None
) -> Iterator[Callable[[], None]]:
    """Look for errors aside; gives what waits for them and raises `ContentInvalid` for any.

    Whatever else fails meanwhile, errors of the content are what is said.

    Args:
        content: All of it.
        baseline: Old errors that are mended later.
    """
    if not _CAN_COPY_ITSELF or content.unreadable:
        found = errors_of(content, baseline)
        require_none(found)
        yield lambda: None
        return
    context = multiprocessing.get_context("fork")
    receiving, sending = context.Pipe(duplex=False)
    aside = context.Process(target=_tell, args=(content, baseline, sending), daemon=True)
    aside.start()
    sending.close()
    told: list[tuple[Problem, ...]] = []

    def require() -> None:
        if not told:
            told.append(_told(receiving, content, baseline))
        require_none(told[0])

    try:
        yield require
    except Exception:
        require()
        raise
    finally:
        aside.kill()
        aside.join()
        receiving.close()


def _tell(content: ContentView, baseline: Baseline | None, sending: Connection) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    try:
        sending.send(errors_of(content, baseline))
    except Exception:  # noqa: BLE001 - fails once more where somebody sees it
        sending.close()


def _told(
    receiving: Connection, content: ContentView, baseline: Baseline | None
) -> tuple[Problem, ...]:
    try:
        found: tuple[Problem, ...] = receiving.recv()
    except EOFError:  # it was ended, for want of memory for instance
        return errors_of(content, baseline)
    return found
