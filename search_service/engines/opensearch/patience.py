"""How long a cluster is waited for: a query for less than a second, a release for a minute.

The client itself tries nothing twice. It takes a node that did not answer for dead, so that the
next try goes to another one.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

Answer = TypeVar("Answer")

# Of the time that the first node of a query has, what each node that is tried may take; together
# twice that time.
_SHARES = (1.0, 0.6, 0.4)
# A manager that is frozen is replaced after 30 s, as clusters are set up by default: three checks
# of ten seconds each.
PATIENCE_SECONDS = 60.0
# What a node may take for what is no query.
NODE_SECONDS = 10.0
_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 0.1, 5.0
# What another node, or the same one a little later, may answer otherwise.
_PASSING = frozenset((408, 429, 502, 503, 504))


def at_once(ask: Callable[[float], Answer], seconds: float) -> Answer:
    """What a query is answered by the first of three nodes that answers in time.

    Args:
        ask: Asks a node, which may take so many seconds.
        seconds: How long the first may take; all three together take at most twice that.

    Raises:
        Exception: None answered, or the question is refused for what it is.
    """
    for share in _SHARES[:-1]:
        try:
            return ask(share * seconds)
        except Exception as error:
            if not is_passing(error):
                raise
    return ask(_SHARES[-1] * seconds)


def patiently(ask: Callable[[], Answer], seconds: float = PATIENCE_SECONDS) -> Answer:
    """What a cluster answers, however often it has to be asked: nodes die, freeze and are full.

    Args:
        ask: Asks a node; doing it twice must be harmless.
        seconds: How long to go on.

    Raises:
        Exception: The last failure, or a refusal that asking again would not change.
    """
    waits, deadline = growing_waits(), time.monotonic() + seconds
    while True:
        try:
            return ask()
        except Exception as error:
            if not is_passing(error) or time.monotonic() > deadline:
                raise
        time.sleep(next(waits))


def growing_waits() -> Iterator[float]:
    """Pauses in seconds, each twice as long as the one before, up to five."""
    wait = _FIRST_WAIT_SECONDS
    while True:
        yield wait
        wait = min(2 * wait, _LONGEST_WAIT_SECONDS)


def is_passing(error: Exception) -> bool:
    """Whether asking again may help: nobody answered, or a node could not answer just now."""
    from opensearchpy import exceptions  # noqa: PLC0415 - only this engine needs it

    if isinstance(error, exceptions.SSLError):
        return False
    if isinstance(error, exceptions.ConnectionError):
        return True
    return isinstance(error, exceptions.TransportError) and error.status_code in _PASSING
