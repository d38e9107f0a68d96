"""Excerpts as runs of text, marked or not, so that no caller ever builds HTML."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from search_service.analysis.normalise import normalise

SNIPPET_CHARACTERS = 90
# Highlighting reads at most this much of a passage.
SCANNED_CHARACTERS = 2_000
_LEAD = 20
_SENTENCE_END = re.compile(r"[。！？\n]")


@dataclass(frozen=True)
class Span:
    """A run of text."""

    text: str
    marked: bool


def pattern_for(highlights: Sequence[str]) -> re.Pattern[str] | None:
    """One pattern for all strings to mark, the longest first; None when there is none."""
    return re.compile("|".join(map(re.escape, highlights))) if highlights else None


def marked(text: str, pattern: re.Pattern[str] | None) -> tuple[Span, ...]:
    """The whole of `text`, with every match marked; matching is done on the normalised text."""
    if pattern is None:
        return (Span(text, marked=False),) if text else ()
    normalised = normalise(text)
    spans: list[Span] = []
    done = 0
    for match in pattern.finditer(normalised.text):
        start, end = normalised.original_span(match.start(), match.end())
        if start > done:
            spans.append(Span(text[done:start], marked=False))
        if end > max(start, done):
            spans.append(Span(text[max(start, done) : end], marked=True))
            done = end
    if done < len(text):
        spans.append(Span(text[done:], marked=False))
    return tuple(spans)


def snippet(text: str, pattern: re.Pattern[str] | None) -> tuple[Span, ...]:
    """The stretch of `text` with the most different matches, at most `SNIPPET_CHARACTERS` long."""
    text = text[:SCANNED_CHARACTERS]
    start = _best_start(text, pattern) if pattern else 0
    start = min(start, max(0, len(text) - SNIPPET_CHARACTERS))  # a short passage is shown whole
    end = min(len(text), start + SNIPPET_CHARACTERS)
    excerpt = text[start:end].replace("\n", " ").strip()
    before = "…" if start > 0 else ""
    after = "…" if end < len(text) else ""
    return marked(f"{before}{excerpt}{after}", pattern)


def _best_start(text: str, pattern: re.Pattern[str]) -> int:
    normalised = normalise(text)
    found = [
        (normalised.original_span(match.start(), match.end())[0], match.group())
        for match in pattern.finditer(normalised.text)
    ]
    # A window over the matches, with how often each word stands in it.
    best_start, most, left = 0, 0, 0
    inside: Counter[str] = Counter()
    for at, word in found:
        inside[word] += 1
        while at - found[left][0] >= SNIPPET_CHARACTERS - _LEAD:
            gone = found[left][1]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            left += 1
        if len(inside) > most:
            best_start, most = found[left][0], len(inside)
    # Begin at the sentence, or a little before the match when the sentence is long.
    sentence = 0
    for match in _SENTENCE_END.finditer(text, 0, best_start):
        sentence = match.end()
    return sentence if best_start - sentence <= 2 * _LEAD else best_start - _LEAD
