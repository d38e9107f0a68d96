"""Work done by a copy of this process, on another processor, while this one goes on."""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection
from multiprocessing.context import ForkProcess
from typing import NoReturn, TypeVar

from search_service.errors import KbError

# Elsewhere a copy of a running process is not safe: there the work is done when it is asked for.
CAN_COPY_ITSELF = sys.platform == "linux"
# How often it is looked whether what a copy had started is gone; as long as nobody buries it, not.
_LOOKS, _BETWEEN_LOOKS_SECONDS = 100, 0.01
_Made = TypeVar("_Made")


@contextmanager
def aside(work: Callable[[], _Made]) -> Iterator[Callable[[], _Made]]:
    """Begin the work; gives what waits for its result, in this process or in one copy of it.

    The copy ends with the block, and with this process however that ends. No other thread may be
    running in this one.

    Args:
        work: What can be done twice: it is done again here if the copy was ended or failed in a
            way that nobody foresaw. Its result can be pickled.

    Raises:
        KbError: By what waits: what the work raised.
    """
    if not CAN_COPY_ITSELF:
        yield work
        return
    context, original = multiprocessing.get_context("fork"), os.getpid()
    receiving, sending = context.Pipe(duplex=False)
    copy = context.Process(target=_do, args=(work, sending), daemon=True)
    copy.start()
    sending.close()

    def done() -> _Made:
        try:
            made: _Made
            made, error = receiving.recv()
        except EOFError:  # it was ended, for want of memory for instance
            if os.getpid() == original:  # and not another copy, which waits in its place
                _end(copy)
            return work()
        if error is not None:
            raise error
        return made

    try:
        yield done
    finally:
        copy.terminate()
        _end(copy)
        receiving.close()


def _end(copy: ForkProcess) -> None:
    copy.join()
    if copy.exitcode and copy.pid:  # it had no time to end what it had started
        with suppress(ProcessLookupError):
            for _ in range(_LOOKS):
                os.killpg(copy.pid, signal.SIGKILL)
                time.sleep(_BETWEEN_LOOKS_SECONDS)


def _do(work: Callable[[], object], sending: Connection) -> None:
    os.setpgrp()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # whoever started us ends us
    signal.signal(signal.SIGTERM, _leave)
    threading.Thread(target=_end_with_the_original, daemon=True).start()
    try:
        sending.send((work(), None))
    except KbError as error:
        sending.send((None, error))
    except Exception:  # noqa: BLE001 - fails once more where somebody sees it
        sending.close()


def _leave(_signal: int, _frame: object) -> NoReturn:
    """Leave what `work` is in the midst of in order: it may have started a process of its own."""
    raise SystemExit


def _end_with_the_original() -> None:
    original = multiprocessing.parent_process()
    if original is not None:
        original.join()
        os.kill(os.getpid(), signal.SIGTERM)
