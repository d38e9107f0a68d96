"""Excerpts as runs of text, marked or not, so that no caller ever builds HTML."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, islice
from typing import NamedTuple

from typing_extensions import TypedDict

from search_service.analysis.normalise import normalise
from search_service.answering.remembered import Remembered

SNIPPET_CHARACTERS = 90
# Highlighting reads at most this much of a passage.
SCANNED_CHARACTERS = 1_200
# Texts whose normalised form is kept: some 15 MB for 20,000 sections, 100 MB if all were long.
_REMEMBERED = 40_000
# Of more passages some first ones are not likelier to be shown than others.
MOST_PREPARED = _REMEMBERED // 2
_LEAD = 20
_SENTENCE_ENDS = "。！？\n"


class Span(TypedDict):
    """A run of text; never changed.

    A result has a hundred of them: objects took twice as long to make and to write as JSON.
    """

    text: str
    marked: bool


_MORE: Span = {"text": "…", "marked": False}


def marked(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """The whole of `text`, with every match marked; matching is done on the normalised text.

    Args:
        text: As written.
        words: Normalised words to mark; where two begin together, the longer one counts.
    """
    matches = _matches(text, words)
    if not matches:
        return _unmarked[text]
    return _spans(text, [(start, end) for start, end, _ in matches])


def marked_together(texts: tuple[str, ...], words: Sequence[str]) -> Sequence[tuple[Span, ...]]:
    """`marked` of some texts that are shown together, in which each word is looked for once."""
    if len(texts) == 1:
        return (marked(texts[0], words),)
    together = _together[texts]
    if together is None:
        return [marked(text, words) for text in texts]
    found = _found(together.text, words)
    if not found:
        return together.unmarked
    spans = list(together.unmarked)
    for number, (text, first) in enumerate(zip(texts, together.firsts, strict=True)):
        last = first + len(text)
        if own := [(at - first, end - first) for at, end, _ in found if first <= at < last]:
            spans[number] = _spans(text, own)
    return spans


class _Together(NamedTuple):
    """Texts in one, apart by what no word has; where each begins; and each without marks."""

    text: str
    firsts: Sequence[int]
    unmarked: Sequence[tuple[Span, ...]]


def _put_together(texts: tuple[str, ...]) -> _Together | None:
    """Remembered, as single texts are; None where a character of one became none or several."""
    forms = [_normalised[text] for text in texts]
    if not all(isinstance(form.offsets, range) for form in forms):
        return None
    firsts = [0, *accumulate(len(text) + 1 for text in texts)]
    unmarked = [_unmarked[text] for text in texts]
    return _Together("\n".join(form.text for form in forms), firsts[:-1], unmarked)


_together = Remembered(_put_together, _REMEMBERED // 2)


def snippet(text: str, words: Sequence[str]) -> tuple[Span, ...]:
    """The stretch of `text` with the most different matches, at most `SNIPPET_CHARACTERS` long."""
    text = text[:SCANNED_CHARACTERS]
    matches = _matches(text, words)
    return _cut(text, matches) if matches else _beginning[text]


def _cut(text: str, matches: Sequence[tuple[int, int, str]]) -> tuple[Span, ...]:
    spare = len(text) - SNIPPET_CHARACTERS
    # A short passage is shown whole.
    start = max(0, min(_best_start(text, matches), spare)) if spare > 0 else 0
    end = min(len(text), start + SNIPPET_CHARACTERS)
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    inside = [
        (first - start if first > start else 0, min(last, end) - start)
        for first, last, _ in matches
        if first < end and last > start
    ]
    spans = _spans(text[start:end].replace("\n", " "), inside)
    before = (_MORE,) if text[:start].strip() else ()
    after = (_MORE,) if text[end:].strip() else ()
    return (*before, *spans, *after)


def prepare(texts: Iterable[str]) -> None:
    """Normalise now what will be cut and marked later: half of an excerpt's cost (measured)."""
    for text in islice(texts, MOST_PREPARED):
        _ = _normalised[text[:SCANNED_CHARACTERS]]


def _matches(text: str, words: Sequence[str]) -> Sequence[tuple[int, int, str]]:
    """Where in `text` the words stand, from the left and without overlap, and which it is."""
    normalised = _normalised[text]
    found = _found(normalised.text, words)
    if not found or isinstance(normalised.offsets, range):  # each character where it stood
        return found
    return [(*normalised.original_span(at, end), word) for at, end, word in found]


def _found(text: str, words: Sequence[str]) -> Sequence[tuple[int, int, str]]:
    """The same in a normalised text.

    Looking for each word apart is several times faster than one pattern for all, which would have
    to be compiled for every query (measured).
    """
    find = text.find
    found: list[tuple[int, int, str]] = []
    for word in words:
        at = find(word)
        while at >= 0:
            found.append((at, -len(word), word))
            at = find(word, at + len(word))
    if not found:
        return ()
    if len(found) == 1:
        [(at, size, word)] = found
        return ((at, at - size, word),)
    found.sort()
    matches: list[tuple[int, int, str]] = []
    done = 0
    for at, size, word in found:
        if at >= done:
            done = at - size
            matches.append((at, done, word))
    return matches


def _spans(text: str, matches: Iterable[tuple[int, int]]) -> tuple[Span, ...]:
    spans: list[Span] = []
    done = 0
    for start, end in matches:
        if start > done:
            spans.append({"text": text[done:start], "marked": False})
            done = start
        if end > done:
            spans.append(_marked_word[text[done:end]])
            done = end
    if done < len(text):
        spans.append({"text": text[done:], "marked": False})
    return tuple(spans)


def _best_start(text: str, matches: Sequence[tuple[int, int, str]]) -> int:
    # A window over the matches, with how often each word stands in it.
    best_start, most, left = 0, 0, 0
    inside: dict[str, int] = {}
    for at, _, word in matches:
        inside[word] = inside.get(word, 0) + 1
        while at - matches[left][0] >= SNIPPET_CHARACTERS - _LEAD:
            gone = matches[left][2]
            inside[gone] -= 1
            if not inside[gone]:
                del inside[gone]
            left += 1
        if len(inside) > most:
            best_start, most = matches[left][0], len(inside)
    # Begin at the sentence, or a little before the match when the sentence is long.
    before = max(0, best_start - 2 * _LEAD - 1)
    sentence = 1 + max([text.rfind(end, before, best_start) for end in _SENTENCE_ENDS])
    return sentence if best_start - sentence <= 2 * _LEAD else best_start - _LEAD


# The same passages are found again and again, and most of what is shown of them has no match.
_normalised = Remembered(normalise, _REMEMBERED)
_unmarked = Remembered[str, tuple[Span, ...]](lambda text: _spans(text, ()), _REMEMBERED)
# The stretch that is shown where nothing matches.
_beginning = Remembered[str, tuple[Span, ...]](lambda text: _cut(text, ()), _REMEMBERED)
# The same words stand in all that is shown of a result.
_marked_word = Remembered[str, Span](lambda text: {"text": text, "marked": True}, _REMEMBERED)
