"""Waiting for what comes by itself."""

from __future__ import annotations

import time
from collections.abc import Callable

# How long anything may take on a busy machine, in seconds, before it counts as never.
PATIENCE = 120.0


def until(true: Callable[[], object]) -> None:
    end = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < end, "it never came"
        time.sleep(0.05)
