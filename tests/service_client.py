"""Starlette's test client: requests to an application without a network."""

from __future__ import annotations

import warnings

with warnings.catch_warnings():
    # Starlette prefers httpx2 under its client; httpx, which is locked, works as well.
    warnings.filterwarnings("ignore", message="Using `httpx`")
    from starlette.testclient import TestClient

__all__ = ["TestClient"]
