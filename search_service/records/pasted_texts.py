"""Links and messages that somebody pastes into the search: they are checked on the device.

They are no danger to who typed them, so feedback keeps them; but where a person was led to is
nobody's business: they stand in no address and no log. What somebody asks before or behind a
message (这个是真的吗, 我点了怎么办) is no part of it: clauses without digits, letters and 您,
in which they speak of themselves or ask about it.
"""

from __future__ import annotations

from collections.abc import Iterator

from search_service.records.digit_runs import Find
from search_service.records.folding import Folded
from search_service.records.privacy_rules import pattern

# Nobody asks at greater length around a message; what is further away belongs to it.
_LONGEST_ASKED = 80


def pasted_texts(folded: Folded) -> Iterator[Find]:
    """Links, and messages from their sender's name to their end. As `sensitive_pasted.js`."""
    text = folded.text
    for match in pattern("link").finditer(text):
        yield Find("link", *match.span(2))
    before = pattern("message_before").search(text[:_LONGEST_ASKED])
    tail = max(0, len(text) - _LONGEST_ASKED)
    behind = pattern("message_behind").search(text[tail:])
    start = before.end() if before else 0
    end = tail + behind.start(1) if behind else len(text)
    if pattern("message_whole").search(text[start:end]):
        yield Find("message", start, end)
    elif message := pattern("message").search(text):
        yield Find("message", message.start(), max(end, message.end()))
