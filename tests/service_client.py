"""Starlette's test client: requests to an application without a network."""

from __future__ import annotations

import warnings

from fastapi import FastAPI

with warnings.catch_warnings():
    # Starlette prefers httpx2 under its client; httpx, which is locked, works as well.
    warnings.filterwarnings("ignore", message="Using `httpx`")
    from starlette.testclient import TestClient

__all__ = ["TestClient", "client_at"]


def client_at(app: FastAPI, address: str, headers: dict[str, str] | None = None) -> TestClient:
    """A client with an address of its own; an exception in the application is a 500."""
    return TestClient(
        app,
        "http://127.0.0.1",
        headers=headers,
        client=(address, 50_000),
        follow_redirects=False,
        raise_server_exceptions=False,
    )
