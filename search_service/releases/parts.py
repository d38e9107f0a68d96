"""What the folders inside a release are called."""

from __future__ import annotations

INDEX, AGENT = "index", "agent"
# Each is searched by itself.
PARTS = (INDEX, AGENT)
# Inside each: what stands of its articles.
STORE = "store"
