"""What a page tells search engines."""

from __future__ import annotations

import json
from typing import Any

from tests.browser.visitor import Visitor


def told_to_search_engines(visitor: Visitor) -> dict[str, dict[str, Any]]:
    """The structured data of the open page by their type; none stands twice."""
    texts = visitor.page.locator("script[type='application/ld+json']").all_inner_texts()
    told = [json.loads(text) for text in texts]
    by_type = {one["@type"]: one for one in told}
    assert len(by_type) == len(told)
    return by_type
