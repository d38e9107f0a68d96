"""How likely a text tells of trouble, by what its characters and pairs of characters say.

No list of words holds all the ways in which money goes. The weights are fitted to the judged texts
by `python -m benchmarks.trouble`; what they are worth is in docs/relevance.md, "Trouble".
"""

from __future__ import annotations

import json
import math
from functools import cache
from operator import add
from pathlib import Path
from typing import Any

WEIGHTS_FILE = Path(__file__).with_name("trouble_weights.json")
# Weights are whole hundredths.
UNIT = 100


def grams_of(text: str) -> set[str]:
    """The characters of a normalised text and their pairs, without spaces."""
    bare = text.replace(" ", "")
    return {*bare, *map(add, bare, bare[1:])}


def likelihood_of_trouble(text: str) -> float:
    """From 0 to 1, of a normalised text; as if trouble were told as often as not."""
    weights, bias = _fitted()
    known = [weights[gram] for gram in grams_of(text) if gram in weights]
    amount = sum(known) / math.sqrt(max(1, len(known))) + bias
    return 1.0 / (1.0 + math.exp(-amount / UNIT))


@cache
def _fitted() -> tuple[dict[str, int], int]:
    read: dict[str, Any] = json.loads(WEIGHTS_FILE.read_text(encoding="utf-8"))
    return read["weights"], read["bias"]
