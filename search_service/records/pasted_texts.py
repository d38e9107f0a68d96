"""Links and messages that somebody pastes into the search: they are checked on the device.

They are no danger to who typed them, so feedback keeps them; but where a person was led to is
nobody's business: they stand in no address and no log.
"""

from __future__ import annotations

from collections.abc import Iterator

from search_service.records.digit_runs import Find
from search_service.records.folding import Folded
from search_service.records.privacy_rules import pattern


def pasted_texts(folded: Folded) -> Iterator[Find]:
    """Links, and messages from their sender's name to the end. As `sensitive_pasted.js`."""
    text = folded.text
    for match in pattern("link").finditer(text):
        yield Find("link", *match.span(2))
    if pattern("message_whole").search(text):
        yield Find("message", 0, len(text))
    elif message := pattern("message").search(text):
        yield Find("message", message.start(), len(text))
