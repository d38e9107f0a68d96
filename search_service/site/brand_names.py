"""What a built site calls itself, for pages that are not part of it; loads nothing that builds."""

from __future__ import annotations

from pathlib import Path

import orjson

# Written by `site.brand_files`.
BRAND_FILE = "brand.json"


def short_name_in(site: Path | None) -> str:
    """The short name of the brand of a built site; empty when it does not say."""
    if site is None or not (site / BRAND_FILE).is_file():
        return ""
    return str(orjson.loads((site / BRAND_FILE).read_bytes())["short_name"])
