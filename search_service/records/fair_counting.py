"""One network counts once a text and month, without its address being stored.

What is stored is a truncated HMAC over the network and the text (or the article): it says whether
this network has counted for this text already, and links no two questions. Its key lies in a file
of its own and is thrown away when the month ends; the tags of that month then mean nothing.
"""

from __future__ import annotations

import hmac
import secrets
from collections.abc import Callable
from datetime import date
from pathlib import Path

import orjson

from search_service.records.client_network import customer_network
from search_service.records.private_files import private_file
from search_service.records.sqlite_file import alone

# 32 bits: of 120,000 tags a month, three in ten thousand new ones are taken for known.
_TAG_BYTES = 4
_KEY_BYTES = 32
# How often a network's "read, from below the first place" counts for one article in a month.
MOST_PROMOTIONS = 3
# The same of "came straight back from it, or found it of no help".
MOST_REJECTIONS = 3
# How often it counts in a month that a network went on from a question to another: each time joins
# two small gaps into one.
MOST_MOVES = 2
# So many questions of a network with the same first hit count in a month at all, in whatever words:
# enough for a household, and too few to outvote what others say of a matter.
MOST_ALIKE = 3
# So many questions of a network with the same first hit are its first ones of a month. Later ones
# count as well, but apart: the report believes them as far as others speak for them too
# (learning.floods).
FIRST_FEW = 1
# So many of its questions of a month are such first ones, whatever their first hits are: words that
# vary have many first hits. Chosen on months of 100,000 visits: docs/learning.md.
MOST_WITNESSES = 2
# So many texts that nobody asked before may come from one network in a month; what more it makes up
# is not kept, so that it neither fills the day nor makes its words common.
MOST_NEW_TEXTS = 500


def month_of(day: date) -> str:
    """The month that a day is counted in, such as 2026-03."""
    return f"{day:%Y-%m}"


# More than a key file has: what else lies there is not read through.
_FILE_BYTES = 1_000


class MonthKey:
    """The key of the newest month that was counted; an older month gets one that nobody keeps.

    Args:
        file: Holds the month and its key; made when first needed.
    """

    def __init__(self, file: Path) -> None:
        self._file = file
        self._known: dict[str, bytes] = {}

    def tagger(self, month: str) -> Callable[[str, str, str], int]:
        """A function of kind, network and what it is counted for; its tag fits 32 bits.

        Raises:
            OSError: The file cannot be read or written.
        """
        key = self._known.get(month) or self._load(month)

        def tag(kind: str, network: str, counted: str) -> int:
            said = f"{kind}\0{customer_network(network)}\0{counted}".encode()
            return int.from_bytes(hmac.digest(key, said, "sha256")[:_TAG_BYTES], "big")

        return tag

    def _load(self, month: str) -> bytes:
        private_file(self._file)
        with alone(self._file):
            with self._file.open("rb") as file:
                held = _held(file.read(_FILE_BYTES))
            if held is None or not _is_near(held[0], month):
                held = month, secrets.token_bytes(_KEY_BYTES)
                said = orjson.dumps({"month": month, "key": held[1].hex()})
                self._file.write_bytes(said)
        key = held[1] if held[0] == month else secrets.token_bytes(_KEY_BYTES)
        # Two: visits that began before midnight are folded after it.
        newest = sorted({**self._known, month: key}.items())[-2:]
        self._known = dict(newest)
        return key


def _is_near(held: str, month: str) -> bool:
    """Whether a key is this month's, or the next one's: visits are folded after their month's end.

    One of a later month was made while the clock went wrong, and would stay until then.
    """
    year, number = map(int, month.split("-"))
    following = f"{year + number // 12}-{number % 12 + 1:02}"
    return held in {month, following}


def _held(content: bytes) -> tuple[str, bytes] | None:
    try:
        said = orjson.loads(content)
        return str(said["month"]), bytes.fromhex(said["key"])
    except (orjson.JSONDecodeError, KeyError, TypeError, ValueError):
        return None
